"""Words of an opinion that a person released."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import CleanTextField

from .opinion import Opinion


class Quote(models.Model):
    """What everyone may read of an opinion, once personal data was taken out of it. Never made by itself."""

    opinion = models.ForeignKey(Opinion, on_delete=models.PROTECT, related_name="quotes")
    text = CleanTextField(_("what everyone may read"))
    released_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(auto_now_add=True)
    taken_back_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["opinion"], condition=Q(taken_back_at=None), name="quote_once",
                violation_error_message=_("Words of this opinion are released already."),
            ),
            models.CheckConstraint(condition=~Q(text=""), name="quote_says_something"),
        ]  # fmt: skip
