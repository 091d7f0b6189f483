"""The case: where it stands, who has it, and the days that count. No name, and nothing of a denunciation's content."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import CleanCharField, HasThing
from dongthuan.foundation.things.models import Thing

from ..kinds import PREFIX, Channel, Field, Kind, Link, Outcome, Product, Satisfaction
from ..states import ENDED, MOVES, Status

OPEN = [s for s in MOVES if s not in ENDED]
DECIDED = ["kn_decided", "kn_sent", "kn_published", "kn_effective", "kn_enforcing", "kn_enforced"]
IN_FORCE = ["kn_effective", "kn_enforcing", "kn_enforced"]


def _machine(kind: str, prefix: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=~Q(status__startswith=prefix) | Q(kind=kind), name=f"petition_way_{kind}")


class Petition(HasThing):
    """One petition a person brought (đơn). Petitions of one matter (vụ việc) point at the first through `same_as`."""

    KIND = "petition"
    code = models.CharField(_("number"), max_length=20, unique=True)
    kind = models.CharField(_("kind of petition"), max_length=14, choices=Kind.choices, default=Kind.UNCLASSIFIED)
    instance = models.PositiveSmallIntegerField(_("instance"), default=1)  # 2: second complaint, continued denunciation
    discipline = models.BooleanField(_("about a disciplinary decision"), default=False)
    channel = models.CharField(_("how it came"), max_length=10, choices=Channel.choices)
    field = models.CharField(_("field"), max_length=12, choices=Field.choices, blank=True)
    title = CleanCharField(_("in one sentence, without names"), max_length=300, blank=True)
    folded = models.TextField(blank=True, editable=False)  # words for searching without marks; empty when sealed
    sealed = models.BooleanField(default=False)  # its words and persons lie in the vault
    dossier = models.ForeignKey(
        Thing, null=True, on_delete=models.PROTECT, related_name="+"
    )  # whose dossier holds them
    anonymous = models.BooleanField(default=False)
    complex = models.BooleanField(_("complex"), default=False)
    grounds = ArrayField(models.CharField(max_length=20), default=list)  # why it is complex, by code
    remote = models.BooleanField(_("remote area"), default=False)
    extensions = models.PositiveSmallIntegerField(default=0)
    guided = models.BooleanField(default=False)  # guidance is given once
    forwarded_by = CleanCharField(_("forwarded by"), max_length=200, blank=True)  # a body or a deputy's office

    received_on = models.DateField(_("received on"))
    received_at = models.DateTimeField(auto_now_add=True)
    intake = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")  # where it came in
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="petitions")  # who has it now
    registrar = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+"
    )  # người giải quyết, xác minh
    reader = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")  # người đọc thứ hai
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    link = models.CharField(max_length=12, choices=Link.choices, blank=True)
    same_as = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="copies")
    sending = models.CharField(max_length=64, null=True, unique=True)  # hash of the form's key: sent again is the same

    status = models.CharField(max_length=20, choices=Status.choices, default=Status.RECEIVED)
    before = models.CharField(max_length=20, blank=True)  # the state a suspension goes back to
    due = models.DateField(null=True)  # of what the office owes next; kept by clocks.settle
    alarm_on = models.DateField(null=True)  # from this day on it is on the red list; kept by clocks.settle
    accepted_on = models.DateField(null=True)
    dialogue_on = models.DateField(null=True)
    suspended_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    sent_on = models.DateField(null=True)
    delivered_on = models.DateField(null=True)  # when the sender had it: the right to complain again runs from here
    published_on = models.DateField(null=True)
    acted_on = models.DateField(null=True)
    promised_on = models.DateField(_("answer promised by"), null=True)
    product = models.CharField(max_length=14, choices=Product.choices, blank=True)
    product_number = CleanCharField(_("number of the paper"), max_length=80, blank=True)
    ended_on = models.DateField(null=True)
    satisfaction = models.PositiveSmallIntegerField(_("satisfaction"), choices=Satisfaction.choices, null=True)
    solved = models.BooleanField(null=True)  # what the sender answered to "has it been solved?"

    class Meta:
        ordering = ["-received_on", "-pk"]
        constraints = [
            *(_machine(kind, prefix) for kind, prefix in PREFIX.items()),
            models.CheckConstraint(
                condition=~Q(status__in=sorted(ENDED)) | (~Q(product="") & Q(ended_on__isnull=False)),
                name="petition_ends_with_product",
                violation_error_message=_("A case ends only with its product: a decision, a conclusion, an answer, a letter."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=DECIDED) | (Q(instance=1, discipline=False) | Q(dialogue_on__isnull=False)),
                name="petition_dialogue_first",
                violation_error_message=_("A second complaint is not decided without a dialogue (LKN 39)."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=IN_FORCE) | Q(instance=1) | Q(published_on__isnull=False),
                name="petition_second_is_public",
                violation_error_message=_("The second decision is made public first (LKN 41)."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="denunciation") | (Q(title="") & Q(folded="") & Q(sealed=True)),
                name="petition_denunciation_sealed",
                violation_error_message=_("Nothing of a denunciation stands outside the vault."),
            ),
            models.CheckConstraint(condition=~Q(same_as=F("pk")), name="petition_not_its_own_copy"),
            models.CheckConstraint(condition=Q(instance__in=[1, 2]), name="petition_instance"),
            models.CheckConstraint(condition=Q(extensions__lte=2), name="petition_extensions"),
            models.CheckConstraint(
                condition=Q(satisfaction__isnull=True) | Q(satisfaction__range=(1, 5)), name="petition_satisfaction"
            ),
            models.CheckConstraint(
                condition=~Q(status="kp_assigned") | Q(product="") | Q(solved=False), name="petition_reopened_by_sender"
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["organisation", "-received_on", "-id"], name="petition_desk"),
            # Of all cases, not of the open ones alone: to prove that the states asked for are among the thirty-four takes
            # PostgreSQL longer than to read the page.
            models.Index(fields=["organisation", "status", "due", "officer", "id"], name="petition_state"),
            models.Index(fields=["organisation", "due", "id"], name="petition_due"),
            models.Index(fields=["organisation", "kind", "sealed"], name="petition_kinds"),
            # In the order of the lists; the day comes last so that the cases not yet on the red list are passed in the index.
            models.Index(
                fields=["organisation", "-received_on", "-id", "alarm_on"],
                condition=Q(alarm_on__isnull=False),
                name="petition_alarm",
            ),
            models.Index(
                fields=["organisation", "parent"], condition=Q(link__in=["second", "continued"]), name="petition_heads"
            ),
        ]

    @property
    def shown(self) -> "Petition":
        """The case that is followed: that of the same matter which came first."""
        return self.same_as or self

    def __str__(self) -> str:
        return self.code

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def shown_title(self) -> str:
        """What a list calls it: the officer's sentence, or the number alone."""
        return self.title or self.code

    @property
    def is_denunciation(self) -> bool:
        return self.kind == Kind.DENUNCIATION
