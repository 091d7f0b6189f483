"""How good a grouping is, against the truth: pairwise precision and recall, NMI, ARI."""

import numpy as np


def _pairs(counts: np.ndarray) -> float:
    counts = counts.astype(np.float64)
    return float((counts * (counts - 1) / 2).sum())


def _cells(one: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """How many rows stand in each pair of groups, in each group of the one, of the other."""
    a, b = np.unique(one, return_inverse=True)[1], np.unique(other, return_inverse=True)[1]
    cells = np.unique(a.astype(np.int64) * (int(b.max(initial=0)) + 1) + b, return_counts=True)[1]
    return cells, np.bincount(a), np.bincount(b)


def pairwise(found: np.ndarray, truth: np.ndarray) -> tuple[float, float]:
    """(precision, recall) over all pairs of rows that stand together."""
    both, mine, theirs = map(_pairs, _cells(found, truth))
    return both / mine if mine else 1.0, both / theirs if theirs else 1.0


def ari(one: np.ndarray, other: np.ndarray) -> float:
    """Adjusted Rand index: 1 where the groupings are the same."""
    both, a, b = map(_pairs, _cells(one, other))
    expected = a * b / _pairs(np.array([len(one)]))
    most = (a + b) / 2
    return (both - expected) / (most - expected) if most != expected else 1.0


def nmi(one: np.ndarray, other: np.ndarray) -> float:
    """Normalised mutual information (arithmetic mean of the entropies)."""
    cells, a, b = (counts / len(one) for counts in _cells(one, other))
    entropy = [-float((p[p > 0] * np.log(p[p > 0])).sum()) for p in (cells, a, b)]
    mean = (entropy[1] + entropy[2]) / 2
    return (entropy[1] + entropy[2] - entropy[0]) / mean if mean else 1.0
