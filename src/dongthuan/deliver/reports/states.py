"""What a report allows."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dongthuan.foundation.things.kit import Refused


class Status(models.TextChoices):
    DRAFT = "draft", gettext_lazy("Draft")
    FROZEN = "frozen", gettext_lazy("Frozen, waiting for signatures")
    SIGNED = "signed", gettext_lazy("Signed")


MOVES: dict[str, list[str]] = {
    "draft": ["frozen", "signed"],  # straight to signed: taken in as signed on paper
    "frozen": ["signed", "draft"],  # back: the paper was made void before it was signed
    "signed": [],
}


class Kind(models.TextChoices):
    SIX_MONTH = "six_month", gettext_lazy("Six-month report")
    ANNUAL = "annual", gettext_lazy("Annual report")
    MID_TERM = "mid_term", gettext_lazy("Mid-term report")
    END_TERM = "end_term", gettext_lazy("End-of-term report")


OVER_YEARS = (Kind.MID_TERM, Kind.END_TERM)  # they hold what was planned against what was done


class Bucket(models.TextChoices):
    """How a task stands on the report's day; each task of the period stands in exactly one."""

    ON_TIME = "on_time", gettext_lazy("Done on time")
    EXTENDED = "extended", gettext_lazy("Done within an extension")
    LATE = "late", gettext_lazy("Done late")
    IN_HAND = "in_hand", gettext_lazy("In hand")
    OVERDUE = "overdue", gettext_lazy("Overdue")
    STOPPED = "stopped", gettext_lazy("Stopped")


def check_move(now: str, then: str) -> None:
    if then not in MOVES[now]:
        raise Refused(
            _("A report that is “%(now)s” cannot become “%(then)s”.")
            % {"now": Status(now).label, "then": Status(then).label}
        )
