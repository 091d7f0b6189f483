"""The day that pages, rules, desk and reminders work with."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from django.conf import settings
from django.utils import timezone

_told: ContextVar[date | None] = ContextVar("today", default=None)


def today() -> date:
    """Today in Hà Nội. A demo may move it (--as-of); record and signature times are never moved."""
    return _told.get() or settings.AS_OF or timezone.localdate()


@contextmanager
def at_day(day: date) -> Iterator[None]:
    """Within, today is that day: a demo lives through its years, a test stands on one day. Record times stay real."""
    token = _told.set(day)
    try:
        yield
    finally:
        _told.reset(token)
