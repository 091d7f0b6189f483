"""What the status of a programme and of a year's plan allows. A trigger in the database refuses every other move."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.things.kit import Refused


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    GATHERING = "gathering", _("Gathering views")
    NUMBERED = "numbered", _("Numbered")
    SIGNING = "signing", _("Being signed")
    IN_FORCE = "in_force", _("In effect")
    AMENDING = "amending", _("In force, being amended")
    ENDED = "ended", _("No longer in force")


# Before the first signature the way leads over draft, afterwards over amending; a constraint keeps the two apart.
MOVES: dict[str, list[str]] = {
    "draft": ["gathering", "numbered", "in_force"],  # straight in force: taken in as signed on paper
    "gathering": ["draft", "amending"],
    "numbered": ["signing", "draft", "amending"],  # back: the parties withdraw the paper
    "signing": ["in_force", "draft", "amending"],
    "in_force": ["amending", "ended"],
    "amending": ["gathering", "numbered", "in_force"],
    "ended": [],
}

WRITING = {Status.DRAFT, Status.AMENDING}  # the words may change
PUBLIC = {Status.IN_FORCE, Status.AMENDING, Status.ENDED}  # plus whatever is being amended: see queries.public


class PlanStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    NUMBERED = "numbered", _("Numbered")
    SIGNING = "signing", _("Being signed")
    SIGNED = "signed", _("Signed")


PLAN_MOVES: dict[str, list[str]] = {
    "draft": ["numbered", "signed"],  # straight to signed: taken in as signed on paper
    "numbered": ["signing", "draft"],
    "signing": ["signed", "draft"],
    "signed": [],
}


def check_move(now: str, then: str, moves: dict[str, list[str]] = MOVES) -> None:
    """Refuse a move the table does not hold."""
    if then not in moves.get(now, []):
        labels: dict[str, object] = {**dict(PlanStatus.choices), **dict(Status.choices)}
        raise Refused(
            gettext("From “%(now)s” there is no way to “%(then)s”.") % {"now": labels[now], "then": labels[then]}
        )
