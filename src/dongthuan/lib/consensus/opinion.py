"""Where each voter stands, and which voters stand together.

Principal components of the mean-imputed matrix, found without ever filling it in; k-means for k = 2…5; the k whose groups
lie best apart by silhouette. The same votes give the same answer in whatever order they came.
"""

from dataclasses import dataclass, field

import numpy as np

from . import kernels
from .votes import Votes

MINIMUM = 7  # who voted on fewer statements is placed on the map and in no group
MOST_GROUPS = 5
_SIDE = 48  # bins a side: beyond _EXACT voters, starts and silhouettes are computed on bins of voters
_EXACT = 4096
_SAMPLE = 100_000  # so many tell where the grid lies
_STARTS = 48  # on bins; few voters get more, for their best grouping hides better
_ROUNDS = 300
_UNIT = 2.0**40  # what stands for 1 where places are summed as whole numbers


@dataclass(frozen=True)
class Groups:
    """`places`: voters on the two axes; `labels`: group of each voter, -1 for none; groups stand largest first."""

    places: np.ndarray
    labels: np.ndarray
    centres: np.ndarray
    axes: np.ndarray  # statements by two
    explained: tuple[float, float]  # share of the variance on each axis
    silhouettes: dict[int, float] = field(default_factory=dict)

    @property
    def k(self) -> int:
        return len(self.centres)

    @property
    def sizes(self) -> np.ndarray:
        return np.bincount(self.labels[self.labels >= 0], minlength=self.k)


def find(votes: Votes, *, minimum: int = MINIMUM, k: int | None = None) -> Groups:
    """The groups among those who voted on at least `minimum` statements; `k` fixes how many are looked for."""
    m = len(votes.statements)
    if m == 0:
        return Groups(np.zeros((0, 2)), np.zeros(0, np.int8), np.zeros((0, 2)), np.zeros((0, 2)), (0.0, 0.0))
    places, axes, explained = placed(votes)
    chosen = votes.counts >= minimum
    labels = np.full(len(places), -1, np.int8)
    points = places.compress(chosen, axis=0)
    if not len(points):
        return Groups(places, labels, np.zeros((0, 2)), axes, explained)
    own, centres, silhouettes = clustered(points, k)
    own, centres = largest_first(own, centres)
    labels[chosen] = own
    return Groups(places, labels, centres, axes, explained, silhouettes)


# --- the map ------------------------------------------------------------------------------------------------------
def placed(votes: Votes) -> tuple[np.ndarray, np.ndarray, tuple[float, float]]:
    """Places of the voters, the two axes, and the shares of variance they explain."""
    m = len(votes.statements)
    counts, sums = kernels.gram(votes.start, votes.cells, m)
    said = counts.reshape(m, 4, m)[np.arange(m), :3, np.arange(m)].astype(
        float
    )  # who gave an answer voted on its statement
    mean = (said[:, 2] - said[:, 0]) / np.maximum(1, said.sum(axis=1))
    centred = np.zeros((m, 4))
    centred[:, :3] = np.array([-1.0, 0.0, 1.0]) - mean[:, None]
    # Every column of the imputed matrix sums to 0 once its mean is taken off: no correction is left to make.
    spreads = covariance(counts, sums, mean)
    values, vectors = np.linalg.eigh(spreads)
    axes = np.zeros((m, 2))
    axes[:, : min(2, m)] = vectors[:, ::-1][:, :2]
    strongest = np.abs(axes).argmax(axis=0)
    axes *= np.where(
        axes[strongest, [0, 1]] < 0, -1.0, 1.0
    )  # an axis has no direction of its own: the strongest is positive
    total = float(np.trace(spreads))
    shares = [float(v) / total if total > 0 else 0.0 for v in (*values[::-1][:2], 0.0)]
    weights = np.rint(centred[:, :, None] * axes[:, None, :] * _UNIT).astype(np.int64).reshape(m * 4, 2)
    places = kernels.project(votes.start, votes.cells, weights, _UNIT, m)
    return places, axes, (shares[0], shares[1])


def covariance(counts: np.ndarray, sums: np.ndarray, mean: np.ndarray) -> np.ndarray:
    """Sum over voters of d d', d being vote - mean where there is a vote and 0 (the mean imputed) elsewhere."""
    m = len(mean)
    counts, sums = counts.reshape(m, 4, m).astype(float), sums.reshape(m, 4, m).astype(float)
    products, own = sums[:, 2] - sums[:, 0], counts[:, 2] - counts[:, 0]
    number, other = counts.sum(axis=1), sums.sum(axis=1)
    low = products - own * mean[None, :] - other * mean[:, None] + number * np.outer(mean, mean)
    return np.tril(low) + np.tril(low, -1).T


# --- the groups ---------------------------------------------------------------------------------------------------
def clustered(points: np.ndarray, k: int | None) -> tuple[np.ndarray, np.ndarray, dict[int, float]]:
    """Labels and centres for the best k, and the silhouette of each k that was tried."""
    spots, weight = gathered(points)
    different = len(np.unique(spots, axis=0))
    most = min(MOST_GROUPS, 2 + len(points) // 12, different)
    tried = [k] if k else list(range(2, most + 1))
    if different < 2 or not tried or tried[0] > different:
        return np.zeros(len(points), np.int8), points.mean(axis=0, keepdims=True), {}
    trials = [best_of(spots, weight, each) for each in tried]
    found = kernels.silhouettes(spots, weight, np.stack([labels for labels, _ in trials]))
    best = int(np.argmax(np.round(found, 9)))
    centres = trials[best][1]
    labels, _inertia = kernels.lloyd(points, np.ones(len(points)), centres, _ROUNDS)
    return labels, centres, {each: float(s) for each, s in zip(tried, found, strict=True)}


def gathered(points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The points with weight 1; beyond some thousands, the middles of a grid's bins with the number of points in each."""
    if len(points) <= _EXACT:
        return points, np.ones(len(points))
    low, high = np.quantile(points[:: 1 + len(points) // _SAMPLE], [0.001, 0.999], axis=0)
    step = np.maximum((high - low) / _SIDE, 1e-12)
    _at, middles, weight = kernels.bins(points, low, step, _SIDE)
    return middles, weight


def best_of(spots: np.ndarray, weight: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    """The closest of several k-means, from starts that are the same in every run."""
    starts = _STARTS if weight.max() > 1 else max(_STARTS, min(500, 600_000 // len(spots)))
    best = None
    for chances in np.random.Generator(np.random.PCG64(k)).random((starts, k)):
        centres = kernels.spread(spots, weight, k, chances)
        labels, inertia = kernels.lloyd(spots, weight, centres, _ROUNDS)
        if best is None or inertia < best[0] - 1e-9:
            best = (inertia, labels, centres)
    assert best is not None
    return best[1], best[2]


def largest_first(labels: np.ndarray, centres: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Groups numbered by size; of equal ones the more easterly first. A group nobody is in is left out."""
    sizes = np.bincount(labels, minlength=len(centres))
    order = sorted(np.flatnonzero(sizes), key=lambda g: (-sizes[g], -centres[g, 0], -centres[g, 1]))
    rank = np.zeros(len(centres), np.int8)
    rank[order] = np.arange(len(order))
    return rank[labels], centres[order]
