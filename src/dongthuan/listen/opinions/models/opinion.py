"""What was said, by whom, and how it came in."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dongthuan.foundation.files.models import StoredFile
from dongthuan.foundation.orgs.models import Area, Organisation
from dongthuan.foundation.people.models import User
from dongthuan.foundation.texts.models import Clause
from dongthuan.foundation.things.kit import CleanCharField, CleanTextField, HasThing

from ..states import Channel, Stance
from .posting import Posting


class Intake(HasThing):
    """What an official brought in. Whoever collected it is not its author."""

    KIND = "opinion_intake"

    class Kind(models.TextChoices):
        PAPER = "paper", pgettext_lazy("of an opinion", "Paper")
        MEETING = "meeting", _("Minutes of a meeting")
        SHEET = "sheet", _("Excel file")
        MAIL = "mail", _("E-mail")

    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="intakes")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    collector = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")  # the collector's
    place = CleanCharField(_("place"), max_length=200, blank=True)
    held_on = models.DateField(_("day"))
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    rows = models.PositiveIntegerField(default=0)  # of a sheet: how many it holds, read so far, known already
    done = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list)  # [cell, sentence]
    finished = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]


class Opinion(models.Model):
    """One opinion on a clause; without one, on the whole. `letter` is the first opinion of its wording's letter."""

    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="opinions")
    clause = models.ForeignKey(Clause, null=True, on_delete=models.PROTECT, related_name="public_opinions")
    stance = models.CharField(_("stance"), max_length=10, choices=Stance.choices)
    words = CleanTextField(_("opinion"), blank=True)
    wording = CleanTextField(_("proposed wording"), blank=True)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    intake = models.ForeignKey(Intake, null=True, on_delete=models.PROTECT, related_name="opinions")
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    behalf = CleanCharField(_("organisation it is given for"), max_length=200, blank=True)
    authority = CleanCharField(_("by what authority"), max_length=200, blank=True)
    given_on = models.DateField(_("given on"))
    received_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)
    group = models.ForeignKey("opinions.Group", null=True, on_delete=models.PROTECT, related_name="opinions")
    letter = models.BigIntegerField(null=True)
    by_hand = models.BooleanField(default=False)
    text_key = models.CharField(max_length=32, blank=True, editable=False)  # equal for texts that read the same
    sending = models.CharField(max_length=64, unique=True, null=True, editable=False)
    code_hash = models.CharField(max_length=64, unique=True, null=True, editable=False)
    row_key = models.CharField(max_length=64, null=True, editable=False)  # of a row of a sheet

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["posting", "group"], name="opinion_by_group"),
            models.Index(fields=["posting", "text_key"], name="opinion_by_wording"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["posting", "row_key"], name="opinion_row_once"),
            models.CheckConstraint(
                condition=~Q(stance="changes") | ~Q(words="", wording=""),
                name="opinion_says_what",
                violation_error_message=_("Write what should be changed."),
            ),
        ]


class Giver(models.Model):
    """Who gave it, as far as they said. Shown to the organiser's officers only; `key` tells one person from another."""

    opinion = models.OneToOneField(Opinion, on_delete=models.CASCADE, related_name="giver")
    name = CleanCharField(_("name"), max_length=120, blank=True)
    contact = CleanCharField(_("telephone or e-mail"), max_length=200, blank=True)
    key = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
