"""Taking passages out of a text. Pure: no Django."""

import re
from collections.abc import Iterable

GAP = "[…đã lược bỏ…]"
# What a person's number or address looks like: 9 and 12 digits (CMND, căn cước), phones, mail addresses.
NUMBERS = re.compile(
    r"(?<!\d)(?:\+84|0)(?:[ .-]?\d){9,10}(?!\d)|(?<!\d)\d{9}(?:\d{3})?(?!\d)|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
)
Mark = tuple[int, int]  # from, to: places in the text, the second not included


def marks_for(text: str, passages: Iterable[str]) -> list[Mark]:
    """Every place where a passage stands, whatever its capitals and the spaces within."""
    found = []
    for passage in passages:
        words = passage.split()
        if words:
            pattern = r"\s+".join(re.escape(word) for word in words)
            found += [m.span() for m in re.finditer(pattern, text, re.IGNORECASE)]
    return found


def suggested(text: str) -> list[Mark]:
    return [m.span() for m in NUMBERS.finditer(text)]


def redact(text: str, marks: Iterable[Mark]) -> tuple[str, int]:
    """The text with a gap for each marked passage, and how many gaps; overlapping and touching marks are one.

    A gap tells nothing of the length of what stood there. Raises ValueError for a mark outside the text.
    """
    merged: list[list[int]] = []
    for begin, end in sorted(marks):
        if not 0 <= begin < end <= len(text):
            raise ValueError(f"mark {begin}–{end} lies outside a text of {len(text)} characters")
        if merged and begin <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([begin, end])
    parts, at = [], 0
    for begin, end in merged:
        parts += [text[at:begin], GAP]
        at = end
    return "".join([*parts, text[at:]]), len(merged)
