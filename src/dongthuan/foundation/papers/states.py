"""What a paper allows at each step of its way to being signed."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.things.kit import Refused


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    NUMBERED = "numbered", _("Numbered")
    FROZEN = "frozen", _("Frozen, waiting for signatures")
    SIGNING = "signing", _("Signed in part")
    SIGNED = "signed", _("Signed")
    VOID = "void", _("Void")


MOVES: dict[str, list[str]] = {
    "draft": ["numbered", "signed", "void"],  # straight to signed: taken in as signed on paper
    "numbered": ["frozen", "void"],
    "frozen": ["signing", "signed", "void"],
    "signing": ["signed", "void"],
    "signed": [],
    "void": [],
}

SIGNABLE = ("frozen", "signing")
EDITABLE = ("draft", "numbered")


def check_move(now: str, to: str) -> None:
    """Refuse a move that the table does not know."""
    if to not in MOVES[now]:
        raise Refused(
            gettext("The paper is “%(now)s”; from there it cannot become “%(to)s”.")
            % {"now": Status(now).label, "to": Status(to).label}
        )
