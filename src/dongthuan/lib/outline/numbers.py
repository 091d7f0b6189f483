"""Numbers as documents print them: II, 12a, đ, THỨ NHẤT; and which of them follows which."""

import re

VIETNAMESE_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = re.compile(r"M{0,2}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$")
_WEIGHT = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ORDINALS = {
    "nhất": 1, "một": 1, "hai": 2, "nhì": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12,
}  # fmt: skip

Value = tuple[int, int]


def roman(text: str) -> int | None:
    """The value of an upper-case Roman number, or None."""
    if not text or not _ROMAN.match(text):
        return None
    values = [_WEIGHT[c] for c in text]
    return sum(-v if v < w else v for v, w in zip(values, [*values[1:], 0], strict=True))


def value(number: str) -> Value | None:
    """A comparable value: "12a" → (12, 1), "IV" → (4, 0), "thứ hai" → (2, 0)."""
    if m := re.fullmatch(r"(\d{1,4})([a-zđ])?", number):
        return int(m[1]), (VIETNAMESE_LETTERS.find(m[2]) + 1 if m[2] else 0)
    if m := re.fullmatch(r"([IVXLCM]+)([a-zđ])?", number):
        base = roman(m[1])
        return None if base is None else (base, VIETNAMESE_LETTERS.find(m[2]) + 1 if m[2] else 0)
    words = number.lower().removeprefix("thứ").strip()
    if words in _ORDINALS:
        return _ORDINALS[words], 0
    if re.fullmatch(r"[A-ZĐ]", number):
        return VIETNAMESE_LETTERS.find(number.lower()) + 1, 0
    return None


def follows(new: Value, old: Value | None) -> bool:
    """Whether ``new`` is the very next number after ``old`` (12 → 12a → 12b → 13)."""
    if old is None:
        return new == (1, 0)
    if new[0] == old[0]:
        return new[1] > old[1]
    return new[0] == old[0] + 1
