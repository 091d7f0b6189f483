"""Finding duplicates without knowing whose they are: normalised values under a keyed digest. Pure: no Django."""

import hashlib
import hmac
import re
from collections.abc import Iterable

from dongthuan.lib.vietnamese import fold


def normalised(kind: str, value: str) -> str:
    """One form for each way of writing it: names without marks, numbers as digits, a Vietnamese phone from 0."""
    if kind == "name":
        return " ".join(re.sub(r"[^\w\s]", " ", fold(value)).split())
    digits = re.sub(r"\D", "", value)
    if kind == "phone":
        return re.sub(r"^(0084|84)(?=\d{9}$)", "0", digits)
    if kind == "id":
        return digits or re.sub(r"\W", "", fold(value))
    return " ".join(fold(value).split())


def mac(key: bytes, kind: str, value: str) -> bytes:
    return hmac.new(key, f"{kind}\0{value}".encode(), hashlib.sha256).digest()


def pairs(values: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """(kind, normalised value) of what is worth comparing, each once."""
    found = {(kind, normalised(kind, value)) for kind, value in values}
    return sorted((kind, value) for kind, value in found if len(value) >= 3)
