"""A due day of a visit that was reckoned again: old and new, and why."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import CleanTextField

from .visit import Visit


class DueChange(models.Model):
    """Written when the calendar or the law changed. A visit that was late stays late until a person decides."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="due_changes")
    rule = models.CharField(max_length=40)  # TCD-01, TCD-06
    old = models.JSONField()  # the whole Deadline, as_dict()
    new = models.JSONField()
    reason = CleanTextField(_("reason"))
    held = models.BooleanField(default=False)  # it would have excused a late visit: not applied until a person decides
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
