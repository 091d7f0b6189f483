"""Who brought a petition and what they wrote. Of a denunciation, nothing of this exists: it lies in the vault."""

import re

from django.db import models
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.files.models import StoredFile
from dongthuan.foundation.things.kit import CleanCharField, CleanTextField

from .petition import Petition


class Statement(models.Model):
    """The words of a complaint, recommendation or reflection, with what the law asks them to hold (LKN 8)."""

    petition = models.OneToOneField(Petition, on_delete=models.PROTECT, related_name="statement")
    content = CleanTextField(_("content and reason"))
    request = CleanTextField(_("what is asked for"), blank=True)
    against = CleanCharField(_("decision, act, body or person complained of"), max_length=300, blank=True)
    known_on = models.DateField(_("day the decision or act was known"), null=True)
    written_on = models.DateField(_("date of the petition"), null=True)
    signed = models.BooleanField(_("signed or fingerprinted"), default=False)


class Petitioner(models.Model):
    """One of those who brought it. `key`, `phone_key`: how duplicates are found."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="petitioners")
    full_name = CleanCharField(_("sender's full name"), max_length=120)
    address = CleanCharField(_("address"), max_length=300, blank=True)
    phone = CleanCharField(_("telephone"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    id_number = CleanCharField(_("identity card number"), max_length=20, blank=True)
    represents = models.BooleanField(_("represents the others"), default=False)
    key = models.CharField(max_length=120, blank=True, editable=False, db_index=True)  # the name without marks
    phone_key = models.CharField(max_length=20, blank=True, editable=False, db_index=True)  # digits only

    class Meta:
        ordering = ["pk"]


def phone_key(phone: str) -> str:
    """The digits by which telephones are compared, from 0 however the country was written."""
    return re.sub(r"^(0084|84)(?=\d{9}$)", "0", re.sub(r"\D", "", phone))[-20:]


class Attachment(models.Model):
    """A paper or file that came with the petition, or later."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="attachments")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    given_on = models.DateField()
    by_sender = models.BooleanField(default=True)

    class Meta:
        ordering = ["pk"]


class Receipt(models.Model):
    """The code by which its sender follows it. Only its keyed hash is kept: the code itself is on the paper."""

    petition = models.OneToOneField(Petition, on_delete=models.PROTECT, related_name="receipt")
    code_hash = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(auto_now_add=True)
