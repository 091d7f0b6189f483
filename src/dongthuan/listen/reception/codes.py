"""The code of a booking: 60 random bits in letters nobody confuses, of which only the hash is kept."""

import hashlib
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: without I, L, O, U
LENGTH = 12  # 12 × 5 bits, and three groups fit a small phone
_READ = str.maketrans({"I": "1", "L": "1", "O": "0"})


def new_code() -> str:
    """A fresh code of 60 random bits, written in three groups."""
    return grouped("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def grouped(code: str) -> str:
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def bare(typed: str) -> str:
    """What a person typed as we store it: no dashes or spaces, capitals, look-alikes read as what they stand for."""
    return "".join(c for c in typed.upper().translate(_READ) if c.isalnum())[:64]


def hash_of(code: str) -> str:
    """SHA-256 suffices: 60 random bits are not guessed, and a salt would forbid looking a code up."""
    return hashlib.sha256(b"reception booking:" + bare(code).encode()).hexdigest()
