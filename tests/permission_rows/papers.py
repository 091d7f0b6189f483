"""A paper of two parties: their focal officers prepare it, its leaders sign it, others learn nothing of a draft."""

from collections.abc import Callable
from functools import cache

from tests.factories import World
from tests.foundation.papers import factories as make
from tests.permission_rows import EVERYONE, STAFF, Row

PARTY = {"focal_officer", "leader"}


@cache
def paper(state: Callable) -> Callable[[World], dict[str, int]]:
    """A paper about a person whom no other role sees."""
    return lambda w: {"pk": state(w, subject=w.users["administrator_2"]).pk}


ROWS = [
    Row("papers:check", EVERYONE),
    Row("papers:layout", STAFF),
    Row("papers:detail", PARTY, paper(make.draft), refused=404),
    Row("papers:pdf", PARTY, paper(make.draft), refused=404),
    Row("papers:docx", PARTY, paper(make.draft), refused=404),
    Row("papers:revision", PARTY, paper(make.frozen), refused=404, rest={"n": 1}),
    Row("papers:number", PARTY, paper(make.draft), refused=404),
    Row("papers:freeze", PARTY, paper(make.numbered), post={}, refused=404),
    Row(
        "papers:sign",
        set(),
        paper(make.frozen),
        post={},
        refused=404,
        exact={"leader": 403, "focal_officer": 403},
        rest={"order": 1},
    ),
    Row("papers:upload", {"leader"}, paper(make.frozen), refused=404, exact={"focal_officer": 403}, rest={"order": 1}),
    Row("papers:take_in", PARTY, paper(make.draft), refused=404),
    Row("papers:void", PARTY, paper(make.draft), refused=404),
]
