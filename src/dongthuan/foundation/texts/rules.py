"""How provisions are cited, counted and hashed. Pure."""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence

from dongthuan.lib.outline.numbering import written
from dongthuan.lib.outline.numbers import VIETNAMESE_LETTERS, value
from dongthuan.lib.vietnamese import shortened

MAX_CHARACTERS = 2_000_000
MAX_CLAUSES = 5_000
MAX_CLAUSE = 100_000
_HEADING = 300
_BY_KIND = {
    "phan": "Phần", "phu_luc": "Phụ lục", "chuong": "Chương", "muc": "Mục", "tieu_muc": "Tiểu mục", "dieu": "Điều",
}  # fmt: skip


def clause_hash(kind: str, number: str, title: str, text: str) -> str:
    """SHA-256 of the canonical form of one provision: the JSON array [kind, number, title, text], UTF-8, NFC, no spaces
    after separators, line ends as \\n."""
    canonical = json.dumps([kind, number, title, text], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def text_hash(rows: Iterable[tuple[int, str]]) -> str:
    """SHA-256 of the canonical form of a whole version: one line "depth hash\\n" per provision in reading order, depth
    from 0. Whoever holds the words can compute it again without this system."""
    digest = hashlib.sha256()
    for depth, row_hash in rows:
        digest.update(f"{depth} {row_hash}\n".encode())
    return digest.hexdigest()


def citation(path: Sequence[tuple[str, str]]) -> str:
    """How a provision is cited, from its (kind, number) and those above it, outermost first.

    Under an article from the inside out: "điểm a khoản 2 Điều 5"; elsewhere the numbers in a row: "Mục II.3".
    """
    kinds = [kind for kind, _ in path]
    if not path or not path[-1][1] or path[-1][0] in ("khac", "gach"):
        return ""
    if "dieu" in kinds:
        inner = path[kinds.index("dieu") :]
        names = {"dieu": "Điều", "khoan": "khoản", "diem": "điểm", "so": "mục"}
        return " ".join(f"{names.get(kind, '')} {number}".strip() for kind, number in reversed(inner) if number)
    if path[-1][0] in _BY_KIND:
        return f"{_BY_KIND[path[-1][0]]} {path[-1][1]}"
    numbered = [(kind, number) for kind, number in path if kind in ("la_ma", "so", "khoan") and number]
    numbers = [n for i, (_, n) in enumerate(numbered) if not (i + 1 < len(numbered) and _dotted(n, numbered[i + 1][1]))]
    place = f"Mục {'.'.join(numbers)}" if numbers else ""
    return f"điểm {path[-1][1]} {place}".strip() if path[-1][0] == "diem" else place


def _dotted(outer: str, inner: str) -> bool:
    """2.1 under 2 already names its parent."""
    return inner.startswith(f"{outer}.")


def heading(path: Sequence[tuple[str, str]], title: str, text: str) -> str:
    """How a list names a provision: its citation with its title or first words."""
    words = " ".join((title or text).split())
    cited = citation(path)
    whole = f"{cited}. {words}" if cited and words else cited or words
    return shortened(whole, _HEADING)


def numbers_like(first: str, count: int, kind: str) -> list[str] | None:
    """The numbers 1…count in the style of ``first`` (I, 1, 01, a, A, 2.1), or None where nothing is counted."""
    if kind in ("gach", "khac") or not first:
        return None
    if kind == "diem":
        return (
            list(VIETNAMESE_LETTERS[:count])
            if count <= len(VIETNAMESE_LETTERS) and re.fullmatch("[a-zđ]", first)
            else None
        )
    head, _, last = first.rpartition(".")
    if head and last.isdecimal():
        return [f"{head}.{i}" for i in range(1, count + 1)]
    if re.fullmatch("[IVXLCM]+", first) and value(first):
        return [written(i, "upperRoman") for i in range(1, count + 1)]
    if re.fullmatch(r"0\d", first):
        return [f"{i:02d}" for i in range(1, count + 1)]
    if re.fullmatch(r"\d+[a-zđ]?", first):
        return [str(i) for i in range(1, count + 1)]
    if re.fullmatch("[A-ZĐ]", first):
        return [c.upper() for c in VIETNAMESE_LETTERS[:count]] if count <= len(VIETNAMESE_LETTERS) else None
    return None


def first_number(kind: str) -> str:
    """The number the first provision of a kind gets when it has no sibling to follow."""
    return {"diem": "a", "la_ma": "I", "chuong": "I", "phan": "A", "phu_luc": "I", "gach": "-", "khac": ""}.get(
        kind, "1"
    )
