"""What the pages of programmes say about where a thing stands and what comes next."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from dongthuan.foundation.things.kit import kind_of
from dongthuan.web.kit import Step, vndate

from . import permissions, queries
from .models import AnnualPlan, Edition, Programme
from .states import PlanStatus, Status


@dataclass(frozen=True)
class Next:
    """The one main action of a page: what, where, why now, and whether this person may."""

    label: str
    url: str
    why: str
    may: Any = True
    post: bool = False


def next_step(user: object, programme: Programme, edition: Edition | None) -> Next | None:
    """What a programme waits for."""
    at = [programme.pk]
    match programme.status:
        case Status.DRAFT | Status.AMENDING:
            return Next(
                _("Number and freeze"),
                reverse("programmes:number", args=at),
                _("When the words stand, the paper is numbered, frozen and sent to be signed."),
                permissions.may_number(user, programme),
            )
        case Status.GATHERING:
            return None  # the gathering's own panel says what comes next
        case Status.NUMBERED:
            return Next(
                _("Freeze and send to be signed"),
                reverse("programmes:send", args=at),
                _("From then on not one letter changes; each party signs the same file."),
                permissions.may_send(user, programme),
                post=True,
            )
        case Status.SIGNING if edition is not None:
            return Next(
                _("Go to the paper to sign"), paper_url(edition.paper), _("Waiting for the signatures of the parties.")
            )
        case Status.IN_FORCE if not programme.is_binding:
            return Next(
                _("End the programme"),
                reverse("programmes:end", args=at),
                _("Its window is over."),
                permissions.may_end(user, programme),
                post=True,
            )
        case Status.IN_FORCE:
            return year_step(user, programme)
    return None  # fmt: skip


def year_step(user: object, programme: Programme) -> Next | None:
    """A programme in force lives year by year: this year's plan is opened, then carried on."""
    year = queries.shown_year(programme)
    plan = programme.plans.filter(year=year).first()
    if plan is not None:
        return Next(
            _("Open the plan of %(year)s") % {"year": year},
            reverse("programmes:plan", args=[plan.pk]),
            _("This year's work stands in its plan."),
        )
    may = permissions.may_plan(user, programme)
    if not may:
        return None
    return Next(
        _("Lay the plan of %(year)s") % {"year": year}, reverse("programmes:plan_open", args=[programme.pk]),
        _("Each year has its focus and its plan."), may,
    )  # fmt: skip


def next_plan_step(user: object, plan: AnnualPlan) -> Next | None:
    """What a year's plan waits for."""
    at = [plan.pk]
    match plan.status:
        case PlanStatus.DRAFT:
            return Next(
                _("Number the plan"),
                reverse("programmes:plan_number", args=at),
                _("When its rows stand, the plan is numbered, frozen and signed; one party may suffice."),
                permissions.may_number_plan(user, plan),
            )
        case PlanStatus.NUMBERED:
            return Next(
                _("Freeze and send to be signed"),
                reverse("programmes:plan_send", args=at),
                _("From then on not one letter changes; each party signs the same file."),
                permissions.may_send_plan(user, plan),
                post=True,
            )
        case PlanStatus.SIGNING if plan.paper is not None:
            return Next(_("Go to the paper to sign"), paper_url(plan.paper), _("Waiting for signatures."))
        case PlanStatus.SIGNED if permissions.may_plan(user, plan.programme):
            return Next(
                _("Choose a row"), "#rows", _("The plan is signed: open a row and give its work to organisations.")
            )
    return None  # fmt: skip


def paper_url(paper: Any) -> str:
    return kind_of(paper.thing).url(paper)


def thread_of(programme: Programme, edition: Edition | None) -> list[Step]:
    """From the first draft to the end of the window."""
    status, signed = programme.status, programme.in_force_version_id is not None
    order = [Status.DRAFT, Status.GATHERING, Status.NUMBERED, Status.SIGNING, Status.IN_FORCE, Status.ENDED]
    shown = Status.DRAFT if status == Status.AMENDING else Status(status)
    here = order.index(shown)
    labels = [
        _("Amendment in draft") if signed and status == Status.AMENDING else _("Draft"), _("Views of the units"),
        _("Numbered"), _("Signatures"), _("In effect"), _("No longer in force"),
    ]  # fmt: skip
    facts = ["", "", edition.paper.shown_number if edition else "", "", "", vndate(programme.until)]
    if signed and programme.status in {Status.IN_FORCE, Status.ENDED} and edition is not None:
        facts[3] = vndate(edition.signed_on)
    facts[4] = _("from %(day)s") % {"day": vndate(programme.since)} if signed else ""
    return [
        Step(label, fact, "", "past" if i < here else "here" if i == here else "")
        for i, (label, fact) in enumerate(zip(labels, facts, strict=True))
    ]
