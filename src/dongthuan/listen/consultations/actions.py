"""Asking for views, giving one, deciding on it, closing."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.texts import actions as texts
from dongthuan.foundation.texts.kit import Edit
from dongthuan.foundation.texts.models import Clause, ClauseVersion, Version
from dongthuan.foundation.things.kit import Refused, clean_text, lock, object_of, today
from dongthuan.foundation.things.models import Thing

from . import kit, permissions, queries, rules
from .models import Consent, Consultation, Decider, Decision, Invitation, Opinion
from .states import MOVES, Code, Stance, Status


def move(consultation: Consultation, to: str) -> None:
    if to not in MOVES[consultation.status]:
        raise Refused(_("A consultation that is “%(now)s” cannot become “%(to)s”.") % {
            "now": Status(consultation.status).label, "to": Status(to).label,
        })  # fmt: skip
    consultation.status = to
    consultation.save(update_fields=["status"])


@transaction.atomic
def open(
    version: Version,
    *,
    about: Thing,
    title: str,
    organiser: Organisation,
    organisations: Iterable[Organisation],
    deciders: Iterable[Organisation],
    due: date,
    note: str = "",
    by: User,
) -> Consultation:
    """Ask named organisations for their views on a version of a text (lấy ý kiến), to be answered by a day."""
    permissions.check_may_open(by, organiser)
    asked, deciding = list(organisations), list(deciders)
    if not asked:
        raise Refused(_("Name at least one organisation to ask."), field="organisations")
    if due < today():
        raise Refused(_("The day to answer by has passed already."), field="due")
    consultation = Consultation.objects.create(
        version=version, about=about, title=title, note=note, organiser=organiser, opened=today(), due=due
    )
    Invitation.objects.bulk_create([Invitation(consultation=consultation, organisation=o) for o in asked])
    Decider.objects.bulk_create([Decider(consultation=consultation, organisation=o) for o in deciding])
    record.append(
        "consultations.open", subject=consultation.thing, by=by, data={"organisations": len(asked), "due": due}
    )
    follow("opened", consultation, by)
    return consultation


@transaction.atomic
def answer(
    consultation: Consultation, *, clause: Clause | None, stance: str, wording: str = "", reason: str = "", by: User
) -> Opinion:
    """Give the organisation's view on a clause, or change it while views are received."""
    consultation = lock(consultation)
    permissions.check_may_answer(by, consultation)
    organisation = permissions.answering_organisation(by, consultation)
    wording, reason = clean_text(wording).strip(), clean_text(reason).strip()
    if clause and not ClauseVersion.objects.filter(version=consultation.version_id, clause=clause).exists():
        raise Refused(_("This clause is not in the version that was sent."), field="clause")
    if stance == Stance.PROPOSE and not wording:
        raise Refused(_("Write the wording that is proposed."), field="wording")
    if stance == Stance.OBJECT and not reason:
        raise Refused(_("Write the reason of the objection."), field="reason")
    if stance != Stance.PROPOSE:
        wording = ""
    opinion, _created = Opinion.objects.update_or_create(
        consultation=consultation, organisation=organisation, clause=clause,
        defaults={"stance": stance, "wording": wording, "reason": reason, "by": by},
    )  # fmt: skip
    record.append(
        "consultations.answer", subject=opinion.thing, by=by,
        data={"stance": stance, "wording": wording, "reason": reason},
    )  # fmt: skip
    return opinion


@transaction.atomic
def move_due(consultation: Consultation, *, due: date, reason: str, by: User) -> Consultation:
    """Move the day to answer by; the old one stays in the record with the reason."""
    consultation = lock(consultation)
    permissions.check_may_manage(by, consultation)
    if consultation.status != Status.OPEN:
        raise Refused(_("Views are no longer received."))
    if not reason.strip():
        raise Refused(_("Write why the day is moved."), field="reason")
    if due <= consultation.due:
        raise Refused(_("The new day must come after %(day)s.") % {"day": f"{consultation.due:%d/%m/%Y}"}, field="due")
    record.append(
        "consultations.move_due", subject=consultation.thing, by=by,
        data={"old": consultation.due, "new": due, "reason": reason},
    )  # fmt: skip
    consultation.due = due
    consultation.save(update_fields=["due"])
    return consultation


@transaction.atomic
def start_deciding(consultation: Consultation, *, by: User) -> Consultation:
    """End the receiving of views. Before the due date only when every organisation that was asked has answered."""
    consultation = lock(consultation)
    permissions.check_may_manage(by, consultation)
    silent = queries.silent(consultation)
    if today() <= consultation.due and silent:
        raise Refused(
            _("%(n)s organisations may still answer until %(day)s.")
            % {"n": len(silent), "day": f"{consultation.due:%d/%m/%Y}"}
        )
    move(consultation, Status.DECIDING)
    record.append("consultations.start_deciding", subject=consultation.thing, by=by)
    return consultation


SENTENCES = {
    "unknown": lazy("This is no decision code."),
    "agreement": lazy("An opinion that agrees asks for no change: record it as agreed."),
    "not_agreement": lazy("This opinion does not agree: choose another decision."),
    "reason": lazy("This decision needs a reason."),
    "wording": lazy("Write how the clause reads after the change."),
    "unchanged": lazy("The new wording is the old one: nothing was accepted."),
}


@transaction.atomic
def propose_decision(opinion: Opinion, *, code: str, reason: str = "", wording: str = "", by: User) -> Decision:
    """Propose a decision on an opinion; the proposer consents with it. A changed proposal needs every consent anew."""
    consultation = lock(opinion.consultation)
    permissions.check_may_decide(by, consultation)
    reason, wording = clean_text(reason).strip(), clean_text(wording).strip()
    if code not in rules.WORDING_NEEDED:
        wording = ""
    old = queries.reading(consultation, opinion.clause)
    if fault := rules.fault(code, stance=opinion.stance, reason=reason, wording=wording, old=old):
        raise Refused(SENTENCES[fault[1]], field=fault[0])
    if wording and opinion.clause_id is None:
        raise Refused(
            _("An opinion on the whole text changes no single clause: keep, note or decline it."), field="code"
        )
    organisation = permissions.deciding_organisation(by, consultation)
    decision, _created = Decision.objects.update_or_create(
        opinion=opinion,
        defaults={"code": code, "reason": reason, "wording": wording, "proposed_by": organisation, "agreed_at": None},
    )
    decision.consents.all().delete()
    _consent(decision, organisation, by)
    record.append(
        "consultations.propose_decision", subject=opinion.thing, by=by,
        data={"code": code, "reason": reason, "wording": wording, "old": old},
    )  # fmt: skip
    return decision


@transaction.atomic
def consent(decision: Decision, *, by: User) -> Decision:
    """Consent to the decision as it stands, for one's party."""
    consultation = lock(decision.opinion.consultation)
    permissions.check_may_decide(by, consultation)
    decision = lock(decision)
    organisation = permissions.deciding_organisation(by, consultation)
    if decision.consents.filter(organisation=organisation).exists():
        return decision
    _consent(decision, organisation, by)
    record.append("consultations.consent", subject=decision.opinion.thing, by=by, data={"code": decision.code})
    return decision


def _consent(decision: Decision, organisation: Organisation | None, by: User) -> None:
    Consent.objects.create(decision=decision, organisation=organisation, by=by)
    deciders = set(decision.opinion.consultation.deciders.values_list("organisation_id", flat=True))
    if deciders <= set(decision.consents.values_list("organisation_id", flat=True)):
        decision.agreed_at = timezone.now()
        decision.save(update_fields=["agreed_at"])


@transaction.atomic
def note_agreements(consultation: Consultation, *, by: User) -> int:
    """Record every agreeing opinion as agreed, or consent to what the other party so recorded. How many were touched."""
    consultation = lock(consultation)
    permissions.check_may_decide(by, consultation)
    touched = 0
    agreeing = consultation.opinions.filter(stance=Stance.AGREE).select_related("decision", "consultation", "thing")
    for opinion in agreeing:
        decision = getattr(opinion, "decision", None)
        if decision is None:
            propose_decision(opinion, code=Code.NHAT_TRI, by=by)
        elif decision.agreed_at is None:
            consent(decision, by=by)
        else:
            continue
        touched += 1
    return touched


@transaction.atomic
def withdraw(opinion: Opinion, *, reason: str, by: User) -> Decision:
    """The organisation takes its opinion back; it stays counted, with the outcome RUT."""
    consultation = lock(opinion.consultation)
    permissions.check_may_withdraw(by, opinion)
    if not reason.strip():
        raise Refused(_("Write why the opinion is withdrawn."), field="reason")
    decision, _created = Decision.objects.update_or_create(
        opinion=opinion,
        defaults={
            "code": Code.RUT, "reason": reason, "wording": "", "proposed_by": opinion.organisation,
            "agreed_at": timezone.now(),
        },
    )  # fmt: skip
    decision.consents.all().delete()
    record.append("consultations.withdraw", subject=opinion.thing, by=by, data={"reason": reason})
    assert consultation.pk == opinion.consultation_id
    return decision


@transaction.atomic
def close(consultation: Consultation, *, by: User) -> Consultation:
    """Close once every opinion is decided; the accepted wording makes the next version, each clause with its source."""
    consultation = lock(consultation)
    permissions.check_may_decide(by, consultation)
    undecided = queries.undecided(consultation)
    if undecided:
        raise Refused(_("%(n)s opinions are not yet decided by all parties.") % {"n": len(undecided)})
    rules.balance(consultation.opinions.count(), [o.decision.code for o in queries.opinions(by, consultation)])
    changes = queries.accepted(consultation)
    if changes:
        edits = [Edit(clause, text=wording, source=source) for clause, (wording, source) in changes.items()]
        note = f"Tiếp thu ý kiến: {consultation.title}"
        sent = consultation.version
        consultation.next_version = texts.new_version(sent.text, edits, base=sent, note=note, by=by)
        consultation.save(update_fields=["next_version"])
    move(consultation, Status.CLOSED)
    record.append("consultations.close", subject=consultation.thing, by=by, data={"changed": len(changes)})
    follow("closed", consultation, by)
    return consultation


def follow(event: str, consultation: Consultation, by: User) -> None:
    """What the owner of the text does when views are asked for, or when the asking has ended."""
    subject = kit.subjects.get(consultation.about.kind)
    if subject and (fn := getattr(subject, event)):
        fn(object_of(consultation.about), by=by)
