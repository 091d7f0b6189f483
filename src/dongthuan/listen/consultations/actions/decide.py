"""Deciding on opinions: each party consents to the same words, and only to words it has seen."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.texts.models import Clause
from dongthuan.foundation.things.kit import Refused, clean_text, lock

from .. import permissions, queries, rules, telling
from ..models import Consent, Consultation, Decision, Opinion
from ..states import FAULTS, Code, Stance


@transaction.atomic
def propose_decision(
    opinion: Opinion,
    *,
    code: str,
    reason: str = "",
    wording: str = "",
    after: Clause | None = None,
    seen: int | None = None,
    by: User,
) -> Decision:
    """Propose a decision on an opinion; the proposer consents with it. A changed proposal needs every consent anew.

    `seen`: the revision of the decision the proposer has read, 0 for none; whoever decided in between is not overwritten.
    `after`: behind which clause the wording stands as a new one, when the opinion is on the whole text.
    """
    consultation = lock(opinion.consultation)
    opinion = Opinion.objects.select_related("consultation", "clause", "decision", "thing").get(pk=opinion.pk)
    permissions.check_may_decide_on(by, opinion)
    former = getattr(opinion, "decision", None)
    if seen is not None and seen != (former.revision if former else 0):
        raise Refused(_("Someone decided on this opinion in the meantime. Open it again, read it, then decide."))
    reason, wording = clean_text(reason).strip(), clean_text(wording).strip()
    if code not in rules.WORDING_NEEDED:
        wording, after = "", None
    old = queries.words_of(consultation, opinion.clause)
    if fault := rules.fault(code, stance=opinion.stance, reason=reason, wording=wording, old=old):
        raise Refused(FAULTS[fault[1]], field=fault[0])
    _check_place(consultation, opinion, wording, after)
    _check_nothing_rests_on(former)
    organisation = permissions.deciding_organisation(by, consultation)
    decision, _created = Decision.objects.update_or_create(
        opinion=opinion,
        defaults={
            "code": code, "reason": reason, "wording": wording, "proposed_by": organisation, "agreed_at": None,
            "after": after, "base": queries.wording_now(consultation, opinion.clause, but=opinion) if wording else "",
            "revision": former.revision + 1 if former else 1,
        },
    )  # fmt: skip
    decision.consents.all().delete()
    _consent(decision, organisation, by)
    record.append(
        "consultations.propose_decision", subject=opinion.thing, by=by,
        data={"code": code, "reason": reason, "wording": wording, "old": old},
    )  # fmt: skip
    if decision.agreed_at is None:
        telling.to_decide(consultation, organisation)
    return decision


def _check_place(consultation: Consultation, opinion: Opinion, wording: str, after: Clause | None) -> None:
    if opinion.clause_id or not wording:
        return
    if opinion.stance != Stance.PROPOSE:
        raise Refused(
            _("An opinion on the whole text changes no single clause: keep, note or decline it."), field="code"
        )
    if after is None or not consultation.version.clauses.filter(clause=after).exists():
        raise Refused(_("Say behind which clause the new one is to stand."), field="after")


def _check_nothing_rests_on(former: Decision | None) -> None:
    """An agreed wording that later decisions on the clause were made from is changed through the last of them."""
    if former is None or former.agreed_at is None or not former.wording or former.opinion.clause_id is None:
        return
    later = Decision.objects.filter(
        opinion__consultation=former.opinion.consultation_id, opinion__clause=former.opinion.clause_id,
        code__in=rules.WORDING_NEEDED, agreed_at__gt=former.agreed_at,
    ).select_related("opinion__organisation").order_by("-agreed_at").first()  # fmt: skip
    if later:
        raise Refused(
            _("The decision on the view of %(who)s was made from these words. Change that one first.")
            % {"who": later.opinion.organisation.short_name}
        )


@transaction.atomic
def consent(decision: Decision, *, seen: int | None = None, by: User) -> Decision:
    """Consent to the decision as it stands, for one's party. `seen`: the revision that was read."""
    consultation = lock(decision.opinion.consultation)
    decision = Decision.objects.select_related("opinion__consultation", "opinion__clause", "opinion__thing").get(
        pk=decision.pk
    )
    permissions.check_may_decide_on(by, decision.opinion)
    if seen is not None and seen != decision.revision:
        raise Refused(_("The decision was changed in the meantime. Read it as it stands now, then agree."))
    organisation = permissions.deciding_organisation(by, consultation)
    if decision.consents.filter(organisation=organisation).exists():
        return decision
    _consent(decision, organisation, by)
    record.append("consultations.consent", subject=decision.opinion.thing, by=by, data={"code": decision.code})
    return decision


def _consent(decision: Decision, organisation: Organisation | None, by: User) -> None:
    opinion = decision.opinion
    Consent.objects.create(decision=decision, organisation=organisation, by=by)
    deciders = set(opinion.consultation.deciders.values_list("organisation_id", flat=True))
    if not deciders <= set(decision.consents.values_list("organisation_id", flat=True)):
        return
    now = queries.wording_now(opinion.consultation, opinion.clause, but=opinion)
    if decision.wording and opinion.clause_id and decision.base != now:
        raise Refused(
            _("Another change of this clause was agreed since this wording was proposed. Propose it again from the words "
              "as they read now.")
        )  # fmt: skip
    decision.agreed_at = timezone.now()
    decision.save(update_fields=["agreed_at"])


@transaction.atomic
def note_agreements(consultation: Consultation, *, by: User) -> int:
    """Record every agreeing opinion as agreed, or consent to what the other party so recorded. How many were touched."""
    consultation = lock(consultation)
    permissions.check_may_decide(by, consultation)
    mine = permissions.deciding_organisation(by, consultation)
    touched = 0
    agreeing = consultation.opinions.filter(stance=Stance.AGREE).select_related("decision", "consultation", "thing")
    for opinion in agreeing.order_by("pk"):
        decision = getattr(opinion, "decision", None)
        if decision is None:
            propose_decision(opinion, code=Code.NHAT_TRI, by=by)
        elif decision.agreed_at or decision.code != Code.NHAT_TRI or decision.consents.filter(organisation=mine):
            continue
        else:
            consent(decision, by=by)
        touched += 1
    if touched:
        record.append("consultations.note_agreements", subject=consultation.thing, by=by, data={"opinions": touched})
    return touched
