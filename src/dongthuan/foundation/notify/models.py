"""What a person is told: a notice in the application, once; a digest of the day's notices, once."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import CleanCharField, CleanTextField
from dongthuan.foundation.things.models import Thing


class DailyRun(models.Model):
    """A day whose reminders were written. The next run catches up with the days between."""

    day = models.DateField(unique=True)
    at = models.DateTimeField(auto_now_add=True)
    digested = models.BooleanField(default=False)  # the day's digests are written: what comes later waits for the next


class Digest(models.Model):
    """One person's notices of one day. The e-mail is stored before it is sent, and sent again only byte for byte."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="digests")
    day = models.DateField(_("day"))
    message_id = models.CharField(max_length=200, unique=True, null=True)  # null: no e-mail goes out
    message = models.BinaryField(default=bytes)
    to = models.EmailField(blank=True)
    sent_at = models.DateTimeField(null=True)
    fault = CleanTextField(blank=True)  # why the mail server refused it for good
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="digest_once_a_day")]
        indexes = [
            models.Index(
                fields=["id"],
                condition=Q(sent_at__isnull=True, message_id__isnull=False, fault=""),
                name="digest_unsent",
            )
        ]


class Mailing(models.Model):
    """One e-mail to somebody who may have no account, under a key that makes it come once. Stored before it is sent, and
    sent again only byte for byte; what it said is let go of once it went."""

    key = models.CharField(max_length=200, unique=True)
    thing = models.ForeignKey(Thing, null=True, on_delete=models.PROTECT, related_name="+")  # what it is about
    to = models.EmailField()
    message_id = models.CharField(max_length=200, unique=True)
    message = models.BinaryField(default=bytes)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    fault = CleanTextField(blank=True)  # why the mail server refused it for good

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["id"], condition=Q(sent_at__isnull=True, fault=""), name="mailing_unsent")]


class Notice(models.Model):
    """One thing a person is told, under a key that makes it come once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    key = models.CharField(max_length=200)
    thing = models.ForeignKey(Thing, null=True, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(
        Thing, null=True, on_delete=models.PROTECT, related_name="+"
    )  # the object it is listed under
    text = CleanCharField(max_length=1000)
    due = models.DateField(null=True)
    day = models.DateField()  # the house's day
    created = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)
    digest = models.ForeignKey(Digest, null=True, on_delete=models.SET_NULL, related_name="notices")

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="notice_once")]
        indexes = [
            models.Index(fields=["user"], condition=Q(read_at__isnull=True), name="notice_unread"),
            models.Index(
                fields=["user"], condition=Q(digest__isnull=True, read_at__isnull=True), name="notice_undigested"
            ),
        ]
