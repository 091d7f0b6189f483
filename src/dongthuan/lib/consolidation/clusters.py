"""Letters of one clause and one stance, parted by what they mean: kernels over directions of 64 whole numbers.

Some letters, chosen by their keys, are parted into many small heaps (k-means from the farthest points). Two heaps become one
while letters of the two are nearly as like each other as letters within each; how many groups remain comes out of the texts.
Then every letter goes to the nearest group, or stands alone if it is like none.
"""

import numpy as np

from .compiled import inner, kernel

HEAPS, MOST_HEAPS, LARGE, PER_HEAP = 24, 256, 5_000, 16
JOIN = 0.58  # likeness between two heaps : likeness within them
PRIOR, PRIOR_PAIRS = 0.3, 3.0  # what is taken for the likeness within a heap before there are pairs to tell
ALONE = 0.3  # of the likeness within the group: a letter less like the others stands alone
TURNS, LAST_TURNS = 6, 2
ONE = 127.0 * 127.0  # likeness of a direction with itself


@inner
def dot(points, a, middles, b):
    sum_ = np.int32(0)
    for d in range(points.shape[1]):
        sum_ += np.int32(points[a, d]) * np.int32(middles[b, d])
    return sum_


@inner
def nearest(points, a, middles):
    best, at = np.int32(-(1 << 30)), 0
    for k in range(middles.shape[0]):
        like = dot(points, a, middles, k)
        if like > best:
            best, at = like, k
    return at


@kernel
def middles_of(sums, middles):
    """The direction of each sum; where nothing was summed the middle stays."""
    for k in range(sums.shape[0]):
        norm = 0.0
        for d in range(sums.shape[1]):
            norm += float(sums[k, d]) ** 2
        if norm > 0.0:
            for d in range(sums.shape[1]):
                middles[k, d] = np.int8(np.rint(sums[k, d] * (127.0 / np.sqrt(norm))))


@inner
def clear(sums, sizes):
    for k in range(sums.shape[0]):
        sizes[k] = 0
        for d in range(sums.shape[1]):
            sums[k, d] = 0


@inner
def add_up(points, chosen, label, sums, sizes):
    clear(sums, sizes)
    for i in range(chosen.shape[0]):
        k = label[i]
        sizes[k] += 1
        for d in range(points.shape[1]):
            sums[k, d] += points[chosen[i], d]


@kernel
def heaps_of(points, seeds, count, label, sums, sizes, own):
    """k-means of the seeds, begun from points each farthest from those before."""
    n = seeds.shape[0]
    middles, near = np.empty((count, points.shape[1]), np.int8), np.full(n, -(1 << 30), np.int64)
    farthest = 0
    for k in range(count):
        for d in range(points.shape[1]):
            middles[k, d] = points[seeds[farthest], d]
        farthest = 0
        for i in range(n):
            near[i] = max(near[i], np.int64(dot(points, seeds[i], middles, k)))
            farthest = i if near[i] < near[farthest] else farthest
    for _turn in range(TURNS):
        for i in range(n):
            label[i] = nearest(points, seeds[i], middles)
        add_up(points, seeds, label, sums, sizes)
        middles_of(sums, middles)
    for i in range(n):
        own[label[i]] += float(dot(points, seeds[i], points, seeds[i]))


@inner
def within(sums, size, own, k):
    """The likeness of two letters of a heap, drawn towards the prior while pairs are few."""
    square = 0.0
    for d in range(sums.shape[1]):
        square += float(sums[k, d]) ** 2
    pairs = size[k] * (size[k] - 1) / 2.0
    return max(((square - own[k]) / 2.0 / ONE + PRIOR_PAIRS * PRIOR) / (pairs + PRIOR_PAIRS), 1e-3)


@inner
def between(sums, size, inner, a, b):
    """The likeness of the letters of two heaps, measured by that within them."""
    if size[a] == 0 or size[b] == 0:
        return -9.0
    square = 0.0
    for d in range(sums.shape[1]):
        square += float(sums[a, d]) * float(sums[b, d])
    return square / ONE / (size[a] * size[b]) / np.sqrt(inner[a] * inner[b])


@kernel
def join_heaps(sums, size, own):
    """Make heaps one, the nearest first, while they are near. What joined another has size 0 afterwards."""
    n = sums.shape[0]
    inner, like = np.empty(n), np.full((n, n), -9.0)
    for k in range(n):
        inner[k] = within(sums, size, own, k)
    for a in range(n):
        for b in range(a):
            like[a, b] = between(sums, size, inner, a, b)
    while True:
        a, b = 0, 0
        for x in range(n):
            for y in range(x):
                if like[x, y] > like[a, b]:
                    a, b = x, y
        if like[a, b] < JOIN:
            return
        for d in range(sums.shape[1]):
            sums[b, d] += sums[a, d]
        size[b] += size[a]
        own[b] += own[a]
        size[a], inner[b] = 0, within(sums, size, own, b)
        for c in range(n):
            like[max(a, c), min(a, c)] = -9.0
            if c != b:
                like[max(b, c), min(b, c)] = between(sums, size, inner, b, c)


@kernel
def nearest_of_all(points, middles, label, sums, size, turns):
    """Every letter to the nearest middle, some times over; the middles move to their letters between."""
    for turn in range(turns + 1):
        clear(sums, size)
        for i in range(points.shape[0]):
            k = label[i] = nearest(points, i, middles)
            size[k] += 1
            for d in range(points.shape[1]):
                sums[k, d] += points[i, d]
        if turn < turns:
            middles_of(sums, middles)


def heaps_for(letters: int) -> int:
    return HEAPS if letters <= LARGE else min(MOST_HEAPS, letters // (LARGE // HEAPS))


def part(points: np.ndarray, seeds: np.ndarray, label: np.ndarray) -> int:
    """The group of each of the points; the number of groups is the return value. A letter that is alone has its own."""
    count, width = min(heaps_for(len(points)), len(seeds)), points.shape[1]
    sums, size, own = np.zeros((count, width), np.int64), np.zeros(count, np.int64), np.zeros(count)
    heaps_of(points, seeds, count, np.zeros(len(seeds), np.int64), sums, size, own)
    join_heaps(sums, size, own)
    kept = np.ascontiguousarray(sums[size > 0])
    middles = np.zeros(kept.shape, np.int8)
    middles_of(kept, middles)
    size = np.zeros(len(kept), np.int64)
    nearest_of_all(points, middles, label, kept, size, LAST_TURNS)
    return set_apart(points, label, kept, size)


@kernel
def set_apart(points, label, sums, size):
    """Take out of the groups what is like none of the others in it. Returns the number of groups."""
    groups, own = sums.shape[0], np.zeros(sums.shape[0])
    for i in range(points.shape[0]):
        own[label[i]] += float(dot(points, i, points, i))
    for i in range(points.shape[0]):
        k = label[i]
        if size[k] < 2:
            continue
        like = 0.0
        for d in range(points.shape[1]):
            like += float(points[i, d]) * float(sums[k, d])
        like = (like - dot(points, i, points, i)) / ONE / (size[k] - 1)
        if like < ALONE * within(sums, size, own, k):
            label[i] = groups
            groups += 1
    return groups


@kernel
def keep_apart(said, label, groups):
    """No group holds both sides of a pair of opposites: who says the second side leaves it. Returns the number of groups."""
    for side in range(0, 20, 2):
        first, new = np.zeros(groups, np.bool_), np.full(groups, -1, np.int64)
        for i in range(label.shape[0]):
            first[label[i]] |= bool(said[i] >> side & 1)
        more = groups
        for i in range(label.shape[0]):
            k = label[i]
            if said[i] >> side & 2 and first[k]:
                if new[k] < 0:
                    new[k] = more
                    more += 1
                label[i] = new[k]
        groups = more
    return groups
