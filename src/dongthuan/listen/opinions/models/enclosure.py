"""What a contributor put beside an opinion; who may send opinions for others through the interface."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.files.models import StoredFile
from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import CleanCharField, CleanTextField, HasThing

from .opinion import Opinion
from .posting import Posting


class Enclosure(HasThing):
    """A paper that came with an opinion, freed of what it says about its author. Shown to the organiser's officers only."""

    KIND = "opinion_paper"
    opinion = models.ForeignKey(Opinion, on_delete=models.PROTECT, related_name="enclosures")
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")


class Mailed(models.Model):
    """An opinion that came as a letter: what stood in its subject, which may say what the text does not, and the papers that
    could not be kept, a line each with the reason."""

    opinion = models.OneToOneField(Opinion, on_delete=models.CASCADE, related_name="mailed")
    subject = CleanCharField(max_length=300, blank=True)
    left_out = CleanTextField(blank=True)


class SenderKey(models.Model):
    """Who sends opinions on one call through the interface. `hash` is of the whole key; `start` are its first letters."""

    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="keys")
    name = CleanCharField(_("whose key"), max_length=120)
    contact = CleanCharField(_("office that answers for it"), max_length=200)
    start = models.CharField(max_length=8)
    hash = models.CharField(max_length=64, unique=True)
    per_minute = models.PositiveIntegerField(_("opinions a minute"), default=600)
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.start}…)"


class Sent(models.Model):
    """Through which key an opinion came: whoever sends it is not taken for who said it."""

    opinion = models.OneToOneField(Opinion, on_delete=models.CASCADE, related_name="sent")
    key = models.ForeignKey(SenderKey, on_delete=models.PROTECT, related_name="sent")
