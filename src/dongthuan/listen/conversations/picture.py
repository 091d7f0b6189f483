"""What may be shown of a map: no group and no cell of fewer than ten people, and no total that would give one away.

One rule makes subtraction useless: every total is the sum of what is shown, and what is hidden is in no total.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from dongthuan.lib.consensus import statements as method
from dongthuan.lib.consensus.opinion import Groups
from dongthuan.lib.consensus.votes import Votes

from .rules import LEAST

SIDES = {"agree": 1, "disagree": -1}
NAMES = "ABCDE"


@dataclass(frozen=True)
class Counted:
    """Votes by shown group, statement and answer (disagree, pass, agree), small cells emptied; who stands in which group."""

    labels: np.ndarray
    k: int
    cells: np.ndarray
    hidden: np.ndarray  # group and statement
    others: np.ndarray | None  # statement and answer
    others_hidden: np.ndarray
    others_size: int


def published(votes: Votes, groups: Groups) -> dict[str, Any] | None:
    """The picture as plain values; None while fewer than ten people have voted."""
    if len(votes.voters) < LEAST:
        return None
    labels, k = shown_groups(groups)
    counted = count(votes, groups, labels, k)
    tallied = method.Tally(counted.cells.sum(axis=0), counted.cells)
    ids = votes.statements.to_pylist()
    apart = method.dividing(tallied)
    others = counted.others_size if counted.others is not None else 0
    sizes = [int((labels == g).sum()) for g in range(k)]
    rows = [_row(counted, groups, s, ids[s], float(apart[s])) for s in range(len(ids))]
    return {
        "people": sum(sizes) + others,
        "votes": sum(sum(row["all"]) for row in rows),
        "groups": [
            {"name": NAMES[g] if k > 1 else "", "size": sizes[g], **_place(groups, labels, g), "marks": _marks(tallied, ids, g, k)}
            for g in range(k)
        ],
        "others": others,
        "statements": rows,
        "joins": [{"statement": ids[j["statement"]], "side": SIDES[j["side"]]} for j in method.joining(tallied)],
    }  # fmt: skip


def shown_groups(groups: Groups) -> tuple[np.ndarray, int]:
    """(the group of each voter or -1, number of groups). Whoever stands in a small group is counted with the nearest large
    one, so that no voice is lost; where fewer than two large ones are left, everyone is one group.
    """
    large = np.flatnonzero(groups.sizes >= LEAST)
    if len(large) < 2:
        return np.zeros(len(groups.labels), np.int8), 1
    far = ((groups.places[:, None, :] - groups.centres[large][None, :, :]) ** 2).sum(axis=2)
    nearest = far.argmin(axis=1)
    own = {int(g): n for n, g in enumerate(large)}
    labels = [-1 if g < 0 else own.get(int(g), int(n)) for g, n in zip(groups.labels, nearest, strict=True)]
    return np.array(labels, np.int8), len(large)


def count(votes: Votes, groups: Groups, labels: np.ndarray, k: int) -> Counted:
    """The tallies with every cell of one to nine voters emptied. Who stands in no group counts if they are ten."""
    seen = replace(groups, labels=labels, centres=np.zeros((k, 2)))
    tallied = method.tally(votes, seen)
    cells, rest = tallied.grouped.copy(), tallied.overall - tallied.grouped.sum(axis=0)
    hidden = _small(cells)
    cells[hidden] = 0
    size = int((labels < 0).sum())
    others_hidden = _small(rest)
    rest[others_hidden] = 0
    return Counted(labels, k, cells, hidden, rest if size >= LEAST else None, others_hidden, size)


def _small(cells: np.ndarray) -> np.ndarray:
    voted = cells.sum(axis=-1)
    return (voted > 0) & (voted < LEAST)


def _said(row: np.ndarray) -> list[int]:
    """Agree, disagree, pass."""
    return [int(row[2]), int(row[0]), int(row[1])]


def _row(counted: Counted, groups: Groups, s: int, id: int, apart: float) -> dict[str, Any]:
    by = [None if counted.hidden[g, s] else _said(counted.cells[g, s]) for g in range(counted.k)]
    others = None
    if counted.others is not None and not counted.others_hidden[s]:
        others = _said(counted.others[s])
    total = [sum(cell[i] for cell in (*by, others) if cell) for i in range(3)]
    x, y = groups.axes[s].tolist()
    return {"statement": id, "all": total, "by": by, "others": others, "apart": apart, "x": x, "y": y}


def _place(groups: Groups, labels: np.ndarray, g: int) -> dict[str, float]:
    x, y = groups.places[labels == g].mean(axis=0).tolist()
    return {"x": x, "y": y}


def _marks(tallied: method.Tally, ids: list[int], g: int, k: int) -> list[dict[str, int]]:
    """What sets the group apart; nothing where there is only one."""
    if k < 2:
        return []
    heard = tallied.grouped[g].sum(axis=1)
    found = [m for m in method.representative(tallied, g) if heard[m["statement"]]]
    return [{"statement": ids[m["statement"]], "side": SIDES[m["side"]]} for m in found]
