"""The plan as an Excel file: out, back in, looked at, taken over."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dongthuan.foundation.things.kit import Refused
from dongthuan.web.kit import away_from, handle, vndate

from .. import actions, forms, permissions, queries, workbook
from ..models import AnnualPlan, PlanImport
from .common import allowed, crumbs, inner_plan

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
def export(request: HttpRequest, pk: int) -> HttpResponse:
    plan = inner_plan(request, pk)
    title = f"Kế hoạch năm {plan.year} - {plan.programme.short_title}"
    response = HttpResponse(workbook.write(title, queries.file_rows(plan)), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="ke-hoach-{plan.year}.xlsx"'
    return response


@login_required
def bring(request: HttpRequest, pk: int) -> HttpResponse:
    plan = inner_plan(request, pk)
    allowed(permissions.may_edit_plan(request.user, plan))
    form = forms.PlanFileForm(request.POST or None, request.FILES or None)
    back = reverse("programmes:plan", args=[pk])
    return handle(
        request, form,
        lambda got: actions.bring_file(plan, upload=got["file"], name=got["file"].name, by=request.user),
        to=lambda made: reverse("programmes:import", args=[made.pk]),
        context={
            "heading": _("Rows from Excel"), "crumbs": crumbs(plan.programme, plan), "cancel": back,
            "lead": _("The file is looked at first; nothing changes before it is confirmed."),
            "submit": _("Look at the file"),
        },
    )  # fmt: skip


@login_required
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """What the file would change; confirming takes it over."""
    plans = queries.plans_visible_to(request.user)
    brought = get_object_or_404(
        PlanImport.objects.select_related("plan__programme", "file", "by"), pk=pk, plan__in=plans
    )
    plan = inner_plan(request, brought.plan_id)
    allowed(permissions.may_edit_plan(request.user, plan))
    refusal, status = "", 200
    if request.method == "POST":
        try:
            counts = actions.take_over(
                brought, seen=request.POST.get("seen", ""), take=set(request.POST.getlist("take")), by=request.user
            )
        except Refused as refused:
            refusal, status = refused.reason, 422
        else:
            return away_from(request, reverse("programmes:plan", args=[plan.pk]), said(counts))
    found, seen = queries.preview(brought)
    words = Words(plan)
    context = {
        "brought": brought, "plan": plan, "found": found, "seen": seen, "refusal": refusal,
        "crumbs": crumbs(plan.programme, plan), "headings": workbook.HEADINGS,
        "changed": [named(change, words) for change in found.changed],
        "conflicts": [named(change, words) for change in found.conflicts],
    }  # fmt: skip
    return render(request, "programmes/import.html", context, status=status)


def named(change: workbook.Change, words: "Words") -> dict[str, object]:
    """A change as the page lists it: the row, and what each differing field says now and in the file."""
    fields = [
        (workbook.HEADINGS[f], words.of(f, change.known.values[f]), words.of(f, change.row.values[f]))
        for f in change.fields
    ]
    return {
        "key": change.known.key, "content": change.known.values["content"], "line": change.row.line, "fields": fields,
        "what": ", ".join(name for name, _old, _new in fields),
    }  # fmt: skip


class Words:
    """Values of rows as people read them; the names are read once."""

    def __init__(self, plan: AnnualPlan) -> None:
        self.clauses = {r.clause_id: r.code for r in queries.readings(plan.programme.in_force_version)}
        self.organisations = dict(queries.organisations_of(plan.year).values_list("pk", "short_name"))

    def of(self, field: str, value: Any) -> str:
        match field:
            case "clause":
                return self.clauses.get(value, "")
            case "lead":
                return self.organisations.get(value, "")
            case "partners":
                return "; ".join(sorted(self.organisations.get(pk, "") for pk in value))
            case "starts" | "ends":
                return vndate(value)
        return str(value or "")


def said(counts: dict[str, int]) -> str:
    parts = [
        ngettext("%(n)s row added", "%(n)s rows added", counts["added"]) % {"n": counts["added"]},
        ngettext("%(n)s changed", "%(n)s changed", counts["changed"]) % {"n": counts["changed"]},
        ngettext("%(n)s as before", "%(n)s as before", counts["unchanged"]) % {"n": counts["unchanged"]},
    ]
    if counts["kept"]:
        parts.append(_("%(n)s kept as in the plan, because someone edited them") % {"n": counts["kept"]})
    return ", ".join(parts) + "."
