"""What a version of a text allows."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dongthuan.foundation.things.kit import Refused


class Status(models.TextChoices):
    DRAFT = "draft", gettext_lazy("Draft")
    FROZEN = "frozen", gettext_lazy("Frozen")


MOVES: dict[str, list[str]] = {"draft": ["frozen"], "frozen": []}
OWNERS = {"draft": "who owns the text", "frozen": ""}  # who is to act next


def check_move(status: str, to: str) -> None:
    """Refuse what the table of moves does not name."""
    if to not in MOVES[status]:
        raise Refused(_("This version is frozen; no word of it changes any more."))
