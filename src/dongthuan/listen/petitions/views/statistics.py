"""The periodic forms: counted for a period, checked, opened to their rows, taken away as Excel, Word and open data."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from dongthuan.foundation.law import LawError
from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people import queries as people
from dongthuan.foundation.things.kit import No, today
from dongthuan.web.kit import Column, Table, listing

from .. import queries, scope
from ..models import Petition
from ..rules.forms import Form, said
from ..statistics import books, figures, open_data, papers
from ..statistics.periods import KINDS, Asked, asked, faults, running, sentences
from .overview import RowTable

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class PeriodForm(forms.Form):
    period = forms.ChoiceField(label=gettext_lazy("Period"), choices=list(KINDS.items()))
    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2015, max_value=2100)
    body = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Body"), required=False, empty_label=gettext_lazy("All")
    )


def _asked(request: HttpRequest) -> tuple[Asked, PeriodForm]:
    """What is asked for; without a period the running quarter over all bodies."""
    may = scope.may_read_forms(request.user)
    if not may:
        raise PermissionDenied(may.reason if isinstance(may, No) else "")
    whole, now = asked(request.user), running()
    form = PeriodForm(request.GET if "period" in request.GET else None, initial={"period": now.kind, "year": now.year})
    fields: dict[str, Any] = form.fields
    fields["body"].queryset = Organisation.objects.filter(pk__in=[b.pk for b in whole.bodies]).order_by("level", "name")
    if form.is_bound and form.is_valid():
        d = form.cleaned_data
        whole = asked(request.user, d["period"], d["year"], d["body"])
    try:
        whole.forms  # noqa: B018  a period before the first circular has no forms
    except LawError as error:
        raise Http404(str(error)) from None
    return whole, form


def _form(found: Asked, code: str) -> Form:
    form = found.form(code.replace("-", "/").upper())
    if form is None:
        raise Http404
    return form


def _query(found: Asked) -> str:
    body = {"body": found.body.pk} if found.body else {}
    return urlencode({"period": found.period.kind, "year": found.period.year, **body})


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All forms of the period, and whether each adds up."""
    found, form = _asked(request)
    rows = [(f, f.code.lower().replace("/", "-"), faults(f, found.figures(f))) for f in found.forms]
    context = {"asked": found, "form": form, "rows": rows, "query": _query(found)}
    return render(request, "petitions/statistics.html", context)


class FormTable(Table):
    name = "bieu"
    columns = (
        Column("number", gettext_lazy("Column"), numeric=True),
        Column("group", gettext_lazy("Heading"), width=40),
        Column("title", gettext_lazy("What it counts"), width=50),
        Column("value", gettext_lazy("Figure counted"), numeric=True, url=lambda r: r["url"]),
    )


@login_required
@require_safe
def form(request: HttpRequest, code: str) -> HttpResponse:
    """One form: its figures, each opening its rows; its checks."""
    found, period = _asked(request)
    wanted = _form(found, code)
    numbers, query = found.figures(wanted), _query(found)
    rows = []
    for c in wanted.columns:
        url = reverse("petitions:statistics_rows", args=[code, c.number]) + f"?{query}" if numbers[c.number] else None
        title = f"{c.title} ({c.unit})" if c.unit else c.title
        rows.append({"number": c.number, "group": c.group, "title": title, "value": numbers[c.number], "url": url})
    context = {
        "asked": found, "form": period, "wanted": wanted, "code": code, "query": query, "faults": faults(wanted, numbers),
        "checks": sentences(wanted, numbers), "table": FormTable(rows, caption=wanted.title, request=request),
    }  # fmt: skip
    return render(request, "petitions/statistics_form.html", context)


@login_required
@require_safe
def rows(request: HttpRequest, code: str, column: int) -> HttpResponse:
    """The cases that a figure counted. A sealed one stands among them only for who may see it; the others are a number."""
    found, _period = _asked(request)
    wanted = _form(found, code)
    if not 1 <= column <= len(wanted.columns):
        raise Http404
    asked_column = wanted.columns[column - 1]
    behind = figures.behind(wanted, asked_column, found.lines)
    sealed = [x.pk for x in behind if x.sealed]
    seen = set(queries.visible_to(request.user).filter(pk__in=sealed).values_list("pk", flat=True))
    shown = Petition.objects.filter(pk__in=[x.pk for x in behind if not x.sealed or x.pk in seen])
    context = {
        "wanted": wanted, "column": asked_column, "code": code, "query": _query(found), "asked": found,
        "value": said(found.figures(wanted)[column]), "hidden": len(sealed) - len(seen),
    }  # fmt: skip
    table: Any = RowTable.over(request.user)
    return listing(
        request, "petitions/statistics_rows.html", table, shown.select_related("organisation").order_by("pk"), **context
    )


@login_required
@require_safe
def download(request: HttpRequest, kind: str) -> HttpResponse:
    """All forms as a workbook or a paper; the open data with its description."""
    found, _period = _asked(request)
    name = f"don-thu-{found.period.kind.lower()}-{found.period.year}"
    made: dict[str, tuple[Any, str, str]] = {
        "xlsx": (lambda: books.workbook(found), XLSX, f"{name}.xlsx"),
        "docx": (lambda: papers.paper(found, _issuer(request.user)), papers.DOCX, f"{name}.docx"),
        "csv": (lambda: open_data.as_csv(found), "text/csv; charset=utf-8", "don-thu.csv"),
        "json": (lambda: open_data.description(found), "application/json", "datapackage.json"),
    }
    if kind not in made:
        raise Http404
    make, mime, file = made[kind]
    response = HttpResponse(make(), content_type=mime)
    response["Content-Disposition"] = f'attachment; filename="{file}"'
    return response


def _issuer(user: Any) -> Organisation:
    """The body whose paper it is: that of the post through which this person reads the numbers."""
    posts = [p for p in people.of(user).all_posts if p.role in scope.READS]
    if not posts:
        raise PermissionDenied(_("This page is for reception officers, leaders and steering viewers."))
    return posts[0].organisation.current() if not posts[0].organisation.in_force_on(today()) else posts[0].organisation
