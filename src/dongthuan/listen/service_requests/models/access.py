"""Who may send requests through the interface: a key per app, stored as a hash."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import CleanCharField, HasThing


class ApiKey(HasThing):
    """`hash` is of the whole key; `start` are its first letters, by which people name it."""

    KIND = "open311_key"
    name = CleanCharField(_("whose app"), max_length=120)
    contact = CleanCharField(_("office that answers for it"), max_length=200)
    start = models.CharField(max_length=8)
    hash = models.CharField(max_length=64, unique=True)
    per_minute = models.PositiveIntegerField(_("requests per minute"), default=60)
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.start}…)"
