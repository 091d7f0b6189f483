"""A place of reception and what is published about it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.orgs.models import Dated, DatedQuerySet, Organisation, dated_constraint
from dongthuan.foundation.things.kit import CleanCharField, CleanTextField, HasThing


class Place(HasThing, Dated):
    """Địa điểm tiếp công dân of an organisation. `unit` is whose reception officers serve it (a Ban tiếp công dân)."""

    KIND = "reception_place"
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="reception_places", verbose_name=_("organisation")
    )
    unit = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("served by")
    )
    name = CleanCharField(_("name"), max_length=200)
    address = CleanCharField(_("address"), max_length=300)
    hours = CleanTextField(_("regular hours"))
    telephone = CleanCharField(_("telephone"), max_length=40, blank=True)
    rules = CleanTextField(_("house rules"), blank=True)
    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__level", "organisation__name", "name"]
        constraints = [
            dated_constraint("reception_place_dates"),
            models.UniqueConstraint(
                fields=["organisation", "name", "since"], name="reception_place_once",
                violation_error_message=_("This organisation has a place of that name already."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name
