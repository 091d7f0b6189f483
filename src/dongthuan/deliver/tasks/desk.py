"""What of tasks stands on a person's desk."""

from typing import Any

from django.db.models import F, Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from dongthuan.foundation.notify.kit import Desk, DeskRow, ManyRows
from dongthuan.foundation.people.models import User
from dongthuan.web.kit import Tag, vndate

from . import bodies
from .models import ExtensionAsk, Obstacle, Progress, StopConsent, Task
from .queries.answering import answered_by
from .states import AskStatus, ObstacleStatus, ReportStatus, Status

LATEST = Prefetch("reports", Progress.objects.order_by("task_id", "-pk").distinct("task_id"), "latest")
AROUND = ("because", "organisation", "issuer", "returned_from")
OF_TASK = ("task__organisation", "task__because", "task__issuer")


def page(task: Task) -> str:
    return reverse("tasks:detail", args=[task.pk])


# --- to do ----------------------------------------------------------------------------------------------------------
def to_do(user: User) -> QuerySet[Task]:
    waiting = Task.objects.filter(status__in=[Status.NOT_STARTED, Status.IN_PROGRESS])
    return answered_by(user, waiting).select_related(*AROUND).prefetch_related(LATEST)


def do_row(task: Task) -> DeskRow:
    if task.returned_from:
        return DeskRow(
            due=task.due, what=f"{task.title}, {task.returned_from}", url=page(task), group=task.because,
            why=_("Returned by %(who)s; to be given to another organisation.") % {"who": task.returned_from},
            step=_("Give to another"), step_url=reverse("tasks:reassign", args=[task.pk]),
        )  # fmt: skip
    latest = task.latest[0] if task.latest else None  # type: ignore[attr-defined]
    if latest is None:
        why = _("Given by %(issuer)s. Nothing reported yet.") % {"issuer": task.issuer}
    elif latest.status == ReportStatus.RETURNED:
        why = _("Sent back: “%(reason)s”") % {"reason": latest.reason[:160]}
    else:
        why = _("%(percent)s%% reported on %(day)s.") % {"percent": latest.percent, "day": vndate(latest.sent_on)}
    return DeskRow(
        due=task.due, what=f"{task.title}, {task.organisation}", url=page(task), why=why, group=task.because,
        step=_("Report"), step_url=reverse("tasks:report", args=[task.pk]),
    )  # fmt: skip


# --- to answer ------------------------------------------------------------------------------------------------------
def to_read(user: User) -> QuerySet[Progress]:
    sent = Progress.objects.filter(status=ReportStatus.SENT, task__issuer__in=bodies.of(user).working)
    return sent.exclude(by=user).annotate(due=F("task__due")).select_related("task", *OF_TASK)


def read_row(progress: Progress) -> DeskRow:
    task = progress.task
    return DeskRow(
        due=task.due, what=f"{task.title}, {task.organisation}", url=page(task), group=task.because,
        why=_("%(percent)s%% reported: %(text)s") % {"percent": progress.percent, "text": progress.text[:160]},
        step=_("Read and close") if progress.is_final else _("Read the report"),
        step_url=reverse("tasks:answer", args=[progress.pk]),
        tag=Tag("info", _("To be read")), note=_("Sent %(at)s") % {"at": vndate(progress.sent_on)},
    )  # fmt: skip


def extensions(user: User) -> QuerySet[ExtensionAsk]:
    asked = ExtensionAsk.objects.filter(status=AskStatus.ASKED, task__issuer__in=bodies.of(user).working)
    return asked.exclude(by=user).annotate(due=F("task__due")).select_related("task", *OF_TASK)


def extension_row(ask: ExtensionAsk) -> DeskRow:
    task = ask.task
    return DeskRow(
        due=task.due, what=f"{task.title}, {task.organisation}", url=page(task), group=task.because,
        why=_("Asks for %(day)s: “%(reason)s”") % {"day": vndate(ask.new), "reason": ask.reason[:160]},
        step=_("Answer the request"), step_url=reverse("tasks:answer_extension", args=[ask.pk]),
    )  # fmt: skip


def stops(user: User) -> QuerySet[StopConsent]:
    open_ = StopConsent.objects.filter(consent__isnull=True, ask__status=AskStatus.ASKED)
    mine = open_.filter(organisation__in=bodies.of(user).speaking)
    return mine.annotate(due=F("task__due")).select_related("organisation", "ask", "task", *OF_TASK)


def stop_row(consent: StopConsent) -> DeskRow:
    task = consent.task
    return DeskRow(
        due=task.due, what=f"{task.title}, {task.organisation}", url=page(task), group=task.because,
        why=_("Stopping is asked for: “%(reason)s”") % {"reason": consent.ask.reason[:160]},
        step=_("Agree or refuse"), step_url=reverse("tasks:consent", args=[consent.pk]),
    )  # fmt: skip


def obstacles(user: User) -> QuerySet[Obstacle]:
    passed = Obstacle.objects.filter(status=ObstacleStatus.ESCALATED, escalated_to__in=bodies.of(user).working)
    return passed.annotate(due=F("task__due")).select_related("task", *OF_TASK)


def obstacle_row(obstacle: Obstacle) -> DeskRow:
    task = obstacle.task
    return DeskRow(
        due=task.due, what=f"{task.title}, {task.organisation}", url=page(task), group=task.because,
        why=_("In the way: %(text)s") % {"text": obstacle.text[:160]},
        step=_("Resolve"), step_url=reverse("tasks:resolve", args=[obstacle.pk]),
    )  # fmt: skip


# --- waiting for others ---------------------------------------------------------------------------------------------
def sent(user: User) -> QuerySet[Task]:
    reported = Task.objects.filter(status=Status.REPORTED)
    return answered_by(user, reported).select_related(*AROUND)


def sent_row(task: Task) -> DeskRow:
    return DeskRow(
        due=task.due, what=f"{task.title}, {task.organisation}", url=page(task), group=task.because, waiting=True,
        why=_("The final report waits for %(issuer)s.") % {"issuer": task.issuer},
        tag=Tag("info", _("Waiting for others")), note=_("Sent %(day)s") % {"day": vndate(task.reported_on)},
    )  # fmt: skip


def register(desk: Desk) -> None:
    for key, rows, row, due, waiting in SOURCES:
        desk.add_many(f"tasks.{key}", ManyRows(rows, row, due, waiting=waiting, late=key != "to_read"))


SOURCES: tuple[tuple[str, Any, Any, str, bool], ...] = (
    ("to_do", to_do, do_row, "due", False),
    ("to_read", to_read, read_row, "due", False),
    ("extensions", extensions, extension_row, "due", False),
    ("stops", stops, stop_row, "due", False),
    ("obstacles", obstacles, obstacle_row, "due", False),
    ("sent", sent, sent_row, "due", True),
)
