"""Groups, the decision on each, and what officials corrected by hand."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.people.models import User
from dongthuan.foundation.texts.models import Clause
from dongthuan.foundation.things.kit import CleanCharField, CleanTextField, HasThing
from dongthuan.listen.consultations.states import Code

from ..states import Gathered, Stance
from .opinion import Opinion
from .posting import Posting


class Group(HasThing):
    """Opinions of one meaning on one clause. The decision on it holds once a second person approved it.

    `base`: how the clause read when `wording` was made from it; `revision`: nobody approves what they have not seen.
    """

    KIND = "opinion_group"
    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="groups")
    clause = models.ForeignKey(Clause, null=True, on_delete=models.PROTECT, related_name="+")
    stance = models.CharField(max_length=10, choices=Stance.choices)
    gathered = models.CharField(max_length=10, choices=Gathered.choices)
    name = CleanCharField(_("name of the group"), max_length=300, blank=True)
    sample = models.ForeignKey(Opinion, null=True, on_delete=models.PROTECT, related_name="+")
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")
    code = models.CharField(_("decision"), max_length=14, choices=Code.choices, blank=True)
    reason = CleanTextField(_("reason"), blank=True)
    wording = CleanTextField(_("new wording of the clause"), blank=True)
    base = CleanTextField(blank=True)
    after = models.ForeignKey(Clause, null=True, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=0)
    proposed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["posting", "clause", "stance", "gathered"], condition=~Q(gathered="like"),
                name="one_such_group_a_clause", nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True) | ~Q(code=""),
                name="group_approved_is_decided",
                violation_error_message=_("Nothing was proposed that could be approved."),
            ),
            models.CheckConstraint(
                condition=~Q(code__in=["GIU-NGUYEN", "MOT-PHAN", "NGOAI-PHAM-VI"]) | ~Q(reason=""),
                name="group_reason",
                violation_error_message=_("This decision needs a reason."),
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=models.F("proposed_by")),
                name="group_four_eyes",
                violation_error_message=_("Who proposed a decision does not approve it."),
            ),
        ]  # fmt: skip


class Correction(models.Model):
    """What an official changed in the grouping. Undoing it puts back what still stands where it put it."""

    class Kind(models.TextChoices):
        MERGE = "merge", _("Merged")
        MOVE = "move", _("Moved")
        SPLIT = "split", _("Split off")
        NAME = "name", _("Named")

    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="corrections")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    source = models.ForeignKey(Group, null=True, on_delete=models.PROTECT, related_name="+")
    target = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    before = CleanCharField(max_length=300, blank=True)
    after = CleanCharField(max_length=300, blank=True)
    count = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]


class Moved(models.Model):
    """Where one opinion stood before a correction."""

    correction = models.ForeignKey(Correction, on_delete=models.CASCADE, related_name="moved")
    opinion = models.ForeignKey(Opinion, on_delete=models.CASCADE, related_name="+")
    was = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    was_by_hand = models.BooleanField(default=False)
