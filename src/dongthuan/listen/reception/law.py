"""The rules of petitions on the calendar of today: where reception asks the law for a day, a ground, a duty, a period."""

from datetime import date
from typing import Any

from dongthuan.foundation.calendar import queries as calendar
from dongthuan.foundation.law import Deadline, LawError, NotInForce, Provision, WorkingCalendar
from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.things.kit import Refused
from dongthuan.listen.petitions import rules
from dongthuan.listen.petitions.rules import grounds as lawful
from dongthuan.listen.petitions.rules import reception_duty, reporting
from dongthuan.listen.petitions.rules.grounds import Ground
from dongthuan.listen.petitions.rules.reception_duty import Minimum, Tally
from dongthuan.listen.petitions.rules.reporting import Period

CROWD_BASIS = "Luật Tiếp công dân 42/2013/QH13, Điều 29"


def working_calendar() -> WorkingCalendar:
    return calendar.working_calendar()


# --- days ---------------------------------------------------------------------------------------------------------
def deadline(rule_id: str, on: date, among: WorkingCalendar | None = None) -> Deadline:
    """The day by which the rule binds; LawError when it did not hold on the day. `among`: the calendar, read before."""
    return rules.deadline(rule_id, on, among or working_calendar())


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


def shown(kept: dict[str, Any]) -> list[tuple[Deadline, str]]:
    """The kept deadlines again, able to print their arithmetic, each with what it is for."""
    return [(rules.again(d, working_calendar()), rules.find(d["rule"]).duty) for d in kept.values()]


# --- grounds of refusal -------------------------------------------------------------------------------------------
def grounds(on: date) -> list[Ground]:
    """On which grounds somebody may be refused on that day."""
    return lawful.grounds(lawful.REFUSED, "TCD", on)


def ground(code: str, on: date) -> Ground | None:
    return next((g for g in grounds(on) if g.code == code), None)


def is_written(found: Ground) -> bool:
    """Whether the refusal is issued as a notice, not only explained."""
    return found.how == lawful.WRITTEN


# --- delegations, duty, periods -----------------------------------------------------------------------------------
def speakers(people: int) -> int | None:
    """How many may speak for so many people; None: they are no delegation."""
    found = reception_duty.representatives(people)
    return found[1] if found else None


def level_of(organisation: Organisation) -> str | None:
    """The level by which its head must receive; None for bodies the law on reception does not name."""
    if organisation.kind != Organisation.Kind.STATE:
        return None
    return organisation.level if organisation.level in reception_duty.DUTIES else None


def duty(organisation: Organisation, on: date) -> Provision[Minimum] | None:
    """What its head owes on the day."""
    level = level_of(organisation)
    try:
        return reception_duty.duty(level, on) if level else None
    except NotInForce:
        return None


def tally(level: str, first: date, last: date, held: list[date], days: WorkingCalendar) -> list[Tally]:
    """The whole weeks or months of the period, with what was owed and held."""
    return reception_duty.tally(level, first, last, held, days)


def may_delegate(on: date) -> Provision[bool]:
    """Whether a head may leave a reception to a deputy, and by which text."""
    return reception_duty.DELEGABLE.on(on)


def period(kind: str, year: int) -> Period:
    return reporting.period(kind, year)


def quarter_of(on: date) -> Period:
    """The quarter a day is reported in."""
    return next(p for n in (1, 2, 3, 4) if (p := _holding(f"Q{n}", on)))


def _holding(kind: str, on: date) -> Period | None:
    try:
        return reporting.holding(kind, on)
    except LawError:
        return None
