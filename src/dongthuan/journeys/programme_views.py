"""How far a programme is, clause by clause: the programme's clauses meet the tasks given because of them."""

from dataclasses import dataclass, field, replace

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dongthuan.deliver.programmes import queries as programmes
from dongthuan.deliver.programmes.models import PlanRow, Programme
from dongthuan.deliver.tasks import queries as tasks
from dongthuan.deliver.tasks.models import Task
from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.texts.models import Clause, Version
from dongthuan.foundation.things.kit import kinds, register, today
from dongthuan.web.kit import Bar, Tag, panels, vnnumber

Tally = tasks.Tally


@dataclass(frozen=True)
class Progress:
    """The work of a programme by its clauses; `other` was given because of the programme or a row without a clause."""

    clauses: list[tuple[programmes.Reading, Tally]] = field(default_factory=list)
    other: Tally = field(default_factory=Tally)
    by_thing: dict[int, Tally] = field(default_factory=dict)  # of what each task was given because, as counted

    @property
    def total(self) -> Tally:
        return sum((t for _r, t in self.clauses), self.other)

    def of(self, clause_id: int) -> Tally:
        return next((t for r, t in self.clauses if r.clause_id == clause_id), Tally())


def progress_of(programme: Programme) -> Progress:
    """Counts for everyone to read, without a reader and without a word of any task. A fixed number of queries."""
    readings = programmes.readings(programme.in_force_version)
    content = programmes.content_of(readings)
    lists = {r.clause_id for r in content}
    falls_to = {r.clause_id: next((c for c in r.trail if c in lists), None) for r in readings}
    clause_of: dict[int, int | None] = dict.fromkeys(
        [programme.thing_id, *programme.plans.values_list("thing_id", flat=True)]
    )
    for thing_id, clause_id in PlanRow.objects.filter(plan__programme=programme).values_list("thing_id", "clause_id"):
        clause_of[thing_id] = falls_to.get(clause_id)
    for thing_id, clause_id in Clause.objects.filter(text=programme.text_id).values_list("thing_id", "pk"):
        clause_of[thing_id] = falls_to.get(clause_id)
    sums: dict[int | None, Tally] = {}
    counted = tasks.tally(Task.objects.filter(because__in=list(clause_of)), "because")
    for because, tally in counted.items():
        key = clause_of[because]
        sums[key] = sums.get(key, Tally()) + tally
    return Progress([(r, sums.get(r.clause_id, Tally())) for r in content], sums.get(None, Tally()), counted)


def bars_of(programme: Programme, progress: Progress) -> list[Bar]:
    """One bar per clause, leading to the clause."""
    bars = [
        tally.bar(reading.heading, reverse("programmes:clause", args=[programme.pk, reading.clause_id]))
        for reading, tally in progress.clauses
    ]
    return [*bars, progress.other.bar(_("Other work"))] if progress.other.total else bars


def programme_progress(request: HttpRequest, programme: Programme) -> SafeString | None:
    """Bars per clause with their table, on the public page and in the workspace."""
    if programme.in_force_version_id is None:
        return None
    progress = progress_of(programme)
    if not progress.total.total:
        return None
    context = {
        "total": progress.total, "bars": bars_of(programme, progress), "day": min(today(), programme.until),
        "until_now": today(),
    }  # fmt: skip
    return render_to_string("journeys/_programme_progress.html", context, request=request)


def clause_progress(request: HttpRequest, clause: Clause) -> SafeString | None:
    """One clause's own bar."""
    programme = Programme.objects.filter(text=clause.text_id).select_related("in_force_version").first()
    if programme is None or programme.in_force_version_id is None:
        return None
    progress = progress_of(programme)
    found = next(((r, t) for r, t in progress.clauses if r.clause_id == clause.pk), None)
    if found is None or not found[1].total:
        return None
    context = {"bars": [found[1].bar(_("This clause"))], "tally": found[1]}
    return render_to_string("journeys/_clause_progress.html", context, request=request)


@dataclass(frozen=True)
class PlannedRow:
    """A row of a signed plan, as everyone may read it: who leads until when, and how many did it."""

    row: PlanRow
    tally: Tally

    @property
    def tag(self) -> Tag:
        if self.tally.overdue:
            return Tag("late", _("%(n)s overdue") % {"n": vnnumber(self.tally.overdue)})
        if self.tally.total and not self.tally.open:
            return Tag("done", _("Done"))
        return Tag("now", _("In hand")) if self.tally.total else Tag("", _("Not given yet"))

    @property
    def finished(self) -> str:
        given = self.tally.total - self.tally.stopped
        if not given:
            return ""
        counts = {"done": vnnumber(self.tally.done), "total": vnnumber(given)}
        return _("%(done)s of %(total)s organisations done") % counts


def late_rows(programme: Programme, progress: Progress, most: int = 6) -> list[PlannedRow]:
    """The rows of signed plans that somebody has not done in time, the longest overdue first."""
    late = [pk for pk, tally in progress.by_thing.items() if tally.overdue]
    rows = programmes.rows_visible_to(None).filter(plan__programme=programme, thing__in=late)
    rows = rows.select_related("lead").order_by("ends", "pk")[:most]
    return [PlannedRow(row, progress.by_thing[row.thing_id]) for row in rows]


def clause_plans(request: HttpRequest, clause: Clause) -> SafeString | None:
    """What the signed plans made of a clause: who does it by when, and how far it is. For everyone."""
    version = Programme.objects.filter(text=clause.text_id).values_list("in_force_version", flat=True).first()
    inside = [
        r.clause_id for r in programmes.readings(Version.objects.filter(pk=version).first()) if clause.pk in r.trail
    ]
    rows = programmes.rows_visible_to(None).filter(clause_id__in=inside)
    found = list(rows.select_related("plan", "lead").order_by("-plan__year", "order"))
    counted = tasks.tally(Task.objects.filter(because__in=[r.thing_id for r in found]), "because")
    planned = [PlannedRow(row, counted.get(row.thing_id, Tally())) for row in found]
    return render_to_string("journeys/_clause_plans.html", {"planned": planned}, request) if planned else None


def parties_of(clause: Clause) -> list[Organisation]:
    """Who agreed to a clause of a programme: asked before a task because of it is stopped."""
    programme = Programme.objects.filter(text=clause.text_id).first()
    return [p.organisation for p in programmes.parties_on(programme)] if programme else []


def ready() -> None:
    register(replace(kinds["clause"], parties=parties_of))
    panels.add("programme", "progress", programme_progress)
    panels.add("clause", "progress", clause_progress)
    panels.add("clause", "public", clause_plans)
