"""How a line of the record is hashed. Pure, so that anyone can check a chain with these thirty lines."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any


def canonical(value: Any) -> bytes:
    """JSON with sorted keys, no spaces, UTF-8: one spelling per value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def line_hash(
    prev: bytes,
    *,
    subject: int,
    seq: int,
    verb: str,
    at: datetime,
    actor: list[Any],
    note: str,
    data: dict[str, Any],
) -> bytes:
    """SHA-256 over the previous hash and the canonical line."""
    line = [subject, seq, verb, at.astimezone(UTC).isoformat(timespec="microseconds"), actor, note, data]
    return hashlib.sha256(prev + canonical(line)).digest()
