"""A conversation, its statements, who takes part, their votes, and the map made of them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import CleanCharField, CleanTextField, HasThing

from . import rules
from .states import Answer, Ground, StatementStatus, Status


class Conversation(HasThing):
    """People are asked what they think of statements, from `opens` to `closes`, both days included."""

    KIND = "conversation"
    topic = CleanCharField(_("topic"), max_length=200)
    explanation = CleanTextField(_("explanation"))
    audience = CleanCharField(_("whom it asks"), max_length=300)
    organiser = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    opens = models.DateField(_("opens on"))
    closes = models.DateField(_("closes on"))
    status = models.CharField(max_length=6, choices=Status.choices, default=Status.OPEN)

    class Meta:
        ordering = ["-opens", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes__gte=models.F("opens")),
                name="conversation_days",
                violation_error_message=_("It may not close before it opens."),
            )
        ]

    def __str__(self) -> str:
        return self.topic


class Participant(models.Model):
    """Somebody who votes. `key` is the keyed hash of a random number in their browser, or of a ballot's number; no more is kept."""

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="participants")
    key = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "key"], name="participant_once")]


class Statement(models.Model):
    """One idea. `number` names it on pages and in files of votes; `votes` counts them, for the order in which it is offered."""

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="statements")
    number = models.PositiveIntegerField(_("number"))
    text = CleanCharField(_("statement"), max_length=rules.LONGEST)
    proposer = models.ForeignKey(Participant, null=True, on_delete=models.PROTECT, related_name="proposals")
    status = models.CharField(max_length=8, choices=StatementStatus.choices)
    released_on = models.DateField(null=True)
    ground = models.CharField(_("ground"), max_length=8, choices=Ground.choices, blank=True)
    reason = CleanTextField(_("reason"), blank=True)
    votes = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["conversation_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "number"], name="statement_number"),
            models.CheckConstraint(
                condition=~Q(status="refused") | (~Q(ground="") & ~Q(reason="")),
                name="statement_refused",
                violation_error_message=_("A refusal names its ground and its reason."),
            ),
            models.CheckConstraint(
                condition=~Q(status="released") | Q(released_on__isnull=False),
                name="statement_released",
                violation_error_message=_("A released statement says since when it is shown."),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Vote(models.Model):
    """The last answer of a participant to a statement. No moment is kept: it could tell who was there."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="votes")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+")
    value = models.SmallIntegerField(choices=Answer.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participant", "statement"], name="vote_once"),
            models.CheckConstraint(condition=Q(value__in=[-1, 0, 1]), name="vote_value"),
        ]


class VotesImport(models.Model):
    """The ballots of a meeting face to face, from a file: how many there were, and what was left out."""

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="imports")
    meeting = CleanCharField(_("meeting"), max_length=120)
    digest = models.CharField(max_length=64)  # of the file: the same one again does nothing
    votes = models.PositiveIntegerField()
    left_out = models.JSONField(default=dict)  # reason -> rows
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["conversation", "digest"], name="votes_import_once")]


class Snapshot(models.Model):
    """The map as it stood at a moment: only what may be shown (`picture.published`). Once final it does not change.

    `joined` counts the participants then, to know when ten more have come; it is shown nowhere.
    """

    conversation = models.OneToOneField(Conversation, on_delete=models.PROTECT, related_name="snapshot")
    at = models.DateTimeField()
    picture = models.JSONField()
    method = models.JSONField()
    digest = models.CharField(max_length=64)  # of all votes it was made from
    joined = models.PositiveIntegerField()
    final = models.BooleanField(default=False)
