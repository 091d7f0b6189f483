"""The page of one task: where it comes from, how far it is, what was handed in, what happened, what may be done."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from dongthuan.foundation.record import queries as record
from dongthuan.foundation.things import kit as things
from dongthuan.lib.vietnamese import shortened
from dongthuan.web.kit import Step

from .. import permissions, queries
from ..models import Evidence, StopAsk, StopConsent, Task
from ..queries import Origin
from ..states import AskStatus, ObstacleStatus, ReportStatus, Status
from ..tables import EvidenceTable, status_tag


@login_required
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    rows = queries.visible_to(request.user).select_related(
        "organisation", "issuer", "post", "because", "parent", "thing", "returned_from", "accepted_progress"
    )
    task = get_object_or_404(rows, pk=pk)
    evidence = (
        Evidence.objects.filter(progress__task=task).select_related("progress", "file").order_by("-progress_id", "pk")
    )
    reports = list(task.reports.select_related("by", "answered_by").order_by("-pk"))
    user = request.user
    origin = queries.origin_of(user, task)
    waiting = next((r for r in reversed(reports) if r.status == ReportStatus.SENT), None)
    ask = task.extension_asks.filter(status=AskStatus.ASKED).select_related("by").first()
    stop = task.stop_asks.filter(status=AskStatus.ASKED).first()
    obstacles = list(task.obstacles.exclude(status=ObstacleStatus.RESOLVED).select_related("escalated_to"))
    for row in [*reports, *obstacles, *filter(None, [ask, stop])]:
        row.task = task  # the same one, with its organisations: permissions ask for them
    for obstacle in obstacles:
        obstacle.may = permissions.may_escalate(user, obstacle)
    answer = permissions.may_answer(user, waiting) if waiting else None
    answer_extension = permissions.may_answer_extension(user, ask) if ask else None
    return render(request, "tasks/detail.html", {
        "task": task, "tag": status_tag(task), "evidence": EvidenceTable(evidence), "reports": reports,
        "thread": thread_of(task, origin, len(evidence)),
        "crumb": crumb_of(origin), "history": record.history(user, task.thing), "may": what_may(user, task),
        "main": None if answer or answer_extension else main_step(user, task),
        "waiting": waiting, "may_answer": answer, "ask": ask, "may_answer_extension": answer_extension,
        "stop": stop, "consents": consents_of(user, task, stop), "obstacles": obstacles,
        "moves": task.due_changes.count(), "parts": parts_of(user, task), "holders": queries.holders_of([task])[task.pk],
    })  # fmt: skip


def thread_of(task: Task, origin: list[Origin], shown: int) -> list[Step]:
    """Voice → clause → plan → this task → evidence → figure, as far as it is known; at most six knots."""
    nearest = [o for o in origin if o.thing.kind not in ("programme", "plan")] or origin
    steps = [Step(shortened(o.title, 40), shortened(o.whole, 40), o.url, "past") for o in nearest[-3:]]
    steps.append(Step(_("This task"), task.organisation.short_name, state="here"))
    found = ngettext("%(n)s piece", "%(n)s pieces", shown) % {"n": shown} if shown else _("nothing yet")
    steps.append(Step(_("Evidence"), found, "#evidence", "past" if task.accepted_progress_id else ""))
    steps.append(Step(_("Figure"), _("in the reports that count it")))
    return steps


def crumb_of(origin: list[Origin]) -> tuple[str, str] | None:
    """The way back to what the task was given because of, if this person may open it."""
    return (shortened(origin[-1].title, 60), origin[-1].url) if origin and origin[-1].url else None


def what_may(user: Any, task: Task) -> list[tuple[str, str, Any, str, bool]]:
    """(label, address, whether, icon, by POST) of what the doer or the issuer may do; who is neither is offered nothing."""
    doer, issuer = permissions.is_doer(user, task), permissions.is_issuer(user, task)
    if not task.is_open or not (doer or issuer):
        return []
    offered = []
    if doer and task.status == Status.NOT_STARTED:
        offered.append((_("Work has begun"), "start", permissions.may_start(user, task), "check"))
    if doer:
        offered += [
            (_("Ask for a later due date"), "extension", permissions.may_ask_extension(user, task), "clock"),
            (_("Record an obstacle"), "obstacle", permissions.may_add_obstacle(user, task), "warning"),
            (_("Hand over within the organisation"), "hand_over", permissions.may_hand_over(user, task), "people"),
            (_("Give a part to others"), "issue", permissions.may_issue_under(user, task), "plus"),
        ]
        if not issuer:
            offered.append((_("Return to the issuer"), "return", permissions.may_return(user, task), "back"))
    if issuer:
        offered += [
            (_("Move the due date"), "move_due", permissions.may_move_due(user, task), "calendar"),
            (_("Give to another organisation"), "reassign", permissions.may_reassign(user, task), "people"),
        ]
    offered.append((_("Ask to stop it"), "stop", permissions.may_ask_stop(user, task), "square"))
    part = f"{reverse('tasks:issue')}?parent={task.pk}"
    return [
        (label, part if name == "issue" else reverse(f"tasks:{name}", args=[task.pk]), answer, icon, name == "start")
        for label, name, answer, icon in offered
    ]


def main_step(user: Any, task: Task) -> tuple[str, str, Any, bool] | None:
    """(label, address, whether, by POST) of the page's one main action."""
    if permissions.is_doer(user, task) and not task.returned_from_id:
        return _("Report"), reverse("tasks:report", args=[task.pk]), permissions.may_report(user, task), False
    if permissions.is_issuer(user, task):
        if task.returned_from_id:
            return (_("Give to another organisation"), reverse("tasks:reassign", args=[task.pk]),
                    permissions.may_reassign(user, task), False)  # fmt: skip
        return _("Close the task"), "", things.No(_("The doer reports first; then the issuer closes.")), False
    return None


def consents_of(user: Any, task: Task, stop: StopAsk | None) -> list[tuple[StopConsent, Any]]:
    """Each party's answer, and whether this person may give it."""
    if stop is None:
        return []
    rows = list(stop.consents.select_related("organisation"))
    for row in rows:
        row.ask, row.task = stop, task
    return [(row, permissions.may_consent_stop(user, row)) for row in rows]


def parts_of(user: Any, task: Task) -> Any:
    children = queries.visible_to(user).filter(parent=task)
    counted = queries.tally_total(children)
    return (
        counted.bar(_("Parts given on"), f"{reverse('tasks:list')}?because={task.because_id}")
        if counted.total
        else None
    )
