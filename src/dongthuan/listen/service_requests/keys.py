"""Keys of the interface: 160 random bits, shown once; only the hash is stored."""

import hashlib
import secrets


def new_key() -> str:
    return secrets.token_urlsafe(20)


def hash_key(key: str) -> str:
    """A key is random: a plain hash tells nothing of it, and is found by an index."""
    return hashlib.sha256(b"dongthuan.open311.key" + key.encode("utf-8", "surrogatepass")).hexdigest()


def hash_sending(key_id: int, number: str) -> str:
    """The client's own number of a request, together with its key: sent again it is the same request."""
    return hashlib.sha256(f"dongthuan.open311.sending {key_id} {number}".encode()).hexdigest()
