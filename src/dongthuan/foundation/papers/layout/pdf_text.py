"""Where every glyph of a PDF page stands: a small reader of content streams over pypdf's objects."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdf.generic import ContentStream

Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1, 0, 0, 1, 0, 0)
MAX_DEPTH, MAX_GLYPHS = 6, 400_000


def times(m: Matrix, n: Matrix) -> Matrix:
    a, b, c, d, e, f = m
    A, B, C, D, E, F = n
    return (a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F)


@dataclass
class Glyph:
    text: str
    x0: float
    x1: float
    y: float  # from the bottom, as PDF counts
    size: float
    font: str


@dataclass
class PageText:
    glyphs: list[Glyph] = field(default_factory=list)
    verticals: list[tuple[float, float, float]] = field(default_factory=list)  # x, low y, high y of drawn upright lines


class Font:
    """Codes to text and widths, for composite and simple fonts."""

    def __init__(self, source: Any) -> None:
        self.name = str(source.get("/BaseFont", "")).lstrip("/")
        self.wide = source.get("/Subtype") == "/Type0"
        self.to_text = read_tounicode(source["/ToUnicode"].get_object().get_data()) if "/ToUnicode" in source else {}
        self.widths: dict[int, float] = {}
        self.default = 1000.0 if self.wide else 0.0
        if self.wide:
            inner = source["/DescendantFonts"][0].get_object()
            self.default = float(inner.get("/DW", 1000))
            self.widths = read_w(inner.get("/W", []))
        elif "/Widths" in source:
            first = int(source.get("/FirstChar", 0))
            self.widths = {first + i: float(w) for i, w in enumerate(source["/Widths"].get_object())}

    def decode(self, data: bytes) -> Iterator[tuple[str, float, bool]]:
        """(text, width in thousandths, whether it is the one-byte space) of each code."""
        step = 2 if self.wide else 1
        for i in range(0, len(data) - step + 1, step):
            code = int.from_bytes(data[i : i + step], "big")
            text = self.to_text.get(code, "" if self.wide else bytes([code]).decode("cp1252", "replace"))
            yield text, self.widths.get(code, self.default), not self.wide and code == 32


def read_w(array: Any) -> dict[int, float]:
    found: dict[int, float] = {}
    items = [i.get_object() for i in array]
    at = 0
    while at + 1 < len(items):
        first = int(items[at])
        if isinstance(items[at + 1], list):
            found.update({first + k: float(w.get_object()) for k, w in enumerate(items[at + 1])})
            at += 2
        else:
            last = min(int(items[at + 1]), first + 65_535)
            found.update(dict.fromkeys(range(first, last + 1), float(items[at + 2])))
            at += 3
    return found


def read_tounicode(data: bytes) -> dict[int, str]:
    found: dict[int, str] = {}

    def words(hexed: bytes) -> str:
        return bytes.fromhex(hexed.decode().ljust((len(hexed) + 3) // 4 * 4, "0")).decode("utf-16-be", "replace")

    for part in re.findall(rb"beginbfchar(.*?)endbfchar", data, re.S):
        for code, text in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", part):
            found[int(code, 16)] = words(text)
    for part in re.findall(rb"beginbfrange(.*?)endbfrange", data, re.S):
        for low, high, text in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", part):
            first, start = int(low, 16), words(text)
            for k in range(min(int(high, 16) - first, 65_535) + 1):
                found[first + k] = start[:-1] + chr(ord(start[-1]) + k) if start else ""
        for low, _high, listed in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*\[(.*?)\]", part, re.S):
            for k, text in enumerate(re.findall(rb"<([0-9A-Fa-f]+)>", listed)):
                found[int(low, 16) + k] = words(text)
    return found


@dataclass
class State:
    ctm: Matrix = UNIT
    font: Font | None = None
    size: float = 0
    char: float = 0
    word: float = 0
    scale: float = 1
    lead: float = 0
    rise: float = 0


class Reader:
    """Runs the operators of a page and its form objects that matter for text and upright lines."""

    def __init__(self, pdf: Any) -> None:
        self.pdf, self.out, self.fonts = pdf, PageText(), {}

    def read(self, page: Any) -> PageText:
        contents = page.get_contents()
        if contents is not None:
            self.run(contents, page.get("/Resources"), State(), 0)
        return self.out

    def font(self, resources: Any, name: str) -> Font | None:
        source = resources["/Font"][name].get_object() if resources and name in resources.get("/Font", {}) else None
        if source is None:
            return None
        key = id(source)
        if key not in self.fonts:
            self.fonts[key] = (Font(source), source)
        return self.fonts[key][0]

    def run(self, stream: Any, resources: Any, s: State, depth: int) -> None:
        resources = resources.get_object() if resources is not None else {}
        stack: list[State] = []
        tm = line = UNIT
        point: tuple[float, float] | None = None
        for operands, operator in ContentStream(stream, self.pdf).operations:
            op = operator.decode("latin-1")
            if op == "q":
                stack.append(State(**vars(s)))
            elif op == "Q" and stack:
                s = stack.pop()
            elif op == "cm":
                s.ctm = times(numbers(operands), s.ctm)
            elif op == "BT":
                tm = line = UNIT
            elif op == "Tf":
                s.font, s.size = self.font(resources, operands[0]), float(operands[1])
            elif op in ("Tc", "Tw", "TL", "Ts"):
                setattr(s, {"Tc": "char", "Tw": "word", "TL": "lead", "Ts": "rise"}[op], float(operands[0]))
            elif op == "Tz":
                s.scale = float(operands[0]) / 100
            elif op == "Tm":
                tm = line = numbers(operands)
            elif op in ("Td", "TD", "T*", "'", '"'):
                if op == '"':
                    s.word, s.char = float(operands[0]), float(operands[1])
                x, y = (float(operands[0]), float(operands[1])) if op in ("Td", "TD") else (0.0, -s.lead)
                s.lead = -y if op == "TD" else s.lead
                tm = line = times((1, 0, 0, 1, x, y), line)
                if op in ("'", '"'):
                    tm = self.show([operands[-1]], tm, s)
            elif op == "Tj":
                tm = self.show(operands, tm, s)
            elif op == "TJ":
                tm = self.show(operands[0], tm, s)
            elif op == "m":
                point = place(s.ctm, operands)
            elif op == "l" and point:
                point = self.upright(point, place(s.ctm, operands))
            elif op == "re":
                x, y, w, h = (float(v) for v in operands)
                if abs(w) < 2:
                    self.upright(place(s.ctm, (x, y)), place(s.ctm, (x, y + h)))
            elif op == "Do" and depth < MAX_DEPTH:
                self.form(resources, operands[0], s, depth)

    def form(self, resources: Any, name: str, s: State, depth: int) -> None:
        objects = resources.get("/XObject", {})
        inner = objects[name].get_object() if name in objects else None
        if inner is not None and inner.get("/Subtype") == "/Form":
            state = State(**vars(s))
            state.ctm = times(numbers(inner.get("/Matrix", UNIT)), s.ctm)
            self.run(inner, inner.get("/Resources", resources), state, depth + 1)

    def upright(self, a: tuple[float, float], b: tuple[float, float]) -> tuple[float, float]:
        if abs(a[0] - b[0]) < 0.6 and abs(a[1] - b[1]) > 8:
            self.out.verticals.append((a[0], min(a[1], b[1]), max(a[1], b[1])))
        return b

    def show(self, items: Any, tm: Matrix, s: State) -> Matrix:
        for item in items:
            if isinstance(item, int | float):
                tm = times((1, 0, 0, 1, -float(item) / 1000 * s.size * s.scale, 0), tm)
                continue
            if s.font is None:
                continue
            data = item if isinstance(item, bytes) else getattr(item, "original_bytes", b"")
            for text, wide, is_space in s.font.decode(data):
                advance = (wide / 1000 * s.size + s.char + (s.word if is_space else 0)) * s.scale
                at = times((1, 0, 0, 1, 0, s.rise), times(tm, s.ctm))
                tm = times((1, 0, 0, 1, advance, 0), tm)
                end = times(tm, s.ctm)
                if len(self.out.glyphs) < MAX_GLYPHS and text:
                    size = s.size * math.hypot(at[2], at[3])
                    self.out.glyphs.append(Glyph(text, at[4], end[4], at[5], size, s.font.name))
        return tm


def numbers(operands: Any) -> Matrix:
    return tuple(float(v) for v in operands)  # type: ignore[return-value]


def place(m: Matrix, point: Any) -> tuple[float, float]:
    x, y = float(point[0]), float(point[1])
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]
