"""The only place where the consolidation engine is called: which opinions are of one letter.

What the engine says is a proposal. Where an opinion stands is decided by `place`, and what stands in a group stays there.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

BATCH = 1 << 16


class Said(NamedTuple):
    """An opinion as the grouping sees it."""

    pk: int
    clause: int | None
    stance: str
    text: str  # empty: nothing but the stance
    group: int | None
    by_hand: bool


@dataclass(frozen=True)
class Bucket:
    """Opinions of one letter, on one clause, of one stance."""

    clause: int | None
    stance: str
    rows: tuple[Said, ...]

    @property
    def letter(self) -> int:
        return self.rows[0].pk

    @property
    def plain(self) -> bool:
        return not self.rows[0].text

    @property
    def placed(self) -> Counter[int]:
        return Counter(r.group for r in self.rows if r.group is not None)


def letters(rows: Sequence[Said]) -> list[int]:
    """The letter of each row that says something, by the engine; rows in the order in which they were received."""
    if not rows:
        return []
    import pyarrow as pa

    from dongthuan.lib.consolidation.prepare import prepare
    from dongthuan.lib.consolidation.scan import features
    from dongthuan.lib.consolidation.state import State

    numbers = {clause: str(n) for n, clause in enumerate(dict.fromkeys(r.clause for r in rows), 1)}
    state, wordings = State(), list[int]()
    for first in range(0, len(rows), BATCH):
        some = rows[first : first + BATCH]
        columns = {
            "opinion_id": [str(r.pk) for r in some], "text": [r.text for r in some], "clause": [numbers[r.clause] for r in some]
        }  # fmt: skip
        prepared = prepare(pa.RecordBatch.from_pydict(columns))
        found = state.add(features(*prepared.buffers(), prepared.given, state.texts, state.known))
        taken = range(len(some)) if prepared.at is None else prepared.at
        by_row = dict(zip(taken, found, strict=True))
        wordings += [int(by_row.get(n, -1)) for n in range(len(some))]
    state.close_reading()
    letter = state.letters()
    return [int(letter[w]) if w >= 0 else -1 - n for n, w in enumerate(wordings)]


def buckets(rows: Iterable[Said]) -> list[Bucket]:
    """The opinions by clause, stance and letter; those without words by clause and stance."""
    rows = list(rows)
    worded = [r for r in rows if r.text]
    letter = dict(zip((r.pk for r in worded), letters(worded), strict=True))
    found: dict[tuple[int | None, str, int | None], list[Said]] = defaultdict(list)
    for row in rows:
        found[row.clause, row.stance, letter.get(row.pk)].append(row)
    return [Bucket(clause, stance, tuple(some)) for (clause, stance, _letter), some in found.items()]


LIKE, SINGLE, PLAIN = "like", "single", "plain"


def place(bucket: Bucket, singles: Iterable[int], closed: Iterable[int]) -> tuple[int | str, list[int]]:
    """Where the opinions of a bucket that have no place go, and which they are.

    A group's key; LIKE: a new group; SINGLE, PLAIN: that group of the clause. `singles`: keys of groups of single voices;
    `closed`: groups that are decided. What an official placed is never touched; what stands in a group of like voices
    stays; a single voice that found company goes with it, unless its group is decided.
    """
    singles, closed = set(singles), set(closed)
    loose = [r.pk for r in bucket.rows if r.group is None]
    free = [r for r in bucket.rows if r.group in singles and not r.by_hand and r.group not in closed]
    if bucket.plain:
        return _most(bucket) or PLAIN, loose
    home = Counter(r.group for r in bucket.rows if r.group is not None and r not in free)
    if home:
        return _first_most(home), loose + [r.pk for r in free]
    if len(bucket.rows) > 1 and (loose or len(free) > 1):
        return LIKE, loose + [r.pk for r in free]
    return SINGLE, loose


def _most(bucket: Bucket) -> int | None:
    return _first_most(bucket.placed) if bucket.placed else None


def _first_most(counts: Counter[int]) -> int:
    """The group that holds most of them; of equals, the older one."""
    return min(counts, key=lambda group: (-counts[group], group))
