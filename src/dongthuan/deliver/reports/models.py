"""Reports, their sections, the rows their figures count, declared figures; conferences with their delegates."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dongthuan.deliver.programmes.models import Programme
from dongthuan.foundation.files.models import StoredFile
from dongthuan.foundation.orgs.models import Area, Organisation
from dongthuan.foundation.papers.models import Paper
from dongthuan.foundation.texts.models import Clause, Version
from dongthuan.foundation.things.kit import CleanCharField, CleanTextField, HasThing
from dongthuan.foundation.things.models import Thing

from .states import Bucket, Kind, Status


class Report(HasThing):
    """A report of a programme over a period. `as_of` is the day its figures speak of, `moment` when they were computed."""

    KIND = "report"
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    title = CleanTextField(_("title"))
    issuer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="reports")
    since = models.DateField(_("from"))
    until = models.DateField(_("until"))
    # The wording the report speaks of: the one in force on `as_of`. An amendment signed later does not touch the report.
    version = models.ForeignKey(Version, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    as_of = models.DateField(null=True)
    moment = models.DateTimeField(null=True)
    rows_hash = models.CharField(max_length=64, blank=True)  # SHA-256 over the rows, set when frozen
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    paper = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-until", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "kind", "until"], name="report_once_a_period",
                violation_error_message=_("This period has a report of this kind already."),
            ),
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="report_period"),
            models.CheckConstraint(
                condition=Q(status="draft") | ~Q(rows_hash="") | Q(moment__isnull=True), name="report_frozen_has_its_hash"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class Section(models.Model):
    """A part of the report: the drafted skeleton and the words written over it. `[[…]]` in them are figures."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sections")
    order = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40)
    level = models.PositiveSmallIntegerField(default=1)
    number = models.CharField(max_length=10)
    title = CleanTextField()
    skeleton = CleanTextField(blank=True)
    text = CleanTextField(blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["report_id", "order"]
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="section_once")]


class ReportRow(models.Model):
    """One task of the period as it stood on the report's day."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="rows")
    task = models.ForeignKey(Thing, on_delete=models.PROTECT, related_name="+")
    clause = models.ForeignKey(Clause, null=True, on_delete=models.PROTECT, related_name="+")  # the content clause
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    bucket = models.CharField(max_length=10, choices=Bucket.choices)
    obstacles = models.PositiveIntegerField(default=0)
    evidence = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "task"], name="report_row_once")]
        indexes = [
            models.Index(fields=["report", "clause", "bucket"], name="report_row_clause"),
            models.Index(fields=["report", "organisation", "bucket"], name="report_row_org"),
            models.Index(fields=["report", "area", "bucket"], name="report_row_area"),
        ]


class DeclaredFigure(models.Model):
    """A number that a named paper states (số liệu khai báo). It has no rows behind it, and says so."""

    class Nature(models.TextChoices):
        PERIOD = "T", _("in the period")
        RUNNING = "L", _("running total")
        MOMENT = "P", _("at a moment")

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="declared")
    label = CleanCharField(_("what is counted"), max_length=300)
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=2)
    unit = CleanCharField(_("unit"), max_length=40, blank=True)
    nature = models.CharField(_("nature"), max_length=1, choices=Nature.choices, default=Nature.PERIOD)
    as_of = models.DateField(_("as of"), null=True, blank=True)
    source = CleanCharField(_("source paper"), max_length=500)  # its number, date and issuer
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["report_id", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(source=""), name="declared_has_a_source",
                violation_error_message=_("A declared figure names the paper it comes from."),
            ),
            models.CheckConstraint(
                condition=~Q(nature="P") | Q(as_of__isnull=False), name="declared_moment_has_a_day",
                violation_error_message=_("A figure at a moment needs its day."),
            ),
        ]  # fmt: skip


class Conference(HasThing):
    """The conference at which a review is held and papers are signed (hội nghị sơ kết, tổng kết, ký kết)."""

    KIND = "conference"
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="conferences")
    report = models.ForeignKey(Report, null=True, blank=True, on_delete=models.PROTECT, related_name="conferences")
    title = CleanTextField(_("title"))
    day = models.DateField(_("day"))
    place = CleanCharField(_("place"), max_length=200)
    agenda = CleanTextField(_("agenda"), blank=True, help_text=_("One line per item: time, content, who."))
    minutes = CleanTextField(_("minutes"), blank=True)
    held = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-day", "-pk"]

    def __str__(self) -> str:
        return self.title


class Delegate(models.Model):
    """Who is invited for an organisation, and whether they came. Named by post; a name only where one was given."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="delegates")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    title = CleanCharField(_("post"), max_length=200)
    name = CleanCharField(_("name"), max_length=120, blank=True)
    present = models.BooleanField(_("present"), null=True, blank=True)

    class Meta:
        ordering = ["conference_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "organisation", "title", "name"], name="delegate_once")
        ]
