"""In what order statements are offered, and what no statement may hold. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

LONGEST = 140  # characters of a statement: one idea, read on a phone without scrolling
LEAST = 10  # people; of fewer nothing is shown
STEP = 10  # so many new participants before the map is made again
NEW_FOR = 3  # days for which a released statement counts as new
MOST_STATEMENTS = 400  # of one conversation: more than anybody reads
MOST_WAITING = 5  # proposals of one participant that nobody has read yet
MOST_BALLOTS = 200_000  # rows of one file

MARKS = {
    "email": re.compile(r"[\w.+-]+@[\w-]+\.\w+"),
    "number": re.compile(r"\d(?:[ .-]?\d){8,}"),  # a telephone, an identity card, an account: nine digits and more
    "link": re.compile(r"https?://|www\.", re.I),
}


@dataclass(frozen=True)
class Offered:
    """A statement that may be offered: its number of votes, and for how many days it has been shown."""

    id: int
    votes: int
    days: int


def order(statements: Iterable[Offered], key: str) -> list[int]:
    """In which order a participant is offered them: the fewest votes first, a new one as if it had half of its own.

    Of equals, each participant (`key`) gets another first, so that many who begin at once do not all judge the same one. The
    same votes and key give the same order.
    """

    def place(s: Offered) -> tuple[int, bytes]:
        return (s.votes // 2 if s.days < NEW_FOR else s.votes), sha256(f"{key}:{s.id}".encode()).digest()

    return [s.id for s in sorted(statements, key=place)]


def personal_marks(text: str) -> list[str]:
    """What in the words leads to a person: keys of MARKS. Names are for a reader's eyes."""
    return [name for name, pattern in MARKS.items() if pattern.search(text)]
