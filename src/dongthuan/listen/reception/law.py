"""The rules of petitions on the calendar of today: where reception asks the law for a day, a ground, a duty."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from dongthuan.foundation.law import Deadline, LawError, WorkingCalendar, shipped
from dongthuan.foundation.things.kit import Refused
from dongthuan.listen.petitions import rules


def working_calendar() -> WorkingCalendar:
    return shipped()


def deadline(rule_id: str, on: date) -> Deadline:
    """The day by which the rule binds; LawError when it did not hold on the day."""
    return rules.deadline(rule_id, on, working_calendar())


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
    return [again(d, working_calendar()) for d in kept.values()]


# --- grounds of refusal, the leaders' duty ------------------------------------------------------------------------
@dataclass(frozen=True)
class Ground:
    code: str
    words: str
    basis: str
    written: bool
    since: date
    until: date | None = None


@dataclass(frozen=True)
class Duty:
    least: int
    unit: str
    basis: str
    since: date
    until: date | None
    words: str


_L, _N = "Luật Tiếp công dân 42/2013/QH13", "Nghị định 154/2026/NĐ-CP"
_GROUNDS = [Ground(f"9.{n}", w, f"{_L}, Điều 9.{n}", n == 3, date(2014, 7, 1)) for n, w in enumerate(("say", "đe dọa", "cố tình", "khác"), 1)] + [
    Ground(f"4.1.{c}", "x", f"{_N}, Điều 4.1.{c}", c == "h", date(2026, 7, 1)) for c in "abcdđeghik"]


def grounds(on: date) -> list[Ground]:
    return [g for g in _GROUNDS if g.since <= on]


def ground(code: str, on: date) -> Ground | None:
    return next((g for g in grounds(on) if g.code == code), None)


def duties(organisation: Any) -> list[Duty]:
    if organisation.level == "commune":
        return [Duty(1, "week", "15.2.d", date(2014, 7, 1), date(2026, 6, 30), "1 ngày/tuần"), Duty(2, "month", "15", date(2026, 7, 1), None, "2 ngày/tháng")]
    return []


def duty(organisation: Any, on: date) -> Duty | None:
    return next((d for d in duties(organisation) if d.since <= on and (d.until is None or on <= d.until)), None)
