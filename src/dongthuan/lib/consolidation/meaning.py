"""What a letter means, as 64 small whole numbers: word pairs weighed by rarity and brought down to the directions in which
the letters differ most (latent semantic analysis, learnt on a sample chosen by the texts' own keys).

Letters of the same meaning point the same way. The sums are of whole numbers, so cutting the work otherwise changes nothing.
"""

from dataclasses import dataclass

import numpy as np

from .compiled import kernel
from .store import Spool

WORDS = 1 << 16  # numbers of word pairs
WIDTH = 64
SAMPLE = 20_000
TURNS = 3
COMMON = 0.3  # what stands in more of the letters tells them apart no longer


@dataclass(slots=True)
class Meanings:
    """What was learnt: the weight of each word pair, and its place, as whole numbers."""

    rarity: np.ndarray
    table: np.ndarray


@kernel
def count_documents(pairs, ends, counts, last, first):
    """In how many letters each word pair stands."""
    at = 0
    for r in range(ends.shape[0]):
        while at < ends[r]:
            pair = pairs[at]
            if pair and last[pair] != first + r:
                last[pair] = first + r
                counts[pair] += 1
            at += 1


@kernel
def onto_words(pairs, ends, rarity, letters, words):
    """words += Xᵀ · letters, where X holds the weighed word pairs of each letter, of length 1."""
    at = 0
    for r in range(ends.shape[0]):
        norm, begin = 0.0, at
        while at < ends[r]:
            norm += rarity[pairs[at]] ** 2
            at += 1
        if norm == 0.0:
            continue
        norm = np.sqrt(norm)
        for j in range(begin, at):
            pair = np.int64(pairs[j])
            weight = rarity[pair] / norm
            if weight > 0.0:
                for d in range(words.shape[1]):
                    words[pair, d] += weight * letters[r, d]


@kernel
def onto_letters(pairs, ends, rarity, words, letters):
    """letters = X · words."""
    at = 0
    for r in range(ends.shape[0]):
        norm = 0.0
        for d in range(words.shape[1]):
            letters[r, d] = 0.0
        while at < ends[r]:
            pair = np.int64(pairs[at])
            weight = rarity[pair]
            if weight > 0.0:
                norm += weight**2
                for d in range(words.shape[1]):
                    letters[r, d] += weight * words[pair, d]
            at += 1
        if norm > 0.0:
            norm = np.sqrt(norm)
            for d in range(words.shape[1]):
                letters[r, d] /= norm


@kernel
def straighten(rows):
    """Make the columns stand at right angles, each of length 1 (Cholesky); what adds nothing becomes zeros."""
    n = rows.shape[1]
    low = np.zeros((n, n))
    for r in range(rows.shape[0]):
        for d in range(n):
            for e in range(d + 1):
                low[d, e] += rows[r, d] * rows[r, e]
    for d in range(n):
        before = low[d, d]
        for e in range(d + 1):
            dot = low[d, e]
            for f in range(e):
                dot -= low[d, f] * low[e, f]
            if e < d:
                low[d, e] = dot * low[e, e]  # the diagonal holds what to multiply by
            else:
                low[d, d] = 1.0 / np.sqrt(dot) if dot > 1e-9 * before and dot > 0.0 else 0.0
    for r in range(rows.shape[0]):
        for d in range(n):
            value = rows[r, d]
            for e in range(d):
                value -= low[d, e] * rows[r, e]
            rows[r, d] = value * low[d, d]


@kernel
def point(pairs, start, ends, wanted, table, out, places, at):
    """The direction of each wanted row, as 64 numbers of 8 bits; nothing known of it: zeros. Returns the next place."""
    sums, begin = np.zeros(WIDTH, np.int32), start  # 16,384 pairs of 15 bits are no more than 31 holds
    for r in range(ends.shape[0]):
        if wanted[r]:
            for d in range(WIDTH):
                sums[d] = np.int32(0)
            for j in range(begin - start, ends[r] - start):
                pair = np.int64(pairs[j])
                for d in range(WIDTH):
                    sums[d] += np.int32(table[pair, d])
            norm = 0.0
            for d in range(WIDTH):
                norm += float(sums[d]) ** 2
            scale = 127.0 / np.sqrt(norm) if norm > 0.0 else 0.0
            place = places[at]
            for d in range(WIDTH):
                out[place, d] = np.int8(np.rint(sums[d] * scale))
            at += 1
        begin = ends[r]
    return at


def learn(sample: list[np.ndarray]) -> Meanings:
    """The weights and places of the word pairs, from the word pairs of some letters."""
    ends = np.cumsum([len(pairs) for pairs in sample]).astype(np.int64)
    pairs = np.concatenate([np.empty(0, np.uint16), *sample])
    counts, last = np.zeros(WORDS, np.int64), np.full(WORDS, -1, np.int64)
    count_documents(pairs, ends, counts, last, 0)
    n = max(len(sample), 1)
    least = 2 if n >= 50 else 1
    told = (counts >= least) & ((counts <= COMMON * n) | (n < 50))
    rarity = np.where(told, np.log((n + 1) / np.maximum(counts, 1)), 0.0)
    rarity[0] = 0.0
    words = np.random.Generator(np.random.PCG64(1946)).standard_normal((WORDS, min(WIDTH, max(n, 1))))
    letters = np.empty((len(sample), words.shape[1]))
    for _turn in range(TURNS):
        onto_letters(pairs, ends, rarity, words, letters)
        straighten(letters)
        words = np.zeros(words.shape)
        onto_words(pairs, ends, rarity, letters, words)
    straighten(words)
    weighed = np.zeros((WORDS, WIDTH))
    weighed[:, : words.shape[1]] = words * rarity[:, None]
    most = np.abs(weighed).max(initial=0.0)
    return Meanings(rarity, np.rint(weighed * (32_767 / most if most else 0.0)).astype(np.int16))


def choose(keys: np.ndarray, size: int = SAMPLE) -> np.ndarray:
    """About so many letters (exactly all, if they are fewer), by their keys alone: in any order the same."""
    if len(keys) <= size:
        return np.arange(len(keys))
    limit = np.uint64(size / len(keys) * 2.0**63) << np.uint64(1)
    return np.flatnonzero(keys < limit)


def pairs_of(pairs: Spool, ends: np.ndarray, wordings: np.ndarray) -> list[np.ndarray]:
    """The word pairs of each of these wordings, which stand in their order. Copies: a few pairs would keep their whole batch."""
    found = []
    for first, end, numbers in pairs.batches(ends):
        start = int(ends[first - 1]) if first else 0
        for w in wordings[np.searchsorted(wordings, first) : np.searchsorted(wordings, end)]:
            found.append(numbers[(int(ends[w - 1]) if w else 0) - start : int(ends[w]) - start].copy())
    return found


def find_meanings(pairs: Spool, ends: np.ndarray, wordings: np.ndarray, keys: np.ndarray, out: np.ndarray) -> None:
    """The direction of each letter into `out`; `wordings`: those the letters are known by; `keys`: theirs."""
    order = np.argsort(wordings, kind="stable")
    learnt = learn(pairs_of(pairs, ends, np.sort(wordings[choose(keys)])))
    wanted, at = np.zeros(len(ends), np.bool_), 0
    wanted[wordings] = True
    for first, end, numbers in pairs.batches(ends):
        start = int(ends[first - 1]) if first else 0
        at = point(numbers, start, ends[first:end], wanted[first:end], learnt.table, out, order, at)
