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
from dongthuan.foundation.texts.models import Clause
from dongthuan.foundation.things.kit import kinds, register, today
from dongthuan.web.kit import Bar, panels

Tally = tasks.Tally


@dataclass(frozen=True)
class Progress:
    """The work of a programme by its clauses; `other` was given because of the programme or a row without a clause."""

    clauses: list[tuple[programmes.Reading, Tally]] = field(default_factory=list)
    other: Tally = field(default_factory=Tally)

    @property
    def total(self) -> Tally:
        return sum((t for _r, t in self.clauses), self.other)

    def of(self, clause_id: int) -> Tally:
        return next((t for r, t in self.clauses if r.clause_id == clause_id), Tally())


def progress_of(programme: Programme) -> Progress:
    """Counts for everyone to read, without a reader and without a word of any task. A fixed number of queries."""
    readings = programmes.readings(programme.in_force_version)
    content = programmes.content_clauses(programme.in_force_version)
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
    return Progress([(r, sums.get(r.clause_id, Tally())) for r in content], sums.get(None, Tally()))


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


def parties_of(clause: Clause) -> list[Organisation]:
    """Who agreed to a clause of a programme: asked before a task because of it is stopped."""
    programme = Programme.objects.filter(text=clause.text_id).first()
    return [p.organisation for p in programmes.parties_on(programme)] if programme else []


def ready() -> None:
    register(replace(kinds["clause"], parties=parties_of))
    panels.add("programme", "progress", programme_progress)
    panels.add("clause", "progress", clause_progress)
