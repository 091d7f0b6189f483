"""Reads: who sees which place, session, visit; the register; the leaders' duty; form 01/TCD."""

from .duty import DutyRow, duty_rows, missed
from .read import (
    booked,
    by_code,
    counted_places,
    identity,
    missed_of,
    notices_due,
    papers_of,
    places_of,
    places_visible_to,
    public_sessions,
    register_rows,
    seats_left,
    sessions_of,
    sessions_visible_to,
    to_answer,
    to_post,
    today_of,
    visits_visible_to,
)
from .statistics import form_01

__all__ = [
    "DutyRow",
    "booked",
    "by_code",
    "counted_places",
    "duty_rows",
    "form_01",
    "identity",
    "missed",
    "missed_of",
    "notices_due",
    "papers_of",
    "places_of",
    "places_visible_to",
    "public_sessions",
    "register_rows",
    "seats_left",
    "sessions_of",
    "sessions_visible_to",
    "to_answer",
    "to_post",
    "today_of",
    "visits_visible_to",
]
