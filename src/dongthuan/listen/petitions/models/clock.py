"""A running limit of a case: a stored answer of the law's rules, with all it takes to print its arithmetic."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import CleanTextField

from .petition import Petition


class Clock(models.Model):
    """Computed once by a dated rule; recomputed only when the law or the calendar changes, with old and new recorded."""

    class Purpose(models.TextChoices):
        ANSWER = "answer", _("Answer the visitor")
        ACCEPT = "accept", _("Accept or refuse")
        TRANSFER = "transfer", _("Transfer to the competent body")
        SOLVE = "solve", _("Solve")
        SEND = "send", _("Send")
        NOTIFY = "notify", _("Tell the persons concerned")
        ACT = "act", _("Act on the conclusion")
        PUBLISH = "publish", _("Make public")
        REVIEW = "review", _("Review")
        REPORT = "report", _("Report back")
        RIGHT = "right", _("The sender's right")
        EFFECT = "effect", _("Takes effect")
        ALARM = "alarm", _("Red list")

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="clocks")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    rule = models.CharField(max_length=40)  # KN-04, TC-01/verify
    trigger = models.DateField()
    nominal = models.DateField()
    due = models.DateField()
    facts = models.JSONField(default=dict)  # the whole Deadline, as_dict(): its arithmetic is printed from it
    asked = models.JSONField(default=dict)  # complex, remote, extensions, suspended: to reckon it again
    provisional = models.BooleanField(default=False)
    warning = models.TextField(blank=True)
    started_on = models.DateField()
    met_on = models.DateField(null=True)  # what was due was done on this day
    ended_on = models.DateField(null=True)  # no longer runs: met, or nothing is due any more
    suspended_on = models.DateField(null=True)

    class Meta:
        ordering = ["due", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["petition", "rule"], condition=Q(ended_on__isnull=True), name="clock_runs_once"
            ),
            models.CheckConstraint(
                condition=Q(met_on__isnull=True) | Q(ended_on__isnull=False), name="clock_met_ended"
            ),
        ]
        indexes = [
            models.Index(fields=["due"], condition=Q(ended_on__isnull=True), name="clock_running"),
            models.Index(fields=["petition", "due"], condition=Q(ended_on__isnull=True), name="clock_of_petition"),
            models.Index(fields=["rule", "trigger", "due"], condition=Q(ended_on__isnull=True), name="clock_reckoned"),
        ]

    @property
    def basis(self) -> str:
        return str(self.facts.get("basis", ""))

    @property
    def runs(self) -> bool:
        return self.ended_on is None

    def is_late(self, day: Any) -> bool:
        """Past its day and not met; met after its day counts too."""
        return (self.met_on or day) > self.due and (self.met_on is not None or self.ended_on is None)

    @property
    def is_duty(self) -> bool:
        """Whether the office owes it."""
        return self.purpose not in NOT_OWED


# A right and an effect are nobody's delay, an alarm is another's.
NOT_OWED = [str(p) for p in (Clock.Purpose.RIGHT, Clock.Purpose.EFFECT, Clock.Purpose.ALARM)]


class ClockChange(models.Model):
    """A clock that was reckoned again: old and new, and why. A case that was late stays late until a person decides."""

    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="changes")
    old = models.JSONField()
    new = models.JSONField()
    reason = CleanTextField(_("reason"))
    held = models.BooleanField(default=False)  # it would have excused a late case: not applied until a person decides
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
