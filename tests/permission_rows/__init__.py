"""Who may open which page: one module per app with its ROWS, read by tests/test_permission_table.py.

    ROWS = [
        Row("tasks:list", STAFF),                                             # every staff role opens it
        Row("tasks:detail", {"focal_officer", "leader"}, lambda w: {"pk": make_task(w).pk}),
        Row("tasks:accept", {"focal_officer"}, lambda w: {"pk": …}, post={"note": "…"}),   # a page that only takes POST
        Row("programmes:public", EVERYONE, lambda w: {"pk": …}),
        Row("people:account", SIGNED_IN),
        Row("tasks:secret", {"leader"}, …, refused=404),                      # as if it did not exist
    ]

`who` names the roles that get the page (200, or a redirect that is not to the sign-in page). Of the others a signed-in
account gets `refused` (403 unless said), and anonymous is sent to sign in. A status of its own stands in `exact`.
`kwargs` gets the shared World, makes what the address needs and returns its arguments; what it makes is rolled back.
Each role's request is rolled back too, so that one POST does not spoil the next.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dongthuan.foundation.orgs.models import Role
from tests.factories import World

STAFF = frozenset(Role.values)
SIGNED_IN = STAFF | {"citizen"}
EVERYONE = SIGNED_IN | {"anonymous"}
CASES = frozenset({Role.RECEPTION_OFFICER.value, Role.SOLVER.value, Role.SECOND_READER.value})  # they work on petitions
OFFICERS = STAFF - {Role.ADMINISTRATOR.value} - CASES  # the programme's people; the administrator reads no case content
NOBODY: frozenset[str] = frozenset()


def nothing(world: World) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Row:
    name: str
    who: frozenset[str] | set[str]
    kwargs: Callable[[World], Mapping[str, Any]] = nothing
    post: Mapping[str, Any] | None = None
    refused: int = 403
    exact: Mapping[str, int] = field(default_factory=dict)
    query: str = ""
