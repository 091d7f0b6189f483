"""What a version of a text allows."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    FROZEN = "frozen", _("Frozen")


MOVES: dict[str, list[str]] = {"draft": ["frozen"], "frozen": []}
