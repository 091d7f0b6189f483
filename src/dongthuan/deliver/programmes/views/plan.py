"""The year's focus, the plan and its rows."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dongthuan.foundation.record import queries as record
from dongthuan.foundation.texts.models import Clause
from dongthuan.foundation.things.kit import Refused
from dongthuan.web.kit import away_from, handle

from .. import actions, forms, panels, permissions, queries
from ..models import PlanRow
from ..tables import PlanTable, status_tag
from .common import allowed, crumbs, inner_plan, inner_programme, inner_row


@login_required
def focus(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    programme = inner_programme(request, pk)
    allowed(permissions.may_plan(request.user, programme))
    now = queries.focus_of(programme, year)
    initial = {"theme": now.theme, "clauses": [c.pk for c in now.clauses.all()]} if now else None
    form = forms.FocusForm(request.POST or None, initial=initial, programme=programme)
    heading = _("Focus of %(year)s") % {"year": year}
    context = {"heading": heading, "crumbs": crumbs(programme), "cancel": reverse("programmes:detail", args=[pk])}
    return handle(
        request, form,
        lambda got: actions.set_focus(
            programme, year=year, theme=got["theme"], clauses=Clause.objects.filter(pk__in=got["clauses"]),
            by=request.user,
        ),
        done=_("The focus of %(year)s is set.") % {"year": year}, to=context["cancel"], context=context,
    )  # fmt: skip


@login_required
def open_plan(request: HttpRequest, pk: int) -> HttpResponse:
    programme = inner_programme(request, pk)
    allowed(permissions.may_plan(request.user, programme))
    form = forms.YearForm(request.POST or None, programme=programme, initial={"year": queries.shown_year(programme)})
    return handle(
        request, form,
        lambda got: actions.open_plan(programme, year=got["year"], by=request.user),
        done=_("The plan is open. Add its rows, or bring them from Excel."),
        to=lambda plan: reverse("programmes:plan", args=[plan.pk]),
        context={
            "heading": _("Plan of a year"), "crumbs": crumbs(programme), "submit": _("Open the plan"),
            "cancel": reverse("programmes:detail", args=[pk]),
        },
    )  # fmt: skip


@login_required
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan of a year: its rows, its paper, what to do next; an outsider is led to the programme's public page."""
    seen = get_object_or_404(queries.plans_visible_to(request.user), pk=pk)
    if not queries.is_insider(request.user, seen.programme):
        return redirect("programmes:public", pk=seen.programme_id)
    found = inner_plan(request, pk)
    rows = list(queries.rows_of(found))
    codes = {r.clause_id: r for r in queries.readings(found.programme.in_force_version)}
    for row in rows:
        row.reading = codes.get(row.clause_id)  # type: ignore[attr-defined]
    user = request.user
    may = {
        "edit": permissions.may_edit_plan(user, found),
        "number": permissions.may_number_plan(user, found),
        "withdraw": permissions.may_withdraw_plan(user, found),
    }
    context = {
        "plan": found, "programme": found.programme, "rows": rows, "may": may, "crumbs": crumbs(found.programme),
        "focus": queries.focus_of(found.programme, found.year), "table": PlanTable(rows, request=request),
        "status": status_tag(found), "next": panels.next_plan_step(user, found),
        "history": record.history(user, found.thing, limit=30),
    }  # fmt: skip
    return render(request, "programmes/plan.html", context)


@login_required
def row(request: HttpRequest, pk: int) -> HttpResponse:
    """A row of a plan; an outsider who may know of it is led to the programme's public page."""
    seen = queries.rows_visible_to(request.user).filter(pk=pk).select_related("plan__programme").first()
    if seen is not None and not queries.is_insider(request.user, seen.plan.programme):
        return redirect("programmes:public", pk=seen.plan.programme_id)
    found = inner_row(request, pk)
    reading = next(
        (r for r in queries.readings(found.plan.programme.in_force_version) if r.clause_id == found.clause_id), None
    )
    may = permissions.may_edit_plan(request.user, found.plan)
    context = {
        "row": found, "plan": found.plan, "reading": reading, "may_edit": may,
        "history": record.history(request.user, found.thing, limit=30),
        "crumbs": crumbs(found.plan.programme, found.plan),
    }  # fmt: skip
    return render(request, "programmes/row.html", context)


@login_required
def add_row(request: HttpRequest, pk: int) -> HttpResponse:
    found = inner_plan(request, pk)
    allowed(permissions.may_edit_plan(request.user, found))
    form = forms.RowForm(request.POST or None, plan=found)
    back = reverse("programmes:plan", args=[pk])
    return handle(
        request, form,
        lambda got: actions.add_row(found, by=request.user, **form.values()),
        done=lambda made: _("Row %(key)s is in the plan.") % {"key": made.key}, to=back,
        context={
            "heading": _("New row of the plan %(year)s") % {"year": found.year},
            "crumbs": crumbs(found.programme, found), "cancel": back,
        },
    )  # fmt: skip


@login_required
def edit_row(request: HttpRequest, pk: int) -> HttpResponse:
    found = inner_row(request, pk)
    allowed(permissions.may_edit_plan(request.user, found.plan))
    form = forms.RowForm(request.POST or None, plan=found.plan, row=found, initial=_initial(found))
    back = reverse("programmes:plan", args=[found.plan_id])
    context = {
        "heading": _("Row %(key)s") % {"key": found.key}, "crumbs": crumbs(found.plan.programme, found.plan),
        "cancel": back, "row": found,
    }  # fmt: skip

    def save(got: dict) -> PlanRow:
        try:
            return actions.edit_row(found, revision=got["revision"] or 0, by=request.user, **form.values())
        except Refused:
            now = PlanRow.objects.get(pk=found.pk)
            if now.revision != got["revision"]:  # show what it says now, and let the next save go ahead
                context["now"] = now
                sent: Any = form.data.copy()
                sent["revision"] = str(now.revision)
                form.data = sent
            raise

    return handle(
        request, form, save, done=_("Row %(key)s is saved.") % {"key": found.key}, to=back,
        template="programmes/row_form.html", context=context,
    )  # fmt: skip


def _initial(row: PlanRow) -> dict:
    names = ("content", "target", "starts", "ends", "product", "note", "revision")
    return {n: getattr(row, n) for n in names} | {
        "clause": row.clause_id, "lead": row.lead_id, "partners": list(row.partners.all()),
    }  # fmt: skip


@login_required
@require_POST
def drop_row(request: HttpRequest, pk: int) -> HttpResponse:
    found = inner_row(request, pk)
    allowed(permissions.may_edit_plan(request.user, found.plan))
    back = reverse("programmes:plan", args=[found.plan_id])
    sent = request.POST.get("revision", "")
    try:
        actions.drop_row(found, revision=int(sent) if sent.isdecimal() and len(sent) < 10 else 0, by=request.user)
    except Refused as refusal:
        context = {"row": found, "plan": found.plan, "refusal": refusal.reason, "may_edit": True}
        context["crumbs"] = crumbs(found.plan.programme, found.plan)
        return render(request, "programmes/row.html", context, status=422)
    return away_from(request, back, _("Row %(key)s was taken out of the plan.") % {"key": found.key})
