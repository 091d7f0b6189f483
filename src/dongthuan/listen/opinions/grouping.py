"""The only place where the consolidation engine is called: which opinions are of one letter, which letters of one meaning.

What the engine says is a proposal. Where an opinion stands is decided by `place`, and what stands in a group stays there.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
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
    """Opinions of one letter on one clause, of one stance; `meaning` is the same for letters that mean the same."""

    clause: int | None
    stance: str
    meaning: tuple[int | None, str, int | None]
    rows: tuple[Said, ...]

    @property
    def letter(self) -> int:
        return self.rows[0].pk

    @property
    def plain(self) -> bool:
        return not self.rows[0].text


def letters(rows: Sequence[Said]) -> list[tuple[int, int]]:
    """The letter and the meaning of each row that says something, by the engine; rows in the order they were received in."""
    if not rows:
        return []
    import pyarrow as pa

    from dongthuan.lib.consolidation.groups import find_groups
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
        taken_in = state.add(features(*prepared.buffers(), prepared.given, state.texts, state.known))
        taken = range(len(some)) if prepared.at is None else prepared.at
        by_row = dict(zip(taken, taken_in, strict=True))
        wordings += [int(by_row.get(n, -1)) for n in range(len(some))]
    state.close_reading()
    found = find_groups(state)
    letter = found.letter
    return [
        (int(letter[w]), int(found.group[letter[w]])) if w >= 0 else (-1 - n, -1 - n) for n, w in enumerate(wordings)
    ]


def buckets(rows: Iterable[Said]) -> list[Bucket]:
    """The opinions by clause, stance and letter; those without words by clause and stance."""
    rows = list(rows)
    worded = [r for r in rows if r.text]
    known = dict(zip((r.pk for r in worded), letters(worded), strict=True))
    found: dict[tuple[int | None, str, int | None], list[Said]] = defaultdict(list)
    for row in rows:
        found[row.clause, row.stance, known[row.pk][0] if row.text else None].append(row)
    return [
        Bucket(clause, stance, (clause, stance, known[some[0].pk][1] if some[0].text else None), tuple(some))
        for (clause, stance, _letter), some in found.items()
    ]


LIKE, SINGLE, PLAIN = "like", "single", "plain"


@dataclass
class Homes:
    """Where what was placed stands, letter by letter and meaning by meaning: what is new follows it.

    `singles`: groups of single voices; `closed`: groups that are decided.
    """

    singles: frozenset[int]
    closed: frozenset[int]
    of_meaning: dict[tuple[int | None, str, int | None], Counter[int]] = field(
        default_factory=lambda: defaultdict(Counter)
    )
    free: Counter[tuple[int | None, str, int | None]] = field(default_factory=Counter)

    def see(self, found: Iterable[Bucket]) -> None:
        for bucket in found:
            free = self.movable(bucket)
            self.free[bucket.meaning] += len(free)
            self.of_meaning[bucket.meaning].update(
                r.group for r in bucket.rows if r.group is not None and r.group not in self.singles and not r.by_hand
            )

    def movable(self, bucket: Bucket) -> list[int]:
        """Opinions without a place, and single voices that no one placed there by hand."""
        return [
            r.pk for r in bucket.rows
            if r.group is None or (r.group in self.singles and not r.by_hand and r.group not in self.closed)
        ]  # fmt: skip


def place(bucket: Bucket, homes: Homes) -> tuple[int | str, list[int]]:
    """Where the opinions of a letter that have no place go, and which they are: a group's key, or LIKE, SINGLE, PLAIN for
    a new group of this meaning, the single voices of the clause, those without words.

    First where the rest of the letter stands, then where the rest of the meaning stands. What an official placed is never
    touched; what stands in a group of like voices stays; a single voice that found company goes with it.
    """
    loose = [r.pk for r in bucket.rows if r.group is None]
    if bucket.plain:
        return PLAIN, loose
    moving = homes.movable(bucket)
    own = Counter(r.group for r in bucket.rows if r.group is not None and r.pk not in set(moving))
    if own:
        return _most(own), moving
    if beside := homes.of_meaning[bucket.meaning]:
        return _most(beside), moving
    return (LIKE, moving) if homes.free[bucket.meaning] > 1 else (SINGLE, loose)


def _most(counts: Counter[int]) -> int:
    """The group that holds most of them; of equals, the older one."""
    return min(counts, key=lambda group: (-counts[group], group))
