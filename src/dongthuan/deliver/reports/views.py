"""Pages of reports: parse, call one action or query, answer."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dongthuan.deliver.programmes import queries as programmes
from dongthuan.foundation.record import queries as record
from dongthuan.foundation.things.kit import today
from dongthuan.web.kit import Bar, away_from, handle, listing, paginate

from . import actions, difficulties, drawing, editions, forms, paper, permissions, queries, rules, tables
from . import changes as changed
from .models import DeclaredFigure, Report, Section
from .rules import MEASURES
from .states import Status

TONES = {"dung_han": "done", "gia_han": "done", "tre": "late", "dang_lam": "now", "qua_han": "late"}


def _report(request: HttpRequest, id: int) -> Report:
    return get_object_or_404(queries.visible_to(request.user), pk=id)


def _need(may: Any) -> None:
    if not may:
        raise PermissionDenied(may.reason)


def _crumbs(report: Report | None = None) -> list[tuple[str, str]]:
    trail = [(_("Reports"), reverse("reports:list"))]
    if report:
        trail.append((report.title[:1].upper() + report.title[1:], reverse("reports:detail", args=[report.pk])))
    return trail


@login_required
def index(request: HttpRequest) -> HttpResponse:
    may_open = programmes.insiders_see(request.user).filter(in_force_version__isnull=False)
    openable = [p for p in may_open if permissions.may_write(request.user, p)]
    return listing(
        request, "reports/list.html", tables.ReportTable, queries.visible_to(request.user), openable=openable
    )


@login_required
def open_(request: HttpRequest, programme: int) -> HttpResponse:
    of = get_object_or_404(programmes.insiders_see(request.user), pk=programme)
    _need(permissions.may_write(request.user, of))
    issuers = [p.organisation for p in programmes.parties_on(of)]
    form = forms.OpenForm(request.POST or None, programme=of, issuers=issuers)
    return handle(
        request, form, lambda d: actions.open(of, by=request.user, **d),
        done=_("The report was opened: its figures are computed, its skeleton is drafted."),
        to=lambda r: reverse("reports:detail", args=[r.pk]),
        context={"heading": _("Open a report"), "crumbs": _crumbs(), "lead": of.short_title, "submit": _("Open the report")},
    )  # fmt: skip


@login_required
def detail(request: HttpRequest, id: int) -> HttpResponse:
    report = _report(request, id)
    figures = queries.figures(report)
    may = permissions.may_edit(request.user, report)
    sections = [(s, drawing.drawn(report, figures, s.text)) for s in report.sections.all()]
    context = {
        "report": report, "figures": figures, "sections": sections, "may_edit": may,
        "bars": [_bar(line) for line in figures.clauses],
        "head": paper.head_of(report), "parts": [s for s, _html in sections if s.level == 1],
        "columns": [(MEASURES[m], TONES.get(m, "")) for m in rules.COLUMNS],
        "declared": report.declared.select_related("file"),
        "wording": editions.named(edition) if (edition := editions.of(report)) else "",
        "obstacles": tables.ObstacleTable(difficulties.of(report)[: tables.SHOWN], request=request),
        "history": record.history(request.user, report.thing, limit=30),
        "draft": report.status == Status.DRAFT,
        "may_take_in": permissions.may_take_in(request.user, report),
        "may_unfreeze": permissions.may_unfreeze(request.user, report),
    }  # fmt: skip
    return render(request, "reports/detail.html", context)


def _bar(line: queries.TableLine) -> Bar:
    c = line.tally.counts
    return Bar(line.label, c["on_time"] + c["extended"], c["late"], c["in_hand"], c["overdue"])


@login_required
def rows(request: HttpRequest, id: int) -> HttpResponse:
    """The rows behind a figure: what a click on a number opens."""
    report = _report(request, id)
    measure = MEASURES.get(request.GET.get("measure", "giao"))
    if measure is None:
        raise Http404
    where = {key: _number(request.GET.get(key)) for key in ("clause", "organisation", "area", "because")}
    found = queries.rows_of(report, measure.key, **where)
    if request.GET.get("format") == "xlsx":
        return tables.RowTable(tables.with_tasks(list(found))).as_response()
    page = paginate(request, found)
    context = {
        "report": report, "measure": measure, "page": page, "value": queries.value_of(found, measure),
        "table": tables.RowTable(tables.with_tasks(list(page.object_list)), request=request),
        "crumbs": _crumbs(report), "names": queries.names_of(report, **where),
    }  # fmt: skip
    return render(request, "reports/rows.html", context)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 18 else None


@login_required
def changes(request: HttpRequest, id: int) -> HttpResponse:
    """What the same query says otherwise now; whether the frozen report is what the record says was frozen."""
    report = _report(request, id)
    outcome = changed.of_one(report)
    if request.GET.get("format") == "xlsx":
        return tables.ChangeTable(outcome.since).as_response()
    context = {
        "report": report, "outcome": outcome, "crumbs": _crumbs(report), "draft": report.status == Status.DRAFT,
        "altered": tables.ChangeTable(outcome.rows, caption=_("Altered rows")), "since": tables.ChangeTable(outcome.since),
    }  # fmt: skip
    return render(request, "reports/changes.html", context)


@login_required
def table_xlsx(request: HttpRequest, id: int, by: str) -> HttpResponse:
    report = _report(request, id)
    if by in paper.CAPTIONS:
        return paper.figure_table(by, getattr(queries.figures(report), by)).as_response()
    if by == "obstacles":
        return tables.ObstacleTable(difficulties.of(report)).as_response()
    if by == "declared":
        return tables.DeclaredTable(report.declared.all()).as_response()
    raise Http404


@login_required
def draft(request: HttpRequest, id: int, form: str) -> HttpResponse:
    report = _report(request, id)
    if form not in {"docx", "pdf"}:
        raise Http404
    response = HttpResponse(paper.as_file(report, form), content_type=paper.TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="bao-cao-{report.pk}.{form}"'
    return response


@login_required
@require_POST
def compute(request: HttpRequest, id: int) -> HttpResponse:
    report = _report(request, id)
    _need(permissions.may_edit(request.user, report))
    actions.compute(report, by=request.user)
    return away_from(request, reverse("reports:detail", args=[id]), _("The figures were computed anew."))


@login_required
def freeze(request: HttpRequest, id: int) -> HttpResponse:
    report = _report(request, id)
    _need(permissions.may_edit(request.user, report))
    form = forms.FreezeForm(request.POST or None, initial={"dated": today()})
    return handle(
        request, form, lambda d: actions.freeze(report, by=request.user, **d),
        done=_("The report is frozen and numbered. Now it is to be signed."), to=reverse("reports:detail", args=[id]),
        context={"heading": _("Freeze and number the report"), "crumbs": _crumbs(report), "submit": _("Freeze and number"),
                 "lead": _("Its words and figures do not change any more; the figures keep their rows and this moment.")},
    )  # fmt: skip


@login_required
def unfreeze(request: HttpRequest, id: int) -> HttpResponse:
    report = _report(request, id)
    _need(permissions.may_unfreeze(request.user, report))
    return handle(
        request, forms.ReasonForm(request.POST or None), lambda d: actions.unfreeze(report, by=request.user, **d),
        done=_("The report is a draft again."), to=reverse("reports:detail", args=[id]),
        context={"heading": _("Open the draft again"), "crumbs": _crumbs(report), "risk": True,
                 "lead": _("The unsigned paper is given up; its number stays used.")},
    )  # fmt: skip


@login_required
def take_in(request: HttpRequest, id: int) -> HttpResponse:
    """A report that was signed with ink: its scan, number and day, who signed, the figures it states, who attests."""
    report = _report(request, id)
    _need(permissions.may_take_in(request.user, report))
    form = forms.TakeInForm(request.POST or None, request.FILES or None, report=report)

    def act(d: dict[str, Any]) -> Report:
        return actions.take_in(
            report, number=d["number"], dated=d["dated"], signers={1: d["signers"]} if d["signers"] else {},
            scan=d["scan"], scan_name=d["scan"].name, figures=d["figures"], by=request.user,
        )  # fmt: skip

    kept = _("Its words and figures freeze as they stand here.")
    who = ", ".join(filter(None, (request.user.record_name(), request.user.record_post())))
    attests = _("Whoever sends this form attests to it by name and post: %(who)s.") % {"who": who}
    return handle(
        request, form, act, done=_("The report signed on paper is taken in."), to=reverse("reports:detail", args=[id]),
        context={"heading": _("Signed on paper: take it in"), "crumbs": _crumbs(report),
                 "submit": _("Take in the signed paper"), "cancel": reverse("reports:detail", args=[id]),
                 "lead": f"{kept} {attests}"},
    )  # fmt: skip


@login_required
def declare(request: HttpRequest, id: int) -> HttpResponse:
    report = _report(request, id)
    _need(permissions.may_edit(request.user, report))
    form = forms.DeclareForm(request.POST or None, request.FILES or None)
    return handle(
        request, form, lambda d: actions.declare(report, by=request.user, **d),
        done=_("The figure was declared."), to=reverse("reports:detail", args=[id]),
        context={"heading": _("Declare a figure"), "crumbs": _crumbs(report), "submit": _("Declare the figure"),
                 "lead": _("A declared figure comes from a named paper. It has no rows behind it, and says so.")},
    )  # fmt: skip


@login_required
@require_POST
def remove_declared(request: HttpRequest, id: int) -> HttpResponse:
    figure = get_object_or_404(DeclaredFigure.objects.filter(report__in=queries.visible_to(request.user)), pk=id)
    _need(permissions.may_edit(request.user, figure.report))
    to = reverse("reports:detail", args=[figure.report_id])
    actions.remove_declared(figure, by=request.user)
    return away_from(request, to, _("The figure was taken out."))


@login_required
def section(request: HttpRequest, id: int) -> HttpResponse:
    part = get_object_or_404(Section.objects.filter(report__in=queries.visible_to(request.user)), pk=id)
    _need(permissions.may_edit(request.user, part.report))
    form = forms.SectionForm(request.POST or None, initial={"text": part.text, "revision": part.revision})
    context = {
        "heading": f"{part.number}. {part.title}", "crumbs": _crumbs(part.report), "section": part, "measures": MEASURES.values(),
        "codes": queries.codes_of(part.report),
    }  # fmt: skip
    return handle(
        request, form, lambda d: actions.write(part, by=request.user, **d), done=_("The section was saved."),
        to=reverse("reports:detail", args=[part.report_id]) + f"#{part.key}", template="reports/section.html", context=context,
    )  # fmt: skip
