"""Days that are not what their weekday says, and the years whose notices were read."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.law import OFF, WORKED
from dongthuan.foundation.law import SpecialDay as Value
from dongthuan.foundation.things.kit import CleanCharField, CleanTextField, HasThing


class WorkingYear(HasThing):
    """A year of the calendar. Until its notices are read, its days are only what the law fixes and what is likely."""

    KIND = "working_year"

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    announced = models.BooleanField(_("announced"), default=False)
    notices = CleanTextField(_("notices"), blank=True)  # number and symbol of each

    class Meta:
        ordering = ["year"]
        constraints = [
            models.CheckConstraint(condition=Q(year__gte=1990, year__lte=2200), name="working_year_range"),
            models.CheckConstraint(
                condition=Q(announced=False) | ~Q(notices=""),
                name="working_year_notice",
                violation_error_message=_("A year is announced by a notice."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)


class SpecialDay(models.Model):
    """A day off, or a weekend day worked in exchange, with the notice that set it."""

    class Kind(models.TextChoices):
        OFF = OFF, _("Day off")
        WORKED = WORKED, _("Worked in exchange")

    day = models.DateField(_("day"), unique=True)
    year = models.ForeignKey(WorkingYear, to_field="year", on_delete=models.PROTECT, related_name="days")
    kind = models.CharField(_("kind"), max_length=6, choices=Kind.choices)
    name = CleanCharField(_("name"), max_length=120)
    notice = CleanCharField(_("notice"), max_length=300, blank=True)
    source = CleanCharField(_("source"), max_length=300, blank=True)
    confidence = models.CharField(max_length=12, default="text")  # how the notice was read; a Confidence of the law

    class Meta:
        ordering = ["day"]
        constraints = [
            models.CheckConstraint(condition=Q(day__year=F("year")), name="special_day_in_its_year"),
            models.CheckConstraint(
                condition=Q(kind=OFF) | Q(day__iso_week_day__gte=6),
                name="special_day_weekend",
                violation_error_message=_("Only a Saturday or a Sunday is worked in exchange."),
            ),
        ]

    def value(self) -> Value:
        return Value(self.day, self.kind, self.name, self.notice, self.source, self.confidence)
