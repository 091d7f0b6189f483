"""The demo's calendar: what happens on which day, carried out in order, each with that day as today."""

import heapq
from collections.abc import Callable
from datetime import date, timedelta
from itertools import count

from dongthuan.foundation.things.kit import at_day


class Calendar:
    """Events by day; one event may put others on later days. What lies after the last day does not happen."""

    def __init__(self, last: date) -> None:
        self.last = last
        self._heap: list[tuple[date, int, Callable[[], object]]] = []
        self._numbers = count()
        self.done = 0

    def on(self, day: date, fn: Callable[[], object]) -> None:
        if day <= self.last:
            heapq.heappush(self._heap, (day, next(self._numbers), fn))

    def live(self) -> None:
        while self._heap:
            day, _number, fn = heapq.heappop(self._heap)
            with at_day(day):
                fn()
            self.done += 1


def after(day: date, days: int) -> date:
    """So many days later, moved off a weekend."""
    day += timedelta(days=days)
    return day + timedelta(days={5: 2, 6: 1}.get(day.weekday(), 0))
