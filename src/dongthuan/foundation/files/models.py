"""Stored files: content-addressed on disk, one row per upload."""

from pathlib import Path

from django.conf import settings
from django.db import models

from dongthuan.foundation.things.kit import CleanCharField
from dongthuan.foundation.things.models import Thing


class StoredFile(models.Model):
    """A file someone stored. Its bytes lie under their SHA-256, so the same content lies on disk once."""

    sha256 = models.CharField(max_length=64, db_index=True)
    name = CleanCharField(max_length=255)
    size = models.BigIntegerField()  # bytes
    mime = models.CharField(max_length=120)
    thing = models.ForeignKey(Thing, null=True, on_delete=models.PROTECT, related_name="files")
    uploaded_by_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(auto_now_add=True)

    @property
    def path(self) -> Path:
        return Path(settings.FILES_ROOT) / self.sha256[:2] / self.sha256

    def bytes(self) -> bytes:
        return self.path.read_bytes()
