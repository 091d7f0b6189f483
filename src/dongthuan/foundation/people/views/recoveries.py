"""Pages of the recovery through two people."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dongthuan.foundation.orgs.kit import only
from dongthuan.web.kit import listing

from .. import actions, links, permissions, queries, tables
from ..models import KeyRecovery
from ..states import Status
from .accounts import _do

reads = only(permissions.may_see_recoveries)


def rows(request: HttpRequest):
    people = ("user", "requested_by", "closed_by")
    return queries.recoveries_visible_to(request.user).select_related(*people)


@reads
def index(request: HttpRequest) -> HttpResponse:
    return listing(request, "people/recoveries.html", tables.Recoveries, rows(request))


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """To whoever may not be the second person it does not exist."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    recovery = get_object_or_404(rows(request), pk=pk)
    context = {
        "recovery": recovery,
        "may_confirm": permissions.may_confirm_recovery(request.user, recovery),
        "may_withdraw": permissions.may_withdraw_recovery(request.user, recovery),
        "open": recovery.status == Status.REQUESTED,
        "link": request.build_absolute_uri(links.link_for(recovery.user)) if link_lives(recovery) else "",
    }
    return render(request, "people/recovery.html", context)


def link_lives(recovery: KeyRecovery) -> bool:
    """The link is shown while the person has not entered, for three days after the second person confirmed."""
    if recovery.status != Status.CONFIRMED or recovery.user.has_usable_password() or recovery.closed_at is None:
        return False
    return (timezone.now() - recovery.closed_at).total_seconds() < settings.PASSWORD_RESET_TIMEOUT


def _own(request: HttpRequest, pk: int, action, done: str) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect_to_login(reverse("people:recovery", args=[pk]))
    recovery = get_object_or_404(rows(request), pk=pk)
    return _do(request, action, recovery, reverse("people:recovery", args=[pk]), done)


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    return _own(request, pk, actions.confirm_recovery, _("Confirmed. Hand the one-time link to the person."))


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    return _own(request, pk, actions.withdraw_recovery, _("Withdrawn. Nothing has changed."))
