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
Rows that name the same `kwargs` are asked one after the other about the same thing, made once; what else their addresses
need stands in `rest`. Each role's request is rolled back too, so that one POST does not spoil the next.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db import transaction

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


@cache
def pk_of(make: Callable[[World], Any]) -> Callable[[World], dict[str, Any]]:
    """The argument `pk` of what `make` makes; the same function for the same `make`."""
    return lambda world: {"pk": make(world).pk}


@dataclass(frozen=True)
class Row:
    name: str
    who: frozenset[str] | set[str]
    kwargs: Callable[[World], Mapping[str, Any]] = nothing
    post: Mapping[str, Any] | None = None
    refused: int = 403
    exact: Mapping[str, int] = field(default_factory=dict)
    query: str = ""
    rest: Mapping[str, Any] = field(default_factory=dict)

    def arguments(self, world: World) -> dict[str, Any]:
        return {**self.kwargs(world), **self.rest}


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Laid:
    """What the rows in hand ask about: made once for all that name the same `kwargs`, then taken back."""

    def __init__(self, world: World) -> None:
        self.world, self.kwargs, self.stack = world, None, ExitStack()

    def arguments(self, row: Row) -> dict:
        if row.kwargs is not self.kwargs:
            self.stack.close()
            self.kwargs = None
            self.stack.enter_context(taken_back())
            self.found, self.kwargs = dict(row.kwargs(self.world)), row.kwargs
        return {**self.found, **row.rest}
