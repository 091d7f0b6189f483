"""Keys by which another system speaks to an interface: 160 random bits, shown once; only the hash is stored."""

import hashlib
import secrets
from dataclasses import dataclass


@dataclass(frozen=True)
class Keys:
    """The keys of a room; those of another room open nothing here."""

    room: str

    def new(self) -> str:
        return secrets.token_urlsafe(20)

    def hash(self, key: str) -> str:
        """A key is random: a plain hash tells nothing of it, and is found by an index."""
        return hashlib.sha256(f"dongthuan.{self.room}.key{key}".encode("utf-8", "surrogatepass")).hexdigest()
