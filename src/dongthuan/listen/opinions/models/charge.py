"""Which department answers for which groups until when; reasons that officials use again."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people.models import User
from dongthuan.foundation.texts.models import Clause
from dongthuan.foundation.things.kit import CleanCharField, CleanTextField, HasThing

from .group import Group
from .posting import Posting


class Charge(models.Model):
    """A department proposes the decisions: on a group; without one, on a clause with whatever group comes to stand on it."""

    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="charges")
    group = models.ForeignKey(Group, null=True, on_delete=models.PROTECT, related_name="charges")
    clause = models.ForeignKey(Clause, null=True, on_delete=models.PROTECT, related_name="+")  # null: the whole
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    due = models.DateField(_("due"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)  # another took it over

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["group"], condition=Q(ended_at=None), name="charge_once_a_group"),
            models.UniqueConstraint(
                fields=["posting", "clause"], condition=Q(ended_at=None, group=None), name="charge_once_a_clause",
                nulls_distinct=False,
            ),
        ]  # fmt: skip


class Block(HasThing):
    """A reason as a body words it; whoever uses it edits it for the case at hand."""

    KIND = "reason_block"
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    title = CleanCharField(_("title"), max_length=120)
    text = CleanTextField(_("text"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "title"], condition=Q(retired_at=None), name="reason_block_once",
                violation_error_message=_("There is a text block of this title."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title
