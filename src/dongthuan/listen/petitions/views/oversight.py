"""What goes up to the superior and comes down: the page of escalations, an order, an opinion."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dongthuan.foundation.things.kit import No
from dongthuan.web.kit import Chip, handle, listing, with_query

from .. import actions, arithmetic, forms, oversight, queries, tables
from ..models import Opinion, Order, Petition
from ..oversight_forms import OpinionForm, OrderForm, ReportForm, ReturnForm
from .steps import posted


def _must(answer: Any) -> None:
    if not answer:
        raise PermissionDenied(answer.reason if isinstance(answer, No) else "")


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What came up to the bodies this person leads; the red list; the orders given and their reports."""
    _must(oversight.may_see(request.user))
    show = request.GET.get("show", "")
    labels = {
        "": _("Waiting for an order"),
        "late": _("Not solved in time"),
        "red": _("Red list"),
        "orders": _("Orders"),
    }
    chips = [
        Chip(label, with_query(request, show=value or None, page=None, format=None), current=show == value)
        for value, label in labels.items()
    ]
    if show == "orders":
        rows: Any = oversight.orders(request.user).filter(issuer__in=oversight.leads(request.user))
        return listing(request, "petitions/oversight.html", tables.OrderTable, rows, chips=chips)
    rows = oversight.escalations(request.user) if show in ("late", "red") else oversight.waiting(request.user)
    rows = rows.filter(reason=show) if show in ("late", "red") else rows
    return listing(request, "petitions/oversight.html", tables.EscalationTable, rows, chips=chips)


@login_required
def give_order(request: HttpRequest, pk: int) -> HttpResponse:
    """The superior gives an order on a case of a body below. Whoever stands above it sees number, body and days."""
    petition = _below(request, pk)
    form = OrderForm(*posted(request), petition=petition)
    ups = oversight.escalations(request.user).filter(petition=petition)
    context = {
        "petition": petition, "heading": _("Give an order"), "submit": _("Give the order"), "ups": ups,
        "page": reverse("petitions:oversight"), "title": "" if petition.sealed else petition.title,
    }  # fmt: skip
    return handle(
        request, form, lambda d: actions.give_order(petition, by=request.user, **d), to="petitions:oversight",
        done=_("The order was given."), template="petitions/give_order.html", context=context,
    )  # fmt: skip


def _below(request: HttpRequest, pk: int) -> Petition:
    """To whom stands above it, the case; to anyone else it is as if it did not exist."""
    rows = Petition.objects.select_related("organisation__parent", "thing", "dossier")
    petition = get_object_or_404(rows, pk=pk)
    may = oversight.may_order(request.user, petition)
    if not may:
        if queries.visible_to(request.user).filter(pk=pk).exists():
            _must(may)
        raise Http404
    return petition


def _order(request: HttpRequest, pk: int) -> Order:
    return get_object_or_404(oversight.orders(request.user), pk=pk)


@login_required
@require_safe
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """An order with its report: to who gave it and to who has the case."""
    found = _order(request, pk)
    user = request.user
    context = {
        "order": found, "petition": found.petition, "sum": arithmetic.sum_of_facts(found.facts) if found.facts else None,
        "may_report": oversight.may_report(user, found), "may_settle": oversight.may_settle(user, found),
        "seen": queries.visible_to(user).filter(pk=found.petition_id).exists(),
    }  # fmt: skip
    return render(request, "petitions/order.html", context)


def _act(
    request: HttpRequest, may: Any, form: Any, run: Any, heading: str, page: str, petition: Petition
) -> HttpResponse:
    _must(may)
    context = {"petition": petition, "heading": heading, "submit": heading, "page": page, "plain": True}
    done = _("Done: %(what)s.") % {"what": heading}
    return handle(request, form, run, to=page, done=done, template="petitions/act.html", context=context)


@login_required
def report_order(request: HttpRequest, pk: int) -> HttpResponse:
    found = _order(request, pk)
    form = ReportForm(*posted(request), sealed=found.petition.sealed)
    return _act(
        request, oversight.may_report(request.user, found), form,
        lambda d: actions.report_order(found, by=request.user, **d), _("Report on the order"),
        reverse("petitions:order", args=[pk]), found.petition,
    )  # fmt: skip


@login_required
def settle_order(request: HttpRequest, pk: int) -> HttpResponse:
    found = _order(request, pk)
    return _act(
        request, oversight.may_settle(request.user, found), forms.Nothing(*posted(request)),
        lambda d: actions.settle_order(found, by=request.user), _("Accept the report"),
        reverse("petitions:order", args=[pk]), found.petition,
    )  # fmt: skip


@login_required
def return_order(request: HttpRequest, pk: int) -> HttpResponse:
    found = _order(request, pk)
    return _act(
        request, oversight.may_settle(request.user, found), ReturnForm(*posted(request)),
        lambda d: actions.return_order(found, by=request.user, **d), _("Send the report back"),
        reverse("petitions:order", args=[pk]), found.petition,
    )  # fmt: skip


@login_required
def opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """The question, and while it is unanswered the form, for the body that was asked."""
    found = get_object_or_404(oversight.opinions(request.user), pk=pk)
    may = oversight.may_give_opinion(request.user, found)
    form = OpinionForm(*posted(request)) if may else None
    context = {"opinion": found, "may": may, "petition": found.petition}
    if form is None:
        if request.method == "POST":
            _must(may)
        return render(request, "petitions/opinion.html", context)
    return handle(
        request, form, lambda d: actions.give_opinion(found, by=request.user, **d),
        to=reverse("petitions:opinion", args=[pk]), done=_("Your answer was sent."), template="petitions/opinion.html",
        context=context | {"submit": _("Send the answer")},
    )  # fmt: skip


@login_required
def withdraw_opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """Of the body that asked."""
    rows = Opinion.objects.select_related("petition__organisation", "petition__thing", "of")
    found = get_object_or_404(rows.filter(petition__in=queries.visible_to(request.user)), pk=pk)
    return _act(
        request, oversight.may_withdraw_opinion(request.user, found), forms.Nothing(*posted(request)),
        lambda d: actions.withdraw_opinion(found, by=request.user), _("Take the question back"),
        reverse("petitions:detail", args=[found.petition_id]), found.petition,
    )  # fmt: skip
