"""Which provision of a redraft is which of the old ones, so that a clause keeps its identity. Pure.

Same words: the same clause, wherever it went. What stands under it is the same: the same clause. Same place and number,
similar words: the same clause, reworded. Similar words elsewhere: moved and reworded. What is left over is new, or gone.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

AT_ITS_PLACE = 0.4
ANYWHERE = 0.6
_COMMON = 400  # a word pair in more provisions than this says nothing about which one


@dataclass(frozen=True, slots=True)
class Unit:
    """A provision as matching sees it; ``parent`` is the place of its parent in the same list, -1 for none."""

    parent: int
    kind: str
    number: str
    title: str
    text: str

    @property
    def words(self) -> str:
        return " ".join(f"{self.title} {self.text}".casefold().split())


def match(old: Sequence[Unit], new: Sequence[Unit]) -> dict[int, int]:
    """For each new provision that is an old one: its place in ``new`` → its place in ``old``."""
    found = _Found(old, new)
    found.same_words()
    found.same_children()
    found.same_place()
    found.similar_words()
    found.same_children()
    found.same_place()
    return found.of_new


class _Found:
    def __init__(self, old: Sequence[Unit], new: Sequence[Unit]) -> None:
        self.old, self.new = old, new
        self.of_new: dict[int, int] = {}
        self.taken: set[int] = set()
        self._old_bags = [_bag(u.words) for u in old]
        self._new_bags = [_bag(u.words) for u in new]

    def take(self, n: int, o: int) -> None:
        self.of_new[n] = o
        self.taken.add(o)

    def same_words(self) -> None:
        places: dict[str, list[int]] = defaultdict(list)
        for o, unit in enumerate(self.old):
            if unit.words:
                places[unit.words].append(o)
        for by_number in (True, False):
            for n, unit in enumerate(self.new):
                if n in self.of_new:
                    continue
                free = [o for o in places.get(unit.words, ()) if o not in self.taken]
                free = [o for o in free if not by_number or self._same_address(o, n)]
                if free:
                    self.take(n, free[0])

    def _same_address(self, o: int, n: int) -> bool:
        old, new = self.old[o], self.new[n]
        if (old.kind, old.number) != (new.kind, new.number):
            return False
        if old.parent < 0 or new.parent < 0:
            return old.parent == new.parent
        return self.of_new.get(new.parent) == old.parent or self._same_address(old.parent, new.parent)

    def same_children(self) -> None:
        """Bottom up: at least half of what stands under it, on both sides, stood together before."""
        sizes = Counter(u.parent for u in self.old), Counter(u.parent for u in self.new)
        family = Counter((self.new[n].parent, self.old[o].parent) for n, o in self.of_new.items())
        for (n, o), shared in sorted(family.items(), key=lambda pair: (-pair[1], pair[0])):
            if n < 0 or o < 0 or n in self.of_new or o in self.taken or self.new[n].kind != self.old[o].kind:
                continue
            if shared * 2 >= max(sizes[0][o], sizes[1][n]):
                self.take(n, o)

    def same_place(self) -> None:
        """Top down: under the same parent, with the same number, and with words or children to show for it."""
        at: dict[tuple[int, str, str], list[int]] = defaultdict(list)
        for o, unit in enumerate(self.old):
            at[unit.parent, unit.kind, unit.number].append(o)
        family = Counter((self.new[n].parent, self.old[o].parent) for n, o in self.of_new.items())
        sizes = Counter(u.parent for u in self.old)
        for n, unit in enumerate(self.new):
            if n in self.of_new:
                continue
            parent = -1 if unit.parent < 0 else self.of_new.get(unit.parent, -2)
            for o in at.get((parent, unit.kind, unit.number), ()):
                if o in self.taken:
                    continue
                shared = family[n, o] * 2 >= sizes[o] > 0
                alike = self._alike(n, o) >= AT_ITS_PLACE or self._one_holds_the_other(n, o)
                if shared or alike or not (unit.words or self.old[o].words):
                    self.take(n, o)
                    break

    def similar_words(self) -> None:
        scored = sorted(self._pairs(), key=lambda p: (-p[0], abs(p[1] - p[2]), p[1]))
        for _, n, o in scored:
            if n not in self.of_new and o not in self.taken:
                self.take(n, o)

    def _pairs(self) -> Iterator[tuple[float, int, int]]:
        """Pairs that share enough word pairs, found through an index instead of comparing all with all."""
        index: dict[str, list[int]] = defaultdict(list)
        for o in range(len(self.old)):
            if o not in self.taken:
                for gram in self._old_bags[o]:
                    index[gram].append(o)
        for n, unit in enumerate(self.new):
            if n in self.of_new:
                continue
            near: set[int] = set()
            for gram in self._new_bags[n]:
                if len(index.get(gram, ())) <= _COMMON:
                    near.update(index.get(gram, ()))
            for o in near:
                if self.old[o].kind == unit.kind and (score := self._alike(n, o)) >= ANYWHERE:
                    yield score, n, o

    def _alike(self, n: int, o: int) -> float:
        a, b = self._new_bags[n], self._old_bags[o]
        total = a.total() + b.total()
        return 2 * (a & b).total() / total if total else 0.0

    def _one_holds_the_other(self, n: int, o: int) -> bool:
        a, b = self._new_bags[n], self._old_bags[o]
        return 0 < min(a.total(), b.total()) == (a & b).total()


def _bag(words: str) -> Counter[str]:
    """Words and pairs of neighbouring words: order counts a little."""
    tokens = re.findall(r"\w+", words)
    return Counter(tokens) + Counter(f"{a} {b}" for a, b in pairwise(tokens))


HELD = 0.7  # of a provision's runs of four words, so many stand in another that took its words over
_RUN, _FEW = 4, 8  # words in a run; a provision of fewer words says nothing about where they went


@dataclass(frozen=True, slots=True)
class PassedOn:
    """Where words went that have no provision of their own any more: places in the old and in the new list."""

    into: dict[int, int]  # an old provision that is gone → the new one that holds its words
    parts: dict[int, list[int]]  # an old provision → the new ones that were cut out of it


def passed_on(old: Sequence[Unit], new: Sequence[Unit], kept: dict[int, int]) -> PassedOn:
    """Merged and split provisions. `kept`: place in ``new`` → place in ``old``, of the same provision (`match`)."""
    before, after = [_runs(u.words) for u in old], [_runs(u.words) for u in new]
    now = {o: n for n, o in kept.items()}
    where, whence = _index(after), _index(before)
    into: dict[int, int] = {}
    for o in (o for o in range(len(old)) if o not in now):  # merged: the host holds the words now, and did not before
        hosts = [n for n in _near(where, before[o]) if _holds(after[n], before[o])]
        hosts = [n for n in hosts if n not in kept or not _holds(before[kept[n]], before[o])]
        if hosts:
            into[o] = min(hosts, key=lambda n: (new[n].kind != old[o].kind, len(after[n]), n))
    parts: dict[int, list[int]] = {}
    for n in (n for n in range(len(new)) if n not in kept):  # split: the old one held the words, and does not any more
        wholes = [o for o in _near(whence, after[n]) if o not in into and _holds(before[o], after[n])]
        wholes = [o for o in wholes if o not in now or not _holds(after[now[o]], after[n])]
        if wholes:
            parts.setdefault(min(wholes, key=lambda o: (len(before[o]), o)), []).append(n)
    for o, found in parts.items():  # cut in pieces of which none is like the whole
        if o not in now and sum(len(after[n]) for n in found) >= ANYWHERE * len(before[o]):
            into[o] = max(found, key=lambda n: (len(after[n]), -n))
    return PassedOn(into, parts)


def _runs(words: str) -> frozenset[tuple[str, ...]]:
    tokens = re.findall(r"\w+", words)
    if len(tokens) < _FEW:
        return frozenset()
    return frozenset(zip(*(tokens[k:] for k in range(_RUN)), strict=False))


def _index(all_runs: Sequence[frozenset[tuple[str, ...]]]) -> dict[tuple[str, ...], list[int]]:
    found: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, runs in enumerate(all_runs):
        for run in runs:
            found[run].append(place)
    return found


def _near(index: dict[tuple[str, ...], list[int]], runs: frozenset[tuple[str, ...]]) -> list[int]:
    return sorted({place for run in runs for place in index.get(run, ())})


def _holds(whole: frozenset[tuple[str, ...]], part: frozenset[tuple[str, ...]]) -> bool:
    return bool(part) and len(whole & part) >= HELD * len(part)
