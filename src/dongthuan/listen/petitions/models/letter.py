"""A letter of the office: an outgoing paper drafted from the case, and the step that it belongs to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.papers.models import Paper
from dongthuan.foundation.people.models import User

from .petition import Petition
from .steps import Step


class Letter(models.Model):
    """`facts`: what its author said for the gaps of its form. Of a sealed case only codes and bodies, never words."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="letters")
    form = models.CharField(_("form"), max_length=12)  # a code of rules/letters.py
    verb = models.CharField(max_length=30, blank=True)  # the step that needs it
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="+")
    facts = models.JSONField(default=dict)
    step = models.ForeignKey(Step, null=True, on_delete=models.PROTECT, related_name="letters")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["petition", "verb"], name="letter_of_petition")]
