"""Starting, stopping and meeting the clocks of a case. The rules count; this stores what they answer.

A due day is stored once, with rule, basis and calendar version. Which rule holds is chosen by the date the law makes
decisive (`rules`): nothing here knows a number of days.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection

from dongthuan.foundation.calendar.queries import working_calendar
from dongthuan.foundation.law import Deadline, LawError, WorkingCalendar
from dongthuan.foundation.things.kit import Refused

from . import rules
from .kinds import Channel, Kind
from .models import Clock, Petition
from .models.clock import NOT_OWED
from .models.petition import OPEN

Purpose = Clock.Purpose
NO_ACCEPTANCE = (Channel.PHONE, Channel.EMAIL)  # not a denunciation under LTC 22; handled by 25.2, without this clock


def reckon(
    rule: str, on: date, asked: dict[str, Any] | None = None, *, calendar: WorkingCalendar | None = None
) -> Deadline:
    """What the rule answers for the day, with the calendar as it stands now (`calendar`: read before, for many clocks)."""
    asked = asked or {}
    spans = [(date.fromisoformat(a), date.fromisoformat(b)) for a, b in asked.get("suspended", [])]
    more = {k: asked[k] for k in ("complex", "remote", "extensions") if asked.get(k)}
    if spans:
        more["suspended"] = spans
    return rules.deadline(rule, on, calendar or working_calendar(), **more)


def first_that_holds(on: date, *names: str) -> str:
    """The first of the rules that is in force on the decisive day; empty if none is."""
    for name in names:
        try:
            reckon(name, on)
        except LawError:
            continue
        return name
    return ""


def values(deadline: Deadline) -> dict[str, Any]:
    """The columns of a clock that come from a deadline."""
    return {
        "rule": deadline.rule, "trigger": deadline.trigger, "nominal": deadline.nominal, "due": deadline.due,
        "facts": deadline.as_dict(), "provisional": deadline.provisional, "warning": deadline.warning or "",
    }  # fmt: skip


def start(petition: Petition, purpose: str, rule: str, on: date, *, today: date, **asked: Any) -> Clock:
    """Start a clock. One that runs by the same rule already is ended first: a new trigger took its place."""
    end(petition, today, rules_=[rule])
    asked = {k: v for k, v in asked.items() if v}
    try:
        found = values(reckon(rule, on, asked))
    except LawError as error:
        raise Refused(str(error)) from None
    return Clock.objects.create(petition=petition, purpose=purpose, asked=asked, started_on=today, **found)


def meet(petition: Petition, on: date, *purposes: str) -> None:
    """What was due was done on the day."""
    petition.clocks.filter(ended_on=None, purpose__in=purposes).update(met_on=on, ended_on=on, suspended_on=None)


def end(petition: Petition, on: date, *purposes: str, rules_: Iterable[str] = ()) -> None:
    """Nothing is due any more; what was not done by then is not made good by it."""
    running = petition.clocks.filter(ended_on=None)
    running = (
        running.filter(rule__in=list(rules_))
        if rules_
        else running.filter(purpose__in=purposes)
        if purposes
        else running
    )
    running.update(ended_on=on)


def suspend(petition: Petition, on: date) -> None:
    petition.clocks.filter(ended_on=None, purpose__in=[Purpose.SOLVE]).update(suspended_on=on)


def resume(petition: Petition, on: date) -> list[Clock]:
    """The clock goes on after the decision to resume; the time between is not counted."""
    found = list(petition.clocks.filter(ended_on=None, suspended_on__isnull=False))
    for clock in found:
        spans = [*clock.asked.get("suspended", []), [clock.suspended_on.isoformat(), on.isoformat()]]
        _again(clock, {**clock.asked, "suspended": spans})
    return found


def extend(petition: Petition) -> Clock:
    """The running limit of solving, longer: of a complaint as a complex one, of a denunciation by its extensions."""
    clock = petition.clocks.get(ended_on=None, purpose=Purpose.SOLVE)
    more = {"complex": True} if petition.kind == Kind.COMPLAINT else {"extensions": petition.extensions}
    _again(clock, {**clock.asked, **more})
    return clock


def _again(clock: Clock, asked: dict[str, Any]) -> None:
    try:
        found = values(reckon(clock.rule, clock.trigger, asked))
    except LawError as error:
        raise Refused(str(error)) from None
    for name, value in found.items():
        setattr(clock, name, value)
    clock.asked, clock.suspended_on = asked, None
    clock.save()


def settle(petition: Petition) -> None:
    """Keep on the case the day of what is owed next and that of the red list, so that lists and desk rank and narrow by them."""
    running = list(petition.clocks.filter(ended_on=None).values_list("purpose", "due", "suspended_on"))
    days = [due for purpose, due, suspended in running if purpose not in NOT_OWED and not suspended]
    if petition.status == "kp_assigned" and petition.promised_on:
        days.append(petition.promised_on)
    alarms = [due for purpose, due, _suspended in running if purpose == Purpose.ALARM]
    petition.due = min(days) if days and petition.is_open else None
    petition.alarm_on = min(alarms) if alarms and petition.is_open else None
    petition.save(update_fields=["due", "alarm_on"])


SETTLE = """
UPDATE petitions_petition p SET due = d.due, alarm_on = d.alarm_on
FROM (SELECT q.id, CASE WHEN q.status = ANY(%(open)s) THEN least(
          min(c.due) FILTER (WHERE c.suspended_on IS NULL AND NOT c.purpose = ANY(%(not_owed)s)),
          CASE WHEN q.status = 'kp_assigned' THEN q.promised_on END) END due,
        CASE WHEN q.status = ANY(%(open)s) THEN min(c.due) FILTER (WHERE c.purpose = 'alarm') END alarm_on
      FROM petitions_petition q LEFT JOIN petitions_clock c ON c.petition_id = q.id AND c.ended_on IS NULL
      WHERE q.id = ANY(%(ids)s) GROUP BY q.id) d
WHERE p.id = d.id AND (p.due, p.alarm_on) IS DISTINCT FROM (d.due, d.alarm_on)
"""


def settle_many(ids: Iterable[int]) -> None:
    """The same as `settle`, for many cases in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(SETTLE, {"open": [str(s) for s in OPEN], "not_owed": NOT_OWED, "ids": list(ids)})


# --- which clocks a step starts ----------------------------------------------------------------------------------
def on_receipt(petition: Petition, today: date) -> None:
    """The red list counts for all; who came to the reception is told the outcome in TCD-01's time."""
    on = petition.received_on
    if first_that_holds(on, "TCD-08"):
        start(petition, Purpose.ALARM, "TCD-08", on, today=today)
    if petition.channel == Channel.RECEPTION:
        start(petition, Purpose.ANSWER, "TCD-01", on, today=today)


def _acceptance(petition: Petition) -> str:
    """Which limit of acceptance holds is fixed by the day of receipt (C2)."""
    first = "KN-18/accept" if petition.discipline else "KN-02"
    return first_that_holds(petition.received_on, first, "KN-03")


def on_classified(petition: Petition, today: date) -> None:
    """The clocks of the kind; those of another kind that ran by mistake end."""
    end(petition, today, Purpose.ACCEPT, Purpose.TRANSFER, Purpose.REVIEW)
    on = petition.received_on
    if petition.kind == Kind.COMPLAINT:
        start(petition, Purpose.ACCEPT, _acceptance(petition), on, today=today)
    elif petition.kind == Kind.DENUNCIATION and petition.instance == 2:
        start(petition, Purpose.REVIEW, "TC-11", on, today=today)
    elif petition.kind == Kind.DENUNCIATION and not petition.anonymous and petition.channel not in NO_ACCEPTANCE:
        start(petition, Purpose.ACCEPT, "TC-01", on, today=today)
        start(petition, Purpose.TRANSFER, "TC-02", on, today=today)
    elif petition.kind == Kind.REGULATION:
        start(petition, Purpose.TRANSFER, "KP-03", on, today=today)


def solving_rule(petition: Petition) -> str:
    """By which rule its time of solving runs once it is accepted; empty where the law gives none."""
    if petition.kind == Kind.COMPLAINT:
        return "KN-18/resolve" if petition.discipline else "KN-07" if petition.instance == 2 else "KN-04"
    return "TC-05" if petition.kind == Kind.DENUNCIATION else ""


def is_remote(petition: Petition) -> bool:
    """Whether the longer limit of remote areas holds: of complaints that are not about discipline."""
    return petition.remote and petition.kind == Kind.COMPLAINT and not petition.discipline


def on_accepted(petition: Petition, on: date) -> None:
    meet(petition, on, Purpose.ACCEPT, Purpose.REVIEW, Purpose.ANSWER)
    end(petition, on, Purpose.TRANSFER)
    if petition.kind == Kind.DENUNCIATION:
        start(petition, Purpose.NOTIFY, "TC-04", on, today=on)
    asked = {"complex": petition.complex, "remote": is_remote(petition)}
    start(petition, Purpose.SOLVE, solving_rule(petition), on, today=on, **asked)


def send_paper(petition: Petition, on: date, *, resumed: bool = False) -> None:
    """The decision to suspend, terminate or resume is sent in its own time; before 01/07/2026 a complaint's had none."""
    complaint = petition.kind == Kind.COMPLAINT
    names = ["KN-13/send" if resumed else "KN-12"] if complaint else [] if resumed else ["TC-06"]
    if rule := first_that_holds(on, *names):
        start(petition, Purpose.SEND, rule, on, today=on)


def on_decided(petition: Petition, on: date) -> None:
    meet(petition, on, Purpose.SOLVE)
    end(petition, on, Purpose.ALARM)
    second = petition.instance == 2
    discipline = petition.discipline
    send = ("KN-19/send" if discipline else "KN-08") if second else "KN-05"
    start(petition, Purpose.SEND, send, on, today=on)
    effect = "KN-19/effect" if discipline else "KN-10"
    start(petition, Purpose.EFFECT, effect, on, today=on, remote=petition.remote and not discipline)
    if second:
        start(petition, Purpose.PUBLISH, "KN-09/publish", on, today=on)


def on_concluded(petition: Petition, on: date) -> None:
    meet(petition, on, Purpose.SOLVE)
    end(petition, on, Purpose.ALARM, Purpose.NOTIFY)
    for purpose, rule in ((Purpose.SEND, "TC-07"), (Purpose.ACT, "TC-08"), (Purpose.PUBLISH, "TC-10/publish")):
        start(petition, purpose, rule, on, today=on)
