"""Thin jobs, safe to run twice."""

from dongthuan.foundation.jobs.kit import job

from . import actions


@job("reception.reckon_again")
def reckon_again(reason: str) -> None:
    """Reckon the days of open visits again; what was reckoned already is not moved twice."""
    actions.reckon_again(reason=reason, by=None)


@job("reception.forget_bookings", daily="03:10")
def forget_bookings() -> None:
    """Erase what people typed to book a place once its session is long over."""
    actions.forget_bookings()
