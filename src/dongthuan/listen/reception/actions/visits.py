"""A visit, step by step: arrived, identified, refused or received, recorded, receipted, answered."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, lock, today
from dongthuan.foundation.things.models import Thing

from .. import law, permissions, rules, states
from ..models import Booking, PaperTaken, Representative, Session, Visit, Visitor
from ..states import Answer, BookingStatus, Matter, VisitStatus

ANSWER, NOTICE = "TCD-01", "TCD-06"


@transaction.atomic
def arrive(
    session: Session, *, people: int = 1, booking: Booking | None = None, protected: bool = False, by: User
) -> Visit:  # fmt: skip
    """Somebody came, with a booking or without. `protected`: a denouncer who asks that the identity be kept secret."""
    session = lock(session)
    permissions.check(permissions.may_receive(by, session))
    if people < 1:
        raise Refused(_("At least one person comes."), field="people")
    if session.online and protected:
        check_not_online(session)
    if booking:
        booking = lock(booking)
        states.check_booking(booking.status, BookingStatus.CAME)
        booking.status = BookingStatus.CAME
        booking.save(update_fields=["status"])
    visit = Visit.objects.create(
        session=session, booking=booking, people=people, protected=protected, arrived_at=timezone.now(), officer=by
    )
    record.append(
        "reception.arrive", subject=visit.thing, by=by, data={"people": people, "booked": booking is not None}
    )
    return visit


def check_not_online(session: Session) -> None:
    """A denouncer who asks for secrecy is received in person (NĐ 154/2026/NĐ-CP, Điều 20.4)."""
    provision = rules.ONLINE_SECRET.get(session.day)
    basis = provision.basis if provision else rules.ND154
    raise Refused(
        _(
            "Who denounces and asks that the identity be kept secret is not received online (%(basis)s). Invite them to come."
        )
        % {"basis": basis},
        field="protected",
    )


@transaction.atomic
def identify(
    visit: Visit, *, representatives: Iterable[Mapping[str, str]] = (), mandate_on: date | None = None,
    people: int | None = None, by: User, **who: Any,
) -> Visit:  # fmt: skip
    """Who it is. What must be shown depends on the day; five and more elect who speaks for them (Điều 29).

    `who`: the fields of Visitor; the visitor of a delegation is its first representative, `representatives` the others.
    """
    visit = lock(visit)
    permissions.check(permissions.may_identify(by, visit))
    states.check_visit(visit.status, VisitStatus.IDENTIFIED)
    check_identity(who, visit.session.day)
    visit.people = people or visit.people
    others = [dict(r) for r in representatives if r.get("full_name")]
    check_delegation(visit, others, mandate_on)
    Visitor.objects.create(visit=visit, **who)
    for row in others:
        Representative.objects.create(visit=visit, **row)
    visit.status, visit.mandate_on = VisitStatus.IDENTIFIED, mandate_on
    visit.save(update_fields=["status", "people", "mandate_on"])
    data = {"people": visit.people, "representatives": 1 + len(others)}
    record.append("reception.identify", subject=visit.thing, by=by, data=data)
    return visit


def check_identity(who: Mapping[str, Any], day: date) -> None:
    lacking, basis = rules.missing(who, day)
    if lacking:
        raise Refused(_("The visitor must give this (%(basis)s).") % {"basis": basis}, field=lacking[0])
    if bool(who.get("id_kind")) != bool(who.get("id_number")):
        raise Refused(_("Write the kind of identity paper and its number."), field="id_number")
    if who.get("acts_as", "self") != "self" and not who.get("authority"):
        raise Refused(_("Who comes for another shows the paper that says so."), field="authority")
    if (issued := who.get("id_issued_on")) and issued > day:
        raise Refused(_("The paper was not issued yet on that day."), field="id_issued_on")


def check_delegation(visit: Visit, others: list[dict[str, str]], mandate_on: date | None) -> None:
    most = law.speakers(visit.people)
    if most is None:
        if others:
            raise Refused(_("Fewer than five people speak for themselves; they elect nobody."), field="representatives")
        return
    basis = law.CROWD_BASIS
    if 1 + len(others) > most:
        words = ngettext(
            "%(people)s people are spoken for by at most %(n)s person (%(basis)s).",
            "%(people)s people are spoken for by at most %(n)s persons (%(basis)s).", most,
        )  # fmt: skip
        said = {"people": visit.people, "n": most, "basis": basis}
        raise Refused(words % said, field="representatives")
    if mandate_on is None:
        raise Refused(
            _("A delegation shows a written mandate, signed by all (%(basis)s).") % {"basis": basis}, field="mandate_on"
        )
    if mandate_on > visit.session.day:
        raise Refused(_("The day lies ahead."), field="mandate_on")


@transaction.atomic
def refuse(visit: Visit, *, ground: str, why: str, by: User) -> Visit:
    """Refuse to receive, on a ground of the law: explained orally, or by a notice (Mẫu 01/TCD) within the days of TCD-06."""
    visit = lock(visit)
    permissions.check(permissions.may_refuse(by, visit))
    states.check_visit(visit.status, VisitStatus.REFUSED)
    on = today()
    lawful = law.ground(ground, on)
    if lawful is None:
        raise Refused(_("The law of that day knows no such ground."), field="ground")
    if not why.strip():
        raise Refused(_("Say what happened."), field="why")
    written = law.is_written(lawful)
    if written and visit.status == VisitStatus.ARRIVED:
        raise Refused(_("This refusal is issued in writing: first write down who it is."), field="ground")
    notice = law.maybe(NOTICE, on) if written else None
    visit.refusal, visit.refusal_basis, visit.refusal_why, visit.refused_on = ground, lawful.basis, why, on
    visit.notice_needed, visit.notice_due = written, notice.due if notice else None
    visit.deadlines, visit.status = {**visit.deadlines, **law.stored(notice)}, VisitStatus.REFUSED
    visit.save()
    data = {"ground": ground, "basis": lawful.basis, "written": written}
    record.append("reception.refuse", subject=visit.thing, by=by, data=data)
    return visit


@transaction.atomic
def issue_notice(visit: Visit, *, number: str, day: date, by: User) -> Visit:
    """The notice of refusal was numbered and signed (Mẫu 01/TCD)."""
    visit = lock(visit)
    permissions.check(permissions.may_issue_notice(by, visit))
    if not number.strip():
        raise Refused(_("A notice has its number."), field="number")
    if day > today() or (visit.refused_on and day < visit.refused_on):
        raise Refused(_("The notice is dated between the refusal and today."), field="day")
    visit.notice_number, visit.notice_on = number, day
    visit.save(update_fields=["notice_number", "notice_on"])
    record.append("reception.issue_notice", subject=visit.thing, by=by, data={"number": number, "day": day})
    return visit


@transaction.atomic
def receive(visit: Visit, *, by: User) -> Visit:
    """The person is heard."""
    visit = lock(visit)
    permissions.check(permissions.may_admit(by, visit))
    states.check_visit(visit.status, VisitStatus.RECEIVED)
    visit.status = VisitStatus.RECEIVED
    visit.save(update_fields=["status"])
    record.append("reception.receive", subject=visit.thing, by=by)
    return visit


@transaction.atomic
def record_visit(visit: Visit, *, content: str, kinds: Iterable[str], by: User, **row: Any) -> Visit:
    """Write the row of the register (Sổ tiếp công dân); from this content on the clock of Điều 28.1 runs."""
    visit = lock(visit)
    permissions.check(permissions.may_record(by, visit))
    states.check_visit(visit.status, VisitStatus.RECORDED)
    kinds = sorted(set(kinds))
    if not content.strip():
        raise Refused(_("Summarise what was said."), field="content")
    if not kinds or not set(kinds) <= set(Matter.values):
        raise Refused(_("Say what it is: a complaint, a denunciation, a recommendation, a reflection."), field="kinds")
    protected = bool(row.get("protected", visit.protected))
    if visit.session.online and protected and Matter.DENUNCIATION in kinds:
        check_not_online(visit.session)
    if row.get("earlier") and row["earlier"].session.place.organisation_id != visit.session.place.organisation_id:
        raise Refused(_("The earlier visit stands in the same register."), field="earlier")
    due = law.asked(ANSWER, visit.session.day)
    for name, value in row.items():
        setattr(visit, name, value)
    visit.content, visit.kinds, visit.recorded_on = content, kinds, today()
    visit.repeated = bool(visit.repeated or visit.earlier_id)
    visit.answer_due, visit.deadlines = due.due, {**visit.deadlines, **law.stored(due)}
    take_number(visit)
    visit.status = VisitStatus.RECORDED
    visit.save()
    data = {"number": visit.number, "year": visit.year, "due": visit.answer_due, "basis": due.basis}
    record.append("reception.record_visit", subject=visit.thing, by=by, data=data)
    return visit


def take_number(visit: Visit) -> None:
    """The next number of the organisation's register of the year; its row is the lock, so none is given twice."""
    register = Organisation.objects.select_for_update(no_key=True).get(pk=visit.session.place.organisation_id)
    year = visit.session.day.year
    last = (
        Visit.objects.filter(register=register, year=year).order_by("-number").values_list("number", flat=True).first()
    )
    visit.register, visit.year, visit.number = register, year, (last or 0) + 1


@transaction.atomic
def give_receipt(
    visit: Visit, *, papers: Iterable[Mapping[str, Any]], copies: int = 2, by: User, **identity: Any
) -> Visit:
    """Give a receipt for what was handed over (Mẫu 02/TCD). `identity`: what the form asks and the visitor had not given."""
    visit = lock(visit)
    permissions.check(permissions.may_receipt(by, visit))
    states.check_visit(visit.status, VisitStatus.RECEIPT)
    rows = [dict(p) for p in papers]
    if not rows:
        raise Refused(_("A receipt lists at least one paper."), field="papers")
    if copies < 2:
        raise Refused(_("One copy is the giver's, one stays: make at least two."), field="copies")
    visitor = visit.visitor
    for name, value in identity.items():
        setattr(visitor, name, value or getattr(visitor, name))
    for name in ("id_kind", "id_number", "id_issued_on", "id_issued_at"):
        if not getattr(visitor, name):
            raise Refused(
                _("The receipt names the giver's identity paper: kind, number, day and place of issue."), field=name
            )
    visitor.save()
    for row in rows:
        PaperTaken.objects.create(visit=visit, **row)
    visit.status, visit.receipt_at, visit.receipt_on = VisitStatus.RECEIPT, timezone.now(), today()
    visit.copies, visit.officer = copies, by
    visit.save(update_fields=["status", "receipt_at", "receipt_on", "copies", "officer"])
    data = {"papers": len(rows), "pages": sum(r["pages"] for r in rows), "copies": copies}
    record.append("reception.give_receipt", subject=visit.thing, by=by, data=data)
    return visit


@transaction.atomic
def answer(visit: Visit, *, answer: str, words: str = "", by: User) -> Visit:
    """Tell the visitor what becomes of the matter (Điều 28.1)."""
    visit = lock(visit)
    permissions.check(permissions.may_answer(by, visit))
    if answer not in Answer.values:
        raise Refused(_("Say what the visitor is told."), field="answer")
    if answer in (Answer.REFUSED, Answer.TRANSFERRED, Answer.MORE_TIME) and not words.strip():
        raise Refused(_("Say why, to whom, or until when."), field="words")
    visit.answer, visit.answer_words, visit.answered_on = answer, words, today()
    visit.save(update_fields=["answer", "answer_words", "answered_on"])
    data = {"answer": answer, "late": bool(visit.answer_due and today() > visit.answer_due)}
    record.append("reception.answer", subject=visit.thing, by=by, data=data)
    return visit


@transaction.atomic
def look(visit: Visit, *, ground: str, what: str = "identity", by: User) -> Visitor | None:
    """See a protected identity, with a ground; the look is written before anything is shown."""
    visit = Visit.objects.select_related("session__place__organisation").get(pk=visit.pk)
    permissions.check(permissions.may_look(by, visit))
    if not ground.strip():
        raise Refused(_("Say why you must see it."), field="ground")
    record.append("reception.look", subject=visit.thing, by=by, data={"ground": ground, "what": what})
    return Visitor.objects.filter(visit=visit).first()


@transaction.atomic
def hand_over(visit: Visit, *, case: Thing, by: User) -> Visit:
    """Keep what the visit became. The journey that opens the case calls this; reception knows no case."""
    visit = lock(visit)
    permissions.check(permissions.may_read(by, visit))
    if visit.status not in states.IN_REGISTER:
        raise Refused(_("First write the visit into the register."))
    if visit.case_id is not None:
        raise Refused(_("This visit became a case already."))
    visit.case = case
    visit.save(update_fields=["case"])
    record.append("reception.hand_over", subject=visit.thing, by=by, data={"case": case.pk})
    return visit
