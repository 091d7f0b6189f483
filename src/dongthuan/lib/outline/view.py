"""A line as its reader sees it, with the way back to where each character stood in the raw line.

The eye does not see decomposed accents, soft hyphens, the Icelandic Ð that old keyboards gave for Đ, or Markdown's
stars; the patterns should not either. Nothing here changes the raw text.
"""

import re
import unicodedata
from dataclasses import dataclass

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SPECIAL = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\u00d0\u00f0]")
_LOOKALIKE = {"\u00d0": "Đ", "\u00f0": "đ"}
_MARKDOWN = re.compile(r"^\s{0,3}#{1,6}\s+|\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|\\(?=[^\w\s])")
# A heading is short: of a longer raw line that needs repair only this much is looked at.
_REPAIRED = 4000


@dataclass(frozen=True, slots=True)
class View:
    """``text`` without leading space; ``at(i)`` is the place of its i-th character in the raw line."""

    text: str
    places: tuple[int, ...] | None
    shift: int = 0

    def at(self, index: int) -> int:
        if self.places is None:
            return index + self.shift
        return self.places[index] if index < len(self.places) else (self.places[-1] + 1 if self.places else 0)


def view(raw: str, *, markdown: bool = False) -> View:
    """What a reader sees of one raw line."""
    plain = unicodedata.is_normalized("NFC", raw) and not _SPECIAL.search(raw)
    if plain and not (markdown and _MARKDOWN.search(raw)):
        text = raw.strip()
        return View(text, None, len(raw) - len(raw.lstrip()))
    dropped = {i for m in _MARKDOWN.finditer(raw[:_REPAIRED]) for i in range(*m.span())} if markdown else set()
    chars: list[str] = []
    places: list[int] = []
    for start, end in _clusters(raw[:_REPAIRED]):
        if start in dropped or _UNSEEN.match(raw, start):
            continue
        for char in unicodedata.normalize("NFC", raw[start:end]):
            chars.append(_LOOKALIKE.get(char, char))
            places.append(start)
    first = next((i for i, c in enumerate(chars) if not c.isspace()), len(chars))
    text = "".join(chars[first:]).rstrip()
    return View(text, tuple(places[first : first + len(text)]))


def _clusters(raw: str) -> list[tuple[int, int]]:
    """Each character together with the combining marks that follow it."""
    spans: list[tuple[int, int]] = []
    for i, char in enumerate(raw):
        if spans and unicodedata.combining(char):
            spans[-1] = (spans[-1][0], i + 1)
        else:
            spans.append((i, i + 1))
    return spans
