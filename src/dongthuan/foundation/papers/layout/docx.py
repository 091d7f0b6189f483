"""The facts of a Word paper."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Length
from docx.table import Table
from docx.text.paragraph import Paragraph

from .facts import Facts, Line, Unreadable, family

SIDES = {ALIGN.CENTER: "centre", ALIGN.RIGHT: "right", ALIGN.LEFT: "full", ALIGN.JUSTIFY: "full"}


def docx_facts(data: bytes) -> Facts:
    """Paragraphs with their effective fonts, margins and page-number fields."""
    try:
        doc = Document(io.BytesIO(data))
        section = doc.sections[0]
        page = (mm(section.page_width), mm(section.page_height))
    except (KeyError, ValueError, zipfile.BadZipFile, AttributeError, IndexError, OSError) as error:
        raise Unreadable(str(error)) from error
    facts = Facts("docx", page, {}, [])
    facts.margins = {
        "top": mm(section.top_margin), "bottom": mm(section.bottom_margin), "left": mm(section.left_margin),
        "right": mm(section.right_margin),
    }  # fmt: skip
    defaults = Defaults(doc)
    row = 0
    for block in doc.iter_inner_content():
        if isinstance(block, Table):
            if ruled(block):
                continue
            for table_row in block.rows:
                row += 1
                cells = list(dict.fromkeys(c._tc for c in table_row.cells))
                for n, tc in enumerate(cells):
                    side = "left" if n == 0 and len(cells) > 1 else "right" if n == len(cells) - 1 and n else ""
                    for p in tc.p_lst:
                        facts.lines += list(lines_of(Paragraph(p, block), defaults, row, side))
        else:
            row += 1
            facts.lines += list(lines_of(block, defaults, row, ""))
    page_numbers(section, defaults, facts)
    return facts


def mm(length: Any) -> float:
    return round(length / 36_000, 2) if length is not None else 0.0


def ruled(table: Table) -> bool:
    """A table with visible lines holds data; one without only sets things side by side."""
    borders = table._tbl.tblPr.find(qn("w:tblBorders"))
    if borders is not None:
        return any(b.get(qn("w:val")) not in (None, "nil", "none") for b in borders)
    return bool(table.style is not None and "Grid" in (table.style.name or ""))


class Defaults:
    """What a run looks like when neither it nor its style says: docDefaults, the theme."""

    def __init__(self, doc: Any) -> None:
        found = doc.styles.element.find(f".//{qn('w:rPrDefault')}")
        self.size = 10.0
        self.font = "Times New Roman"
        if found is not None:
            size = found.find(f".//{qn('w:sz')}")
            self.size = int(size.get(qn("w:val"))) / 2 if size is not None else 10.0
            fonts = found.find(f".//{qn('w:rFonts')}")
            if fonts is not None:
                self.font = fonts.get(qn("w:ascii")) or self.theme_font(doc, fonts.get(qn("w:asciiTheme")) or "")

    @staticmethod
    def theme_font(doc: Any, key: str) -> str:
        for rel in doc.part.rels.values():
            if rel.reltype.endswith("/theme"):
                kind = "majorFont" if key.startswith("major") else "minorFont"
                theme = rel.target_part.blob.decode("utf-8", "replace")
                found = re.search(rf"<a:{kind}>.*?<a:latin typeface=\"([^\"]*)\"", theme, re.S)
                return found.group(1) if found else ""
        return ""


def chain(run: Any, paragraph: Paragraph, read: Any) -> Any:
    """The first value that the run, its style, or the paragraph's styles say."""
    if (value := read(run.font)) is not None:
        return value
    for style in (run.style, paragraph.style):
        while style is not None:
            if (value := read(style.font)) is not None:
                return value
            style = style.base_style
    return None


def format_chain(paragraph: Paragraph, name: str) -> Any:
    if (value := getattr(paragraph.paragraph_format, name)) is not None:
        return value
    style = paragraph.style
    while style is not None:
        if (value := getattr(style.paragraph_format, name)) is not None:
            return value
        style = style.base_style
    return None


def lines_of(paragraph: Paragraph, defaults: Defaults, row: int, side: str) -> Iterator[Line]:
    """One Line per printed line of a paragraph with manual breaks, usually one."""
    groups: list[list[tuple[str, Any]]] = [[]]
    for run in paragraph.runs:
        for n, piece in enumerate(run.text.split("\n")):
            if n:
                groups.append([])
            if piece.strip():
                groups[-1].append((piece, run))
    align = format_chain(paragraph, "alignment")
    indent = format_chain(paragraph, "first_line_indent")
    spacing = format_chain(paragraph, "line_spacing")
    for group in groups:
        if not group:
            continue
        looks = [(len(t.strip()), *look(run, paragraph, defaults)) for t, run in group]
        weight: Counter[tuple[str, float]] = Counter()
        for n, font, size, _b, _i in looks:
            weight[font, size] += n
        (font, size), _n = weight.most_common(1)[0]
        yield Line(
            text=" ".join("".join(t for t, _r in group).split()), size=size, font=family(font),
            bold=all(b for *_x, b, _i in looks), italic=all(i for *_x, i in looks), side=side or SIDES.get(align, "full"), row=row,
            indent=mm(indent) if indent else 0.0, justified=(align == ALIGN.JUSTIFY) if not side else None,
            spacing=None if isinstance(spacing, Length) else spacing, sizes={s for _n, _f, s, _b, _i in looks},
        )  # fmt: skip


def look(run: Any, paragraph: Paragraph, defaults: Defaults) -> tuple[str, float, bool, bool]:
    size = chain(run, paragraph, lambda f: f.size)
    return (
        chain(run, paragraph, lambda f: f.name) or defaults.font,
        size.pt if size is not None else defaults.size,
        bool(chain(run, paragraph, lambda f: f.bold)),
        bool(chain(run, paragraph, lambda f: f.italic)),
    )


def page_numbers(section: Any, defaults: Defaults, facts: Facts) -> None:
    """Where the PAGE field stands, how large, and whether the first page shows it."""
    first = section.different_first_page_header_footer
    for place, part in (("header", section.header), ("footer", section.footer)):
        for p in part.paragraphs:
            if has_page_field(p):
                facts.number_place = facts.number_place or place
                facts.number_side = "centre" if format_chain(p, "alignment") == ALIGN.CENTER else "aside"
                sizes = [look(r, p, defaults)[1] for r in p.runs]
                facts.number_size = sizes[0] if sizes else defaults.size
                facts.number_on_first = facts.number_on_first or not first
    if first:
        parts = (section.first_page_header, section.first_page_footer)
        facts.number_on_first |= any(has_page_field(p) for part in parts for p in part.paragraphs)


def has_page_field(paragraph: Paragraph) -> bool:
    texts = [t.text or "" for t in paragraph._p.iter(qn("w:instrText"))]
    simple = [f.get(qn("w:instr")) or "" for f in paragraph._p.iter(qn("w:fldSimple"))]
    return any(re.match(r"\s*PAGE\b", t) for t in texts + simple)
