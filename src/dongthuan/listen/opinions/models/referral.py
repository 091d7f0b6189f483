"""What another organisation is asked about a group, and what it answers. The decision stays with the organiser."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import CleanTextField, HasThing

from .group import Group
from .posting import Posting


class Referral(HasThing):
    """A group on which an organisation beyond the organiser's own departments is asked for its view, until a day."""

    KIND = "opinion_referral"
    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="referrals")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="referrals")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    question = CleanTextField(_("question"))
    due = models.DateField(_("due"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    answer = CleanTextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "organisation"], condition=Q(answered_at=None, taken_back_at=None),
                name="referral_once_at_a_time",
                violation_error_message=_("This organisation is asked already."),
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="referral_answered_says_what",
                violation_error_message=_("Write the answer."),
            ),
        ]  # fmt: skip
