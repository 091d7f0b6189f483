"""Receipt codes: 65 random bits, made from the form's key, so that a form sent again gets the same code.

Only a keyed hash of the code is stored, and only a hash of the form's key: who copies the database cannot follow a case.
The key of both is the installation's secret, which stands outside the database.
"""

import hashlib
import uuid
from dataclasses import dataclass

from django.utils.crypto import salted_hmac

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U, so that a code read aloud is written right
LENGTH = 13  # 5 bits each: 65
LOOKALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


@dataclass(frozen=True)
class Receipts:
    """The codes of a room; those of another room open nothing here."""

    room: str

    def code_for(self, sending: uuid.UUID) -> str:
        """The receipt code of a form's key: XXXX-XXXX-XXXXX."""
        digest = salted_hmac(f"dongthuan.{self.room}.code", sending.bytes, algorithm="sha256").digest()
        number = int.from_bytes(digest, "big") >> (len(digest) * 8 - LENGTH * 5)
        plain = "".join(ALPHABET[(number >> (5 * i)) & 31] for i in reversed(range(LENGTH)))
        return f"{plain[:4]}-{plain[4:8]}-{plain[8:]}"

    def plain(self, code: str) -> str:
        """The code as it counts: capitals, no dashes or blanks, letters that are misread put right. Empty: it is no code."""
        text = "".join(c for c in code.upper() if c.isalnum()).translate(LOOKALIKE)
        return text if len(text) == LENGTH and set(text) <= set(ALPHABET) else ""

    def hash_code(self, code: str) -> str:
        return salted_hmac(f"dongthuan.{self.room}.receipt", self.plain(code), algorithm="sha256").hexdigest()

    def hash_sending(self, sending: uuid.UUID) -> str:
        return hashlib.sha256(f"dongthuan.{self.room}.sending".encode() + sending.bytes).hexdigest()
