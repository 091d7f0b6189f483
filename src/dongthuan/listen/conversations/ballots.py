"""The ballots of a meeting from a CSV file, in the format of `dongthuan consensus`: voter-id, comment-id, vote, timestamp."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from django.utils.translation import gettext as _

from dongthuan.foundation.things.kit import Refused

Ballot = tuple[str, str, int]  # of whom, on the statement of which number, 1, 0 or -1


@dataclass
class Read:
    """The usable rows, the last vote of each on each; how many rows were left out for which reason; the file's digest."""

    ballots: list[Ballot]
    left_out: dict[str, int] = field(default_factory=dict)
    digest: str = ""


def read(data: bytes) -> Read:
    """Refuses a file that holds no votes."""
    from dongthuan.lib.consensus import reading  # imported late: it loads the compiler, and few requests need it

    first = data[:100_000].split(b"\n", 1)[0]
    try:
        events = reading.events(data, ";" if first.count(b";") > first.count(b",") else ",")
    except reading.VotesError:
        raise Refused(
            _("No votes can be read from this file. It is a CSV file in UTF-8 whose first line names voter-id, comment-id, "
              "vote, timestamp; a vote is 1 (agree), -1 (disagree) or 0 (pass)."),
            field="file",
        ) from None  # fmt: skip
    columns = [events.columns[name].to_pylist() for name in ("timestamp", "voter-id", "comment-id", "vote")]
    return Read(list(_last(columns)), events.rejected, sha256(data).hexdigest())


def _last(columns: list[list]) -> Iterator[Ballot]:
    """The last vote by time, of equal ones the later row, as the command counts."""
    found = {}
    for _at, voter, statement, vote in sorted(zip(*columns, strict=True), key=lambda row: row[0]):
        found[str(voter), str(statement)] = int(vote)
    for (voter, statement), vote in found.items():
        yield voter, statement, vote
