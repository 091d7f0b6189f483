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
from .clusters import HEAPS, LARGE, MOST_HEAPS, PER_HEAP, keep_apart, part
from .compiled import kernel
from .letters import Tell
from .link import SHORT
from .meaning import WIDTH, find_meanings
from .state import State
from .tables import OPPOSITES

AGREES, OPPOSES = 1, 2
ASKING = 1 << 2 * len(OPPOSITES)


@dataclass(slots=True)
class Groups:
    """By wording: its letter. By letter (at its number): group, article, clause, how it was placed, opinions, variant."""

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


@kernel
def add_counts(letter, counts, total):
    for w in range(letter.shape[0]):
        total[letter[w]] += counts[w]


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
def stand_for(points, group, counts, sums, best, chosen):
    """For each group, at its number, the letter with the most opinions near its middle."""
    for q in range(points.shape[0]):
        for d in range(points.shape[1]):
            sums[group[q], d] += points[q, d]
    for q in range(points.shape[0]):
        g, like, own, all_ = group[q], 0.0, 1e-9, 1e-9
        for d in range(points.shape[1]):
            like += float(points[q, d]) * float(sums[g, d])
            own += float(points[q, d]) ** 2
            all_ += float(sums[g, d]) ** 2
        score = (1.001 + like / np.sqrt(own * all_)) * np.sqrt(max(counts[q], 0))
        if score > best[g]:
            best[g], chosen[g] = score, q


def clauses_of(state: State, groups: Groups, draft: Draft | None) -> None:
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
    wanted[groups.leaders] = groups.article[groups.leaders] == 0
    found = find_by_words(state.pairs, np.asarray(state.rows["ends"]), wanted, draft)
    groups.article[found > 0] = found[found > 0]
    groups.clause[found > 0] = 0
    groups.placed[found > 0] |= BY_WORDING


def cells(article: np.ndarray, clause: np.ndarray, stance: np.ndarray) -> Iterator[np.ndarray]:
    """The places of the letters of one clause and one stance, in their order."""
    code = (article.astype(np.int64) << 10 | clause) << 2 | stance
    order = np.argsort(code, kind="stable")
    borders = np.flatnonzero(np.diff(code[order])) + 1
    yield from (cell for cell in np.split(order, borders) if len(cell))


def seeds_of(keys: np.ndarray) -> np.ndarray:
    """The letters a cell's groups are found by, chosen by their keys alone."""
    n = len(keys)
    heaps = HEAPS if n <= LARGE else min(MOST_HEAPS, n // (LARGE // HEAPS))
    return np.sort(np.argsort(keys, kind="stable")[: heaps * PER_HEAP])


def group_cell(points: np.ndarray, keys: np.ndarray, said: np.ndarray, consenting: np.ndarray) -> np.ndarray:
    """The group of each letter of a cell, as small numbers."""
    label = np.zeros(len(points), np.int64)
    rest, groups = np.flatnonzero(~consenting), int(consenting.any())
    if len(rest):
        mine = np.zeros(len(rest), np.int64)
        inside = np.ascontiguousarray(points[rest])
        order = seeds_of(keys[rest])
        order = order[np.argsort(keys[rest][order], kind="stable")]
        found = part(inside, order, mine)
        label[rest] = mine + groups
        groups += found
    keep_apart(said, label, groups)
    return label


def find_groups(
    state: State,
    *,
    draft: Draft | None = None,
    threads: int = 2,
    work: Path | None = None,
    tell: Tell = lambda *_: None,
) -> Groups:
    """Letters to groups. `work`: a folder for what would take too much memory."""
    n = state.wordings
    letter = state.letters()
    leaders = np.flatnonzero(letter == np.arange(n))
    variant, why = state.variants(letter)
    groups = Groups(
        letter, leaders, np.full(n, -1, np.int32), np.zeros(n, np.int32), np.zeros(n, np.int32), np.zeros(n, np.int8),
        np.zeros(n, np.int32), np.zeros(n, np.int8), variant, why, np.full(n, -1, np.int32),
    )  # fmt: skip
    add_counts(letter, state.rows["counts"], groups.counts)
    groups.stance[:] = state.rows["said"] & 3
    clauses_of(state, groups, draft)
    shape, keys = (len(leaders), WIDTH), state.rows["keys"][leaders]
    points = (
        np.memmap(work / "points", np.int8, "w+", shape=shape) if work and len(leaders) else np.zeros(shape, np.int8)
    )
    find_meanings(state.pairs, np.asarray(state.rows["ends"]), leaders, keys, points)
    said, facts = state.rows["said"][leaders], state.rows["facts"][leaders]
    stance = groups.stance[leaders]
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
    shape = (len(leaders), WIDTH)
    sums = np.memmap(work / "sums", np.int32, "w+", shape=shape) if work and len(leaders) else np.zeros(shape, np.int32)
    number = np.searchsorted(leaders, groups.group[leaders])
    best, chosen = np.zeros(len(leaders)), np.zeros(len(leaders), np.int64)
    stand_for(points, number, groups.counts[leaders], sums, best, chosen)
    groups.representative[leaders] = leaders[chosen]
    return groups
