"""What was done on a case, with the day, the ground and the paper that the law asks for."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.files.models import StoredFile
from dongthuan.foundation.papers.models import Paper
from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import CleanCharField, CleanTextField

from ..states import WithdrawalStatus
from .petition import Petition


class Step(models.Model):
    """One act of the office. Of a sealed case it holds day, code and number only: what was found lies in the vault."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=30)
    on = models.DateField()
    ground = models.CharField(max_length=20, blank=True)  # a code of rules/grounds.py
    number = CleanCharField(_("number of the paper"), max_length=80, blank=True)
    text = CleanTextField(_("text"), blank=True)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    paper = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["petition", "verb"], name="step_of_petition")]


class Withdrawal(models.Model):
    """The wish to withdraw, in whole or in part. A code on the web announces it; only a signature effects it."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="withdrawals")
    whole = models.BooleanField(_("the whole petition"), default=True)
    text = CleanTextField(_("what is withdrawn"), blank=True)  # never of a denunciation
    status = models.CharField(max_length=10, choices=WithdrawalStatus.choices, default=WithdrawalStatus.ANNOUNCED)
    announced_on = models.DateField()
    signed_on = models.DateField(null=True)  # the signed form or the minutes
    signature = models.CharField(max_length=10, blank=True)  # form | minutes

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="effected") | (Q(signed_on__isnull=False) & Q(signature__in=["form", "minutes"])),
                name="withdrawal_is_signed",
                violation_error_message=_("A withdrawal takes effect only by a signed form or by minutes."),
            ),
            models.UniqueConstraint(
                fields=["petition"], condition=Q(status="announced"), name="withdrawal_once",
                violation_error_message=_("A withdrawal has been announced already."),
            ),
        ]  # fmt: skip


class Reading(models.Model):
    """A second reader's view on a case before it is decided (ý kiến phối hợp). Never of a sealed case's content."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="readings")
    agrees = models.BooleanField(_("consents"))
    text = CleanTextField(_("view"), blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
