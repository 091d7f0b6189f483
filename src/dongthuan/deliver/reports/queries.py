"""Reads about reports. Every number of a page comes from a fixed number of queries, whatever the volume."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum, Value

from dongthuan.deliver.programmes import queries as programmes
from dongthuan.deliver.programmes.models import PlanRow, Programme
from dongthuan.deliver.tasks.models import Task
from dongthuan.foundation.orgs.models import Area, Organisation
from dongthuan.foundation.orgs.models import Role as PostRole
from dongthuan.foundation.people import queries as people

from . import rows as stored_rows
from . import rules
from .models import Conference, Report, ReportRow
from .rules import MEASURES, Token
from .states import OVER_YEARS, Status


def visible_to(user: object) -> QuerySet[Report]:
    """The programme's own people see its reports; who works on its tasks sees the signed ones. No administrator."""
    inside = Q(programme__in=programmes.insiders_see(user))
    if any(p.role != PostRole.ADMINISTRATOR for p in people.of(user).all_posts):
        inside |= Q(status=Status.SIGNED)
    else:
        inside &= Q(pk__isnull=False)
    return Report.objects.filter(inside).select_related("programme", "issuer__parent", "version", "paper")


def conferences_visible_to(user: object) -> QuerySet[Conference]:
    return Conference.objects.filter(programme__in=programmes.insiders_see(user)).select_related("programme", "report")


@dataclass
class Tally:
    """Counts by bucket and the sums of obstacles and evidence, of the whole or of one line of a table."""

    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def value(self, measure: str) -> Any:
        return MEASURES[measure].value(self.counts)

    def shown(self, measure: str) -> str:
        return rules.shown(self.value(measure))


def _tallies(rows: QuerySet[ReportRow], by: str) -> dict[Any, Tally]:
    found: dict[Any, Tally] = defaultdict(Tally)
    grouped = rows.order_by().values(by, "bucket").annotate(n=Count("pk"), o=Sum("obstacles"), e=Sum("evidence"))
    for row in grouped:
        counts = found[row[by]].counts
        counts[row["bucket"]] += row["n"]
        counts["obstacles"] += row["o"]
        counts["evidence"] += row["e"]
    return found


@dataclass(frozen=True)
class TableLine:
    """One line of a table of figures: whose line, its cells (measure, value, address of the rows)."""

    key: str
    label: str
    tally: Tally
    filter: str  # "clause=5", "organisation=7": opens the rows of this line

    @property
    def cells(self) -> list[tuple[str, str, str]]:
        return [(m, self.tally.shown(m), f"{self.filter}&measure={m}") for m in rules.COLUMNS]

    @property
    def labelled(self) -> list[tuple[str, str, str]]:
        """The cells with the words above them."""
        return [(MEASURES[m].label, value, query) for m, value, query in self.cells]


@dataclass(frozen=True)
class Figures:
    """All computed figures of a report."""

    total: Tally
    clauses: list[TableLine]
    organisations: list[TableLine]
    areas: list[TableLine]
    plan: list[TableLine]  # by line of the plans, of a report over the whole term or half of it
    by_code: dict[str, Tally]
    clause_ids: dict[str, int]  # code of a content clause -> the clause

    def number(self, token: Token) -> str:
        """What stands in a sentence for the token."""
        tally = self.by_code.get(token.clause) if token.clause else self.total
        return tally.shown(token.measure) if tally and token.measure in MEASURES else ""


def figures(report: Report) -> Figures:
    """Grouped queries, one per table, and the names they need."""
    rows = ReportRow.objects.filter(report=report)
    by_clause, by_org, by_area = _tallies(rows, "clause"), _tallies(rows, "organisation"), _tallies(rows, "area")
    total = Tally()
    for tally in by_clause.values():
        for key, n in tally.counts.items():
            total.counts[key] += n
    content = programmes.content_clauses(report.version)
    clauses = [
        TableLine(r.code, r.heading, by_clause.get(r.clause_id, Tally()), f"clause={r.clause_id}") for r in content
    ]
    if None in by_clause:
        clauses.append(TableLine("", "Việc chung của chương trình", by_clause[None], "clause=0"))
    return Figures(
        total=total,
        clauses=clauses,
        organisations=_lines(by_org, Organisation.objects.in_bulk(list(by_org)), "organisation"),
        areas=_lines(by_area, Area.objects.in_bulk(list(by_area)), "area"),
        plan=_plan_lines(report) if report.kind in OVER_YEARS else [],
        by_code={r.code: by_clause.get(r.clause_id, Tally()) for r in content},
        clause_ids={r.code: r.clause_id for r in content},
    )


def _lines(tallies: dict[Any, Tally], names: dict[int, Any], what: str) -> list[TableLine]:
    """Most overdue and late first: that is what a leader looks for."""
    lines = [TableLine(str(pk), str(names[pk]), t, f"{what}={pk}") for pk, t in tallies.items()]
    return sorted(lines, key=lambda x: (-x.tally.value("qua_han"), -x.tally.value("tre"), x.label))


def _plan_lines(report: Report) -> list[TableLine]:
    """What each line of the plans of the period set out to do, against what came of it; lines without a task too."""
    tallies: dict[int, Tally] = defaultdict(Tally)
    for because, bucket, tasks, *sums in stored_rows.by_reason(report):
        tallies[because].counts[bucket] += tasks
        for name, n in zip(("obstacles", "evidence"), sums, strict=True):
            tallies[because].counts[name] += n
    years = (report.since.year, report.until.year)
    planned = PlanRow.objects.filter(plan__programme=report.programme, plan__year__range=years)
    planned = planned.filter(Q(dropped=False) | Q(thing__in=list(tallies)))
    return [
        TableLine(
            r.key, f"{r.key}. {r.content}{f' (chỉ tiêu: {r.target})' if r.target else ''}",
            tallies.get(r.thing_id, Tally()), f"because={r.thing_id}",
        )
        for r in planned.order_by("plan__year", "order", "pk")
    ]  # fmt: skip


def rows_of(
    report: Report,
    measure: str,
    *,
    clause: int | None = None,
    organisation: int | None = None,
    area: int | None = None,
    because: int | None = None,
) -> QuerySet[ReportRow]:
    """Exactly the rows a figure counts."""
    m = MEASURES[measure]
    found = ReportRow.objects.filter(report=report, bucket__in=m.over or m.buckets).select_related(
        "organisation", "area", "task"
    )
    if m.field:
        found = found.filter(**{f"{m.field}__gt": 0})
    if clause is not None:
        found = found.filter(clause=clause or None)
    if organisation:
        found = found.filter(organisation=organisation)
    if area:
        found = found.filter(area=area)
    if because:
        found = found.filter(task__in=Task.objects.filter(because=because).values("thing"))
    return found.order_by("organisation__name", "pk").annotate(counted=F(m.field) if m.field else Value(1))


def value_of(found: QuerySet[ReportRow], measure: rules.Measure) -> str:
    """The figure as its rows give it, counted again from them."""
    tally = Tally()
    for row in found.order_by().values("bucket").annotate(n=Count("pk", distinct=True)):
        tally.counts[row["bucket"]] += row["n"]
    if measure.field:
        tally.counts[measure.field] = found.order_by().aggregate(s=Sum(measure.field))["s"] or 0
    return rules.shown(measure.value(tally.counts))


def names_of(
    report: Report, *, clause: int | None, organisation: int | None, area: int | None, because: int | None
) -> list[str]:
    """What the rows are narrowed to, in words."""
    found = []
    if clause is not None:
        content = programmes.content_clauses(report.version)
        found += [r.heading for r in content if r.clause_id == clause] or ["Việc chung của chương trình"]
    found += [str(o) for o in Organisation.objects.filter(pk=organisation or 0)]
    found += [str(a) for a in Area.objects.filter(pk=area or 0)]
    planned = PlanRow.objects.filter(plan__programme=report.programme, thing=because or 0)
    return found + [f"{r.key}. {r.content}" for r in planned]


def codes_of(report: Report) -> list[tuple[str, str]]:
    """Codes of the content clauses that a token may name, with their headings."""
    return [(r.code, r.heading) for r in programmes.content_clauses(report.version)]


def unknown_tokens(report: Report, text: str) -> list[Token]:
    """Tokens in a text that name no figure of this report."""
    tokens: list[Token] = [p for p in rules.pieces(text) if isinstance(p, Token)]
    codes = {r.code for r in programmes.content_clauses(report.version)} if any(t.clause for t in tokens) else set()
    return [t for t in tokens if t.measure not in MEASURES or (t.clause and t.clause not in codes)]


def to_write(user: object) -> QuerySet[Report]:
    """Drafts that wait for this person's party."""
    if not people.of(user).has(PostRole.FOCAL_OFFICER):
        return Report.objects.none()
    return visible_to(user).filter(status=Status.DRAFT)


def of_programme(user: object, programme: Programme) -> QuerySet[Report]:
    return visible_to(user).filter(programme=programme)
