"""What "on time" means, and which kinds of order a steering viewer may follow. Pure: no Django, no clock."""

from collections.abc import Iterable
from datetime import date, timedelta

PROGRAMME_KINDS = frozenset({"programme", "plan", "plan_row", "clause"})
DUE_SOON_DAYS = 7
REMIND_BEFORE = (7, 3, 1)  # days before the due date
REMIND_LATE_EVERY = 7  # days after it, again and again until the report is sent
REMIND_LATE_FIRST = 1
REMIND_FOR_WEEKS = 104  # what is late longer is not forgotten by being reminded of once more


def due_on(day: date, first_due: date, changes: Iterable[tuple[date, date]]) -> date:
    """The due date that held on a day. `changes`: (asked for or decided on, new due date), in the order they were decided.

    A change that was asked for after the day does not reach back: a late report is never excused afterwards.
    """
    held = first_due
    for known_on, new in changes:
        if known_on <= day:
            held = new
    return held


def timing(sent_on: date, first_due: date, changes: Iterable[tuple[date, date]]) -> str:
    """on_time: the accepted report was sent by the first due date; extended: within an extension; else late."""
    if sent_on <= first_due:
        return "on_time"
    return "extended" if sent_on <= due_on(sent_on, first_due, changes) else "late"


def reminded_dues(day: date) -> list[date]:
    """The due dates of which people are reminded on the day: in 7, 3 and 1 days, today, yesterday, then week by week."""
    ahead = [day + timedelta(days=n) for n in (*REMIND_BEFORE, 0)]
    weeks = [REMIND_LATE_EVERY * week for week in range(1, REMIND_FOR_WEEKS + 1)]
    return ahead + [day - timedelta(days=n) for n in (REMIND_LATE_FIRST, *weeks)]
