"""Papers: numbered, frozen, signed. One way for programmes, plans and reports alike."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.files.models import StoredFile
from dongthuan.foundation.orgs.models import Organisation, Post
from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import CleanCharField, CleanTextField, HasThing
from dongthuan.foundation.things.models import Thing

from . import rules
from .states import Status


class Paper(HasThing):
    """An official paper about a subject. `body` is the render model it is typeset from."""

    KIND = "paper"

    class System(models.TextChoices):
        STATE = "state", _("State paper (NĐ 30/2020/NĐ-CP)")
        PARTY = "party", _("Party paper (HD 36-HD/VPTW)")

    subject = models.ForeignKey(Thing, on_delete=models.PROTECT, related_name="papers")
    system = models.CharField(max_length=10, choices=System.choices)
    kind = models.CharField(_("kind of paper"), max_length=10)  # CTr, QC, KH, BC, BB…
    title = CleanTextField(_("subject line"))
    issuer = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="papers"
    )  # the lead; its series counts
    symbol = CleanCharField(_("symbol"), max_length=80, blank=True)
    number = models.PositiveIntegerField(_("number"), null=True)
    series = models.CharField(max_length=120, blank=True)  # issuer + kind + year: within it a number stands once
    place = CleanCharField(_("place"), max_length=80)
    dated = models.DateField(_("date"), null=True)
    body = models.JSONField(default=dict)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    on_paper = models.BooleanField(default=False)  # signed with ink, taken in as a scan
    attested_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    canonical_hash = models.CharField(max_length=64, blank=True)
    clause_hashes = models.JSONField(default=dict)
    first_sha256 = models.CharField(max_length=64, blank=True)  # of the PDF's first revision

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["series", "number"],
                condition=models.Q(number__isnull=False) & ~models.Q(series=""),
                name="paper_number_once",
                violation_error_message=_("This number is taken in this year's series."),
            )
        ]

    @property
    def heading(self) -> str:
        """How people name it: "Chương trình phối hợp …", "Kế hoạch Thực hiện …"."""
        kind = rules.kind_title(self.kind).capitalize()
        return self.title if self.title.casefold().startswith(kind.casefold()) else f"{kind} {self.title}".strip()

    @property
    def shown_number(self) -> str:
        return (
            f"{self.number:02d}{'' if self.symbol.startswith(('-', '/')) else '-'}{self.symbol}" if self.number else ""
        )


class PaperBlock(models.Model):
    """One signature block: who signs, for whom, with which authority lines, on which side."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="blocks")
    order = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=5, default="right")  # right = lead, left = the other
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    authority = models.JSONField(default=list)  # lines above the signature: "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"
    signer_name = CleanCharField(max_length=120, blank=True)
    field = models.CharField(max_length=40, blank=True)  # the PDF's signature field

    class Meta:
        ordering = ["paper_id", "order"]
        constraints = [models.UniqueConstraint(fields=["paper", "order"], name="block_once")]


class Revision(models.Model):
    """One state of the PDF. Each holds the one before as its beginning, byte for byte."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="revisions")
    n = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["paper_id", "n"]
        constraints = [models.UniqueConstraint(fields=["paper", "n"], name="revision_once")]


class Signature(models.Model):
    """A block that was signed: with the signer's own token, with a key of the installation, or with ink on paper."""

    class Method(models.TextChoices):
        TOKEN = "token", _("Signer's own token")
        INSTALLATION = "installation", _("Key of this installation (demo)")
        PAPER = "paper", _("On paper")

    block = models.OneToOneField(PaperBlock, on_delete=models.PROTECT, related_name="signature")
    revision = models.ForeignKey(Revision, null=True, on_delete=models.PROTECT, related_name="signatures")
    method = models.CharField(max_length=12, choices=Method.choices)
    signer_name = CleanCharField(max_length=200)
    signer = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    certificate = CleanTextField(blank=True)  # subject and SHA-256 of the certificate
    at = models.DateTimeField(null=True)  # None: on paper, the paper's date holds
