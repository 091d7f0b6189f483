"""A due day of a visit or a session that was reckoned again: old and new, and why."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import CleanTextField
from dongthuan.foundation.things.models import Thing


class DueChange(models.Model):
    """Written when the calendar or the law changed. What was late stays late until a person decides."""

    thing = models.ForeignKey(Thing, on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=40)  # TCD-01, TCD-06 of a visit; TCD-04, TCD-07 of a session
    old = models.JSONField()  # the whole Deadline, as_dict()
    new = models.JSONField()
    reason = CleanTextField(_("reason"))
    held = models.BooleanField(default=False)  # it would have excused what is late: not applied until a person decides
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
