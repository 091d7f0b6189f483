"""Opening a session: the day's regular reception, an unscheduled one, one of the schedule; online preparations."""

from datetime import date, time

from django.db import transaction
from django.utils.translation import gettext as _

from dongthuan.foundation.orgs.models import Post, Role
from dongthuan.foundation.people import queries as people
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, lock, today

from .. import permissions, states
from ..models import Place, Session
from ..states import SessionKind, SessionStatus, UrgentGround
from .schedule import _check_hours, _leader


@transaction.atomic
def open_regular(place: Place, *, starts: time = time(7, 30), ends: time = time(17, 0), by: User) -> Session:
    """Open the day's regular reception: its hours are those published about the place. Twice a day is once."""
    place = lock(place)
    permissions.check(permissions.may_plan(by, place))
    known = place.sessions.filter(kind=SessionKind.REGULAR, day=today(), status=SessionStatus.HELD).first()
    if known:
        return known
    session = Session.objects.create(
        place=place, kind=SessionKind.REGULAR, day=today(), starts=starts, ends=ends, status=SessionStatus.HELD,
        posted_on=place.since, held_by=by, held_as=by.record_post()[:200],
    )  # fmt: skip
    record.append("reception.open_regular", subject=session.thing, by=by)
    return session


@transaction.atomic
def call_unscheduled(
    place: Place, *, ground: str, reason: str, day: date, starts: time, ends: time, leader: Post, participants: str = "", by: User
) -> Session:  # fmt: skip
    """Call an unscheduled reception by a leader (tiếp đột xuất), on one of the grounds of Điều 18.3."""
    permissions.check(permissions.may_plan(by, place))
    if ground not in UrgentGround.values:
        raise Refused(_("Name the ground of Điều 18.3."), field="ground")
    if not reason.strip():
        raise Refused(_("Say what happened."), field="reason")
    if day < today():
        raise Refused(_("A session is planned for a day still to come."), field="day")
    _check_hours(starts, ends)
    session = Session.objects.create(
        place=place, kind=SessionKind.UNSCHEDULED, day=day, starts=starts, ends=ends, ground=ground, reason=reason,
        leader=_leader(place, SessionKind.UNSCHEDULED, leader), participants=participants,
    )  # fmt: skip
    record.append("reception.call_unscheduled", subject=session.thing, by=by, data={"ground": ground})
    return session


@transaction.atomic
def note_online(
    session: Session, *, notified_on: date | None = None, tested_on: date | None = None, by: User
) -> Session:
    """Note when the parties were told and the connection was tested (NĐ 154/2026/NĐ-CP, Điều 23.1)."""
    session = lock(session)
    permissions.check(permissions.may_change(by, session))
    if not session.online:
        raise Refused(_("This session is not online."))
    for name, day in (("notified_on", notified_on), ("tested_on", tested_on)):
        if day and (day > today() or day > session.day):
            raise Refused(_("The day lies ahead."), field=name)
    session.notified_on = notified_on or session.notified_on
    session.tested_on = tested_on or session.tested_on
    session.save(update_fields=["notified_on", "tested_on"])
    data = {"notified_on": session.notified_on, "tested_on": session.tested_on}
    record.append("reception.note_online", subject=session.thing, by=by, data=data)
    return session


@transaction.atomic
def hold(session: Session, *, receiver: Post | None = None, by: User) -> Session:
    """Open the session on its day. `receiver`: the leading post that receives; not the head's means by authorisation."""
    session = lock(session)
    permissions.check(permissions.may_hold(by, session))
    states.check_session(session.status, SessionStatus.HELD)
    if session.online and not (session.notified_on and session.tested_on):
        raise Refused(_("First tell the parties and test the connection (Nghị định 154/2026/NĐ-CP, Điều 23.1)."))
    if session.is_leaders:
        post = receiver or session.leader
        if post is None or post.organisation_id != session.place.organisation_id or post.role != Role.LEADER:
            raise Refused(_("A leader of the organisation receives."), field="receiver")
        session.held_by = people.holders([post]).first()
        if session.held_by is None:
            raise Refused(_("Nobody holds this post today: %(post)s.") % {"post": post}, field="receiver")
        session.held_as, session.authorised = str(post)[:200], post.rank != Post.Rank.HEAD
    else:
        session.held_by, session.held_as = by, by.record_post()[:200]
    session.status = SessionStatus.HELD
    session.save(update_fields=["status", "held_by", "held_as", "authorised"])
    data = {"held_as": session.held_as, "authorised": session.authorised}
    record.append("reception.hold", subject=session.thing, by=by, data=data)
    return session
