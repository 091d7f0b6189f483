"""The paper as a Word file that clerks can edit: real styles, Times New Roman by name, no field but the page number."""

import io
from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm, Pt

from ..formats import Format, format_for
from . import docx_parts as parts
from .flatten import printed
from .metrics import width
from .model import PaperModel

NATION = {"state": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "party": "ĐẢNG CỘNG SẢN VIỆT NAM"}
MOTTO = "Độc lập - Tự do - Hạnh phúc"
TEXT_WIDTH = 165  # mm between our margins
ALIGNS = {"left": ALIGN.LEFT, "right": ALIGN.RIGHT, "centre": ALIGN.CENTER}


def to_docx(model: PaperModel, form: Format | None = None) -> bytes:
    """The paper as DOCX in the layout of its system on its day."""
    form = form or format_for(model.system, model.day)
    m = printed(model, form)
    doc = Document()
    styles(doc, m["sizes"])
    doc.core_properties.title, doc.core_properties.author = m["title"], " ".join(m["issuers"])
    doc.core_properties.language, doc.core_properties.comments = "vi-VN", ""
    page(doc.sections[0], m, form)
    header(doc, m)
    opening(doc, m)
    for flat in m["body"]:
        draw(doc, flat)
    signatures(doc, m)
    for a in m["appendices"]:
        appendix(doc, a, m, form)
    parts.drop_first_empty(doc)
    out = io.BytesIO()
    doc.save(out)
    return out.getvalue()


def styles(doc: DocumentType, sizes: dict[str, float]) -> None:
    """The house's styles, so that a clerk changes the look of all paragraphs of a sort in one place."""
    normal = doc.styles["Normal"]
    parts.font(normal, sizes["body"])
    parts.language(normal)
    normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
    body = doc.styles.add_style("Nội dung", WD_STYLE_TYPE.PARAGRAPH)
    body.base_style = normal
    fmt = body.paragraph_format
    fmt.alignment, fmt.first_line_indent = ALIGN.JUSTIFY, Mm(12.7)
    fmt.space_before, fmt.space_after, fmt.line_spacing = Pt(3), Pt(6), 1.05
    fmt.widow_control = True
    for level in range(1, 10):
        style = doc.styles[f"Heading {level}"]
        style.base_style = body
        parts.font(style, sizes["body"], bold=True)
        style.paragraph_format.keep_with_next = True
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(3), Pt(6)


def page(section: Any, m: dict[str, Any], form: Format, landscape: bool = False) -> None:
    """A4 with the system's margins; the page number centred in the top margin, none on the first page."""
    w, h = (form.page[1], form.page[0]) if landscape else form.page
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(w), Mm(h)
    margins = m["margins"]
    section.top_margin, section.bottom_margin = Mm(margins["top"]), Mm(margins["bottom"])
    section.left_margin, section.right_margin = Mm(margins["left"]), Mm(margins["right"])
    section.header_distance, section.footer_distance = Mm(8), Mm(8)
    section.different_first_page_header_footer = True
    section.header.is_linked_to_previous = section.first_page_header.is_linked_to_previous = False
    if m["demo"]:
        for head in (section.header, section.first_page_header):
            p = head.paragraphs[0]
            p.alignment = ALIGN.RIGHT
            parts.run(p, m["demo"], 9)
    number = section.header.add_paragraph() if m["demo"] else section.header.paragraphs[0]
    number.alignment = ALIGN.CENTER
    parts.page_field(number, 14)


def line(
    cell: Any, text: str, size: float, *, bold: bool = False, italic: bool = False, align: Any = ALIGN.CENTER
) -> Any:
    p = parts.next_paragraph(cell)
    p.alignment = align
    parts.run(p, text, size, bold=bold, italic=italic)
    return p


def header(doc: DocumentType, m: dict[str, Any]) -> None:
    party, s = m["system"] == "party", m["sizes"]
    nation_width = width(NATION[m["system"]], s["nation"], bold=True)
    date_width = width(m["date"], s["date"])
    right_mm = max(nation_width, date_width) / 72 * 25.4 + 5
    left_mm = TEXT_WIDTH - right_mm
    table = parts.plain_table(doc, 1 if party else 2, [left_mm, right_mm])
    left, right = table.rows[0].cells
    for text in m["superior"]:
        line(left, text, s["superior"])
    for text in m["issuers"]:
        line(left, text, s["issuer"], bold=True)
    if party:
        line(left, "*", s["issuer"])
    else:
        parts.rule(left, width(m["issuers"][-1], s["issuer"], True) * 0.42, left_mm)
    line(right, NATION[m["system"]], s["nation"], bold=True)
    if party:
        parts.rule(right, nation_width, right_mm)
    else:
        line(right, MOTTO, s["motto"], bold=True)
        parts.rule(right, width(MOTTO, s["motto"], True), right_mm)
    below = table.rows[-1].cells
    number = line(below[0], m["number"], s["number"])
    date = line(below[1], m["date"], s["date"], italic=True)
    for p in (number, date):
        p.paragraph_format.space_before = Pt(0 if party and p is number else 6)
    if not m["kind"]:
        p = line(below[0], f"V/v {m['subject']}", s["subject_letter"], italic=party)
        p.paragraph_format.space_before = Pt(6)


def opening(doc: DocumentType, m: dict[str, Any]) -> None:
    """Kind, trích yếu, addressees, căn cứ."""
    s, party = m["sizes"], m["system"] == "party"
    if m["kind"]:
        p = line(doc, m["kind"], s["kind"], bold=True)
        p.paragraph_format.space_before = Pt(14)
        if m["subject"]:
            line(doc, m["subject"], s["subject"], bold=True)
        if party:
            line(doc, "-----", s["subject"])
        else:
            shown = min(width(m["subject"] or m["kind"], s["subject"], True), 140 / 25.4 * 72)
            parts.rule(doc, shown * 0.36, TEXT_WIDTH)
        parts.gap(doc, 6)
    if len(m["addressees"]) == 1:
        p = line(doc, f"Kính gửi: {m['addressees'][0]}", s["addressee"])
        p.paragraph_format.space_before = p.paragraph_format.space_after = Pt(8)
    elif m["addressees"]:
        for text, indent in [("Kính gửi:", 30), *((a, 42) for a in m["addressee_list"])]:
            p = line(doc, text, s["addressee"], align=ALIGN.LEFT)
            p.paragraph_format.left_indent = Mm(indent)
            p.paragraph_format.space_before = Pt(12 if indent == 30 else 0)
        p.paragraph_format.space_after = Pt(8)
    for text in m["grounds"]:
        parts.run(doc.add_paragraph(style="Nội dung"), text, italic=not party)


def draw(doc: DocumentType, flat: dict[str, Any]) -> None:
    if flat["style"] == "table":
        draw_table(doc, flat["table"])
        return
    level = flat["level"]
    p = doc.add_paragraph(style=f"Heading {min(level, 9)}" if level else "Nội dung")
    if flat["style"] == "centre":
        p.alignment, p.paragraph_format.first_line_indent = ALIGN.CENTER, Mm(0)
        p.paragraph_format.keep_with_next = True
    for r in flat["runs"]:
        parts.run(p, r["text"], bold=r["bold"], italic=r["italic"])


def draw_table(doc: DocumentType, t: dict[str, Any]) -> None:
    if t["unit"]:
        line(doc, t["unit"], 12, italic=True, align=ALIGN.RIGHT)
    total = sum(c["width"] for c in t["columns"])
    section = doc.sections[-1]
    usable = (section.page_width - section.left_margin - section.right_margin) / Mm(1)
    table = parts.ruled_table(doc, 1 + len(t["rows"]), [c["width"] / total * usable for c in t["columns"]])
    grid = [list(row.cells) for row in table.rows]
    for cell, column in zip(grid[0], t["columns"], strict=True):
        line(cell, column["title"], 12, bold=True)
    for cells, row in zip(grid[1:], t["rows"], strict=True):
        for cell, column, text in zip(cells, t["columns"], row, strict=True):
            for part in text.split("\n"):
                line(cell, part, 12, align=ALIGNS[column["align"]])
    parts.gap(doc, 6)


def recipients(cell: Any, m: dict[str, Any]) -> None:
    if not m["recipients"]:
        return
    s, party = m["sizes"], m["system"] == "party"
    p = line(cell, "Nơi nhận:", s["recipients"], bold=not party, italic=not party, align=ALIGN.LEFT)
    p.runs[0].underline = True if party else None
    for text in m["recipients"]:
        line(cell, text, s["recipient"], align=ALIGN.LEFT)


def signatures(doc: DocumentType, m: dict[str, Any]) -> None:
    """One block: Nơi nhận on its left. Several: the lead on the right of each pair, Nơi nhận below."""
    blocks, s = m["signatures"], m["sizes"]
    parts.gap(doc, 10)
    pairs = [blocks[i : i + 2] for i in range(0, len(blocks), 2)]
    if not blocks:
        recipients(doc, m)
    for pair in pairs:
        widths = [76.0, 89.0] if len(blocks) == 1 else [82.0, 83.0]
        table = parts.plain_table(doc, 1 if len(blocks) == 1 else 2, widths)
        cells = (table.rows[0].cells[1], table.rows[0].cells[0])
        for block, cell in zip(pair, cells, strict=False):
            for text in block["lines"]:
                line(cell, text, s["authority"], bold=True).paragraph_format.keep_with_next = True
        names = [*zip(pair, reversed(table.rows[-1].cells), strict=False)]
        for block, cell in names:
            p = line(cell, block["name"], s["signer"], bold=True)
            p.paragraph_format.space_before = Pt(78)
        if len(blocks) == 1:
            recipients(table.rows[0].cells[0], m)
    if len(blocks) > 1:
        parts.gap(doc, 6)
        recipients(doc, m)


def appendix(doc: DocumentType, a: dict[str, Any], m: dict[str, Any], form: Format) -> None:
    """A section of its own: its pages are numbered by themselves."""
    section = doc.add_section(WD_SECTION.NEW_PAGE)
    page(section, m, form, landscape=a["landscape"])
    parts.restart_numbers(section)
    label = doc.add_paragraph(style="Heading 1")
    label.alignment, label.paragraph_format.first_line_indent = ALIGN.CENTER, Mm(0)
    parts.run(label, a["label"], 14, bold=True)
    line(doc, a["title"], 14, bold=True)
    if a["note"]:
        line(doc, a["note"], 14, italic=True)
    parts.gap(doc, 6)
    for flat in a["body"]:
        draw(doc, flat)
