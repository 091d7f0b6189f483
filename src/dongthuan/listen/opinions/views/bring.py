"""Pages of who brings in what was said on paper, in a meeting, in an Excel file."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from dongthuan.lib import sheets
from dongthuan.web.kit import handle

from .. import actions, forms, permissions, queries
from ..models import Intake
from ..papers import XLSX
from ..sheet import FIELDS
from ..states import STANCES
from .staff import crumbs, demand, one

Facts = dict[str, Any]


@login_required
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    posting = one(request, pk)
    demand(permissions.may_collect(request.user, posting))
    places = queries.places(posting)
    clauses = [(pk, p.heading) for pk, (_n, p) in places.items()]
    form = forms.PaperForm(request.POST or None, request.FILES or None, clauses=clauses)

    def act(d: Facts) -> Intake:
        head = {k: d.pop(k) for k in ("kind", "held_on", "place", "scan")}
        clause = d.pop("clause")
        d["clause"] = places[clause][1].row.clause if clause else None
        return actions.bring_paper(posting, opinions=[d], by=request.user, **head)

    return handle(
        request, form, act, done=_("Taken in. You are noted as its collector, not as its author."),
        to=lambda made: reverse("opinions:intake", args=[made.pk]),
        context={"heading": _("Bring in an opinion on paper"), "crumbs": crumbs(posting), "submit": _("Take it in")},
    )  # fmt: skip


@login_required
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    posting = one(request, pk)
    demand(permissions.may_collect(request.user, posting))
    form = forms.SheetForm(request.POST or None, request.FILES or None)
    return handle(
        request, form, lambda d: actions.bring_sheet(posting, by=request.user, **d),
        to=lambda made: reverse("opinions:intake", args=[made.pk]), template="opinions/sheet.html",
        context={"heading": _("Bring in an Excel file"), "crumbs": crumbs(posting), "submit": _("Take it in"),
                 "lead": _("One row is one opinion. The same row in a second file is not counted again."), "posting": posting},
    )  # fmt: skip


@login_required
def sheet_form(request: HttpRequest, pk: int) -> HttpResponse:
    """The workbook to fill in."""
    posting = one(request, pk)
    demand(permissions.may_collect(request.user, posting))
    notes = [f"Ý kiến chung: {'; '.join(STANCES.values())}.", "Điều, khoản để trống: góp ý cho toàn văn."]
    response = HttpResponse(sheets.template("Ý kiến", FIELDS, notes), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="mau-nhap-y-kien.xlsx"'
    return response


@login_required
def intake(request: HttpRequest, pk: int) -> HttpResponse:
    """What was brought in: where it comes from, how far it is read, what could not be taken."""
    rows = queries.intakes_visible_to(request.user).select_related("posting", "organisation", "collector", "file")
    made = get_object_or_404(rows, pk=pk)
    taken = made.opinions.count()
    context = {
        "intake": made,
        "posting": made.posting,
        "taken": taken,
        "may": permissions.may_collect(request.user, made.posting),
    }
    return render(request, "opinions/intake.html", context)
