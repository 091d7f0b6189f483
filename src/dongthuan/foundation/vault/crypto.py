"""Sealing bytes: AES-256-GCM under a data key of their own, which is wrapped by a master key. Pure: no Django.

What is sealed is bound to its place (thing, part, piece, key) as associated data, so a row that was moved, swapped or
copied does not open.
"""

import json
import secrets
import uuid
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .sealed import Sealed

NONCE = 12


class Swapped(Exception):
    """The bytes were altered, or they are not those of this place."""

    is_refusal = True


@dataclass(frozen=True)
class Place:
    """Where something belongs."""

    thing: int
    part: str
    item: uuid.UUID
    data_key: uuid.UUID

    def bound(self, *more: str) -> bytes:
        return json.dumps([self.thing, self.part, str(self.item), str(self.data_key), *more]).encode()


def seal(key: bytes, data: bytes, bound: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, data, bound)


def unseal(key: bytes, data: bytes, bound: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(data[:NONCE], data[NONCE:], bound)
    except (InvalidTag, ValueError):
        raise Swapped(
            "This sealed piece was altered or does not belong here; it was not opened. Tell the administrator: "
            "compare with a backup."
        ) from None


def close(content: Sealed, place: Place, master: str, master_key: bytes) -> tuple[bytes, bytes]:
    """(wrapped data key, ciphertext) under a new data key."""
    data_key = AESGCM.generate_key(256)
    head = json.dumps({"name": content.reveal_name(), "mime": content.mime}).encode()
    plain = len(head).to_bytes(4, "big") + head + content.reveal()
    return seal(master_key, data_key, place.bound("key", master)), seal(data_key, plain, place.bound("content"))


def open_(wrapped: bytes, ciphertext: bytes, place: Place, master: str, master_key: bytes) -> Sealed:
    """What was sealed; raises Swapped for anything else."""
    data_key = unseal(master_key, wrapped, place.bound("key", master))
    plain = unseal(data_key, ciphertext, place.bound("content"))
    end = 4 + int.from_bytes(plain[:4], "big")
    head = json.loads(plain[4:end])
    return Sealed(plain[end:], name=head["name"], mime=head["mime"])


def mark_bound(thing: int, uid: uuid.UUID, kind: str, master: str) -> bytes:
    """Where an entry of the duplicate index belongs."""
    return json.dumps(["mark", thing, str(uid), kind, master]).encode()
