"""The states of a request to look that needs a second person, and who owns each."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    ASKED = "asked", _("Waiting for the second person")  # owned by whoever else is authorised
    APPROVED = "approved", _("Approved: one look")  # owned by who asked, until it expires
    REFUSED = "refused", _("Refused")  # over: nothing was seen
    USED = "used", _("Used")  # over: the one look was taken


MOVES: dict[str, list[str]] = {
    "asked": ["approved", "refused"],
    "approved": ["used", "refused"],
    "refused": [],
    "used": [],
}
