"""The states of a key recovery, and who owns each."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    REQUESTED = "requested", _("Waiting for the second person")  # owned by the second person
    CONFIRMED = "confirmed", _("Confirmed")  # over: the account's factors are gone, a one-time link was made
    WITHDRAWN = "withdrawn", _("Withdrawn")  # over: nothing happened


MOVES: dict[str, list[str]] = {
    "requested": ["confirmed", "withdrawn"],
    "confirmed": [],
    "withdrawn": [],
}
