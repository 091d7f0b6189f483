"""What can be seen of a paper, however it came: lines with their sizes and places."""

import re
import unicodedata
from dataclasses import dataclass, field


class Unreadable(Exception):
    """The file cannot be read as a paper."""


@dataclass
class Line:
    """A printed line (PDF) or a paragraph (DOCX). `row` says what stands level: a table's row, or the baseline."""

    text: str
    size: float
    bold: bool = False
    italic: bool = False
    font: str = ""
    side: str = "full"  # left | right | centre | full
    page: int = 1
    row: float = 0.0
    x0: float | None = None  # points from the left edge, PDF only
    x1: float | None = None
    y: float | None = None  # baseline, points from the top edge, PDF only
    indent: float | None = None  # first-line indent in millimetres
    justified: bool | None = None
    spacing: float | None = None  # lines, as Word counts them
    sizes: set[float] = field(default_factory=set)
    role: str = ""

    @property
    def folded(self) -> str:
        return fold(self.text)

    @property
    def is_caps(self) -> bool:
        letters = [c for c in self.text if c.isalpha()]
        return bool(letters) and all(not c.islower() for c in letters)


@dataclass
class Facts:
    kind: str  # pdf | docx
    page: tuple[float, float]  # millimetres
    margins: dict[str, float | None]  # millimetres; None where the file does not tell
    lines: list[Line]
    number_on_first: bool = False
    number_place: str = ""  # header | footer | "" where there is none
    number_side: str = ""
    number_size: float | None = None
    pages: int | None = None  # DOCX does not know


def fold(text: str) -> str:
    """Lower case without marks, one space between words: for recognising, never for comparing wording."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return " ".join(re.sub(r"[\u0300-\u036f]", "", plain).casefold().split())


def family(name: str) -> str:
    """The family behind a font's name in a file: "ABCDEF+TimesNewRomanPS-BoldMT" is Times New Roman."""
    plain = re.sub(r"[^a-z]", "", name.rsplit("+", 1)[-1].lower())
    for start, full in (
        ("liberationserif", "Liberation Serif"), ("timesnewroman", "Times New Roman"), ("times", "Times New Roman"),
        ("tinos", "Liberation Serif"),
    ):  # fmt: skip
        if plain.startswith(start):
            return full
    return name.rsplit("+", 1)[-1]
