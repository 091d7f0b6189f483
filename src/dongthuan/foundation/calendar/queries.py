"""Reads of the calendar; everybody may see it."""

from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from dongthuan.foundation.law import SpecialDay as Value
from dongthuan.foundation.law import WorkingCalendar, known_range

from .models import SpecialDay, WorkingYear


def working_calendar() -> WorkingCalendar:
    """The calendar as the rules of the law take it: two small queries, and the same object while nothing changes."""
    announced = tuple(WorkingYear.objects.filter(announced=True).values_list("year", flat=True))
    fields = ("day", "kind", "name", "notice", "source", "confidence")
    return _built(announced, tuple(SpecialDay.objects.order_by("day").values_list(*fields)))


@lru_cache(maxsize=8)
def _built(announced: tuple[int, ...], days: tuple[tuple, ...]) -> WorkingCalendar:
    return WorkingCalendar((Value(*row) for row in days), *known_range(announced))


def visible_to(user: Any) -> QuerySet[WorkingYear]:
    return WorkingYear.objects.all()


def days_of(year: WorkingYear) -> QuerySet[SpecialDay]:
    return year.days.order_by("day")
