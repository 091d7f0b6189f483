"""Giving the view of an organisation, and taking it back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.texts.models import Clause, ClauseVersion
from dongthuan.foundation.things.kit import Refused, clean_text, lock

from .. import permissions, queries
from ..models import Consultation, Decision, Opinion
from ..states import Code, Stance


@transaction.atomic
def answer(
    consultation: Consultation, *, clause: Clause | None, stance: str, wording: str = "", reason: str = "", by: User
) -> Opinion:
    """Give the organisation's view on a clause (without one: on the whole), or change it while views are received."""
    consultation = lock(consultation)
    permissions.check_may_answer(by, consultation)
    organisation = permissions.answering_organisation(by, consultation)
    wording, reason = clean_text(wording).strip(), clean_text(reason).strip()
    if stance not in Stance.values:
        raise Refused(_("Say whether your organisation agrees."), field="stance")
    if clause and not ClauseVersion.objects.filter(version=consultation.version_id, clause=clause).exists():
        raise Refused(_("This clause is not in the version that was sent."), field="clause")
    if stance == Stance.PROPOSE and not wording:
        raise Refused(_("Write the wording that is proposed."), field="wording")
    if stance == Stance.PROPOSE and clause and wording == queries.words_of(consultation, clause).strip():
        raise Refused(_("The proposed wording is the draft's own. Change it, or agree."), field="wording")
    if stance == Stance.OBJECT and not reason:
        raise Refused(_("Write the reason of the objection."), field="reason")
    if stance != Stance.PROPOSE:
        wording = ""
    opinion, _created = Opinion.objects.update_or_create(
        consultation=consultation, organisation=organisation, clause=clause,
        defaults={"stance": stance, "wording": wording, "reason": reason, "by": by},
    )  # fmt: skip
    Decision.objects.filter(opinion=opinion).delete()  # it had been withdrawn: nothing else is decided yet
    record.append(
        "consultations.answer", subject=opinion.thing, by=by,
        data={"stance": stance, "wording": wording, "reason": reason},
    )  # fmt: skip
    return opinion


@transaction.atomic
def withdraw(opinion: Opinion, *, reason: str, by: User) -> Decision:
    """The organisation takes its opinion back; it stays counted, with the outcome RUT."""
    lock(opinion.consultation)
    opinion = Opinion.objects.select_related("consultation", "decision", "organisation", "thing").get(pk=opinion.pk)
    permissions.check_may_withdraw(by, opinion)
    reason = clean_text(reason).strip()
    if not reason:
        raise Refused(_("Write why the opinion is withdrawn."), field="reason")
    decision, _created = Decision.objects.update_or_create(
        opinion=opinion,
        defaults={
            "code": Code.RUT, "reason": reason, "wording": "", "base": "", "after": None,
            "proposed_by": opinion.organisation, "agreed_at": timezone.now(),
        },
    )  # fmt: skip
    decision.consents.all().delete()
    record.append("consultations.withdraw", subject=opinion.thing, by=by, data={"reason": reason})
    return decision
