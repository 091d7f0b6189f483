"""What the house may know of the vault: who handles, who may look, who looked, who is kept out. No row here holds content.

The sealed bytes, their keys and the duplicate index live in the database's schema `vault`, which the application's role
cannot enter; the rows below it may read, and change only through the functions of migrations/0002_vault.sql.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.orgs.models import Organisation, Post
from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import CleanTextField
from dongthuan.foundation.things.models import Thing

from .states import Status


class Part(models.TextChoices):
    IDENTITY = "identity", _("Identity")
    CONTENT = "content", _("Content")


class Dossier(models.Model):
    """The sealed parts of one thing: which body handles it, and whether the law's protection applies (LTC 47)."""

    thing = models.OneToOneField(Thing, on_delete=models.PROTECT, related_name="dossier")
    handler = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("handled by"))
    protected = models.BooleanField(_("protected"), default=False)
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["-opened_at"]


class Item(models.Model):
    """One sealed piece. What it shows decides which grants open it; an original petition shows both."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="items")
    name = models.SlugField(max_length=40)  # identity, content, attachment, original …
    uid = models.UUIDField(unique=True)
    shows_identity = models.BooleanField()
    shows_content = models.BooleanField()
    size = models.PositiveIntegerField()  # bytes of ciphertext
    sealed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(shows_identity=True) | Q(shows_content=True), name="vault_item_shows")
        ]

    @property
    def needs(self) -> tuple[Part, ...]:
        """The grants it takes."""
        return tuple(p for p, shown in zip(Part, (self.shows_identity, self.shows_content), strict=True) if shown)


class Grant(models.Model):
    """A person, through a post, may look at one part of a dossier while they hold the post."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="grants")
    part = models.CharField(max_length=10, choices=Part.choices)
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    until = models.DateField(null=True)  # last day, inclusive
    ended_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "part", "person"], condition=Q(ended_at__isnull=True), name="vault_grant_once"
            )
        ]


class Ground(models.Model):
    """Why one may look: a code with its article. Rows, because the database itself refuses any other."""

    code = models.CharField(max_length=20, primary_key=True)
    basis = models.CharField(max_length=300)
    since = models.DateField()
    until = models.DateField(null=True)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]


class Request(models.Model):
    """Somebody asks to look where a second person must agree; approved, it is good for one look and a short time."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="requests")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ground = models.ForeignKey(Ground, on_delete=models.PROTECT, related_name="+")
    note = CleanTextField(_("why one looks"), blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ASKED)
    asked_at = models.DateTimeField()
    second = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    beneath = models.BooleanField(default=False)  # the second person works under the first, as nobody else was there
    answered_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]


class Look(models.Model):
    """Somebody looked: who, as what on that day, at which piece, on which ground, with which second person. Append-only."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="looks")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    person_name = models.CharField(max_length=200)
    person_post = models.CharField(max_length=600, blank=True)
    ground = models.ForeignKey(Ground, on_delete=models.PROTECT, related_name="+")
    note = CleanTextField(blank=True)
    request = models.OneToOneField(Request, null=True, on_delete=models.PROTECT, related_name="look")
    second = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    day = models.DateField()  # the day called today
    transaction = models.BigIntegerField()  # what was written in it may only be read after it

    class Meta:
        ordering = ["-pk"]


class Exclusion(models.Model):
    """An organisation or person that the denunciation is about. They get no grant and the thing by no path."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="exclusions")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    lifted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_why = CleanTextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=True, person__isnull=False)
                | Q(organisation__isnull=False, person__isnull=True),
                name="vault_exclusion_of_one",
            )
        ]


class Redaction(models.Model):
    """The copy that left the vault: passages were marked and taken out. The newest is what papers use; none is a draft."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="redactions")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    text = CleanTextField()
    removed = models.PositiveIntegerField()  # how many passages
    released_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
