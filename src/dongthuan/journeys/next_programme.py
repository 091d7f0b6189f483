"""The next programme begins with what this one leaves: unfinished clauses, decided lessons, open tasks.

Each piece carried over keeps the way back to where it came from (`ClauseVersion.source`, `Seed`).
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dongthuan.deliver.programmes import actions as programmes_actions
from dongthuan.deliver.programmes import permissions, queries
from dongthuan.deliver.programmes.models import PlanRow, Programme, Seed
from dongthuan.deliver.reports import queries as reports
from dongthuan.deliver.reports.models import Section
from dongthuan.deliver.tasks import queries as tasks
from dongthuan.deliver.tasks.models import Task
from dongthuan.foundation.people.models import User
from dongthuan.foundation.texts.kit import Addition
from dongthuan.foundation.texts.models import Clause
from dongthuan.foundation.things.kit import No, kinds, resolve
from dongthuan.foundation.things.models import Thing
from dongthuan.web.kit import CheckedText, VNDateField, handle, panels

from .programme_views import progress_of

Piece = programmes_actions.Piece
LESSONS = "bai_hoc"  # the section of a report that holds lessons
MOST_TASKS = 300  # open tasks listed to choose from; the rest is reached through the list of tasks


# --- what this programme leaves -----------------------------------------------------------------------------------
@dataclass(frozen=True)
class Left:
    """Something that could be carried over: what it is, why it is offered, which words it would bring."""

    kind: str
    source: Thing | None
    words: str
    title: str = ""
    why: str = ""
    parts: tuple[Addition, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.source.pk}" if self.source else ""


def unfinished_clauses(programme: Programme) -> list[Left]:
    """Clauses with work open or overdue, and clauses nothing was ever done about."""
    found = []
    readings = queries.readings(programme.in_force_version)
    for reading, tally in progress_of(programme).clauses:
        if tally.total and not tally.open and not tally.overdue:
            continue
        why = (
            _("%(open)s open, %(overdue)s overdue of %(n)s tasks")
            % {"open": tally.open, "overdue": tally.overdue, "n": tally.total}
            if tally.total
            else _("no task was given because of it")
        )
        row = reading.row
        words = row.text or row.title
        parts = parts_of(readings, row.clause_id)
        found.append(Left(Seed.Kind.CLAUSE, row.clause.thing, words, row.title or reading.heading, why, parts))
    return found


def parts_of(readings: list[queries.Reading], clause_id: int) -> tuple[Addition, ...]:
    """The points under a clause, and under those, each with the way back to itself."""
    under = [r.row for r in readings if len(r.trail) > 1 and r.trail[-2] == clause_id]
    return tuple(
        Addition(r.kind, r.text, r.number, r.title, source=r.clause.thing, parts=parts_of(readings, r.clause_id))
        for r in under
    )


def decided_lessons(user: User, programme: Programme) -> list[Left]:
    """Lessons decided already, then those that reports name as lessons."""
    found = [
        Left(Seed.Kind.LESSON, x.thing, x.text, "", _("decided")) for x in programme.lessons.select_related("thing")
    ]
    known = {folded(x.words) for x in found}
    sections = Section.objects.filter(
        key=LESSONS, report__in=reports.visible_to(user), report__programme=programme
    ).exclude(report__status="draft")  # what is still being written is not decided
    for section in sections.select_related("report__thing").order_by("report__until"):
        for line in section.text.splitlines():
            words = line.strip().lstrip("-+•").strip()
            if words and folded(words) not in known:
                known.add(folded(words))
                found.append(Left(Seed.Kind.LESSON, section.report.thing, words, "", section.report.title))
    return found


def folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def open_tasks(user: User, programme: Programme) -> list[Left]:
    """Tasks of the programme that are not closed and that the person may see, the earliest due first."""
    things = [programme.thing_id, *programme.plans.values_list("thing_id", flat=True)]
    things += PlanRow.objects.filter(plan__programme=programme).values_list("thing_id", flat=True)
    things += Clause.objects.filter(text=programme.text_id).values_list("thing_id", flat=True)
    seen = tasks.visible_to(user).filter(because__in=things)
    rows = Task.objects.open().filter(pk__in=seen.values("pk")).select_related("organisation", "thing").order_by("due")
    return [
        Left(Seed.Kind.TASK, t.thing, f"{t.title} ({t.organisation.name}).", t.title[:120], f"{t.due:%d/%m/%Y}")
        for t in rows[:MOST_TASKS]
    ]


# --- the step -----------------------------------------------------------------------------------------------------
@transaction.atomic
def begin_next(
    before: Programme, *, facts: dict[str, Any], chosen: list[Left], lessons: list[str], by: User
) -> Programme:
    """Open the programme that follows on this one and carry the chosen pieces into its draft."""
    permissions.check_may_seed(by, before)
    parties = [
        {"organisation": p.organisation, "focal_org": p.focal, "leads": p.leads}
        for p in queries.parties_on(before, facts["since"])
    ]
    fresh = programmes_actions.create(
        kind=before.kind, parties=parties, bases=[f"Kết quả thực hiện {before.short_title}"], predecessor=before,
        bare=any(left.kind == Seed.Kind.CLAUSE for left in chosen), by=by, **facts,
    )  # fmt: skip
    pieces = [_piece(before, left, by) for left in chosen]
    for text in lessons:
        lesson = programmes_actions.add_lesson(before, text=text, by=by)
        pieces.append(Piece(Seed.Kind.LESSON, lesson.thing, lesson.text))
    programmes_actions.carry_over(fresh, pieces=pieces, by=by)
    return fresh


def _piece(before: Programme, left: Left, by: User) -> Any:
    """A lesson that a report names is decided by being chosen."""
    if left.kind == Seed.Kind.LESSON and (left.source is None or left.source.kind != "lesson"):
        lesson = programmes_actions.add_lesson(before, text=left.words, source=left.source, by=by)
        return Piece(left.kind, lesson.thing, lesson.text)
    assert left.source is not None
    words = f"Tiếp tục hoàn thành việc chưa xong: {left.words}" if left.kind == Seed.Kind.TASK else left.words
    return Piece(left.kind, left.source, words, left.title, left.parts)


class NextForm(forms.Form):
    title = CheckedText(label=gettext_lazy("Title as it stands on the paper"), max_length=500, rows=2)
    short_title = forms.CharField(label=gettext_lazy("Short title for lists and links"), max_length=120)
    since = VNDateField(label=gettext_lazy("In force from"))
    until = VNDateField(label=gettext_lazy("Until"))
    clauses = forms.MultipleChoiceField(
        label=gettext_lazy("Unfinished clauses"), required=False, widget=forms.CheckboxSelectMultiple
    )
    lessons = forms.MultipleChoiceField(
        label=gettext_lazy("Lessons"), required=False, widget=forms.CheckboxSelectMultiple
    )
    own_lessons = CheckedText(
        label=gettext_lazy("Other lessons"), max_length=5000, rows=3, required=False,
        help_text=gettext_lazy("One a line. Writing a lesson here decides it."),
    )  # fmt: skip
    tasks = forms.MultipleChoiceField(
        label=gettext_lazy("Open tasks"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, user: User, before: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.left = {
            "clauses": unfinished_clauses(before), "lessons": decided_lessons(user, before), "tasks": open_tasks(user, before),
        }  # fmt: skip
        for name, pieces in self.left.items():
            if not pieces:
                del self.fields[name]
                continue
            self.fields[name].choices = [
                (str(n), f"{left.words[:200].rstrip('.')} ({left.why})") for n, left in enumerate(pieces)
            ]
            if name != "tasks":
                self.fields[name].initial = [str(n) for n in range(len(pieces))]

    def chosen(self) -> list[Left]:
        return [self.left[name][int(n)] for name in self.left if name in self.fields for n in self.cleaned_data[name]]


def with_years(title: str, first: int, last: int) -> str:
    """The title with the new window in the place of the old one."""
    return re.sub(r"\b\d{4}(\s*[-–]\s*)\d{4}\b", rf"{first}\g<1>{last}", title)


@login_required
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose what the next programme begins with."""
    before = get_object_or_404(queries.insiders_see(request.user).select_related("in_force_version"), pk=pk)
    may = permissions.may_seed(request.user, before)
    if not may:
        raise PermissionDenied(may.reason if isinstance(may, No) else "")
    since = before.until + timedelta(days=1)
    until = since.replace(year=since.year + before.until.year - before.since.year, month=12, day=31)
    initial = {
        "title": with_years(before.title, since.year, until.year), "since": since, "until": until,
        "short_title": with_years(before.short_title, since.year, until.year),
    }  # fmt: skip
    form = NextForm(request.POST or None, user=request.user, before=before, initial=initial)
    back = reverse("programmes:detail", args=[pk])

    def act(got: dict[str, Any]) -> Programme:
        facts = {name: got[name] for name in ("title", "short_title", "since", "until")}
        lessons = [line.strip() for line in got["own_lessons"].splitlines() if line.strip()]
        return begin_next(before, facts=facts, chosen=form.chosen(), lessons=lessons, by=request.user)

    return handle(
        request, form, act, done=_("The next programme is open; what was chosen stands in its draft."),
        to=lambda made: reverse("programmes:detail", args=[made.pk]),
        context={
            "heading": _("Prepare the next programme"), "submit": _("Open the draft"), "cancel": back,
            "lead": _("Choose what is carried over; every piece keeps the way back to where it came from."),
            "crumbs": [(_("Programmes"), reverse("programmes:list")), (before.short_title, back)],
        },
    )  # fmt: skip


# --- on the programme's page --------------------------------------------------------------------------------------
def seeds_panel(request: HttpRequest, programme: Programme) -> SafeString | None:
    """What was carried over, each with the way back."""
    seeds = list(programme.seeds.select_related("source", "clause"))
    found = resolve([s.source for s in seeds])
    rows = []
    for seed in seeds:
        kind, obj = kinds[seed.source.kind], found.get(seed.source_id)
        if obj is not None and kind.visible_to(request.user).filter(pk=obj.pk).exists():
            rows.append(
                {"label": seed.get_kind_display(), "title": kind.title(obj), "url": kind.url(obj), "seed": seed}
            )
        else:
            rows.append(
                {"label": seed.get_kind_display(), "title": _("not open to this post"), "url": "", "seed": seed}
            )
    return render_to_string("journeys/_seeds.html", {"rows": rows}, request=request) if rows else None


def lessons_panel(request: HttpRequest, programme: Programme) -> SafeString | None:
    """The lessons that were decided, each with what it was drawn from."""
    lessons = list(programme.lessons.select_related("source"))
    found = resolve([x.source for x in lessons])
    rows = []
    for lesson in lessons:
        obj = found.get(lesson.source_id) if lesson.source else None
        kind = kinds[lesson.source.kind] if lesson.source else None
        open_ = obj is not None and kind is not None and kind.visible_to(request.user).filter(pk=obj.pk).exists()
        rows.append(
            {"lesson": lesson, "title": kind.title(obj) if open_ else "", "url": kind.url(obj) if open_ else ""}
        )
    return render_to_string("journeys/_lessons.html", {"rows": rows}, request=request) if rows else None


def way_on(request: HttpRequest, programme: Programme) -> SafeString | None:
    """The way to the next programme, for who may open it."""
    if not permissions.may_seed(request.user, programme):
        return None
    return render_to_string("journeys/_way_on.html", {"programme": programme}, request=request)


def ready() -> None:
    panels.add("programme", "main", seeds_panel, order=80)
    panels.add("programme", "main", lessons_panel, order=85)
    panels.add("programme", "aside", way_on)


urlpatterns = [path("programmes/work/<pk:pk>/next/", begin, name="next_programme")]
