"""The small forms: start, report, answer, due date, stop, obstacle, who has it. Each calls one action."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.things.kit import Refused, today
from dongthuan.web.kit import away_from, handle, vndate

from .. import actions, forms, permissions, queries
from ..models import Evidence, ExtensionAsk, Obstacle, Progress, StopConsent, Task

FORM = require_http_methods(["GET", "HEAD", "POST"])


def get_task(request: HttpRequest, pk: int) -> Task:
    rows = queries.visible_to(request.user).select_related("organisation", "issuer", "because", "thing")
    return get_object_or_404(rows, pk=pk)


def part(request: HttpRequest, model: Any, pk: int) -> Any:
    """A report, request, consent or obstacle of a task this person may see."""
    rows = model.objects.select_related("task__organisation", "task__issuer", "task__thing")
    return get_object_or_404(rows.filter(task__in=queries.visible_to(request.user)), pk=pk)


def step(
    request: HttpRequest, task: Task, may: Any, form: Form, run: Callable[[dict[str, Any]], Any], *,
    heading: str, submit: str = "", done: str = "", **context: Any,
) -> HttpResponse:  # fmt: skip
    """A small form about a task: refused with its reason, or shown, or carried out and back to the task's page."""
    if not may:
        raise PermissionDenied(getattr(may, "reason", ""))
    page = reverse("tasks:detail", args=[task.pk])
    return handle(
        request, form, run, to=page, done=done, template="tasks/step.html",
        context={"task": task, "page": page, "heading": heading, "submit": submit, **context},
    )  # fmt: skip


@login_required
@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    task = get_task(request, pk)
    try:
        actions.start(task, by=request.user)
    except Refused as refusal:
        raise PermissionDenied(str(refusal)) from None
    return away_from(request, reverse("tasks:detail", args=[pk]), _("Noted: work has begun."))


@login_required
@FORM
def report(request: HttpRequest, pk: int) -> HttpResponse:
    task = get_task(request, pk)
    form = forms.ReportForm(request.POST or None, request.FILES or None)
    return step(
        request, task, permissions.may_report(request.user, task), form,
        lambda d: actions.report_progress(
            task, text=d["text"], percent=d["percent"], evidences=form.proofs(), by=request.user),
        heading=_("Report on the task"), submit=_("Send the report"), done=_("The report was sent."),
    )  # fmt: skip


@login_required
@FORM
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept a report or send it back."""
    progress = part(request, Progress, pk)
    form = forms.AnswerForm(request.POST or None)

    def run(data: dict[str, Any]) -> Any:
        if form.yes:
            return actions.accept(progress, by=request.user)
        return actions.send_back(progress, reason=data["reason"], by=request.user)

    yes = _("Accept and close the task") if progress.is_final else _("Accept")
    return step(
        request, progress.task, permissions.may_answer(request.user, progress), form, run,
        heading=_("Read the report"), yes=yes, no=_("Send back"), progress=progress,
        evidence=Evidence.objects.filter(progress=progress).select_related("file", "progress"),
        done=_("The report was answered."),
    )  # fmt: skip


@login_required
@FORM
def move_due(request: HttpRequest, pk: int) -> HttpResponse:
    task = get_task(request, pk)
    return step(
        request, task, permissions.may_move_due(request.user, task), forms.DueForm(request.POST or None),
        lambda d: actions.move_due(task, new=d["new"], reason=d["reason"], by=request.user),
        heading=_("Move the due date"), submit=_("Move the date"), done=_("The due date was moved."),
        lead=_("The first due date, %(day)s, is kept: “on time” is still counted by it.") % {"day": vndate(task.first_due)},
    )  # fmt: skip


@login_required
@FORM
def extension(request: HttpRequest, pk: int) -> HttpResponse:
    task = get_task(request, pk)
    return step(
        request, task, permissions.may_ask_extension(request.user, task), forms.DueForm(request.POST or None),
        lambda d: actions.ask_extension(task, new=d["new"], reason=d["reason"], by=request.user),
        heading=_("Ask for a later due date"), submit=_("Send the request"), done=_("The request was sent."),
        lead=_("%(who)s answers. Work done within a granted extension is counted apart from work done on time.")
        % {"who": task.issuer},
    )  # fmt: skip


@login_required
@FORM
def answer_extension(request: HttpRequest, pk: int) -> HttpResponse:
    ask = part(request, ExtensionAsk, pk)
    form = forms.AnswerForm(request.POST or None, reason_for_yes=True)
    return step(
        request, ask.task, permissions.may_answer_extension(request.user, ask), form,
        lambda d: actions.answer_extension(ask, grant=form.yes, reason=d["reason"], by=request.user),
        heading=_("%(who)s asks for %(day)s") % {"who": ask.task.organisation, "day": vndate(ask.new)},
        quote=ask.reason, yes=_("Agree to %(day)s") % {"day": vndate(ask.new)}, no=_("Refuse"),
        lead=_("The old due date stays in the history."), done=_("The request was answered."),
    )  # fmt: skip


@login_required
@FORM
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    task = get_task(request, pk)
    return step(
        request, task, permissions.may_ask_stop(request.user, task), forms.ReasonForm(request.POST or None),
        lambda d: actions.ask_stop(task, reason=d["reason"], by=request.user),
        heading=_("Ask to stop the task"), submit=_("Send to the parties"), done=_("The parties were asked."),
        lead=_("The task stops when every party has agreed."),
    )  # fmt: skip


@login_required
@FORM
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    row = part(request, StopConsent, pk)
    form = forms.AnswerForm(request.POST or None)
    return step(
        request, row.task, permissions.may_consent_stop(request.user, row), form,
        lambda d: actions.consent_stop(row, agree=form.yes, reason=d["reason"], by=request.user),
        heading=_("Stopping the task: the answer of %(who)s") % {"who": row.organisation}, quote=row.ask.reason,
        yes=_("Agree to stop"), no=_("Refuse"), done=_("The answer was noted."),
    )  # fmt: skip


@login_required
@FORM
def obstacle(request: HttpRequest, pk: int) -> HttpResponse:
    task = get_task(request, pk)
    return step(
        request, task, permissions.may_add_obstacle(request.user, task), forms.ObstacleForm(request.POST or None),
        lambda d: actions.add_obstacle(task, text=d["text"], proposal=d["proposal"], by=request.user),
        heading=_("Record an obstacle"), submit=_("Record it"), done=_("The obstacle was recorded."),
    )  # fmt: skip


@login_required
@FORM
def escalate(request: HttpRequest, pk: int) -> HttpResponse:
    row = part(request, Obstacle, pk)
    above = Organisation.objects.on(today()).filter(level__in=["province", "department", "district"])
    return step(
        request, row.task, permissions.may_escalate(request.user, row),
        forms.OrganisationForm(request.POST or None, receivers=above.exclude(pk=row.task.organisation_id)),
        lambda d: actions.escalate_obstacle(row, to=d["to"], by=request.user),
        heading=_("Pass the obstacle up"), submit=_("Pass up"), quote=row.text, done=_("The obstacle was passed up."),
    )  # fmt: skip


@login_required
@FORM
def resolve(request: HttpRequest, pk: int) -> HttpResponse:
    row = part(request, Obstacle, pk)
    return step(
        request, row.task, permissions.may_resolve(request.user, row), forms.ResolveForm(request.POST or None),
        lambda d: actions.resolve_obstacle(row, answer=d["answer"], by=request.user),
        heading=_("Resolve the obstacle"), submit=_("Resolved"), quote=row.text, done=_("The obstacle is resolved."),
    )  # fmt: skip


@login_required
@FORM
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    task = get_task(request, pk)
    return step(
        request, task, permissions.may_hand_over(request.user, task),
        forms.PostForm(request.POST or None, organisation=task.organisation),
        lambda d: actions.hand_over(task, post=d["post"], by=request.user),
        heading=_("Hand over within the organisation"), submit=_("Hand over"), done=_("The task was handed over."),
    )  # fmt: skip


@login_required
@FORM
def return_task(request: HttpRequest, pk: int) -> HttpResponse:
    task = get_task(request, pk)
    return step(
        request, task, permissions.may_return(request.user, task), forms.ReasonForm(request.POST or None),
        lambda d: actions.return_to_issuer(task, reason=d["reason"], by=request.user),
        heading=_("Return to the issuer"), submit=_("Return the task"), done=_("The task was returned."),
    )  # fmt: skip


@login_required
@FORM
def reassign(request: HttpRequest, pk: int) -> HttpResponse:
    task = get_task(request, pk)
    others = Organisation.objects.on(today()).filter(area__in_scope=True).exclude(pk=task.organisation_id)
    return step(
        request, task, permissions.may_reassign(request.user, task),
        forms.OrganisationForm(request.POST or None, receivers=others),
        lambda d: actions.reassign(task, organisation=d["to"], by=request.user),
        heading=_("Give to another organisation"), submit=_("Give it on"), done=_("The task was given to another organisation."),
    )  # fmt: skip
