"""The words of a provision without the label and title that are printed before them."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from .view import view

_LABELS = {
    "phan": "Phần {}", "phu_luc": "Phụ lục {}", "chuong": "Chương {}", "muc": "Mục {}", "tieu_muc": "Tiểu mục {}",
    "dieu": "Điều {}.", "khoan": "{}.", "diem": "{})", "la_ma": "{}.", "so": "{}.", "gach": "{}",
}  # fmt: skip
_NAMES = {
    "phan": "(?:phần)?",
    "phu_luc": r"phụ lục(?:\s+số)?", "chuong": "chương", "muc": "mục", "tieu_muc": "tiểu mục", "dieu": "điều",
}  # fmt: skip


def label(kind: str, number: str) -> str:
    """How a provision is announced on paper: "Điều 5.", "đ)", "II."."""
    if kind == "khac" or (not number and kind != "phu_luc"):
        return ""
    lettered = kind == "phan" and len(number) == 1 and number.isalpha()
    return f"{number}." if lettered else _LABELS[kind].format(number).strip()


def wording(node: Mapping[str, Any]) -> str:
    """The node's own words: label, number and title taken off, line ends as "\\n", outer space trimmed.

    Words that do not begin with the label are returned whole, so that taking it off twice changes nothing.
    """
    text = re.sub(r"\r\n?", "\n", unicodedata.normalize("NFC", node.get("text") or "")).strip()
    kind, number, title = node["kind"], node.get("number") or "", node.get("title") or ""
    if kind == "khac":
        return text
    rest = text
    if number or kind == "phu_luc":
        name = _NAMES.get(kind, "")
        first = view(text.partition("\n")[0])
        found = re.match(
            rf"[\s*_#\\]*{name}[ \t]*{re.escape(number)}(?!\w)[*\\]*[.):/\-–—]*", first.text, re.IGNORECASE
        )
        if not found:
            return text
        rest = text[first.at(found.end()) :]
    return _without_title(rest.strip(), title).strip(" \t\n")


def _without_title(text: str, title: str) -> str:
    words = [re.escape(w) for w in unicodedata.normalize("NFC", title).split()]
    if not words:
        return text
    found = re.match(r"[*_.:\-–—\s]*" + r"[\s*_]+".join(words) + r"[*_]*[.:;]?(?=\s|$)", text)
    return text[found.end() :] if found else text
