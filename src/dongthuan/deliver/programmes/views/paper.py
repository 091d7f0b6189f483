"""The paper of a programme or plan: numbered, frozen, withdrawn, taken in as signed on paper; amendments; the end."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dongthuan.foundation.things.kit import Refused, today
from dongthuan.web.kit import away_from, handle

from .. import actions, forms, permissions, queries
from .common import Crumb, allowed, crumbs, inner_plan, inner_programme


@login_required
def number(request: HttpRequest, pk: int) -> HttpResponse:
    programme = inner_programme(request, pk)
    allowed(permissions.may_number(request.user, programme))
    form = forms.NumberForm(request.POST or None, parties=queries.parties_on(programme), initial={"dated": today()})
    back = reverse("programmes:detail", args=[pk])
    return handle(
        request, form,
        lambda got: actions.number(
            programme, dated=got["dated"], signers=form.signers(), recipients=form.lines(), by=request.user
        ),
        done=lambda edition: _("The paper is number %(n)s.") % {"n": edition.paper.shown_number}, to=back,
        context=_page(_("Number and freeze"), crumbs(programme), back, _("Give it its number"),
                      _("The words are frozen: whoever wants to change them withdraws the paper first.")),
    )  # fmt: skip


@login_required
def number_plan(request: HttpRequest, pk: int) -> HttpResponse:
    plan = inner_plan(request, pk)
    allowed(permissions.may_number_plan(request.user, plan))
    parties = queries.parties_on(plan.programme)
    form = forms.NumberForm(request.POST or None, parties=parties, optional=True, initial={"dated": today()})
    back = reverse("programmes:plan", args=[pk])
    return handle(
        request, form,
        lambda got: actions.number_plan(
            plan, dated=got["dated"], signers=form.signers(), recipients=form.lines(), by=request.user
        ),
        done=lambda made: _("The paper is number %(n)s.") % {"n": made.paper.shown_number}, to=back,
        context=_page(_("Number the plan"), crumbs(plan.programme, plan), back, _("Give it its number"),
                      _("One party may suffice; leave empty who does not sign.")),
    )  # fmt: skip


@login_required
def take_in(request: HttpRequest, pk: int) -> HttpResponse:
    programme = inner_programme(request, pk)
    allowed(permissions.may_take_in_signed(request.user, programme))
    back = reverse("programmes:detail", args=[pk])

    def save(got: dict[str, Any]) -> Any:
        signers = signed_by(queries.parties_on(programme, got["dated"]), got["signers"])
        return actions.take_in_signed_on_paper(programme, signers=signers, by=request.user, **scanned(got))

    form = forms.SignedOnPaperForm(request.POST or None, request.FILES or None)
    page = _page(_("Signed on paper: take it in"), crumbs(programme), back, _("Take in the signed paper"))
    return handle(request, form, save, done=_("The programme signed on paper is in force."), to=back, context=page)


@login_required
def take_in_plan(request: HttpRequest, pk: int) -> HttpResponse:
    plan = inner_plan(request, pk)
    allowed(permissions.may_number_plan(request.user, plan))
    back = reverse("programmes:plan", args=[pk])

    def save(got: dict[str, Any]) -> Any:
        signers = signed_by(queries.parties_on(plan.programme, got["dated"]), got["signers"])
        return actions.take_in_plan_signed_on_paper(plan, signers=signers, by=request.user, **scanned(got))

    form = forms.SignedOnPaperForm(request.POST or None, request.FILES or None)
    page = _page(_("Signed on paper: take it in"), crumbs(plan.programme, plan), back, _("Take in the signed paper"))
    return handle(request, form, save, done=_("The plan signed on paper is taken in."), to=back, context=page)


def signed_by(parties: list[queries.PartyOn], lines: str) -> dict[int, tuple[str, str]]:
    """ "Nguyễn Văn A, Trưởng ban" a line, in the order of the parties -> order of the party: (name, title)."""
    said = [line.strip() for line in lines.splitlines() if line.strip()]
    if len(said) > len(parties):
        raise Refused(
            _("%(n)s lines, but %(m)s parties. Write one line per party.") % {"n": len(said), "m": len(parties)},
            field="signers",
        )
    pairs = [line.partition(",") for line in said]
    return {p.party.order: (name.strip(), title.strip()) for p, (name, _c, title) in zip(parties, pairs, strict=False)}


def scanned(got: dict[str, Any]) -> dict[str, Any]:
    return {
        "number": got["number"], "dated": got["dated"], "symbol": got["symbol"], "scan": got["scan"],
        "scan_name": got["scan"].name,
    }  # fmt: skip


@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    programme = inner_programme(request, pk)
    allowed(permissions.may_withdraw(request.user, programme))
    return _with_reason(
        request, _("Withdraw the paper"), crumbs(programme), reverse("programmes:detail", args=[pk]),
        lambda reason: actions.withdraw(programme, reason=reason, by=request.user),
        _("The paper is withdrawn; the words may change again."),
    )  # fmt: skip


@login_required
def withdraw_plan(request: HttpRequest, pk: int) -> HttpResponse:
    plan = inner_plan(request, pk)
    allowed(permissions.may_withdraw_plan(request.user, plan))
    return _with_reason(
        request, _("Withdraw the paper"), crumbs(plan.programme, plan), reverse("programmes:plan", args=[pk]),
        lambda reason: actions.withdraw_plan(plan, reason=reason, by=request.user),
        _("The paper is withdrawn; the rows may change again."),
    )  # fmt: skip


@login_required
def drop_amendment(request: HttpRequest, pk: int) -> HttpResponse:
    programme = inner_programme(request, pk)
    allowed(permissions.may_drop_amendment(request.user, programme))
    return _with_reason(
        request, _("Give the amendment up"), crumbs(programme), reverse("programmes:detail", args=[pk]),
        lambda reason: actions.drop_amendment(programme, reason=reason, by=request.user),
        _("The amendment is given up; what is in force stays."),
    )  # fmt: skip


@login_required
@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    programme = inner_programme(request, pk)
    return _at_once(
        request, permissions.may_send(request.user, programme), lambda: actions.send(programme, by=request.user),
        reverse("programmes:detail", args=[pk]), _("The paper is frozen and waits for the signatures."), crumbs(programme),
    )  # fmt: skip


@login_required
@require_POST
def send_plan(request: HttpRequest, pk: int) -> HttpResponse:
    plan = inner_plan(request, pk)
    return _at_once(
        request, permissions.may_send_plan(request.user, plan), lambda: actions.send_plan(plan, by=request.user),
        reverse("programmes:plan", args=[pk]), _("The paper is frozen and waits for the signatures."),
        crumbs(plan.programme, plan),
    )  # fmt: skip


@login_required
@require_POST
def amend(request: HttpRequest, pk: int) -> HttpResponse:
    programme = inner_programme(request, pk)
    return _at_once(
        request, permissions.may_amend(request.user, programme), lambda: actions.amend(programme, by=request.user),
        reverse("programmes:detail", args=[pk]), _("The amendment is open; its words may be edited."), crumbs(programme),
    )  # fmt: skip


@login_required
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    programme = inner_programme(request, pk)
    return _at_once(
        request, permissions.may_end(request.user, programme), lambda: actions.end(programme, by=request.user),
        reverse("programmes:detail", args=[pk]), _("The programme has ended."), crumbs(programme),
    )  # fmt: skip


# --- shared -------------------------------------------------------------------------------------------------------
def _page(heading: str, above: list[Crumb], back: str, submit: str, lead: str = "") -> dict[str, Any]:
    return {"heading": heading, "crumbs": above, "cancel": back, "submit": submit, "lead": lead}


def _with_reason(
    request: HttpRequest, heading: str, above: list[Crumb], back: str, act: Callable[[str], Any], done: str
) -> HttpResponse:
    form = forms.ReasonForm(request.POST or None)
    context = _page(heading, above, back, heading) | {"risk": True}
    return handle(request, form, lambda got: act(got["reason"]), done=done, to=back, context=context)


def _at_once(
    request: HttpRequest, may: Any, act: Callable[[], Any], back: str, done: str, above: list[Crumb]
) -> HttpResponse:
    """A button without a form: carried out, or a page that says why not."""
    allowed(may)
    try:
        act()
    except Refused as refusal:
        context = {"refusal": refusal, "crumbs": above, "back": back}
        return render(request, "programmes/refused.html", context, status=422)
    return away_from(request, back, done)
