"""Publishing a table of counts without its small cells: nobody can tell from what is shown that a hidden cell is small.

Rows and columns whose total is small are joined; small cells are hidden; then so many others (complementary suppression)
that the published totals leave room for each hidden small cell to be as large as the least that may be shown. That room is
computed exactly, as a flow between the hidden cells, not by counting how many are hidden in a row.
"""

from collections import deque
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

Cell = tuple[Any, Any]  # row, column


@dataclass(frozen=True)
class Published:
    """What may be shown. A cell of None is hidden; all totals are shown."""

    rows: tuple[Hashable, ...]
    columns: tuple[Hashable, ...]
    cells: dict[Cell, int | None]
    row_totals: dict[Hashable, int]
    column_totals: dict[Hashable, int]
    total: int


def publish(counts: Mapping[Cell, int], *, least: int, joined: Hashable) -> Published | None:
    """The table with every count below `least` protected; None if even its total is too small to be shown.

    `joined` labels the row, and the column, in which small ones are put together. A zero tells of nobody and is shown.
    """
    if 0 <= sum(counts.values()) < least:
        return None
    table = _join(_join(dict(counts), 0, least, joined), 1, least, joined)
    rows = tuple(dict.fromkeys(r for r, _c in table))
    columns = tuple(dict.fromkeys(c for _r, c in table))
    full = {(r, c): table.get((r, c), 0) for r in rows for c in columns}
    hidden = _hide(full, least)
    return Published(
        rows, columns, {cell: None if cell in hidden else n for cell, n in full.items()},
        {r: sum(full[r, c] for c in columns) for r in rows}, {c: sum(full[r, c] for r in rows) for c in columns},
        sum(full.values()),
    )  # fmt: skip


def _join(table: dict[Cell, int], side: int, least: int, joined: Hashable) -> dict[Cell, int]:
    """Rows (side 0) or columns (side 1) with a small total, put together with as many more as it takes."""
    totals: dict[Hashable, int] = {}
    for cell, n in table.items():
        totals[cell[side]] = totals.get(cell[side], 0) + n
    small = {k for k, n in totals.items() if 0 < n < least}
    others = sorted((n, str(k), k) for k, n in totals.items() if n >= least)
    while small and sum(totals[k] for k in small) < least and others:
        small.add(others.pop(0)[2])
    made: dict[Cell, int] = {}
    for cell, n in table.items():
        key = joined if cell[side] in small else cell[side]
        to = (key, cell[1]) if side == 0 else (cell[0], key)
        made[to] = made.get(to, 0) + n
    return made


def _hide(full: Mapping[Cell, int], least: int) -> set[Cell]:
    """The small cells, and what must go with them; a zero that went along needs the same room."""
    hidden = {cell for cell, n in full.items() if 0 < n < least}
    while tight := sorted((c for c in hidden if full[c] + room(full, hidden, c, least) < least), key=str):
        hidden.add(_next(full, hidden, tight[0], least))
    return hidden


def _next(full: Mapping[Cell, int], hidden: set[Cell], cell: Cell, least: int) -> Cell:
    """The cell to hide next: the smallest that makes room by itself, else the smallest of the same row or column."""
    shown = [c for c in full if c not in hidden and full[c]] or [c for c in full if c not in hidden]
    before = room(full, hidden, cell, least)
    near = [c for c in shown if (c[0] == cell[0]) != (c[1] == cell[1])]
    helps = [c for c in shown if room(full, hidden | {c}, cell, least) > before]
    return min(helps or near or shown, key=lambda c: (full[c], str(c)))


def room(full: Mapping[Cell, int], hidden: set[Cell], cell: Cell, enough: int) -> int:
    """By how much a hidden cell could be larger with all that is shown unchanged, up to `enough`.

    What it gains, its column and its row must lose elsewhere among the hidden cells: the largest flow from its column back
    to its row, where a column reaches a row by lessening a hidden cell and a row reaches a column by adding to one.
    """
    now = {c: full[c] for c in hidden if c != cell}
    start, end, pushed = (1, cell[1]), (0, cell[0]), 0
    while pushed < enough:
        path = _path(now, start, end)
        if path is None:
            break
        most = min([enough - pushed, *(now[c] for c, less in path if less)])
        for c, less in path:
            now[c] += -most if less else most
        pushed += most
    return pushed


def _path(
    now: Mapping[Cell, int], start: tuple[int, Hashable], end: tuple[int, Hashable]
) -> list[tuple[Cell, bool]] | None:
    came: dict[tuple[int, Hashable], tuple[tuple[int, Hashable], Cell, bool] | None] = {start: None}
    todo = deque([start])
    while todo:
        here = todo.popleft()
        if here == end:
            steps: list[tuple[Cell, bool]] = []
            while (found := came[here]) is not None:
                here, cell, less = found
                steps.append((cell, less))
            return steps
        for cell, n in now.items():
            if here[0] == 1 and cell[1] == here[1] and n > 0:
                there, less = (0, cell[0]), True
            elif here[0] == 0 and cell[0] == here[1]:
                there, less = (1, cell[1]), False
            else:
                continue
            if there not in came:
                came[there] = (here, cell, less)
                todo.append(there)
    return None
