"""Where groups and statements stand in the picture: areas by their numbers of people, never a dot for one person."""

from dataclasses import dataclass, field
from math import hypot, sqrt
from typing import Any

from .tables import Told

WIDTH, HEIGHT, EDGE = 340.0, 300.0, 8.0
LEAST_R, MOST_R, MARK_R, LABEL_R = 30.0, 74.0, 13.0, 24.0
MOST_MARKS = 6  # of what joins, and of what parts: more cannot be told apart on a phone


@dataclass
class Spot:
    """A round thing of the picture; `held`: it stays where the map puts it when others are moved out of each other's way."""

    x: float
    y: float
    r: float
    label: Any = ""
    size: int = 0
    kind: str = ""
    held: bool = False


@dataclass
class Drawn:
    groups: list[Spot] = field(default_factory=list)
    marks: list[Spot] = field(default_factory=list)
    width: int = int(WIDTH)
    height: int = int(HEIGHT)


def drawn(told: Told) -> Drawn | None:
    """None where there is one group only: a single circle says nothing."""
    if not told.several:
        return None
    most = max(g["size"] for g in told.groups)
    groups = [
        Spot(g["x"], g["y"], max(LEAST_R, MOST_R * sqrt(g["size"] / most) * 0.9), g["name"], g["size"])
        for g in told.groups
    ]
    marks = [Spot(r["x"], r["y"], MARK_R, r["number"], kind="joins") for r in told.joins[:MOST_MARKS]]
    marks += [Spot(r["x"], r["y"], MARK_R, r["number"], kind="parts") for r in told.parts[:MOST_MARKS]]
    spread(groups)
    settle(groups, [])
    spread(marks)
    settle(marks, [Spot(g.x, g.y, LABEL_R, held=True) for g in groups])
    return Drawn(groups, marks)


def spread(spots: list[Spot]) -> None:
    """From the map's own measure to the picture's, the middle staying the middle."""
    room = max((s.r for s in spots), default=0) + EDGE
    far_x = max((abs(s.x) for s in spots), default=0) or 1
    far_y = max((abs(s.y) for s in spots), default=0) or 1
    scale = min((WIDTH / 2 - room) / far_x, (HEIGHT / 2 - room) / far_y)
    for s in spots:
        s.x, s.y = WIDTH / 2 + s.x * scale, HEIGHT / 2 - s.y * scale


def settle(spots: list[Spot], held: list[Spot]) -> None:
    """Move apart what lies on each other, a little at a time, within the picture. The same map gives the same picture."""
    for _round in range(200):
        moved = False
        for i, a in enumerate(spots):
            for b in (*spots[i + 1 :], *held):
                moved |= _apart(a, b, turn=i)
        for s in spots:
            s.x = min(max(s.x, s.r + EDGE), WIDTH - s.r - EDGE)
            s.y = min(max(s.y, s.r + EDGE), HEIGHT - s.r - EDGE)
        if not moved:
            break
    for s in spots:
        s.x, s.y, s.r = round(s.x, 1), round(s.y, 1), round(s.r, 1)


def _apart(a: Spot, b: Spot, *, turn: int) -> bool:
    dx, dy = a.x - b.x, a.y - b.y
    far = hypot(dx, dy)
    over = a.r + b.r + 2 - far
    if over <= 0.01:
        return False
    if far < 0.01:  # one on the other: each goes another way
        dx, dy, far = (1.0, 0.0, 1.0) if turn % 2 else (0.0, 1.0, 1.0)
    part = over if b.held else over / 2
    a.x, a.y = a.x + dx / far * part, a.y + dy / far * part
    if not b.held:
        b.x, b.y = b.x - dx / far * part, b.y - dy / far * part
    return True
