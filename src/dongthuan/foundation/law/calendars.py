"""The working calendar of civil servants as a value: which days are worked, by which notice, and for which years we know.

Monday to Friday are worked, except the days off; Saturdays and Sundays are not, except those worked in exchange
(R4, R7). Outside `known_from`–`known_to` no notice has been read, so every result is provisional.
"""

import csv
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

OFF, WORKED = "off", "worked"
DATA = Path(__file__).parent / "data"
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
DAY = timedelta(days=1)
MARGIN = 3 * 366  # days around the special days for which steps are looked up, not walked


@dataclass(frozen=True)
class SpecialDay:
    """A day that is not what its weekday says, or a holiday on a weekend; `notice` is the paper that set it."""

    day: date
    kind: str  # OFF or WORKED
    name: str
    notice: str = ""
    source: str = ""
    confidence: str = "text"


class WorkingCalendar:
    """An immutable calendar. Two with the same days and the same known years have the same version."""

    def __init__(self, days: Iterable[SpecialDay], known_from: date, known_to: date) -> None:
        self.days = {d.day: d for d in days}
        self.known_from, self.known_to = known_from, known_to
        lines = [f"{d.day.isoformat()} {d.kind}" for d in sorted(self.days.values(), key=lambda d: d.day)]
        text = "\n".join([f"{known_from} {known_to}", *lines])
        self.version = sha256(text.encode()).hexdigest()[:12]
        span = [known_from, known_to, *self.days]
        self._first, self._last = min(span).toordinal() - MARGIN, max(span).toordinal() + MARGIN
        self._worked = [n for n in range(self._first, self._last + 1) if self._is_working(date.fromordinal(n))]

    def __hash__(self) -> int:
        return hash(self.version)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WorkingCalendar) and self.version == other.version

    def __repr__(self) -> str:
        return f"WorkingCalendar({self.version}, {self.known_from}–{self.known_to})"

    def _is_working(self, day: date) -> bool:
        special = self.days.get(day)
        if special is not None:
            return special.kind == WORKED
        return day.weekday() < 5

    def is_working(self, day: date) -> bool:
        return self._is_working(day)

    def known(self, day: date) -> bool:
        """Whether the year's notice has been read."""
        return self.known_from <= day <= self.known_to

    def why(self, day: date) -> str:
        """Why the day is worked or not, in Vietnamese, with the notice that says so."""
        special = self.days.get(day)
        if special is None:
            return WEEKDAYS[day.weekday()] + ("" if day.weekday() < 5 else ", ngày nghỉ hằng tuần")
        by = f" ({special.notice})" if special.notice else ""
        unsure = "" if self.known(day) else ", dự kiến, chưa có thông báo"
        return f"{special.name}{by}{unsure}"

    # --- steps ----------------------------------------------------------------------------------------------------
    def step(self, day: date, n: int) -> date:
        """The n-th working day after the day (n > 0) or before it (n < 0); the day itself for n = 0."""
        here = day.toordinal()
        if n == 0:
            return day
        if n > 0:
            place = bisect_right(self._worked, here) + n - 1
            inside = self._first <= here and place < len(self._worked)
        else:
            place = bisect_left(self._worked, here) + n
            inside = here <= self._last and place >= 0
        return date.fromordinal(self._worked[place]) if inside else self._walk(day, n)

    def _walk(self, day: date, n: int) -> date:
        """The same step by step, far from any known year."""
        way = DAY if n > 0 else -DAY
        left = abs(n)
        while left:
            day += way
            left -= self._is_working(day)
        return day

    def on_or_after(self, day: date) -> date:
        return day if self._is_working(day) else self.step(day, 1)

    def on_or_before(self, day: date) -> date:
        return day if self._is_working(day) else self.step(day, -1)

    def worked_between(self, after: date, until: date) -> int:
        """How many working days lie in (after, until]."""
        a, b = after.toordinal(), until.toordinal()
        if b <= a:
            return 0
        if self._first <= a and b <= self._last:
            return bisect_right(self._worked, b) - bisect_right(self._worked, a)
        return sum(self._is_working(date.fromordinal(n)) for n in range(a + 1, b + 1))

    # --- other calendars ------------------------------------------------------------------------------------------
    def changed(self, *days: SpecialDay, without: Iterable[date] = ()) -> "WorkingCalendar":
        """The calendar with these days set, and those taken away."""
        kept = {k: v for k, v in self.days.items() if k not in set(without)} | {d.day: d for d in days}
        return WorkingCalendar(kept.values(), self.known_from, self.known_to)

    def differences(self, other: "WorkingCalendar") -> list[date]:
        """The days that are worked in one and not in the other, in order."""
        both = {*self.days, *other.days}
        return sorted(d for d in both if self._is_working(d) != other._is_working(d))


def known_range(announced: Iterable[int]) -> tuple[date, date]:
    """From the first announced year to the last that follows it without a gap."""
    years = sorted(announced)
    if not years:
        raise ValueError("a calendar without an announced year")
    last = next((a for a, b in pairwise(years) if b != a + 1), years[-1])
    return date(years[0], 1, 1), date(last, 12, 31)


@dataclass(frozen=True)
class ShippedYear:
    year: int
    announced: bool
    notices: str


@cache
def shipped_years() -> tuple[ShippedYear, ...]:
    """The years of the calendar that comes with this version, and the notices that were read for each."""
    return tuple(
        ShippedYear(int(r["year"]), r["announced"] == "yes", r["notices"]) for r in _read("civil-servants-years.csv")
    )


@cache
def shipped_days() -> tuple[SpecialDay, ...]:
    """The days of the calendar that comes with this version."""
    return tuple(
        SpecialDay(date.fromisoformat(r["day"]), r["kind"], r["name"], r["notice"], r["source"], r["confidence"])
        for r in _read("civil-servants-days.csv")
    )


@cache
def shipped() -> WorkingCalendar:
    """The calendar that comes with this version: for the command line, and where the editable one begins."""
    return WorkingCalendar(shipped_days(), *known_range(y.year for y in shipped_years() if y.announced))


def _read(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
