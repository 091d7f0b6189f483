"""Vietnamese text: one form of Unicode, searching without accents, sorting as a reader expects."""

import re
import unicodedata
from functools import cache

_TONES = {
    "\u0300": 1,
    "\u0309": 2,
    "\u0303": 3,
    "\u0301": 4,
    "\u0323": 5,
}  # huyền hỏi ngã sắc nặng, as in the dictionary
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_ORDER = {letter: chr(ord("A") + i) for i, letter in enumerate(_ALPHABET)}
_SHAPES = "\u0302\u0306\u031b"  # the hats and horns that make another letter (â ă ơ)
_LOOKALIKE = str.maketrans({"\u00d0": "Đ", "\u00f0": "đ"})  # the Icelandic letter old keyboards gave for Đ


def nfc(text: str) -> str:
    """Composed Unicode, the one form stored in this house."""
    return unicodedata.normalize("NFC", text)


def shortened(text: str, length: int) -> str:
    """At most `length` characters, cut between words, best where a phrase ends, and marked as cut."""
    words = " ".join(text.split())
    if len(words) <= length:
        return words
    cut = words[: length - 1].rsplit(" ", 1)[0]
    phrase = max(cut.rfind(";"), cut.rfind(","), cut.rfind(". "))
    return (cut[:phrase] if phrase > length // 2 else cut).rstrip(" .;,:") + "…"


def fold(text: str) -> str:
    """For searching: small letters without any mark, đ as d. "Điện Biên" → "dien bien"."""
    bare = unicodedata.normalize("NFD", text.translate(_LOOKALIKE).casefold())
    return unicodedata.normalize("NFC", "".join(c for c in bare if not unicodedata.combining(c))).replace("đ", "d")


def sort_key(text: str) -> str:
    """A string that sorts, byte by byte, as a Vietnamese dictionary does: letters first (a ă â b … d đ …), tones after.

    Digits stand before letters; capitals do not count.
    """
    plain = " ".join(text.translate(_LOOKALIKE).split())
    pairs = [_split(char) for char in unicodedata.normalize("NFC", plain).lower()]
    return "".join(_ORDER.get(letter, letter) for letter, _ in pairs) + "\x01" + "".join(str(tone) for _, tone in pairs)


def person_sort_key(name: str) -> str:
    """Persons are sorted by given name, the last word; then by family and middle name."""
    words = name.split()
    return sort_key(" ".join(words[-1:])) + "\x02" + sort_key(" ".join(words[:-1]))


def search_pattern(words: str) -> str:
    """A regular expression (Python's and PostgreSQL's) for composed text that holds the words, in capitals or not.

    A letter typed without marks finds every letter built on it, one typed with marks only itself:
    "dan van" finds "Dân vận", "dân" does not find "Đan".
    """
    parts = []
    for char in " ".join(nfc(words.translate(_LOOKALIKE)).split()):
        small = char.lower()
        found = variants().get(small) or {small, char.upper()}
        letters = sorted(c for c in found if len(c) == 1)
        parts.append(f"[{''.join(letters)}]" if char.isalpha() and len(letters) > 1 else re.escape(char))
    return "".join(parts)


def holds(text: str, words: str) -> bool:
    """Whether the text holds the words, as `search_pattern` reads them."""
    return re.search(search_pattern(words), nfc(text)) is not None


@cache
def variants() -> dict[str, set[str]]:
    """A bare letter -> the Vietnamese letters built on it, small and capital: "d" -> d D đ Đ."""
    found: dict[str, set[str]] = {}
    for small, _order, _tone in letters():
        found.setdefault(fold(small), set()).update((small, small.upper()))
    return found


@cache
def letters() -> list[tuple[str, str, str]]:
    """Every small letter a Vietnamese word may hold: (letter, its place in the alphabet, its tone "0" to "5")."""
    marks = {tone: mark for mark, tone in _TONES.items()} | {0: ""}
    return [
        (whole, _ORDER[letter], str(tone))
        for letter in _ALPHABET
        for tone in sorted(marks)
        if len(whole := nfc(letter + marks[tone])) == 1 and (tone == 0 or fold(letter) in "aeiouy")
    ]


def _split(char: str) -> tuple[str, int]:
    """The letter of the alphabet under its tone, and the tone's place (0: none)."""
    base = unicodedata.normalize("NFD", char)
    tone = next((_TONES[c] for c in base if c in _TONES), 0)
    kept = "".join(c for c in base if not unicodedata.combining(c) or c in _SHAPES)
    return unicodedata.normalize("NFC", kept), tone
