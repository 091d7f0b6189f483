"""What an organisation offers to be told of, and within what time it answers."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.things.kit import CleanCharField, CleanTextField, HasThing

from .. import rules


class Service(HasThing):
    """A service of an organisation. Only a published one is seen and takes requests."""

    KIND = "service"
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="services")
    code = models.SlugField(
        _("service code"), max_length=40, unique=True, error_messages={"unique": _("Another service has this code.")}
    )
    name = CleanCharField(_("name of the service"), max_length=200)
    description = CleanTextField(_("what it is for"), blank=True)
    group = CleanCharField(_("group"), max_length=100, blank=True)
    keywords = CleanCharField(_("keywords"), max_length=300, blank=True)
    notice = CleanTextField(_("what the sender is told"), blank=True)
    attributes = models.JSONField(default=list)  # the questions, in the standard's shape (rules.attributes)
    published = models.BooleanField(default=False)

    class Meta:
        ordering = ["group", "name", "pk"]

    def __str__(self) -> str:
        return self.name


class ServiceLevel(models.Model):
    """Within what time a request of the service is answered, from a day on; the next level ends it."""

    class Unit(models.TextChoices):
        WORKING_DAYS = "working_days", _("working days")
        WORKING_HOURS = "working_hours", _("working hours")
        DAYS = "days", _("days")
        HOURS = "hours", _("hours")
        GIVEN = "given", _("the moment that the source gives")

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="levels")
    since = models.DateField(_("from"))
    unit = models.CharField(_("counted in"), max_length=13, choices=Unit.choices)
    amount = models.PositiveIntegerField(_("how many"), null=True)
    office_hours = models.CharField(_("office hours"), max_length=80, default=rules.OFFICE_HOURS)
    basis = CleanCharField(_("set by"), max_length=300)  # the paper that set it

    class Meta:
        ordering = ["-since"]
        constraints = [
            models.UniqueConstraint(fields=["service", "since"], name="service_level_since"),
            models.CheckConstraint(
                condition=Q(unit="given", amount__isnull=True) | (~Q(unit="given") & Q(amount__gte=1)),
                name="service_level_amount",
                violation_error_message=_("Say how many; a level whose moment the source gives has no number."),
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        unit = str(self.get_unit_display())
        return f"{self.amount} {unit}" if self.amount else unit

    @property
    def rule(self) -> rules.Level:
        return rules.Level(self.unit, self.amount or 0, self.office_hours)


def level_on(levels: list[ServiceLevel], day: date) -> ServiceLevel | None:
    """The level in force on the day, of a service's levels."""
    return max((x for x in levels if x.since <= day), key=lambda x: x.since, default=None)
