"""The services of a body, their questions and levels."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dongthuan.foundation.orgs.kit import only
from dongthuan.foundation.record import queries as record
from dongthuan.foundation.things.kit import No, Refused
from dongthuan.web.kit import away_from, handle, listing

from .. import actions, forms, permissions, queries, rules, tables
from ..models import Service

works = only(permissions.may_open_list)


def _service(request: HttpRequest, pk: int) -> Service:
    return get_object_or_404(queries.services_visible_to(request.user).select_related("thing"), pk=pk)


def _kept(request: HttpRequest, pk: int) -> Service:
    """A service this person may change; who only works on it is told why not."""
    service = _service(request, pk)
    if not (may := permissions.may_keep(request.user, service.organisation)):
        raise PermissionDenied(may.reason if isinstance(may, No) else "")
    return service


def _page(service: Service) -> str:
    return reverse("service_requests:service", args=[service.pk])


def _crumbs(service: Service | None = None) -> list[tuple[str, str]]:
    trail = [
        (_("Requests about services"), reverse("service_requests:list")),
        (_("Services"), reverse("service_requests:services")),
    ]
    return [*trail, (service.name, _page(service))] if service else trail


@works
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    rows = queries.services_visible_to(request.user).order_by("group", "name", "pk")
    return listing(
        request, "service_requests/services.html", tables.ServiceTable, rows,
        may_keep=permissions.may_keep_services(request.user),
    )  # fmt: skip


@only(permissions.may_keep_services)
def create(request: HttpRequest) -> HttpResponse:
    form = forms.NewServiceForm(request.POST or None, bodies=permissions.bodies(request.user))

    def run(d: dict[str, Any]) -> Service:
        return actions.create_service(d.pop("organisation"), by=request.user, **d)

    context = {"heading": _("A new service"), "crumbs": _crumbs(), "submit": _("Create")}
    return handle(request, form, run, to=_page, context=context)


@works
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    service = _service(request, pk)
    context = {
        "service": service, "levels": queries.levels_of(service), "questions": rules.as_lines(service.attributes).splitlines(),
        "may_keep": permissions.may_keep(request.user, service.organisation),
        "history": record.history(request.user, service.thing),
        "requests": queries.visible_to(request.user).filter(service=service).count(),
    }  # fmt: skip
    return render(request, "service_requests/service.html", context)


@works
def change(request: HttpRequest, pk: int) -> HttpResponse:
    service = _kept(request, pk)
    form = forms.ServiceForm(request.POST or None, service=service)
    return handle(
        request, form, lambda d: actions.change_service(service, by=request.user, **d), to=_page, done=_("Saved."),
        context={"heading": _("Change the service"), "crumbs": _crumbs(service)},
    )  # fmt: skip


@works
def level(request: HttpRequest, pk: int) -> HttpResponse:
    service = _kept(request, pk)
    form = forms.LevelForm(request.POST or None)
    return handle(
        request, form, lambda d: actions.set_level(service, by=request.user, **d), to=lambda _l: _page(service),
        done=_("Saved."), context={"heading": _("Within what time it is answered"), "crumbs": _crumbs(service)},
    )  # fmt: skip


def _switch(request: HttpRequest, pk: int, action: Any, done: str) -> HttpResponse:
    service = _kept(request, pk)
    try:
        action(service, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.reason)
        return redirect(_page(service))
    return away_from(request, _page(service), done)


@works
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    return _switch(request, pk, actions.publish, _("Published. Apps see it from now on."))


@works
@require_POST
def unpublish(request: HttpRequest, pk: int) -> HttpResponse:
    return _switch(request, pk, actions.unpublish, _("Apps no longer see it."))
