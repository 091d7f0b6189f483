"""A year as twelve pages of a wall calendar."""

from calendar import Calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from dongthuan.foundation.law import WORKED, WorkingCalendar


@dataclass(frozen=True)
class Square:
    """A day of a month: `css` is a class of the `.cal` table; `why` says what it is if not what its weekday says."""

    day: date
    css: str
    why: str = ""
    mark: str = ""
    today: bool = False


def months(year: int, calendar: WorkingCalendar, today: date) -> Iterator[tuple[date, list[list[Square | None]]]]:
    """Each month with its weeks; None stands for a day of another month."""
    for month in range(1, 13):
        weeks = Calendar().monthdatescalendar(year, month)
        yield (
            date(year, month, 1),
            [[square(d, calendar, today) if d.month == month else None for d in w] for w in weeks],
        )


def square(day: date, calendar: WorkingCalendar, today: date) -> Square:
    special = calendar.days.get(day)
    if special is None:
        return Square(day, "" if day.weekday() < 5 else "o", today=day == today)
    worked = special.kind == WORKED
    return Square(day, "c" if worked else "x", special.name, _("work") if worked else _("off"), day == today)


def worked_days(year: int, calendar: WorkingCalendar) -> int:
    return calendar.worked_between(date(year, 1, 1) - timedelta(days=1), date(year, 12, 31))
