"""A year's plan on its way to signature; one party may suffice."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dongthuan.foundation.orgs.models import Organisation, Post
from dongthuan.foundation.papers import actions as papers
from dongthuan.foundation.papers.models import Paper
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, lock, today

from .. import permissions, queries, rules, states, wording
from ..models import AnnualPlan
from ..states import PLAN_MOVES, PlanStatus
from ._facts import authority_of, check_reason, set_symbol


@transaction.atomic
def number_plan(
    plan: AnnualPlan, *, dated: date, signers: Mapping[int, Post], recipients: Sequence[str] = (), by: User
) -> AnnualPlan:
    """Give the plan its number (lấy số). `signers`: order of the party -> who signs; one party may suffice."""
    plan = lock(plan)
    permissions.check_may_number_plan(by, plan)
    chosen = [p for p in _ordered(plan, dated) if p.party.order in signers]
    if not chosen:
        raise Refused(_("Say who signs: at least one party."), field="dated")
    for party in chosen:
        if signers[party.party.order].organisation_id != party.organisation.pk:
            raise Refused(
                _("%(post)s does not sign for %(name)s.")
                % {"post": signers[party.party.order], "name": party.organisation.name},
                field=f"signer_{party.party.order}",
            )
    blocks = [papers.BlockSpec(p.organisation, signers[p.party.order]) for p in chosen]
    plan.paper = papers.number(_draft(plan, blocks, recipients, by), day=dated, by=by)
    _move(plan, PlanStatus.NUMBERED)
    data = {"number": plan.paper.shown_number, "dated": dated}
    record.append("programmes.number_plan", subject=plan.thing, by=by, data=data)
    return plan


@transaction.atomic
def send_plan(plan: AnnualPlan, *, by: User) -> AnnualPlan:
    """Freeze the plan's paper and send it to be signed (trình ký)."""
    plan = lock(plan)
    permissions.check_may_send_plan(by, plan)
    paper = plan.paper
    if paper.status == "numbered":  # its own page may have frozen it already
        paper = papers.freeze(paper, by=by)
    _move(plan, PlanStatus.SIGNING)
    record.append("programmes.send_plan", subject=plan.thing, by=by, data={"sha256": paper.first_sha256})
    return plan


@transaction.atomic
def sign_plan(paper: Paper, *, by: Any) -> None:
    """Everyone who was to sign the plan has signed it: work can be given out from its rows."""
    plan = lock(AnnualPlan.objects.get(paper=paper))
    if plan.status == PlanStatus.NUMBERED:  # frozen on the paper's own page
        _move(plan, PlanStatus.SIGNING)
    _move(plan, PlanStatus.SIGNED)
    data = {"number": paper.shown_number, "on_paper": paper.on_paper}
    record.append("programmes.sign_plan", subject=plan.thing, by=by, data=data)


@transaction.atomic
def withdraw_plan(plan: AnnualPlan, *, reason: str, by: User) -> AnnualPlan:
    """Take the plan's paper back before it is signed (rút văn bản); its rows may change again."""
    check_reason(reason)
    plan = lock(plan)
    permissions.check_may_withdraw_plan(by, plan)
    number = plan.paper.shown_number
    if plan.paper.status != "void":  # its own page may have voided it already
        papers.void(plan.paper, reason=reason, by=by)
    plan.paper = None
    _move(plan, PlanStatus.DRAFT)
    record.append(
        "programmes.withdraw_plan", subject=plan.thing, by=by, note=reason.strip(), data={"number": number}
    )  # fmt: skip
    return plan


@transaction.atomic
def take_in_plan_signed_on_paper(
    plan: AnnualPlan,
    *,
    number: int,
    dated: date,
    signers: Mapping[int, tuple[str, str]],
    scan: Any,
    scan_name: str = "",
    symbol: str = "",
    by: User,
) -> AnnualPlan:
    """Take in a plan signed with ink: number, date, scan; `by` attests. `signers`: order of the party -> (name, title)."""
    plan = lock(plan)
    permissions.check_may_number_plan(by, plan)
    if dated > today():
        raise Refused(_("The date on the paper lies in the future."), field="dated")
    chosen = [p for p in _ordered(plan, dated) if signers.get(p.party.order, ("", ""))[0].strip()]
    if not chosen:
        raise Refused(_("Say who signed: at least one party."), field="signers")
    blocks = [
        papers.BlockSpec(p.organisation, authority=authority_of(signers[p.party.order][1]),
                         signer_name=signers[p.party.order][0].strip())
        for p in chosen
    ]  # fmt: skip
    plan.paper = set_symbol(_draft(plan, blocks, (), by), symbol)
    plan.save(update_fields=["paper"])
    data = {"number": f"{number:02d}{plan.paper.symbol}", "dated": dated}
    record.append("programmes.take_in_plan_signed_on_paper", subject=plan.thing, by=by, data=data)
    papers.take_in_paper_signed(
        plan.paper, scan=scan, scan_name=scan_name, number=number, day=dated, attested_by=by, by=by
    )  # fmt: skip
    return AnnualPlan.objects.get(pk=plan.pk)


def _ordered(plan: AnnualPlan, dated: date) -> list[queries.PartyOn]:
    """The parties of the day, the lead first: the first who signs issues the paper and gives its layout."""
    return sorted(queries.parties_on(plan.programme, dated), key=lambda p: (not p.leads, p.party.order))


def _draft(plan: AnnualPlan, blocks: list[papers.BlockSpec], recipients: Sequence[str], by: User) -> Paper:
    issuer = blocks[0].organisation
    system = "party" if issuer.kind == Organisation.Kind.PARTY_BODY else "state"
    title = f"Thực hiện {plan.programme.short_title} năm {plan.year}"
    if system == "party":
        title = f"{title[0].lower()}{title[1:]}"  # HD 36: the subject line begins with a small letter
    return papers.draft_paper(
        plan.thing, system=system, kind=rules.PLAN_KIND, title=title, blocks=blocks,
        body=wording.plan_body(plan, recipients), by=by,
    )  # fmt: skip


def _move(plan: AnnualPlan, to: PlanStatus) -> None:
    states.check_move(plan.status, to, PLAN_MOVES)
    plan.status = to
    plan.save(update_fields=["status", "paper"])
