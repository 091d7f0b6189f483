"""The register, the leaders' duty, form 01/TCD."""

from datetime import date, timedelta

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.things.kit import today
from dongthuan.web.kit import listing

from .. import forms, law, permissions, queries, rules, tables
from .sessions import need_work


def _range(request: HttpRequest) -> tuple[date, date, dict[str, object]]:
    """The period asked for by name; the running quarter without one."""
    period = law.quarter_of(today())
    initial = {"period": period.kind, "year": period.year}
    form = forms.PeriodForm(request.GET if "period" in request.GET else None, initial=initial)
    if form.is_bound and form.is_valid():
        period = law.period(form.cleaned_data["period"], form.cleaned_data["year"])
    return period.first, period.last, {"form": form, "since": period.first, "until": period.last, "period": period}


@login_required
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    need_work(request)
    since, until, context = _range(request)
    chosen = "period" in request.GET
    rows = queries.register_rows(request.user, since if chosen else None, until if chosen else None)
    if request.GET.get("format") == "xlsx":
        return tables.RegisterTable(rows).as_response()
    return listing(request, "reception/register.html", tables.ShortRegisterTable, rows, **context)


def _overseen(request: HttpRequest) -> QuerySet[Organisation]:
    """The bodies whose numbers this person reads, save what only the rest of an enlarged province has."""
    if not permissions.reads_numbers(request.user):
        raise PermissionDenied(_("This page is for reception officers, leaders and steering viewers."))
    seen = permissions.overseen(request.user)
    rows = Organisation.objects.filter(area__in_scope=True)
    return rows if seen is None else rows.filter(pk__in=seen)


@login_required
@require_safe
def duty(request: HttpRequest) -> HttpResponse:
    since, until, context = _range(request)
    bodies = _overseen(request).filter(since__lte=until).prefetch_related("names").select_related("parent")
    living = [b for b in bodies if b.until is None or b.until >= since]
    rows = queries.duty_rows(living, since, min(until, today() - timedelta(days=1)))
    failing = [r for r in rows if r.missing]
    if request.GET.get("show") == "missing":
        rows = failing
    context |= {"failing": len(failing), "kept": sum(r.kept for r in rows), "asked": sum(r.windows for r in rows)}
    rows.sort(key=lambda r: (-len(r.missing), r.organisation.short_name))
    return listing(request, "reception/duty.html", tables.DutyTable, rows, **context)


@login_required
@require_safe
def form_01(request: HttpRequest) -> HttpResponse:
    since, until, context = _range(request)
    bodies = list(_overseen(request))
    found = queries.form_01([b.pk for b in bodies], since, until)
    table = tables.FormTable([(n, label, found.figures[n]) for n, label in rules.columns()])
    if request.GET.get("format") == "xlsx":
        return table.as_response()
    return render(
        request, "reception/form_01.html", context | {"table": table, "faults": found.faults, "bodies": len(bodies)}
    )
