"""Pages of delegations: KT., TL., TUQ., dated."""

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from dongthuan.foundation.orgs.kit import only
from dongthuan.foundation.orgs.models import Post
from dongthuan.foundation.orgs.permissions import may_see
from dongthuan.foundation.record import queries as record
from dongthuan.foundation.things.kit import today
from dongthuan.web.kit import chips_for, handle, listing

from .. import actions, forms, permissions, queries, tables
from ..models import Delegation

reads = only(may_see)


def crumbs() -> list[tuple[str, str]]:
    return [(_("Delegations"), reverse("people:delegations"))]


@reads
def index(request: HttpRequest) -> HttpResponse:
    state = request.GET.get("state", "")
    rows = queries.delegations_visible_to(request.user).select_related("post__organisation", "to").order_by("-since")
    rows = rows.filter(until__lt=today()) if state == "past" else rows.filter(until__gte=today())
    states = chips_for(request, "state", [("", _("Now and to come")), ("past", _("Past"))])
    mine = [p for p in queries.of(request.user).posts if permissions.may_delegate(request.user, p)]
    return listing(request, "people/delegations.html", tables.Delegations, rows, states=states, mine=mine)


@reads
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    rows = queries.delegations_visible_to(request.user).select_related("post__organisation", "to")
    delegation = get_object_or_404(rows, pk=pk)
    context = {
        "delegation": delegation,
        "open": delegation.until is not None and delegation.until >= today(),
        "may": permissions.may_revoke(request.user, delegation),
        "history": record.history(request.user, delegation.thing),
    }
    return render(request, "people/delegation.html", context)


def create(request: HttpRequest, pk: int) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    post = get_object_or_404(Post.objects.select_related("organisation"), pk=pk)
    if not (answer := permissions.may_delegate(request.user, post)):
        raise PermissionDenied(getattr(answer, "reason", ""))
    form = forms.DelegateForm(request.POST or None, post=post)
    context = {
        "heading": _("Delegate the post “%(post)s”") % {"post": post},
        "crumbs": crumbs(),
        "cancel": crumbs()[0][1],
    }
    return handle(
        request, form, lambda data: actions.delegate(post, by=request.user, **data), done=_("Saved."),
        to=lambda d: reverse("people:delegation", args=[d.pk]), context=context,
    )  # fmt: skip


def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    delegation = get_object_or_404(Delegation.objects.select_related("post__organisation", "to"), pk=pk)
    if not (answer := permissions.may_revoke(request.user, delegation)):
        raise PermissionDenied(getattr(answer, "reason", ""))
    form = forms.RevokeForm(request.POST or None, initial={"on": today()})
    back = reverse("people:delegation", args=[pk])
    context = {"heading": _("End the delegation early"), "crumbs": crumbs(), "cancel": back, "risk": True}
    return handle(
        request, form, lambda data: actions.revoke(delegation, by=request.user, **data), done=_("Saved."), to=back,
        context=context,
    )  # fmt: skip
