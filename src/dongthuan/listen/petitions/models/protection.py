"""Protection of who denounces: asked, decided, in effect, changed, ended. Who is protected, and why, lies in the vault."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.things.kit import CleanCharField

from ..states import PROTECTED, ProtectionStatus
from .petition import Petition


class Protection(models.Model):
    """One protection of a denunciation. While it runs the dossier is protected: no one looks without a second person."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="protections")
    status = models.CharField(max_length=10, choices=ProtectionStatus.choices, default=ProtectionStatus.REQUESTED)
    urgent = models.BooleanField(
        _("asked by word of mouth or telephone, in writing afterwards"), default=False
    )  # LTC 50.3
    requested_on = models.DateField()
    measures = ArrayField(models.CharField(max_length=8), default=list)  # codes of rules/protection.py
    decided_on = models.DateField(null=True)
    number = CleanCharField(_("number of the decision"), max_length=80, blank=True)
    ended_on = models.DateField(null=True)
    ground = models.CharField(max_length=8, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="requested") | (Q(decided_on__isnull=False) & ~Q(number="")),
                name="protection_is_decided",
            ),
            models.CheckConstraint(
                condition=~Q(status="ended") | (Q(ended_on__isnull=False) & ~Q(ground="")),
                name="protection_ends_by_ground",
            ),
            models.UniqueConstraint(
                fields=["petition"], condition=Q(status__in=PROTECTED), name="protection_one_at_a_time"
            ),
        ]
