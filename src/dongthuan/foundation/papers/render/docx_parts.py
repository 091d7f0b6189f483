"""The few pieces of Word's XML that python-docx has no words for."""

from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

FONT = "Times New Roman"


def element(tag: str, **attributes: str) -> Any:
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def font(style: Any, size: float, bold: bool = False) -> None:
    """Times New Roman for every script, black, upright."""
    style.font.name, style.font.size = FONT, Pt(size)
    style.font.bold, style.font.italic = bold, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)


def language(style: Any) -> None:
    style.element.rPr.append(element("lang", val="vi-VN", eastAsia="vi-VN"))


def run(p: Any, text: str, size: float | None = None, *, bold: bool = False, italic: bool = False) -> Any:
    made = p.add_run(text)
    made.bold, made.italic = bold, italic
    made.font.name = FONT
    if size:
        made.font.size = Pt(size)
    return made


def next_paragraph(holder: Any) -> Any:
    """The cell's own empty paragraph first, then new ones."""
    paragraphs = holder.paragraphs
    fresh = hasattr(holder, "_tc") and len(paragraphs) == 1 and not paragraphs[0].runs and not holder.tables
    if fresh and paragraphs[0]._p.pPr is None:
        return paragraphs[0]
    return holder.add_paragraph()


def rule(holder: Any, length_pt: float, holder_mm: float) -> None:
    """A solid line of that length, centred: an edge of an almost empty paragraph, so that it moves with the text."""
    p = next_paragraph(holder)
    side = max(0.0, (holder_mm / 25.4 * 72 - length_pt) / 2)
    fmt = p.paragraph_format
    fmt.left_indent = fmt.right_indent = Pt(side)
    fmt.line_spacing, fmt.space_before, fmt.space_after = Pt(2), Pt(0), Pt(3)
    borders = element("pBdr")
    borders.append(element("top", val="single", sz="6", space="1", color="000000"))
    properties = p._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def gap(doc: Any, points: float) -> None:
    p = doc.add_paragraph()
    p.paragraph_format.line_spacing = Pt(points)


def page_field(p: Any, size: float) -> None:
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        made = run(p, "", size)
        if kind:
            made._r.append(element("fldChar", fldCharType=kind))
        else:
            instruction = element("instrText")
            instruction.text = text
            made._r.append(instruction)


def plain_table(doc: Any, rows: int, widths_mm: list[float]) -> Any:
    """A table without lines, that only sets things side by side."""
    table = doc.add_table(rows, len(widths_mm))
    shape(table, widths_mm)
    margins = element("tblCellMar")
    for edge in ("left", "right"):
        margins.append(element(edge, w="0", type="dxa"))
    table._tbl.tblPr.append(margins)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(element("cantSplit"))
    return table


def ruled_table(doc: Any, rows: int, widths_mm: list[float]) -> Any:
    """A table with thin lines whose first row is repeated on every page."""
    table = doc.add_table(rows, len(widths_mm))
    table.style = "Table Grid"
    shape(table, widths_mm)
    table.rows[0]._tr.get_or_add_trPr().append(element("tblHeader"))
    return table


def shape(table: Any, widths_mm: list[float]) -> None:
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, mm in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(mm)
        for cell in column.cells:
            cell.width = Mm(mm)


def restart_numbers(section: Any) -> None:
    for old in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(old)
    margin = section._sectPr.find(qn("w:pgMar"))
    margin.addnext(element("pgNumType", start="1"))


def drop_first_empty(doc: Any) -> None:
    """The default template opens with an empty paragraph; the header table should come first."""
    first = doc.element.body[0]
    if first.tag == qn("w:p") and not "".join(first.itertext()).strip():
        doc.element.body.remove(first)
