"""What the calendar lends: being told of a change, and weeks for drawing a deadline."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dongthuan.foundation.law import Deadline, Line, WorkingCalendar

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Change:
    """A change of the calendar: as it was and as it is, why, and who made it (None: the system)."""

    before: WorkingCalendar
    after: WorkingCalendar
    reason: str  # a Vietnamese sentence part with the notice
    by: Any

    @property
    def days(self) -> list[date]:
        """The days that are worked in one and not in the other."""
        return self.before.differences(self.after)


_listeners: dict[str, Callable[[Change], None]] = {}


def on_change(function: Callable[[Change], None]) -> Callable[[Change], None]:
    """Call the function within the transaction of every change of version; it enqueues its work, and does not do it."""
    _listeners[f"{function.__module__}.{function.__qualname__}"] = function
    return function


def tell(change: Change) -> None:
    """Tell all who asked, unless nothing that decides a date has changed."""
    if change.before.version != change.after.version:
        for function in list(_listeners.values()):
            function(change)


# --- drawing ------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Cell:
    """A day on a drawn calendar: `css` is a class of the `.cal` table, `line` its place in the arithmetic."""

    day: date
    css: str
    line: Line | None = None
    today: bool = False


CSS = {"start": "s", "counted": "c", "skipped": "x", "suspended": "x", "rolled": "x", "due": "d"}


def weeks(deadline: Deadline, today: date | None = None) -> Iterator[list[Cell]]:
    """The weeks from the trigger to the due day, Monday first, each day with what the arithmetic says of it."""
    by_day = {line.day: line for line in deadline.arithmetic()}
    first, last = min(by_day), max(by_day)
    monday = first - first.weekday() * DAY
    while monday <= last:
        yield [_cell(monday + n * DAY, by_day, deadline, today) for n in range(7)]
        monday += 7 * DAY


def _cell(day: date, by_day: dict[date, Line], deadline: Deadline, today: date | None) -> Cell:
    line = by_day.get(day)
    css = CSS[line.mark] if line else "o"
    if line and line.mark == "counted" and day == deadline.nominal:
        css = "n"
    return Cell(day, css, line, day == today)
