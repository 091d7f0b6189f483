"""The three steps of an import: send the sheet, say which column is which, check and confirm."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from dongthuan.foundation.things.kit import Refused
from dongthuan.lib.sheets import header_row, template
from dongthuan.web.kit import away_from, handle
from dongthuan.web.kit.tables import XLSX

from .. import actions, forms, queries
from ..kit import CHANGED, NEW, SAME, WRONG, SheetKind, kind_of, only, plan, sheets
from ..models import SheetImport


def kind_or_404(what: str) -> SheetKind:
    if what not in sheets:
        raise Http404
    return sheets[what]


def importer(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Guard a page of a kind of sheet by the kind's own permission."""

    def guarded(request: HttpRequest, what: str) -> HttpResponse:
        kind = kind_or_404(what)
        return only(kind.may)(view)(request, kind)

    return guarded


def mine_or_404(request: HttpRequest, pk: int) -> SheetImport:
    return get_object_or_404(queries.sheets_visible_to(request.user), pk=pk)


def owner(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Who sent the sheet goes on with it; to others it does not exist."""

    def guarded(request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        sheet = mine_or_404(request, pk)
        if not kind_of(sheet).may(request.user):
            raise PermissionDenied
        return view(request, sheet)

    return guarded


@importer
def upload(request: HttpRequest, kind: SheetKind) -> HttpResponse:
    """Step 1."""
    form = forms.UploadForm(request.POST or None, request.FILES or None)

    def read(data: dict[str, Any]) -> SheetImport:
        file = data["file"]
        return actions.read_sheet(kind.key, file_name=file.name, data=file.read(), by=request.user)

    context = {"kind": kind, "back": reverse(kind.back)}
    return handle(request, form, read, to=next_step, template="orgs/import_upload.html", context=context)


def next_step(sheet: SheetImport) -> str:
    """Straight to the check when every mandatory column was recognised."""
    known = all(f.key in sheet.mapping for f in kind_of(sheet).fields if f.required)
    return reverse("orgs:import_check" if known else "orgs:import_columns", args=[sheet.pk])


@importer
def blank(request: HttpRequest, kind: SheetKind) -> HttpResponse:
    """The sheet to fill in."""
    data = template(str(kind.label), kind.fields, kind.notes)
    name = f"mau-{kind.key}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=XLSX, headers=headers)


@owner
def columns(request: HttpRequest, sheet: SheetImport) -> HttpResponse:
    """Step 2."""
    kind = kind_of(sheet)
    header = sheet.rows[header_row(sheet.rows, kind.fields)]
    form = forms.ColumnsForm(request.POST or None, kind=kind, header=header, mapping=sheet.mapping)
    context = {"heading": _("Which column is which"), "crumbs": crumbs(kind), "submit": _("Check the rows")}
    return handle(
        request, form, lambda data: actions.map_sheet(sheet, mapping=form.mapping(), by=request.user),
        to=reverse("orgs:import_check", args=[sheet.pk]), context=context,
    )  # fmt: skip


@owner
def check(request: HttpRequest, sheet: SheetImport) -> HttpResponse:
    """Step 3: what each row would do; confirmed by POST, all rows or none."""
    kind, refusal = kind_of(sheet), ""
    if request.method == "POST":
        try:
            sheet = actions.apply_sheet(sheet, by=request.user)
        except Refused as refused:
            refusal = refused.reason
        else:
            return away_from(request, reverse(kind.back), said(sheet.outcome))
    steps = [] if sheet.applied_at else plan(sheet)
    groups = {status: [s for s in steps if s.status == status] for status in (WRONG, NEW, CHANGED, SAME)}
    context = {
        "sheet": sheet,
        "kind": kind,
        "crumbs": crumbs(kind),
        "refusal": refusal,
        "said": said(sheet.outcome),
        **groups,
    }
    return render(request, "orgs/import_check.html", context, status=422 if refusal else 200)


def said(outcome: dict[str, int]) -> str:
    values = {"new": outcome.get(NEW, 0), "changed": outcome.get(CHANGED, 0), "same": outcome.get(SAME, 0)}
    return _("%(new)s new rows, %(changed)s changed, %(same)s were there already.") % values


def crumbs(kind: SheetKind) -> list[tuple[str, str]]:
    upload_page = reverse("orgs:import", args=[kind.key])
    return [(str(kind.label), reverse(kind.back)), (_("Import from Excel"), upload_page)]
