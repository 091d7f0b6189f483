"""Where a request stands. The standard knows open and closed; handed over is neither: it is no longer there."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.things.kit import Refused


class Status(models.TextChoices):
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    HANDED_OVER = "handed_over", _("Handed over")


MOVES: dict[str, list[str]] = {"open": ["closed", "handed_over"], "closed": ["open", "handed_over"], "handed_over": []}
PUBLIC = (Status.OPEN, Status.CLOSED)


def check_move(now: str, then: str) -> None:
    if then not in MOVES[now]:
        raise Refused(
            gettext("A request that is “%(now)s” cannot become “%(to)s”.")
            % {"now": Status(now).label, "to": Status(then).label}
        )
