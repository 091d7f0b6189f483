"""What a year makes of a programme: its focus, its plan, the rows of the plan."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.files.models import StoredFile
from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.papers.models import Paper
from dongthuan.foundation.people.models import User
from dongthuan.foundation.texts.models import Clause
from dongthuan.foundation.things.kit import CleanCharField, CleanTextField, HasThing

from ..states import PlanStatus
from .programme import Programme


class YearFocus(models.Model):
    """The year's theme (chủ đề năm) and the clauses it concentrates on (trọng tâm)."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="focuses")
    year = models.PositiveSmallIntegerField(_("year"))
    theme = CleanCharField(_("theme of the year"), max_length=300)
    clauses = models.ManyToManyField(Clause, related_name="focused_in", verbose_name=_("clauses in focus"))

    class Meta:
        ordering = ["programme_id", "-year"]
        constraints = [models.UniqueConstraint(fields=["programme", "year"], name="focus_once_a_year")]


class AnnualPlan(HasThing):
    """The plan of one year (kế hoạch năm), signed by one or more of the parties."""

    KIND = "plan"
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="plans")
    year = models.PositiveSmallIntegerField(_("year"))
    status = models.CharField(_("status"), max_length=10, choices=PlanStatus.choices, default=PlanStatus.DRAFT)
    paper = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")
    next_key = models.PositiveIntegerField(default=1)  # the number of the next row's key; never goes back
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-year", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "year"], name="plan_once_a_year",
                violation_error_message=_("This year has a plan already."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Kế hoạch năm {self.year}"


class PlanRow(HasThing):
    """One line of the plan: content, measurable target, who leads, who co-operates, from–to, product (law note 1.4)."""

    KIND = "plan_row"
    plan = models.ForeignKey(AnnualPlan, on_delete=models.PROTECT, related_name="rows")
    key = models.CharField(_("row code"), max_length=20)  # "2022-07": stands in the Excel file, survives reordering
    order = models.PositiveIntegerField()
    clause = models.ForeignKey(
        Clause, null=True, blank=True, on_delete=models.PROTECT, related_name="plan_rows", verbose_name=_("clause")
    )
    content = CleanTextField(_("content"))
    target = CleanTextField(_("measurable target"), blank=True)
    lead = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="plan_rows", verbose_name=_("leads"))
    partners = models.ManyToManyField(
        Organisation, blank=True, related_name="partner_rows", verbose_name=_("co-operating bodies")
    )
    starts = models.DateField(_("from"), null=True, blank=True)
    ends = models.DateField(_("until"))
    product = CleanTextField(_("product"), blank=True)
    note = CleanTextField(_("note"), blank=True)
    revision = models.PositiveIntegerField(
        default=1
    )  # goes up with every change: two people do not overwrite each other
    dropped = models.BooleanField(default=False)  # taken out of the draft; the key is not used again

    class Meta:
        ordering = ["plan_id", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "key"], name="plan_row_key_once"),
            models.CheckConstraint(
                condition=Q(starts__isnull=True) | Q(ends__gte=F("starts")), name="plan_row_dates",
                violation_error_message=_("The last day may not come before the first."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.content


class PlanImport(models.Model):
    """An Excel file someone brought for a plan, looked at first and taken over when they say so."""

    plan = models.ForeignKey(AnnualPlan, on_delete=models.PROTECT, related_name="imports")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
