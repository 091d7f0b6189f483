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


TITLES = frozenset(
    ["ông", "bà", "anh", "chị", "cô", "chú", "bác", "cụ", "em", "chí", "thầy", "đ/c"]
)  # "đồng chí" ends so
FAMILIES = frozenset(
    [
        "Nguyễn",
        "Trần",
        "Lê",
        "Phạm",
        "Hoàng",
        "Huỳnh",
        "Phan",
        "Vũ",
        "Võ",
        "Đặng",
        "Bùi",
        "Đỗ",
        "Hồ",
        "Ngô",
        "Dương",
        "Lý",
        "Đinh",
        "Trịnh",
        "Mai",
        "Đào",
        "Cao",
        "Lương",
        "Tạ",
    ]
)
MOST = 5  # words of a name


def names_in(text: str) -> list[Mark]:
    """Passages that look like persons' names: capitals after a form of address, or after a common family name. A street
    that bears one is found too: a person judges."""
    found: list[Mark] = []
    words = [(m[0], *m.span()) for m in re.finditer(r"[\w/]+", text)]
    place = 0
    while place < len(words):
        end = place
        while end < len(words) and end < place + MOST and words[end][0][0].isupper():
            if end > place and text[words[end - 1][2] : words[end][1]] != " ":
                break
            end += 1
        called = place > 0 and words[place - 1][0].casefold() in TITLES
        if end > place and (called or (words[place][0] in FAMILIES and end > place + 1)):
            found.append((words[place][1], words[end - 1][2]))
            place = end
        else:
            place += 1
    return found


def only_cut(original: str, quote: str) -> bool:
    """Whether a quote holds nothing but words of the original in their order: what was taken out shows as a gap or "…"."""
    words = iter(re.findall(r"\w+", original.casefold()))
    return all(word in words for word in re.findall(r"\w+", without_gaps(quote).casefold()))


def without_gaps(quote: str) -> str:
    return re.sub(r"\[…[^\]]*\]|\[\.\.\.\]", " ", quote)


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
