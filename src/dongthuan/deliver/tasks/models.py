"""Tasks: an organisation must do something by a date, because of some thing; what was reported on it, and what shows it."""

import uuid
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.files.models import StoredFile
from dongthuan.foundation.orgs.models import Organisation, Post
from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import CleanCharField, CleanTextField, HasThing, today
from dongthuan.foundation.things.models import Thing

from .states import OPEN, AskStatus, ObstacleStatus, ReportStatus, Status, Timing

IS_OPEN = Q(status__in=OPEN)


class TaskQuerySet(models.QuerySet):
    def open(self) -> "TaskQuerySet":
        return self.filter(IS_OPEN)

    def overdue(self, day: date | None = None) -> "TaskQuerySet":
        """Past the due date on the day, and no report that came by then waits for its issuer."""
        return self.filter(overdue_q(day or today()))


def overdue_q(day: date) -> Q:
    waiting_too_late = Q(status=Status.REPORTED, reported_on__gt=F("due"), due__lt=day)
    return Q(status__in=[Status.NOT_STARTED, Status.IN_PROGRESS], due__lt=day) | waiting_too_late


class Task(HasThing):
    """The single obligation of the house. The doer reports; only the issuer closes."""

    KIND = "task"
    because = models.ForeignKey(Thing, on_delete=models.PROTECT, related_name="tasks", verbose_name=_("because of"))
    of_programme = models.BooleanField(default=False, editable=False)  # its reason is a programme, plan or clause
    title = CleanCharField(_("task"), max_length=500)
    target = CleanTextField(_("target"), blank=True)
    product = CleanTextField(_("product"), blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="tasks", verbose_name=_("done by")
    )
    post = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks")
    issuer = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="issued_tasks", verbose_name=_("given by")
    )
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    returned_from = models.ForeignKey(  # back with its issuer, to be given to another: who had it before
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="returned_tasks"
    )
    batch = models.UUIDField(default=uuid.uuid4, editable=False)  # the copies that one cascade made
    # The organisations whose people may read it: doer, issuer, those above it, parties, who an obstacle was passed to.
    seen_by = ArrayField(models.BigIntegerField(), default=list, editable=False)
    starts = models.DateField(_("from"))
    first_due = models.DateField(_("first due date"))  # kept whatever happens later
    due = models.DateField(_("due date"))
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.NOT_STARTED)
    percent = models.PositiveSmallIntegerField(default=0)  # as last reported and not sent back
    reported_on = models.DateField(null=True)  # when the final report that now waits for the issuer was sent
    accepted_progress = models.OneToOneField("Progress", null=True, on_delete=models.PROTECT, related_name="closes")
    closed_at = models.DateTimeField(null=True)
    ended_on = models.DateField(null=True)  # the day that counts: the accepted report's, or the day of the stop
    timing = models.CharField(_("kept in time"), max_length=10, choices=Timing.choices, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["due", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_due__gte=F("starts")) & Q(due__gte=F("starts")),
                name="task_dates",
                violation_error_message=_("The due date may not come before the first day."),
            ),
            models.CheckConstraint(
                condition=Q(status=Status.DONE, accepted_progress__isnull=False, closed_at__isnull=False,
                            ended_on__isnull=False, timing__in=["on_time", "extended", "late"])
                | (~Q(status=Status.DONE) & Q(accepted_progress__isnull=True, timing="")),
                name="task_done_has_its_report",
                violation_error_message=_("A task is done only with an accepted report."),
            ),
            models.CheckConstraint(
                condition=(Q(status=Status.REPORTED) & Q(reported_on__isnull=False))
                | (~Q(status=Status.REPORTED) & Q(reported_on__isnull=True)),
                name="task_reported_on",
            ),
            models.CheckConstraint(condition=Q(percent__lte=100), name="task_percent"),
        ]  # fmt: skip
        indexes = [
            GinIndex(fields=["seen_by"], name="task_seen_by"),
            models.Index(fields=["organisation", "due"], condition=IS_OPEN, name="task_open_doer"),
            models.Index(fields=["issuer", "due"], condition=IS_OPEN, name="task_open_issuer"),
            models.Index(fields=["post", "due"], condition=IS_OPEN, name="task_open_post"),
            models.Index(fields=["due"], condition=IS_OPEN, name="task_open_due"),
            models.Index(fields=["because", "status"], name="task_because"),
            models.Index(fields=["batch"], name="task_batch"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    def is_overdue(self, day: date | None = None) -> bool:
        day = day or today()
        if self.status == Status.REPORTED:
            return self.due < day and bool(self.reported_on and self.reported_on > self.due)
        return self.is_open and self.due < day


class Progress(models.Model):
    """A report on a task (báo cáo tiến độ). One of 100 % is final: accepting it closes the task."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="reports")
    sent_at = models.DateTimeField(auto_now_add=True)  # the real moment
    sent_on = models.DateField()  # the house's day: what "on time" is measured by
    text = CleanTextField(_("what was done"))
    percent = models.PositiveSmallIntegerField(_("done so far, in per cent"))
    status = models.CharField(max_length=10, choices=ReportStatus.choices, default=ReportStatus.SENT)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = CleanTextField(_("reason"), blank=True)  # why it was sent back
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(percent__lte=100), name="progress_percent"),
            models.CheckConstraint(
                condition=~Q(status=ReportStatus.RETURNED) | ~Q(reason=""),
                name="progress_returned_with_reason",
                violation_error_message=_("Sending a report back needs a reason."),
            ),
        ]
        indexes = [models.Index(fields=["task"], condition=Q(status="sent"), name="progress_waiting")]

    @property
    def is_final(self) -> bool:
        return self.percent == 100


class Evidence(models.Model):
    """What shows it (minh chứng): a file, a link, or the number of a document."""

    class Kind(models.TextChoices):
        FILE = "file", _("File")
        LINK = "link", _("Link")
        DOCUMENT = "document", _("Document number")

    progress = models.ForeignKey(Progress, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = CleanCharField(_("name"), max_length=300)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    url = models.URLField(_("link"), max_length=1000, blank=True)
    number = CleanCharField(_("document number"), max_length=100, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="file", file__isnull=False) | Q(kind="link") & ~Q(url="")
                           | Q(kind="document") & ~Q(number="")),
                name="evidence_is_there",
                violation_error_message=_("Evidence is a file, a link or a document number."),
            )
        ]  # fmt: skip


class DueChange(models.Model):
    """A new due date, with its mandatory reason. The first one is kept in the task."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="due_changes")
    old = models.DateField()
    new = models.DateField()
    reason = CleanTextField(_("reason"))
    known_on = (
        models.DateField()
    )  # the day it was asked for, or decided if nobody asked: it does not reach further back
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="due_change_reason",
                violation_error_message=_("A new due date needs a reason."),
            )
        ]  # fmt: skip


class ExtensionAsk(models.Model):
    """The doer asks for a later due date; the issuer answers."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="extension_asks")
    new = models.DateField(_("asked-for due date"))
    reason = CleanTextField(_("reason"))
    asked_on = models.DateField()
    status = models.CharField(max_length=10, choices=AskStatus.choices, default=AskStatus.ASKED)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answer = CleanTextField(_("reason of the answer"), blank=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(status="asked"), name="one_extension_asked",
                violation_error_message=_("A later due date has been asked for already."),
            )
        ]  # fmt: skip


class StopAsk(models.Model):
    """The wish to stop a task. It stops when every party has agreed."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="stop_asks")
    reason = CleanTextField(_("reason"))
    status = models.CharField(max_length=10, choices=AskStatus.choices, default=AskStatus.ASKED)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(status="asked"), name="one_stop_asked",
                violation_error_message=_("Stopping this task has been asked for already."),
            )
        ]  # fmt: skip


class StopConsent(models.Model):
    """One party's answer to the wish to stop: open until it is given."""

    ask = models.ForeignKey(StopAsk, on_delete=models.PROTECT, related_name="consents")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="stop_consents")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    consent = models.BooleanField(null=True)
    reason = CleanTextField(_("reason"), blank=True)
    at = models.DateTimeField(null=True)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["ask", "organisation"], name="stop_consent_once")]
        indexes = [
            models.Index(fields=["organisation"], condition=Q(consent__isnull=True), name="stop_consent_waiting")
        ]


class Obstacle(models.Model):
    """What stands in the way (khó khăn, vướng mắc); the doer may pass it up."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="obstacles")
    text = CleanTextField(_("what stands in the way"))
    proposal = CleanTextField(_("what is proposed"), blank=True)
    status = models.CharField(max_length=10, choices=ObstacleStatus.choices, default=ObstacleStatus.OPEN)
    escalated_to = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="obstacles")
    answer = CleanTextField(_("how it was resolved"), blank=True)
    raised_on = models.DateField(default=today)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="escalated") | Q(escalated_to__isnull=False), name="obstacle_passed_to_someone"
            ),
            models.CheckConstraint(
                condition=~Q(status="resolved") | ~Q(answer=""), name="obstacle_answer",
                violation_error_message=_("Say how it was resolved."),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["escalated_to"], condition=Q(status="escalated"), name="obstacle_passed"),
        ]
