"""Importing cases: send the file, read what is wrong cell by cell, load it, leave and come back."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dongthuan.foundation.jobs.kit import enqueue
from dongthuan.foundation.orgs.kit import only
from dongthuan.foundation.record import queries as record
from dongthuan.foundation.things.kit import Refused
from dongthuan.web.kit import away_from, handle

from .. import actions, forms, permissions, queries, reading, tables
from ..jobs import load_file
from ..models import RequestImport

imports = only(permissions.may_import)


def _page(imported: RequestImport) -> str:
    return reverse("service_requests:import_check", args=[imported.pk])


@imports
def upload(request: HttpRequest) -> HttpResponse:
    bodies = permissions.bodies(request.user, *permissions.DESK)
    form = forms.UploadForm(request.POST or None, request.FILES or None, bodies=bodies)

    def run(d: dict[str, Any]) -> RequestImport:
        file = d["file"]
        return actions.read_file(
            d["organisation"],
            source=d["source"],
            zone=d["zone"],
            file_name=file.name,
            data=file.read(),
            by=request.user,
        )

    rows = queries.imports_visible_to(request.user).defer("data")[:50]
    context = {"fields": reading.FIELDS, "table": tables.ImportTable(rows, request=request)}
    return handle(request, form, run, to=_page, template="service_requests/import.html", context=context)


def _imported(request: HttpRequest, pk: int) -> RequestImport:
    return get_object_or_404(queries.imports_visible_to(request.user).select_related("thing").defer("data"), pk=pk)


@imports
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What is wrong with it; or how far it was loaded, and whether on time and late agree with its source."""
    imported = _imported(request, pk)
    context = {
        "imported": imported, "history": record.history(request.user, imported.thing),
        "judged": queries.judged(imported) if imported.finished_at else None,
    }  # fmt: skip
    return render(request, "service_requests/import_check.html", context)


@imports
@require_POST
def load(request: HttpRequest, pk: int) -> HttpResponse:
    """Start it, or go on where it stopped. The work is a job's."""
    imported = _imported(request, pk)
    try:
        with transaction.atomic():
            actions.start_loading(imported, by=request.user)
            enqueue(load_file, key=f"service_requests.load.{imported.pk}", imported=imported.pk)
    except Refused as refusal:
        messages.error(request, refusal.reason)
        return redirect(_page(imported))
    return away_from(request, _page(imported), _("It is being loaded. You can leave this page and come back."))
