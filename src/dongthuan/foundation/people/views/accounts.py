"""Pages of accounts and assignments, for the system administrator."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dongthuan.foundation.orgs.kit import only
from dongthuan.foundation.record import queries as record
from dongthuan.foundation.things.kit import Refused, by_given_name, by_name, today
from dongthuan.lib.vietnamese import holds
from dongthuan.web.kit import away_from, chips_for, handle, listing

from .. import actions, forms, links, permissions, queries, tables
from ..models import Assignment, User

manages = only(permissions.may_manage)


def crumbs(user: User | None = None) -> list[tuple[str, str]]:
    found = [(_("Accounts"), reverse("people:list"))]
    return [*found, (user.shown_name(), reverse("people:detail", args=[user.pk]))] if user else found


@manages
def index(request: HttpRequest) -> HttpResponse:
    state, q = request.GET.get("state", ""), request.GET.get("q", "").strip()
    now = queries.held_on(today()).select_related("post__organisation")
    rows = queries.visible_to(request.user).prefetch_related(Prefetch("assignments", now, to_attr="now"))
    rows = rows.filter(is_active=state != "closed").order_by(
        by_given_name("full_name"), by_name("full_name"), "username"
    )
    if q:
        names = queries.visible_to(request.user).values_list("pk", "full_name", "username")
        rows = rows.filter(pk__in=[pk for pk, *texts in names if holds(" ".join(texts), q)])
    states = chips_for(request, "state", [("", _("Open")), ("closed", _("Closed"))])
    return listing(request, "people/list.html", tables.Accounts, rows, states=states, q=q)


@manages
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(queries.visible_to(request.user), pk=pk)
    waiting = user.is_active and user.last_login is None and not user.has_usable_password()
    context = {
        "person": user,
        "assignments": user.assignments.select_related("post__organisation").order_by("-since"),
        "delegations": user.delegations.select_related("post__organisation").order_by("-since"),
        "recoveries": user.recoveries.select_related("requested_by"),
        "factors": sorted({a.get_type_display() for a in user.authenticator_set.all()}),
        "link": request.build_absolute_uri(links.link_for(user)) if waiting else "",
        "today": today(),
        "may_recover": permissions.may_request_recovery(request.user, user),
        "history": record.history(request.user, user.thing),
    }
    return render(request, "people/detail.html", context)


def _page(request: HttpRequest, form: Any, action: Any, heading: str, user: User | None, **more: Any) -> HttpResponse:
    above = crumbs(user)
    to = more.pop("to", above[-1][1])
    context = {"heading": heading, "crumbs": above, "cancel": above[-1][1]} | more
    return handle(request, form, action, done=_("Saved."), to=to, context=context)


@manages
def create(request: HttpRequest) -> HttpResponse:
    form = forms.AccountForm(request.POST or None)
    lead = _("The person sets the password through a one-time link, which the next page shows.")
    return _page(
        request, form, lambda data: actions.create_account(**data, by=request.user), _("New account"), None, lead=lead,
        to=lambda user: reverse("people:detail", args=[user.pk]),
    )  # fmt: skip


@manages
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    form = forms.AssignForm(request.POST or None)
    return _page(request, form, lambda data: actions.assign(user, by=request.user, **data), _("Assign to a post"), user)


@manages
def end_assignment(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = get_object_or_404(Assignment.objects.select_related("user", "post__organisation"), pk=pk)
    form = forms.EndForm(request.POST or None)
    heading = _("End the assignment to “%(post)s”") % {"post": assignment.post}
    lead = _("What is open on the post then stands on the desk of the next holder, else of the head.")
    return _page(
        request, form, lambda data: actions.end_assignment(assignment, by=request.user, **data), heading,
        assignment.user, lead=lead, risk=True,
    )  # fmt: skip


@manages
def close(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    form = forms.EndForm(request.POST or None)
    lead = _("From now on nobody enters by this account; its assignments end on that day. History keeps the name.")
    return _page(
        request, form, lambda data: actions.deactivate(user, by=request.user, **data), _("Close the account"), user,
        lead=lead, risk=True,
    )  # fmt: skip


@manages
def recover(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    form = forms.RecoveryForm(request.POST or None)
    lead = _("A second administrator, or the head of the person's organisation, confirms. Then all keys are void.")
    return _page(
        request, form, lambda data: actions.request_recovery(user, by=request.user, **data), _("Ask for a recovery"),
        user, lead=lead, to=lambda recovery: reverse("people:recovery", args=[recovery.pk]),
    )  # fmt: skip


def _do(request: HttpRequest, action: Any, obj: Any, to: str, done: str) -> HttpResponse:
    """A button of its own: done, or refused with the reason on the page it came from."""
    try:
        action(obj, by=request.user)
    except Refused as refused:
        from django.contrib import messages

        messages.error(request, refused.reason)
        return redirect(to)
    return away_from(request, to, done)


@manages
@require_POST
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    return _do(request, actions.invite, user, reverse("people:detail", args=[pk]), _("A new one-time link was made."))


@manages
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    return _do(request, actions.reactivate, user, reverse("people:detail", args=[pk]), _("The account is open again."))
