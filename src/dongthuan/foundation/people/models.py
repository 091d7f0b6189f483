"""People and what they may do: accounts, assignments to posts, dated delegations."""

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.orgs.models import Dated, Organisation, Post, dated_constraint
from dongthuan.foundation.things.kit import CleanCharField, CleanTextField, HasThing

from .states import Status

if TYPE_CHECKING:
    from .queries import Acting


class UserManager(BaseUserManager["User"]):
    def create_user(
        self, username: str, password: str | None = None, *, password_hash: str = "", **fields: object
    ) -> "User":
        user = self.model(username=username, **fields)
        if password_hash:
            user.password = password_hash
        else:
            user.set_password(password)
        user.save()
        return user


class User(HasThing, AbstractBaseUser):
    """An account. It has no rights of its own: they come from the posts it is assigned to."""

    KIND = "person"
    username = models.CharField(_("user name"), max_length=60, unique=True)
    full_name = CleanCharField(_("full name"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    is_sample = models.BooleanField(_("invented person"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    language = models.CharField(max_length=5, default="vi")
    date_joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]
    objects: ClassVar[UserManager] = UserManager()

    def __str__(self) -> str:
        return self.shown_name()

    def shown_name(self) -> str:
        """The name as pages show it; an invented person's says so."""
        return f"{self.full_name} (tên mẫu)" if self.is_sample else self.full_name

    get_full_name = shown_name

    @cached_property
    def acting(self) -> "Acting":
        """What this person may act as today; read once per request."""
        from .queries import acting

        return acting(self)

    def record_name(self) -> str:
        return self.shown_name()

    def record_post(self) -> str:
        return self.acting.title


class Assignment(HasThing, Dated):
    """Who held a post from when to when."""

    KIND = "assignment"
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assignments")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="assignments")

    @property
    def ends(self) -> date | None:
        """Its last day, or its post's: an assignment ends with the post, as the post with its organisation."""
        return min(filter(None, (self.until, self.post.until)), default=None)

    class Meta:
        ordering = ["since"]
        constraints = [dated_constraint("assignment_dates")]


class Delegation(HasThing, Dated):
    """The holder of a post lets another sign or act for it: KT. (K/T), TL. (T/L), TUQ."""

    KIND = "delegation"

    class Form(models.TextChoices):
        KT = "KT", _("KT. / K/T (deputy signs in the head's place)")
        TL = "TL", _("TL. / T/L (by order)")
        TUQ = "TUQ", _("TUQ. (by authorisation)")

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="delegations")
    to = models.ForeignKey(User, on_delete=models.PROTECT, related_name="delegations")
    form = models.CharField(max_length=3, choices=Form.choices)
    scope = CleanTextField(_("what for"), blank=True)

    class Meta:
        constraints = [dated_constraint("delegation_dates")]


class KeyRecovery(HasThing):
    """A lost key (or password) is recovered through two people: one asks, another confirms, neither is the owner."""

    KIND = "key_recovery"

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="recoveries")
    reason = CleanTextField(_("what was lost, and how the person was recognised"))
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.REQUESTED)
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(auto_now_add=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-requested_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(requested_by=F("user")),
                name="recovery_not_own",
                violation_error_message=_("Nobody recovers their own key."),
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.CONFIRMED)
                | (Q(closed_by__isnull=False) & ~Q(closed_by=F("user")) & ~Q(closed_by=F("requested_by"))),
                name="recovery_by_two",
                violation_error_message=_("A second person confirms a recovery."),
            ),
            models.UniqueConstraint(
                fields=["user"], condition=Q(status=Status.REQUESTED), name="recovery_one_open",
                violation_error_message=_("A recovery of this account is already waiting for its second person."),
            ),
        ]  # fmt: skip


__all__ = ["Assignment", "Delegation", "KeyRecovery", "Organisation", "Post", "User"]
