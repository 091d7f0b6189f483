"""Storing a file: first its bytes, safely on disk, then its row."""

import errno
import hashlib
import os
import tempfile
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, clean_text
from dongthuan.foundation.things.models import Thing

from . import sniff
from .models import StoredFile
from .sentences import KIND_NAMES, refusal

__all__ = ["attach", "store"]
MAX_BYTES = 50 * 2**20
ANY = frozenset({"pdf", "docx", "xlsx", "image"})


@transaction.atomic
def store(
    upload: Any,
    *,
    name: str = "",
    thing: Thing | None = None,
    by: User | None,
    accept: Iterable[str] = ANY,
    field: str | None = None,
) -> StoredFile:
    """Store an upload (or bytes) under the SHA-256 of its content. Storing the same again is the same row."""
    name = clean_name(name or getattr(upload, "name", "") or _("file"), field)
    data = read(upload, name, field)
    kind = checked(data, name, set(accept), field)
    sha = hashlib.sha256(data).hexdigest()
    known = StoredFile.objects.filter(sha256=sha, name=name, thing=thing, uploaded_by_id=by.pk if by else None).first()
    try:
        write(data, sha)
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise
        raise Refused(refusal("no_room", name), field=field) from error
    if known:
        return known
    stored = StoredFile.objects.create(
        sha256=sha, name=name, size=len(data), mime=sniff.MIMES[kind], thing=thing, uploaded_by_id=by.pk if by else None
    )
    if thing is not None:
        facts = {"name": name, "sha256": sha, "size": stored.size}
        record.append("files.store", subject=thing, by=by, data=facts)
    return stored


@transaction.atomic
def attach(stored: StoredFile, *, thing: Thing, by: User | None) -> StoredFile:
    """Say what a file that was stored before its object existed belongs to. A file never moves to another object."""
    if stored.thing_id not in (None, thing.pk):
        raise Refused(_("The file “%(name)s” already belongs to something else.") % {"name": stored.name})
    if stored.thing_id is None:
        stored.thing = thing
        stored.save(update_fields=["thing"])
        record.append("files.attach", subject=thing, by=by, data={"name": stored.name, "sha256": stored.sha256})
    return stored


def clean_name(name: str, field: str | None = None) -> str:
    """The name without folders, control characters or tricks of direction; NFC; at most 255 characters."""
    try:
        name = clean_text(name)
    except ValidationError as error:
        raise Refused(
            _("The name of the file cannot be stored: %(why)s") % {"why": error.messages[0]}, field=field
        ) from None
    name = name.replace("\\", "/").rsplit("/", 1)[-1].strip()
    name = "".join(c for c in name if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))
    if not name or name.strip(".") == "":
        raise Refused(_("The file has no name. Give it one and send it again."), field=field)
    if len(name) > 255:
        raise Refused(_("The name of the file has %(n)s characters; 255 is the most.") % {"n": len(name)}, field=field)
    return name


def read(upload: Any, name: str, field: str | None) -> bytes:
    """All bytes, but never more than the limit in memory."""
    if isinstance(upload, bytes | bytearray | memoryview):
        data = bytes(upload)
    elif hasattr(upload, "chunks"):
        parts, total = [], 0
        upload.seek(0)
        for chunk in upload.chunks():
            total += len(chunk)
            if total > MAX_BYTES:
                break
            parts.append(chunk)
        data = b"".join(parts) if total <= MAX_BYTES else b"\x00" * (MAX_BYTES + 1)
    else:
        data = upload.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise Refused(refusal("too_big", name, limit=MAX_BYTES // 2**20), field=field)
    return data


def checked(data: bytes, name: str, accept: set[str], field: str | None) -> str:
    """The kind of the content, or one sentence of why it is refused."""
    try:
        kind = sniff.sniff(data)
    except sniff.Unfit as unfit:
        raise Refused(refusal(unfit.code, name, **unfit.params), field=field) from None
    if not ({kind, "image" if kind in sniff.IMAGES else kind} & accept):
        wanted = ", ".join(str(KIND_NAMES[k]) for k in ("pdf", "docx", "xlsx", "image") if k in accept)
        raise Refused(refusal("not_accepted", name, kind=KIND_NAMES[kind], wanted=wanted), field=field)
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if ending not in sniff.ENDINGS[kind]:
        raise Refused(refusal("wrong_ending", name, kind=KIND_NAMES[kind], ending=sniff.ENDINGS[kind][0]), field=field)
    return kind


def write(data: bytes, sha: str) -> Path:
    """The bytes on disk, whole or not at all: a new file beside, fsync, then the name; a stray half file is never read."""
    path = Path(settings.FILES_ROOT) / sha[:2] / sha
    if path.exists() and path.stat().st_size == len(data) and hashlib.sha256(path.read_bytes()).hexdigest() == sha:
        return path
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        os.replace(beside, path)
    except OSError:
        Path(beside).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return path
