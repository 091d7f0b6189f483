"""Every rule by its ID."""

from difflib import get_close_matches
from hashlib import sha256

from dongthuan.foundation.law import LawError

from . import complaints, denunciations, reception, reflections
from .model import Rule

FAMILIES = ("TCD", "KN", "TC", "KP")


def _order(rule: Rule) -> tuple[int, str]:
    return FAMILIES.index(rule.row.partition("-")[0]), rule.row


_ALL = tuple(sorted(reception.RULES + complaints.RULES + denunciations.RULES + reflections.RULES, key=_order))
_BY_ID = {rule.id: rule for rule in _ALL}
_FIRST: dict[str, Rule] = {}
for _rule in _ALL:
    _FIRST.setdefault(_rule.row, _rule)


def all_rules() -> tuple[Rule, ...]:
    """Every limit, a row's variants in its order."""
    return _ALL


def rows() -> dict[str, list[Rule]]:
    """The rows of the law with their limits, the first of which the bare ID means."""
    found: dict[str, list[Rule]] = {}
    for rule in _ALL:
        found.setdefault(rule.row, []).append(rule)
    return found


def find(rule_id: str) -> Rule:
    """The rule of the ID; the bare ID of a row means its first limit. LawError names the nearest when there is none."""
    key = rule_id.strip()
    family, slash, variant = key.partition("/")
    key = f"{family.upper()}{slash}{variant.lower()}"
    if found := _BY_ID.get(key) or _FIRST.get(key):
        return found
    row = key.partition("/")[0]
    near = [r.id for r in _ALL if r.row == row] or get_close_matches(key, {**_FIRST, **_BY_ID}, n=3)
    hint = f" Có: {', '.join(near)}." if near else " `docs/law/petitions.md` liệt kê các quy tắc."
    raise LawError(f"Không có quy tắc {rule_id.strip() or '(trống)'}.{hint}")


def version() -> str:
    """Changes when any provision of any rule does: a release that brings new law makes open cases be computed again."""
    parts = [f"{rule.id} {rule.version(p)}" for rule in _ALL for p in rule.limits]
    return sha256("\n".join(parts).encode()).hexdigest()[:12]
