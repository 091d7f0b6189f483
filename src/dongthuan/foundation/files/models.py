"""Stored files: content-addressed on disk, one row per upload."""

import hashlib
import io
from pathlib import Path

from django.conf import settings
from django.db import models

from dongthuan.foundation.things.kit import CleanCharField
from dongthuan.foundation.things.models import Thing


class Damaged(Exception):
    """The bytes on disk are missing or not those that were stored."""


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
        """The bytes that were stored; raises Damaged if the disk holds others."""
        try:
            data = self.path.read_bytes()
        except OSError as error:
            raise Damaged(self.sha256) from error
        if hashlib.sha256(data).hexdigest() != self.sha256:
            raise Damaged(self.sha256)
        return data

    def open(self) -> io.BytesIO:
        return io.BytesIO(self.bytes())
