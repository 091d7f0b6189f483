"""The same groups the slow way: the whole matrix, numpy's SVD, k-means over every voter from many starts."""

import csv
import gzip
from pathlib import Path

import numpy as np

DATA = Path(__file__).parents[2] / "data" / "polis"
# sizes of the groups Pol.is published (README), and how near ours come: adjusted Rand index over voters grouped by both
CONVERSATIONS = {
    "15-per-hour-seattle": ([99, 39], 0.74),
    "vtaiwan.uberx": ([889, 330], 0.73),
    "ssis.land-bank-farmland.2rumnecbeh.2021-08-01": ([264, 91], 0.83),
    "scoop-hivemind.ubi": ([113, 70, 42, 9], 0.08),
}


def path(conversation: str, name: str) -> Path:
    plain = DATA / conversation / f"{name}.csv"
    return plain if plain.exists() else plain.with_suffix(".csv.gz")


def table(conversation: str, name: str) -> list[dict[str, str]]:
    found = path(conversation, name)
    opened = gzip.open if found.suffix == ".gz" else open
    with opened(found, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def agreement(one, other) -> float:
    """Adjusted Rand index of two labellings."""
    a, b = np.unique(one, return_inverse=True)[1], np.unique(other, return_inverse=True)[1]
    both = np.zeros((a.max() + 1, b.max() + 1))
    np.add.at(both, (a, b), 1)
    pairs = [(x * (x - 1) / 2).sum() for x in (both, both.sum(0), both.sum(1), np.array([len(a)]))]
    chance = pairs[1] * pairs[2] / pairs[3]
    most = (pairs[1] + pairs[2]) / 2
    return 1.0 if most == chance else float((pairs[0] - chance) / (most - chance))


def places(dense: np.ndarray) -> np.ndarray:
    mean = np.nanmean(dense, axis=0)
    filled = np.where(np.isnan(dense), mean, dense) - mean
    axes = np.linalg.svd(filled, full_matrices=False)[2][:2]
    return filled @ axes.T * np.sqrt(dense.shape[1] / np.maximum(1, (~np.isnan(dense)).sum(axis=1)))[:, None]


def kmeans(points: np.ndarray, k: int, starts: int = 150) -> np.ndarray:
    chance, best = np.random.default_rng(7), (np.inf, np.zeros(len(points)))
    for _ in range(starts):
        centres = points[chance.integers(len(points))][None]
        while len(centres) < k:
            near = ((points[:, None] - centres) ** 2).sum(2).min(1)
            centres = np.vstack([centres, points[chance.choice(len(points), p=near / near.sum())]])
        labels = None
        while True:
            apart = ((points[:, None] - centres) ** 2).sum(2)
            fresh = apart.argmin(1)
            if labels is not None and (fresh == labels).all():
                break
            labels = fresh
            centres = np.array([points[labels == g].mean(0) if (labels == g).any() else centres[g] for g in range(k)])
        if apart.min(1).sum() < best[0]:
            best = (apart.min(1).sum(), labels)
    return best[1]


def within(points: np.ndarray, labels: np.ndarray) -> float:
    """Sum of squared distances from the middle of each group: what k-means makes small."""
    return float(sum(((points[labels == g] - points[labels == g].mean(0)) ** 2).sum() for g in np.unique(labels)))


def plain_lloyd(points: np.ndarray, weight: np.ndarray, centres: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    """k-means of weighted points from the given centres, every distance in every round: (labels, centres, inertia)."""
    labels = np.full(len(points), -1)
    while True:
        apart = ((points[:, None] - centres) ** 2).sum(2)
        fresh = apart.argmin(1)
        if (fresh == labels).all():
            return labels, centres, float((weight * apart.min(1)).sum())
        labels = fresh
        centres = np.array(
            [
                np.average(points[labels == g], axis=0, weights=weight[labels == g])
                if (labels == g).any()
                else centres[g]
                for g in range(len(centres))
            ]
        )
