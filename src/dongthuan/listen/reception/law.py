"""The rules of petitions on the calendar of today: where reception asks the law for a day, a ground, a duty."""

from collections.abc import Callable
from datetime import date
from typing import Any

from dongthuan.foundation.calendar import queries as calendar
from dongthuan.foundation.law import Deadline, LawError
from dongthuan.foundation.things.kit import Refused
from dongthuan.listen.petitions import rules


def deadline(rule_id: str, on: date) -> Deadline:
    """The day by which the rule binds; LawError when it did not hold on the day."""
    return rules.deadline(rule_id, on, calendar.working_calendar())


def asked(rule_id: str, on: date, *, field: str | None = None) -> Deadline:
    """The same for a form: what the law does not allow is refused in its own words."""
    try:
        return deadline(rule_id, on)
    except LawError as error:
        raise Refused(str(error), field=field) from error


def maybe(rule_id: str, on: date) -> Deadline | None:
    """None where the law of the day gives no number of days."""
    try:
        return deadline(rule_id, on)
    except LawError:
        return None


def stored(*deadlines: Deadline | None) -> dict[str, Any]:
    """Rule id -> the deadline as it was computed, to be kept beside the day."""
    return {d.rule: d.as_dict() for d in deadlines if d is not None}


def shown(kept: dict[str, Any]) -> list[Deadline]:
    """The kept deadlines again, able to print their arithmetic."""
    again: Callable[..., Deadline] = rules.again
    return [again(d, calendar.working_calendar()) for d in kept.values()]
