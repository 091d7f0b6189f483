"""Asking for views: opening, moving the due date, ending the receiving, closing."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.texts import actions as texts
from dongthuan.foundation.texts.models import Version
from dongthuan.foundation.things.kit import Refused, clean_text, lock, object_of, today
from dongthuan.foundation.things.models import Thing

from .. import kit, permissions, queries, rules, telling
from ..kit import Side
from ..models import Consultation, Decider, Invitation
from ..states import Status, check_move


@transaction.atomic
def open(
    version: Version,
    *,
    about: Thing,
    title: str,
    organiser: Organisation,
    organisations: Iterable[Organisation],
    deciders: Iterable[Side | Organisation],
    due: date,
    note: str = "",
    by: User,
) -> Consultation:
    """Ask named organisations for their views on a version of a text (lấy ý kiến), to be answered by a day."""
    sides = {s.organisation.pk: s for s in (d if isinstance(d, Side) else Side(d) for d in deciders)}
    asked = list({o.pk: o for o in organisations}.values())
    if organiser.pk not in sides:
        raise Refused(_("Who asks for views is one of the parties that decide."))
    permissions.check_may_open(by, sides[organiser.pk])
    if not asked:
        raise Refused(_("Name at least one organisation to ask."), field="organisations")
    if gone := next((o for o in asked if not o.in_force_on(today())), None):
        raise Refused(_("%(who)s has ended.") % {"who": gone.short_name}, field="organisations")
    if due < today():
        raise Refused(_("The day to answer by has passed already."), field="due")
    title = clean_text(title).strip()
    if not title:
        raise Refused(_("Write a title."), field="title")
    consultation = Consultation.objects.create(
        version=version, about=about, title=title, note=note, organiser=organiser, opened=today(), due=due
    )
    Invitation.objects.bulk_create([Invitation(consultation=consultation, organisation=o) for o in asked])
    Decider.objects.bulk_create(
        [Decider(consultation=consultation, organisation=s.organisation, focal=s.focal) for s in sides.values()]
    )
    record.append(
        "consultations.open", subject=consultation.thing, by=by, data={"organisations": len(asked), "due": due}
    )
    _follow("opened", consultation, by)
    telling.asked(consultation)
    return consultation


@transaction.atomic
def move_due(consultation: Consultation, *, due: date, reason: str, by: User) -> Consultation:
    """Move the day to answer by; the old one stays in the record with the reason."""
    consultation = lock(consultation)
    permissions.check_may_move_due(by, consultation)
    if not reason.strip():
        raise Refused(_("Write why the day is moved."), field="reason")
    if due <= consultation.due:
        raise Refused(_("The new day must come after %(day)s.") % {"day": f"{consultation.due:%d/%m/%Y}"}, field="due")
    if due < today():
        raise Refused(_("The day to answer by has passed already."), field="due")
    record.append(
        "consultations.move_due", subject=consultation.thing, by=by,
        data={"old": consultation.due, "new": due, "reason": clean_text(reason).strip()},
    )  # fmt: skip
    consultation.due = due
    consultation.save(update_fields=["due"])
    telling.due_moved(consultation)
    return consultation


@transaction.atomic
def start_deciding(consultation: Consultation, *, by: User) -> Consultation:
    """End the receiving of views. Before the due date only when every organisation that was asked has answered."""
    consultation = lock(consultation)
    permissions.check_may_start_deciding(by, consultation)
    check_move(consultation.status, Status.DECIDING)
    consultation.status = Status.DECIDING
    consultation.save(update_fields=["status"])
    record.append("consultations.start_deciding", subject=consultation.thing, by=by)
    telling.to_decide(consultation, permissions.deciding_organisation(by, consultation))
    return consultation


@transaction.atomic
def close(consultation: Consultation, *, by: User) -> Consultation:
    """Close once every opinion is decided; the accepted wording makes the next version, each clause with its source."""
    consultation = lock(consultation)
    permissions.check_may_close(by, consultation)
    check_move(consultation.status, Status.CLOSED)
    codes = list(consultation.opinions.values_list("decision__code", flat=True))
    outcomes = rules.balance(len(codes), codes)
    changes = queries.changes(consultation)
    if changes:
        note = f"Tiếp thu ý kiến: {consultation.title}"
        sent = consultation.version
        consultation.next_version = texts.new_version(sent.text, changes, base=sent, note=note, by=by)
    consultation.status = Status.CLOSED
    consultation.save(update_fields=["status", "next_version"])
    record.append(
        "consultations.close", subject=consultation.thing, by=by,
        data={"changed": len(changes), "received": len(codes), "outcomes": outcomes},
    )  # fmt: skip
    _follow("closed", consultation, by)
    telling.answered(consultation)
    return consultation


def _follow(event: str, consultation: Consultation, by: User) -> None:
    """What the owner of the text does when views are asked for, or when the asking has ended."""
    subject = kit.subjects.get(consultation.about.kind)
    if subject and (fn := getattr(subject, event)):
        fn(object_of(consultation.about), by=by)
