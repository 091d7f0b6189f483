"""What a decision must say, and when a table of views balances. Pure."""

from collections import Counter
from collections.abc import Iterable

REASON_NEEDED = frozenset({"GIU-NGUYEN", "MOT-PHAN", "NGOAI-PHAM-VI"})
WORDING_NEEDED = frozenset({"TT-SUA", "TT-BOSUNG", "MOT-PHAN"})
FOR_AGREEMENT = frozenset({"NHAT-TRI", "NGOAI-PHAM-VI"})  # an opinion that agrees asks for no change
CODES = ("TT-SUA", "TT-BOSUNG", "MOT-PHAN", "GIU-NGUYEN", "NHAT-TRI", "RUT", "NGOAI-PHAM-VI")


def fault(code: str, *, stance: str, reason: str, wording: str, old: str) -> tuple[str, str] | None:
    """What is wrong with a decision: (field, key of the sentence), or None. A kept text without a reason is refused."""
    if code not in CODES:
        return "code", "unknown"
    if code == "RUT":
        return "code", "withdrawal"
    if stance == "agree" and code not in FOR_AGREEMENT:
        return "code", "agreement"
    if stance != "agree" and code == "NHAT-TRI":
        return "code", "not_agreement"
    if code in REASON_NEEDED and not reason.strip():
        return "reason", "reason"
    if code in WORDING_NEEDED and not wording.strip():
        return "wording", "wording"
    if code in WORDING_NEEDED and wording.strip() == old.strip():
        return "wording", "unchanged"
    return None


def inserted(n: int) -> str:
    """What follows the number of the clause before, on the n-th new one put behind it: 5a, 5b (as laws are amended)."""
    return "abcdđeghiklmnopqrstuvxy"[n] if n < 23 else f"bs{n + 1}"


def balance(received: int, outcomes: Iterable[str]) -> dict[str, int]:
    """Count of outcomes per code; raises ValueError unless received = Σ outcomes."""
    counts = Counter(outcomes)
    unknown = set(counts) - set(CODES)
    if unknown or sum(counts.values()) != received:
        raise ValueError(f"received {received}, decided {sum(counts.values())}, unknown codes {sorted(unknown)}")
    return {code: counts[code] for code in CODES}
