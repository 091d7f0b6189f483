"""Versioned trees of numbered provisions. A clause keeps its identity through redrafts."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dongthuan.foundation.things.kit import CleanCharField, CleanTextField, HasThing
from dongthuan.foundation.things.models import Thing

from .states import Status


class Text(HasThing):
    """A text through all its versions. Its owner (a programme, a report…) says who may see and edit it."""

    KIND = "text"
    title = CleanCharField(pgettext_lazy("of a text", "title"), max_length=500)
    owner = models.ForeignKey(Thing, null=True, on_delete=models.PROTECT, related_name="texts")

    def __str__(self) -> str:
        return self.title


class Version(HasThing):
    """One state of the whole text. A frozen one never changes again (trigger)."""

    KIND = "text_version"
    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    note = CleanTextField(_("what this version is for"), blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    canonical_hash = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    frozen_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["text_id", "number"]
        constraints = [models.UniqueConstraint(fields=["text", "number"], name="version_once")]

    def __str__(self) -> str:
        return f"{self.text.title} ({self.number})"

    @property
    def is_frozen(self) -> bool:
        return self.status == Status.FROZEN


class Clause(HasThing):
    """The identity of a provision, whatever its number or wording in a version.

    `heading` is how lists name it ("Mục II.3. Cải cách hành chính"): after the last frozen version, else the last draft.
    """

    KIND = "clause"
    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="clauses")
    heading = CleanCharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.heading


class ClauseVersion(models.Model):
    """A clause as it reads in one version: `text` is its wording without number and title, `position` its place among
    its siblings (from 1), `hash` the SHA-256 of its canonical form (rules.clause_hash)."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="clauses")
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="readings")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=12)  # a kind of lib.outline
    number = CleanCharField(max_length=20, blank=True)
    title = CleanTextField(blank=True)
    text = CleanTextField(blank=True)
    hash = models.CharField(max_length=64, blank=True)
    source = models.ForeignKey(  # the decision behind the words
        Thing, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["version_id", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "clause"], name="clause_once_per_version")]

    @property
    def label(self) -> str:
        """How people name it: "Điều 5", "khoản 1", "điểm đ", "Mục II"."""
        words = {
            "phan": "Phần", "chuong": "Chương", "muc": "Mục", "tieu_muc": "Tiểu mục", "dieu": "Điều", "khoan": "khoản",
            "diem": "điểm", "la_ma": "Mục", "so": "mục", "phu_luc": "Phụ lục",
        }  # fmt: skip
        return f"{words.get(self.kind, '')} {self.number}".strip() or (self.title or self.text)[:60]
