"""Keys of the interface, and what a client's own number of a request becomes."""

import hashlib

from dongthuan.foundation.things.kit import Keys

KEYS = Keys("open311")


def hash_sending(key_id: int, number: str) -> str:
    """The client's own number of a request, together with its key: sent again it is the same request."""
    return hashlib.sha256(f"dongthuan.open311.sending {key_id} {number}".encode()).hexdigest()
