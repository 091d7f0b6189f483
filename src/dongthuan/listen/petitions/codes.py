"""Receipt codes: 65 random bits, made from the form's key, so that a form sent again gets the same code.

Only a keyed hash of the code is stored, and only a hash of the form's key: who copies the database cannot follow a case.
The key of both is the installation's secret, which stands outside the database.
"""

import hashlib
import uuid

from django.utils.crypto import salted_hmac

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U, so that a code read aloud is written right
LENGTH = 13  # 5 bits each: 65
LOOKALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


def code_for(sending: uuid.UUID) -> str:
    """The receipt code of a form's key: XXXX-XXXX-XXXXX."""
    digest = salted_hmac("dongthuan.petitions.code", sending.bytes, algorithm="sha256").digest()
    number = int.from_bytes(digest, "big") >> (len(digest) * 8 - LENGTH * 5)
    plain = "".join(ALPHABET[(number >> (5 * i)) & 31] for i in reversed(range(LENGTH)))
    return f"{plain[:4]}-{plain[4:8]}-{plain[8:]}"


def plain(code: str) -> str:
    """The code as it counts: capitals, no dashes or blanks, letters that are misread put right. Empty: it is no code."""
    text = "".join(c for c in code.upper() if c.isalnum()).translate(LOOKALIKE)
    return text if len(text) == LENGTH and set(text) <= set(ALPHABET) else ""


def hash_code(code: str) -> str:
    return salted_hmac("dongthuan.petitions.receipt", plain(code), algorithm="sha256").hexdigest()


def hash_sending(sending: uuid.UUID) -> str:
    return hashlib.sha256(b"dongthuan.petitions.sending" + sending.bytes).hexdigest()
