"""Reads about stored files."""

from typing import Any

from django.db.models import QuerySet

from dongthuan.foundation.things.kit import visible
from dongthuan.foundation.things.models import Thing

from .models import StoredFile


def may_read(user: Any, stored: StoredFile) -> bool:
    """A file is seen by who sees its thing; one that belongs to nothing yet, only by who sent it."""
    if stored.thing is None:
        return user is not None and user.pk is not None and stored.uploaded_by_id == user.pk
    return visible(user, stored.thing) is not None


def files_of(user: Any, thing: Thing) -> QuerySet[StoredFile]:
    """The files of a thing, oldest first, if this person may see the thing."""
    files = StoredFile.objects.filter(thing=thing).order_by("at", "pk")
    return files if visible(user, thing) is not None else files.none()
