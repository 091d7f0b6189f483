"""Putting something into the vault."""

import hashlib
import uuid
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.models import Thing

from .. import crypto, index, keys, stripping, vouchers
from ..models import Item, Part
from ..sealed import Sealed

SHOWS = {"identity": (True, False), "content": (False, True), "original": (True, True)}


@transaction.atomic
def seal(
    thing: Thing, part: str, content: Sealed | str | bytes, *, name: str = "", mime: str = "", shows: Iterable[Part | str] = (),
    marks: Iterable[tuple[str, str]] = (), by: Any,
) -> Item:  # fmt: skip
    """Seal one piece of the thing's dossier: "identity", "content", "original" (shows both) or any other word.

    `shows` names what it lets a reader see, which grants it therefore takes; unless said, identity and content show
    themselves, an original both, anything else the content. A file (given as bytes with its name) first loses what it
    says of its author and place (Refused if it cannot be cleaned). `marks` are (kind, value) for finding duplicates,
    kind one of name, id, phone or a word of your own. Nothing of it is written anywhere but in the vault.
    """
    body = sealed_of(content, name, mime)
    told = {Part(p) for p in shows}
    identity, shown = (Part.IDENTITY in told, Part.CONTENT in told) if told else SHOWS.get(part, (False, True))
    try:
        with transaction.atomic():
            item = _store(thing, part, body, identity, shown, by)
    except vouchers.Stale:  # a rotation changed the key between our asking and our sealing
        item = _store(thing, part, body, identity, shown, by)
    _mark(thing, marks, by)
    record.append("vault.seal", subject=thing, by=by, data={"part": part})
    return item


def sealed_of(content: Sealed | str | bytes, name: str, mime: str) -> Sealed:
    if isinstance(content, Sealed):
        return content
    if isinstance(content, str):
        return Sealed(content.encode(), name=name, mime=mime or "text/plain")
    data, found = stripping.strip(content, name)
    return Sealed(data, name=name, mime=mime or found)


def current_master(ring: keys.Ring) -> tuple[str, bytes]:
    """The key to seal with, as the database says; KeysMissing if the file does not hold it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.vault_master()")
        (name,) = cursor.fetchone() or (None,)
    return name or "", ring.key(name or "(none yet)", settings.VAULT_KEYS)


def _store(thing: Thing, part: str, body: Sealed, identity: bool, shown: bool, by: Any) -> Item:
    ring = vouchers.ring()
    master, key = current_master(ring)
    place = crypto.Place(thing.pk, part, uuid.uuid4(), uuid.uuid4())
    wrapped, ciphertext = crypto.close(body, place, master, key)
    told = {"thing": thing.pk, "part": part, "uid": place.item, "data_key": place.data_key, "master": master}
    digest = hashlib.sha256(wrapped + ciphertext).hexdigest()
    pk = vouchers.value(
        "seal", wrapped, ciphertext, by=by, held=ring, identity=identity, content=shown, sha256=digest, **told
    )
    return Item.objects.get(pk=pk)


def _mark(thing: Thing, values: Iterable[tuple[str, str]], by: Any) -> None:
    found = index.pairs(values)
    if not found:
        return
    ring = vouchers.ring()
    master, key = current_master(ring)
    rows = []
    for kind, value in found:
        uid = uuid.uuid4()
        sealed = crypto.seal(key, value.encode(), crypto.mark_bound(thing.pk, uid, kind, master))
        rows.append({"uid": uid, "kind": kind, "mac": index.mac(ring.index, kind, value).hex(), "sealed": sealed.hex()})
    vouchers.call("mark", by=by, held=ring, thing=thing.pk, master=master, marks=rows)
