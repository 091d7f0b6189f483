"""The same petition, sent to several bodies at once (đơn gửi nhiều nơi): each keeps its own, and knows of the other."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.people.models import User

from .petition import Petition


class Copy(models.Model):
    """One pair, the earlier case first. Never of a sealed case: that two cases are one would say something of a denouncer."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="sent_elsewhere")
    other = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="came_elsewhere")
    on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(petition__lt=F("other")), name="copy_earlier_first"),
            models.UniqueConstraint(
                fields=["petition", "other"], name="copy_once",
                violation_error_message=_("These two are linked already."),
            ),
        ]  # fmt: skip
