"""The record: who (name and post of that day) did what, when, to what. Append-only, hash-chained per subject."""

from django.db import models

from dongthuan.foundation.things.models import Thing


class Chain(models.Model):
    """The head of one subject's chain. Its row is the lock, so writers on different subjects never wait for each other."""

    subject = models.OneToOneField(Thing, on_delete=models.PROTECT, primary_key=True, related_name="chain")
    length = models.PositiveIntegerField(default=0)
    head = models.BinaryField(max_length=32, default=bytes(32))


class Entry(models.Model):
    """One line of the record. `hash` covers everything else in the line and the hash of the line before."""

    subject = models.ForeignKey(Thing, on_delete=models.PROTECT, related_name="entries")
    seq = models.PositiveIntegerField()
    verb = models.CharField(max_length=80)
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    actor_post = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    data = models.JSONField(default=dict)
    prev = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        ordering = ["subject_id", "seq"]
        constraints = [models.UniqueConstraint(fields=["subject", "seq"], name="record_one_line_per_place")]
        indexes = [
            models.Index(fields=["-at"], name="record_entry_at"),
            models.Index(fields=["actor_id", "-at"], name="record_entry_actor"),
        ]
