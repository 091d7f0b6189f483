"""The facts of a PDF paper."""

import io
import logging
import re
from collections import Counter
from itertools import pairwise

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from .facts import Facts, Line, Unreadable, family
from .pdf_text import Glyph, PageText, Reader

MM = 72 / 25.4
ASCENT, DESCENT = 0.891, 0.216  # of Times New Roman and Liberation Serif
MAX_PAGES = 400
EDGE = 17 * MM  # a number this close to the top or bottom edge is the page's number
logging.getLogger("pypdf").setLevel(logging.ERROR)


def pdf_facts(data: bytes) -> Facts:
    """Lines, margins and page numbers; Unreadable for a PDF that pypdf cannot open."""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise Unreadable("encrypted")
        pages = [(Reader(reader).read(p), p) for p in reader.pages[:MAX_PAGES]]
        first = reader.pages[0].mediabox
        size = (float(first.width) / MM, float(first.height) / MM)
        lines: list[Line] = []
        for n, (text, page) in enumerate(pages, 1):
            upright = float(page.mediabox.height) > float(page.mediabox.width)
            lines += page_lines(text, n, float(page.mediabox.height), float(page.mediabox.width)) if upright else []
    except Unreadable:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError) as error:
        raise Unreadable(str(error)) from error
    return assemble(lines, size, len(pages))


def page_lines(text: PageText, n: int, height: float, width: float) -> list[Line]:
    """Glyphs on one baseline, cut where a gap says that another column begins; table cells are left out."""
    rows: list[list[Glyph]] = []
    for g in sorted(text.glyphs, key=lambda g: (-g.y, g.x0)):
        if rows and abs(rows[-1][0].y - g.y) < 2.2:
            rows[-1].append(g)
        else:
            rows.append([g])
    lines = []
    for row in rows:
        row.sort(key=lambda g: g.x0)
        for part in cut(row):
            made = make_line(part, n, height)
            if made and not in_table(made, text, height):
                lines.append(made)
    return lines


def cut(row: list[Glyph]) -> list[list[Glyph]]:
    parts = [[row[0]]]
    for before, g in pairwise(row):
        if g.x0 - before.x1 > 1.8 * max(g.size, before.size) and g.text.strip():
            parts.append([])
        parts[-1].append(g)
    return parts


def make_line(glyphs: list[Glyph], n: int, height: float) -> Line | None:
    words, last = [], None
    for g in glyphs:
        if (
            last is not None
            and g.x0 - last.x1 > 0.18 * g.size
            and not (words[-1].endswith(" ") or g.text.startswith(" "))
        ):
            words.append(" ")
        words.append(g.text)
        last = g
    visible = [g for g in glyphs if g.text.strip()]
    if not visible:
        return None
    (name, size), _count = Counter((g.font, round(g.size, 1)) for g in visible).most_common(1)[0]
    every = [g.font.lower() for g in visible]
    return Line(
        text=" ".join("".join(words).split()), size=size, font=family(name), page=n,
        bold=all("bold" in f for f in every), italic=all("italic" in f or "oblique" in f for f in every),
        x0=visible[0].x0, x1=visible[-1].x1, y=height - visible[0].y, row=height - visible[0].y,
        sizes={round(g.size, 1) for g in visible},
    )  # fmt: skip


def in_table(line: Line, text: PageText, height: float) -> bool:
    """Whether upright lines stand on both sides of it."""
    at = height - line.y
    beside = [x for x, low, high in text.verticals if low - 1 <= at <= high + 1]
    return any(x <= line.x0 + 1 for x in beside) and any(x >= line.x1 - 1 for x in beside)


def assemble(lines: list[Line], size: tuple[float, float], pages: int) -> Facts:
    width, height = size[0] * MM, size[1] * MM
    facts = Facts("pdf", size, {}, [], pages=pages)
    body = []
    for line in lines:
        near = line.y < EDGE or line.y > height - EDGE
        if near and re.fullmatch(r"[-–]?\s*\d{1,4}\s*[-–]?", line.text):
            facts.number_place = "header" if line.y < EDGE else "footer"
            facts.number_size = line.size
            facts.number_on_first = facts.number_on_first or line.page == 1
            middle = (line.x0 + line.x1) / 2
            centres = (width / 2, (30 + size[0] - 15) / 2 * MM, (35 + size[0] - 20) / 2 * MM)
            facts.number_side = "centre" if min(abs(middle - c) for c in centres) < 4 * MM else "aside"
        elif not (near and line.size < 10.5):  # marks in the margin: "bản dựng thử", time of signing
            body.append(line)
    if body:
        facts.margins = margins(body, width, height)
        sides(body, facts.margins, width)
        paragraphs(body, facts.margins, width)
    facts.lines = body
    return facts


def margins(lines: list[Line], width: float, height: float) -> dict[str, float | None]:
    """What the words leave free. The bottom one only shows that nothing stands too low."""
    left, right = min(x.x0 for x in lines), max(x.x1 for x in lines)
    reaching = sum(1 for x in lines if right - x.x1 < 2)
    top = min(x.y - ASCENT * x.size for x in lines)
    bottom = height - max(x.y + DESCENT * x.size for x in lines)
    found: dict[str, float | None] = {"left": left / MM, "top": top / MM}
    found["right"] = (width - right) / MM if reaching >= 3 or (width - right) / MM < 14.5 else None
    found["bottom"] = bottom / MM if bottom / MM < 19.5 else None
    return found


def sides(lines: list[Line], found: dict[str, float | None], width: float) -> None:
    left, right = found["left"] * MM, width - (found["right"] or 15) * MM
    middle = (left + right) / 2
    for line in lines:
        centre = (line.x0 + line.x1) / 2
        if abs(centre - middle) < 5 and line.x0 - left > 8:
            line.side = "centre"
        elif line.x1 < middle + 25 and line.x0 < middle - 20 and right - line.x1 > 60:
            line.side = "left"
        elif line.x0 > left + (right - left) * 0.38:
            line.side = "right"


def paragraphs(lines: list[Line], found: dict[str, float | None], width: float) -> None:
    """Indents, whether a line that goes on reaches the right edge, and how far the next one stands."""
    left, right = found["left"] * MM, width - (found["right"] or 15) * MM
    for line in lines:
        line.indent = (line.x0 - left) / MM
    for line, after in pairwise(lines):
        goes_on = after.page == line.page and after.indent < 1.0 and abs(after.size - line.size) < 0.2
        if goes_on and 0 < after.y - line.y < 2.2 * line.size and line.indent < 14:
            line.justified = right - line.x1 < 3
            line.spacing = (after.y - line.y) / line.size / 1.15
