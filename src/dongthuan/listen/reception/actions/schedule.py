"""The schedule: planned, posted, postponed."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dongthuan.foundation.orgs.models import Post, Role
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, lock, today

from .. import law, permissions, states
from ..models import Place, Session
from ..states import BookingStatus, SessionKind, SessionStatus

MOST = 120  # sessions that are planned at once
POSTING = "TCD-04"
ONLINE = ("TCD-07/notify", "TCD-07/test", "TCD-07/connect")


@transaction.atomic
def plan(
    place: Place, *, kind: str, days: Iterable[date], starts: time, ends: time, leader: Post | None = None, by: User, **told: Any
) -> list[Session]:  # fmt: skip
    """Plan sessions on these days; each gets the day by which the law has its schedule posted (Điều 24.4)."""
    permissions.check(permissions.may_plan(by, place))
    days = sorted(set(days))
    if not days or len(days) > MOST:
        raise Refused(_("Plan between one and %(n)s sessions at once.") % {"n": MOST}, field="day")
    if days[0] < today():
        raise Refused(_("A session is planned for a day still to come."), field="day")
    if kind == SessionKind.UNSCHEDULED:
        raise Refused(_("An unscheduled reception is not planned ahead; it names its ground."), field="kind")
    _check_hours(starts, ends)
    leader = _leader(place, kind, leader)
    made = [_make(place, kind, day, starts, ends, leader, told) for day in days]
    data = {"sessions": len(made), "since": days[0], "until": days[-1], "kind": kind}
    record.append("reception.plan", subject=place.thing, by=by, data=data)
    return made


def _check_hours(starts: time, ends: time) -> None:
    if ends <= starts:
        raise Refused(_("A session ends after it begins."), field="ends")


def _leader(place: Place, kind: str, leader: Post | None) -> Post | None:
    """A leader's session names a leading post of the organisation; a regular one names nobody."""
    if kind == SessionKind.REGULAR:
        return None
    if leader is None or leader.organisation_id != place.organisation_id or leader.role != Role.LEADER:
        raise Refused(
            _("Name the leading post of %(o)s that receives.") % {"o": place.organisation.short_name}, field="leader"
        )
    return leader


def _make(
    place: Place, kind: str, day: date, starts: time, ends: time, leader: Post | None, told: dict[str, Any]
) -> Session:  # fmt: skip
    if Session.objects.filter(place=place, day=day, starts=starts).exclude(status=SessionStatus.POSTPONED).exists():
        raise Refused(_("On %(day)s a session begins at that hour already.") % {"day": f"{day:%d/%m/%Y}"}, field="day")
    if place.until and day > place.until:
        raise Refused(
            _("The place of reception is closed from %(day)s on.") % {"day": f"{place.until:%d/%m/%Y}"}, field="day"
        )
    posting, more = law.maybe(POSTING, day), online_days(day) if told.get("online") else []
    return Session.objects.create(
        place=place, kind=kind, day=day, starts=starts, ends=ends, leader=leader, post_by=posting.due if posting else None,
        deadlines=law.stored(posting, *more), **told,
    )  # fmt: skip


def online_days(day: date) -> list[Any]:
    """The days of the law for an online session; before 1/7/2026 refused in the law's own words."""
    return [law.asked(rule, day, field="online") for rule in ONLINE]


@transaction.atomic
def change_session(session: Session, *, by: User, **changes: Any) -> Session:
    """Change a planned session; what was posted is postponed instead."""
    session = lock(session)
    permissions.check(permissions.may_change(by, session))
    if session.status != SessionStatus.SCHEDULED:
        raise Refused(_("The schedule was posted. Postpone the session, with the reason."))
    starts, ends = changes.get("starts", session.starts), changes.get("ends", session.ends)
    _check_hours(starts, ends)
    day = changes.get("day", session.day)
    if day < today():
        raise Refused(_("A session is planned for a day still to come."), field="day")
    online = changes.get("online", session.online)
    for name, value in changes.items():
        setattr(session, name, value)
    session.leader = _leader(session.place, session.kind, session.leader)
    posting = law.maybe(POSTING, day)
    session.post_by = posting.due if posting else None
    session.deadlines = law.stored(posting, *(online_days(day) if online else []))
    session.save()
    record.append("reception.change_session", subject=session.thing, by=by, data={"changed": sorted(changes)})
    return session


@transaction.atomic
def post_schedule(place: Place, *, until: date, by: User) -> list[Session]:
    """Post the planned sessions up to a day (niêm yết lịch). Posting after the law's day is done, and shown as late."""
    place = lock(place)
    permissions.check(permissions.may_plan(by, place))
    rows = place.sessions.filter(status=SessionStatus.SCHEDULED, day__gte=today(), day__lte=until)
    found = list(rows.exclude(kind=SessionKind.UNSCHEDULED).select_for_update().select_related("thing"))
    if not found:
        raise Refused(_("No planned session up to that day."), field="until")
    for session in found:
        session.status, session.posted_on = SessionStatus.POSTED, today()
        session.save(update_fields=["status", "posted_on"])
    late = sum(s.posted_late for s in found)
    data: dict[str, Any] = {"sessions": len(found), "until": until, "late": late}
    entries = {s.thing: {"sessions": 1, "late": int(s.posted_late)} for s in found}
    record.append_many("reception.post_schedule", {place.thing: data, **entries}, by=by)
    return found


@transaction.atomic
def postpone(session: Session, *, reason: str, day: date, starts: time, ends: time, by: User) -> Session:
    """Postpone a posted session: the reason and the new time are posted with it (Điều 24.4); bookings move along."""
    session = lock(session)
    permissions.check(permissions.may_change(by, session))
    states.check_session(session.status, SessionStatus.POSTPONED)
    if not reason.strip():
        raise Refused(_("A postponement gives its reason."), field="reason")
    if day < today() or (day, starts) == (session.day, session.starts):
        raise Refused(_("The new time lies ahead, and is another one."), field="day")
    _check_hours(starts, ends)
    session.status, session.postponed_because = SessionStatus.POSTPONED, reason
    session.save(update_fields=["status", "postponed_because"])
    kept = {f: getattr(session, f) for f in ("participants", "topics", "seats", "online", "link")}
    new = _make(session.place, session.kind, day, starts, ends, session.leader, kept)
    new.replaces, new.status, new.posted_on = session, SessionStatus.POSTED, today()
    new.save(update_fields=["replaces", "status", "posted_on"])
    session.bookings.filter(status=BookingStatus.BOOKED).update(session=new)
    record.append("reception.postpone", subject=session.thing, by=by, data={"reason": reason, "to": day, "new": new.pk})
    return new
