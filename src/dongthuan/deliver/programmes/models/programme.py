"""The programme: a text signed by its parties and in force for a window of time."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.papers.models import Paper
from dongthuan.foundation.texts.models import Text, Version
from dongthuan.foundation.things.kit import CleanCharField, CleanTextField, HasThing, today

from ..states import Status

BEFORE_SIGNATURE = Q(status=Status.DRAFT)
AFTER_SIGNATURE = Q(status__in=[Status.IN_FORCE, Status.AMENDING, Status.ENDED])


class ProgrammeQuerySet(models.QuerySet):
    def binding(self) -> "ProgrammeQuerySet":
        """Those in force today, also while an amendment of them is on its way."""
        return self.filter(in_force_version__isnull=False, until__gte=today()).exclude(status=Status.ENDED)

    def public(self) -> "ProgrammeQuerySet":
        """Those everyone may read: fully signed once, in force or ended."""
        return self.filter(in_force_version__isnull=False)


class Programme(HasThing):
    """A regulation or programme of coordination between two or more parties (quy chế, chương trình phối hợp)."""

    KIND = "programme"

    class Kind(models.TextChoices):
        QUY_CHE = "quy_che", _("Coordination regulation")
        CHUONG_TRINH = "chuong_trinh", _("Coordination programme")

    class System(models.TextChoices):
        STATE = "state", _("State layout")
        PARTY = "party", _("Party layout")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.CHUONG_TRINH)
    title = CleanTextField(_("title"))
    short_title = CleanCharField(_("short title"), max_length=120)
    system = models.CharField(_("layout"), max_length=10, choices=System.choices, default=System.PARTY)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"))
    text = models.OneToOneField(Text, on_delete=models.PROTECT, related_name="programme")
    in_force_version = models.ForeignKey(Version, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    predecessor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="successors", verbose_name=_("follows on")
    )
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.DRAFT)
    revision = models.PositiveIntegerField(default=1)  # counts edits of the facts, so that two people do not overwrite
    created_at = models.DateTimeField(auto_now_add=True)
    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("since")),
                name="programme_window",
                violation_error_message=_("The last day may not come before the first."),
            ),
            models.CheckConstraint(
                condition=(~BEFORE_SIGNATURE | Q(in_force_version__isnull=True))
                & (~AFTER_SIGNATURE | Q(in_force_version__isnull=False)),
                name="programme_in_force_is_signed",
                violation_error_message=_("Only a signed programme is in force."),
            ),
        ]

    def __str__(self) -> str:
        return self.short_title

    @property
    def word(self) -> str:
        """What the paper calls it, before its title."""
        return "Quy chế" if self.kind == self.Kind.QUY_CHE else "Chương trình"

    @property
    def full_title(self) -> str:
        return f"{self.word} {self.title}"

    @property
    def is_binding(self) -> bool:
        """In force today, also while an amendment is on its way; past its last day it binds nobody."""
        return self.in_force_version_id is not None and self.status != Status.ENDED and self.until >= today()

    @property
    def is_public(self) -> bool:
        return self.in_force_version_id is not None

    @property
    def years(self) -> list[int]:
        return list(range(self.since.year, self.until.year + 1))


class Party(models.Model):
    """A body that signs the programme. When it merges, its successor takes its place: see queries.standing_on."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="party_of", verbose_name=_("party")
    )
    order = models.PositiveSmallIntegerField()
    leads = models.BooleanField(_("leads"), default=False)
    focal_org = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="focal_for",
        verbose_name=_("focal unit"),
    )  # fmt: skip

    class Meta:
        ordering = ["programme_id", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "order"], name="party_order_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.UniqueConstraint(
                fields=["programme", "organisation"], name="party_once",
                violation_error_message=_("This organisation is already a party."),
            ),
            models.UniqueConstraint(
                fields=["programme"], condition=Q(leads=True), name="one_lead",
                violation_error_message=_("One party leads."),
            ),
        ]  # fmt: skip


class Basis(models.Model):
    """One "căn cứ" line."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="bases")
    order = models.PositiveSmallIntegerField()
    text = CleanTextField(_("basis"))

    class Meta:
        ordering = ["programme_id", "order"]


class Edition(models.Model):
    """A wording on its way to signature or signed: the programme itself (1) and each amendment (2, 3…)."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="+")
    signed_on = models.DateField(null=True)  # the day the last party signed, or the date on the signed paper
    withdrawn = models.BooleanField(default=False)

    class Meta:
        ordering = ["programme_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"], condition=Q(withdrawn=False), name="edition_once",
            ),
            models.CheckConstraint(condition=Q(withdrawn=False) | Q(signed_on__isnull=True), name="edition_signed_stays"),
        ]  # fmt: skip
