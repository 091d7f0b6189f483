"""The second step: letters to groups of the same meaning on the same clause. Opposite stances never share a group.

Letters, clauses and groups are told by the number of a wording: a letter has the number of its first wording, a group that of
its first letter. So what is new does not rename what was there.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .clauses import BY_WORDING, NAMED, NOT_IN_DRAFT, Draft, find_by_words
from .clusters import PER_HEAP, heaps_for, keep_apart, part
from .compiled import kernel
from .letters import Tell
from .link import SHORT
from .meaning import WIDTH, find_meanings
from .state import State
from .store import release
from .tables import OPPOSITES

AGREES, OPPOSES = 1, 2
NEARLY = 0.9  # of the best score of a group: stands for it as well
ASKING = 1 << 2 * len(OPPOSITES)


@dataclass(slots=True)
class Groups:
    """By wording: its letter. By letter (at its number): group, article, clause, how it was placed, opinions, variant. Letters
    of which every opinion was withdrawn are in no group (-1)."""

    letter: np.ndarray
    leaders: np.ndarray  # the numbers of the letters
    group: np.ndarray
    article: np.ndarray
    clause: np.ndarray
    placed: np.ndarray
    counts: np.ndarray
    stance: np.ndarray
    variant: np.ndarray
    why: np.ndarray
    representative: np.ndarray  # by group: the letter that stands for it

    def sizes(self) -> np.ndarray:
        """By group, how many opinions are in it."""
        return np.bincount(self.group[self.leaders], self.counts[self.leaders], 1).astype(np.int64)


@kernel
def add_counts(letter, counts, total):
    for w in range(letter.shape[0]):
        total[letter[w]] += counts[w]


@kernel
def most_sent(letter, counts, keys, typical):
    """For each letter the wording with the most opinions; of equal ones that of the smallest key, whatever came first."""
    for w in range(letter.shape[0]):
        t = typical[letter[w]]
        if t < 0 or counts[w] > counts[t] or (counts[w] == counts[t] and keys[w] < keys[t]):
            typical[letter[w]] = w


@kernel
def vote_clause(letter, facts, counts, about, clause, weight):
    """The clause most opinions of a letter name beside its article, if more than half do; else the last that led."""
    for w in range(letter.shape[0]):
        mine = letter[w]
        if facts[w, 2] == 0 or facts[w, 1] != about[mine]:
            continue
        if clause[mine] == facts[w, 2]:
            weight[mine] += counts[w]
        elif weight[mine] >= counts[w]:
            weight[mine] -= counts[w]
        else:
            clause[mine], weight[mine] = facts[w, 2], counts[w] - weight[mine]


@kernel
def keep_numbers(order, group, before, weight, number, taken):
    """Each group takes the number of the group before that most of its opinions were in, largest overlap first."""
    for p in order:
        if number[group[p]] < 0 and not taken[before[p]]:
            number[group[p]] = before[p]
            taken[before[p]] = True


def numbers_kept(group: np.ndarray, leaders: np.ndarray, counts: np.ndarray, before: np.ndarray) -> np.ndarray:
    """The numbers of the groups of these letters, so that what was a group before keeps its number. `before`: by letter, -1
    for one that was in none. A new group has the number of its first letter whose number is free."""
    old = np.full(len(leaders), -1, np.int64)
    known = leaders < len(before)
    old[known] = before[leaders[known]]
    here = np.flatnonzero(old >= 0)
    size = int(max(leaders.max(initial=0), before.max(initial=0))) + 1
    pairs, which = np.unique(group[here].astype(np.int64) * size + old[here], return_inverse=True)
    weight = np.bincount(which, counts[here], len(pairs))
    number, taken = np.full(size, -1, np.int64), np.zeros(size, np.bool_)
    order = np.lexsort((pairs, -weight))
    keep_numbers(order, pairs // size, pairs % size, weight, number, taken)
    taken[before[before >= 0]] = True  # a number that stood for something else is not given again
    for place in np.flatnonzero(number[group] < 0):
        if number[group[place]] < 0 and not taken[leaders[place]]:
            number[group[place]], taken[leaders[place]] = leaders[place], True
    for place in np.flatnonzero(number[group] < 0):
        if number[group[place]] < 0:
            number[group[place]], size = size, size + 1
    return number[group]


@kernel
def stand_for(points, group, counts, first_row, sums, scores, best, chosen):
    """For each group the letter with the most opinions near its middle; of those that are nearly as good the one that came
    first, which so stays the same while more come, and stands near the beginning of the file."""
    for q in range(points.shape[0]):
        for d in range(points.shape[1]):
            sums[group[q], d] += points[q, d]
    for q in range(points.shape[0]):
        g, like, own, all_ = group[q], 0.0, 1e-9, 1e-9
        for d in range(points.shape[1]):
            like += float(points[q, d]) * float(sums[g, d])
            own += float(points[q, d]) ** 2
            all_ += float(sums[g, d]) ** 2
        scores[q] = (1.001 + like / np.sqrt(own * all_)) * np.sqrt(max(counts[q], 0))
        best[g] = max(best[g], scores[q])
    for q in range(points.shape[0]):
        g = group[q]
        if scores[q] >= NEARLY * best[g] and (chosen[g] < 0 or first_row[q] < first_row[chosen[g]]):
            chosen[g] = q


def clauses_of(state: State, groups: Groups, typical: np.ndarray, draft: Draft | None) -> None:
    """Each letter's article and clause: named, or by the words of the draft."""
    weight = np.zeros(state.wordings, np.int32)
    about = state.rows["about"]
    vote_clause(groups.letter, state.rows["facts"], state.rows["counts"], about, groups.clause, weight)
    groups.article[:] = np.where(groups.letter == np.arange(state.wordings), about, 0)
    groups.placed[groups.article > 0] = NAMED
    if draft is None:
        return
    lost = (groups.article > 0) & ~np.isin(groups.article, draft.articles)
    groups.article[lost], groups.clause[lost], groups.placed[lost] = 0, 0, NOT_IN_DRAFT
    wanted = np.zeros(state.wordings, np.bool_)
    wanted[typical] = groups.article[groups.leaders] == 0
    found = find_by_words(state.pairs, np.asarray(state.rows["ends"]), wanted, draft)[typical]
    letter = groups.leaders[found > 0]
    groups.article[letter], groups.clause[letter] = found[found > 0], 0
    groups.placed[letter] |= BY_WORDING


def cells(article: np.ndarray, clause: np.ndarray, stance: np.ndarray) -> Iterator[np.ndarray]:
    """The places of the letters of one clause and one stance, in their order."""
    code = (article.astype(np.int64) << 10 | clause) << 2 | stance
    order = np.argsort(code, kind="stable")
    borders = np.flatnonzero(np.diff(code[order])) + 1
    yield from (cell for cell in np.split(order, borders) if len(cell))


def seeds_of(keys: np.ndarray) -> np.ndarray:
    """The letters a cell's groups are found by, chosen by their keys alone."""
    return np.argsort(keys, kind="stable")[: heaps_for(len(keys)) * PER_HEAP]


def group_cell(points: np.ndarray, keys: np.ndarray, said: np.ndarray, consenting: np.ndarray) -> np.ndarray:
    """The group of each letter of a cell, as small numbers."""
    label = np.zeros(len(points), np.int64)
    rest, groups = np.flatnonzero(~consenting), int(consenting.any())
    if len(rest):
        mine = np.zeros(len(rest), np.int64)
        inside = np.ascontiguousarray(points[rest])
        found = part(inside, seeds_of(keys[rest]), mine)
        label[rest] = mine + groups
        groups += found
    keep_apart(said, label, groups)
    return label


def find_groups(
    state: State, *, draft: Draft | None = None, before: np.ndarray | None = None, threads: int = 2,
    work: Path | None = None, tell: Tell = lambda *_: None,
) -> Groups:  # fmt: skip
    """Letters to groups. `before`: the group of each letter as it was, to keep the numbers; `work`: a folder for what would
    take too much memory."""
    n = state.wordings
    letter, counts = state.letters(), np.zeros(n, np.int32)
    add_counts(letter, state.rows["counts"], counts)
    leaders = np.flatnonzero(counts > 0)
    variant, why = state.variants(letter)
    groups = Groups(
        letter, leaders, np.full(n, -1, np.int32), np.zeros(n, np.int32), np.zeros(n, np.int32), np.zeros(n, np.int8),
        counts, np.zeros(n, np.int8), variant, why, np.full(n, -1, np.int32),
    )  # fmt: skip
    groups.stance[:] = state.rows["said"] & 3
    typical = np.full(n, -1, np.int64)
    most_sent(letter, state.rows["counts"], state.rows["keys"], typical)
    typical = typical[leaders]
    clauses_of(state, groups, typical, draft)
    shape, keys = (len(leaders), WIDTH), state.rows["keys"][typical]
    points = (
        np.memmap(work / "points", np.int8, "w+", shape=shape) if work and len(leaders) else np.zeros(shape, np.int8)
    )
    find_meanings(state.pairs, np.asarray(state.rows["ends"]), typical, keys, points)
    release(points)
    said, facts = state.rows["said"][leaders], state.rows["facts"][typical]
    stance = groups.stance[leaders]
    state.rows.release()
    consenting = (stance > 0) & (facts[:, 0] < SHORT) & (facts[:, 3] & ASKING == 0)
    done = 0

    def one(cell: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return cell, group_cell(points[cell], keys[cell], said[cell], consenting[cell])

    with ThreadPoolExecutor(threads) as pool:
        for cell, label in pool.map(one, cells(groups.article[leaders], groups.clause[leaders], stance)):
            first = np.full(int(label.max()) + 1, n, np.int64)
            np.minimum.at(first, label, leaders[cell])
            groups.group[leaders[cell]] = first[label]
            done += len(cell)
            tell("groups", done, len(leaders))
    if before is not None and len(leaders):
        groups.group[leaders] = numbers_kept(groups.group[leaders], leaders, counts[leaders], before)
    numbers, number = np.unique(groups.group[leaders], return_inverse=True)
    shape = (len(numbers), WIDTH)
    sums = np.memmap(work / "sums", np.int32, "w+", shape=shape) if work and len(leaders) else np.zeros(shape, np.int32)
    best, chosen = np.zeros(len(numbers)), np.full(len(numbers), -1, np.int64)
    first_row, scores = state.rows["first_row"][leaders], np.zeros(len(leaders))
    stand_for(points, number, groups.counts[leaders], first_row, sums, scores, best, chosen)
    groups.representative = np.full(int(numbers.max(initial=-1)) + 1, -1, np.int32)
    groups.representative[numbers] = leaders[chosen]
    return groups
