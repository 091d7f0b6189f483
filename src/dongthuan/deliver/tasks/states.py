"""The statuses of a task and of a report on it, the moves between them, and who owns each status."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dongthuan.foundation.things.kit import Refused


class Status(models.TextChoices):
    NOT_STARTED = "not_started", gettext_lazy("Not started")
    IN_PROGRESS = "in_progress", gettext_lazy("In progress")
    REPORTED = "reported", gettext_lazy("Reported, waiting for the issuer")
    DONE = "done", gettext_lazy("Done")
    STOPPED = "stopped", gettext_lazy("Stopped")


MOVES = {
    "not_started": ["in_progress", "reported", "stopped"],
    "in_progress": ["reported", "stopped"],
    "reported": ["in_progress", "done", "stopped"],
    "done": [],
    "stopped": [],
}
OWNERS = {  # who is to act next
    "not_started": "doer",
    "in_progress": "doer",
    "reported": "issuer",
    "done": "",
    "stopped": "",
}
OPEN = (Status.NOT_STARTED, Status.IN_PROGRESS, Status.REPORTED)


class ReportStatus(models.TextChoices):
    SENT = "sent", gettext_lazy("Waiting to be read")
    ACCEPTED = "accepted", gettext_lazy("Report accepted")
    RETURNED = "returned", gettext_lazy("Report sent back")


REPORT_MOVES = {"sent": ["accepted", "returned"], "accepted": [], "returned": []}


class AskStatus(models.TextChoices):
    """Of a wish that others answer: a later due date, a stop."""

    ASKED = "asked", gettext_lazy("Waiting for an answer")
    GRANTED = "granted", gettext_lazy("Request granted")
    REFUSED = "refused", gettext_lazy("Request refused")


ASK_MOVES = {"asked": ["granted", "refused"], "granted": [], "refused": []}


class ObstacleStatus(models.TextChoices):
    OPEN = "open", gettext_lazy("Not resolved yet")
    ESCALATED = "escalated", gettext_lazy("Passed up")
    RESOLVED = "resolved", gettext_lazy("Resolved")


OBSTACLE_MOVES = {"open": ["escalated", "resolved"], "escalated": ["escalated", "resolved"], "resolved": []}


class Timing(models.TextChoices):
    """Fixed when the task is closed, by the day the accepted report was sent; the day of closing plays no part."""

    ON_TIME = "on_time", gettext_lazy("On time")
    EXTENDED = "extended", gettext_lazy("Within a granted extension")
    LATE = "late", gettext_lazy("Late")


def check_move(status: str, to: str) -> None:
    """Refuse a move that is not in MOVES, in words of the task page."""
    if to not in MOVES[status]:
        raise Refused(
            _("This task is “%(now)s”; from there it cannot become “%(to)s”. Open it again to see what changed.")
            % {"now": Status(status).label, "to": Status(to).label}
        )
