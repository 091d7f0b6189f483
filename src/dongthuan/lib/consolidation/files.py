"""The synthesis as an Excel workbook and a Word paper; the same opinions give the same bytes."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from .synthesis import HEAD, TITLE, Synthesis, number

WIDTHS = (2_600, 2_800, 5_200, 3_900)  # of the paper's columns, in twentieths of a point: A4 on its side
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
LONGEST = 32_000  # what a cell of Excel holds


def plain(text: str) -> str:
    return CONTROL.sub(" ", text)


def settle(data: bytes, path: Path) -> None:
    """Write a package without the moment it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = MOMENT.sub(rb"\g<1>2000-01-01T00:00:00Z\2", old.read(name))
            new.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    part = path.with_suffix(path.suffix + ".part")
    part.write_bytes(out.getvalue())
    part.replace(path)


def headings(found: Synthesis) -> Iterator[tuple[str, list]]:
    """The rows by article: its heading, its rows."""
    last, mine = None, []
    for row in found.rows:
        if row.article != last and mine:
            yield heading(found, mine[0].article), mine
            mine = []
        last = row.article
        mine.append(row)
    if mine:
        yield heading(found, mine[0].article), mine


def heading(found: Synthesis, article: int) -> str:
    if not article:
        return "Ý kiến chung, chưa rõ điều, khoản"
    title = found.titles.get(article, "")
    return f"Điều {article}. {title}" if title else f"Điều {article}"


def write_workbook(found: Synthesis, path: Path) -> None:
    from openpyxl import Workbook  # imported late: it is slow to load
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Tổng hợp ý kiến")
    wrap, bold = Alignment(wrap_text=True, vertical="top"), Font(bold=True)

    def cells(*values: object, font: Font | None = None) -> list:
        made = []
        for value in values:
            cell = WriteOnlyCell(sheet, value if isinstance(value, int) else plain(str(value))[:LONGEST])
            if not isinstance(value, int):
                cell.data_type = "s"  # never a formula, whatever a person typed
            cell.alignment = wrap
            if font:
                cell.font = font
            made.append(cell)
        return made

    from .synthesis import outline

    for column, width in zip("ABCDEFGHI", (24, 34, 70, 40, 11, 9, 9, 11, 40), strict=True):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A5"
    sheet.append(cells(TITLE, font=bold))
    for line in outline(found):
        sheet.append(cells(line))
    sheet.append(cells(*HEAD, "SỐ Ý KIẾN", "SỐ THƯ", "SỐ NHÓM", "MÃ NHÓM", "THEO KÊNH", font=bold))
    for title, rows in headings(found):
        sheet.append(cells(title, "", "", "", sum(r.opinions for r in rows), font=bold))
        for r in rows:
            channels = "; ".join(f"{name}: {number(n)}" for name, n in r.channels.items())
            sheet.append(cells(r.place, r.who, r.said, "", r.opinions, r.letters, r.groups, r.group_id or "", channels))
    sheet.append(cells("Cộng", "", "", "", sum(r.opinions for r in found.rows), font=bold))
    numbers = book.create_sheet("Số liệu")
    numbers.column_dimensions["A"].width = 30
    for name, value in found.summary.items():
        for key, one in value.items() if isinstance(value, dict) else [("", value)]:
            numbers.append(cells(f"{name}: {key}" if key else name, one if isinstance(one, int) else str(one or "")))
    out = io.BytesIO()
    book.save(out)
    settle(out.getvalue(), path)


def paragraph(text: str, *, bold: bool = False, centred: bool = False) -> str:
    place = '<w:pPr><w:jc w:val="center"/></w:pPr>' if centred else ""
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:p>{place}<w:r>{look}<w:t xml:space="preserve">{escape(plain(text))}</w:t></w:r></w:p>'


def cell(text: str, width: int, *, bold: bool = False, span: int = 1) -> str:
    look = f'<w:tcW w:w="{width}" w:type="dxa"/>' + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{paragraph(text, bold=bold)}</w:tc>"


def table(found: Synthesis) -> Iterator[str]:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in WIDTHS)
    look = '<w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/><w:tblLayout w:type="fixed"/>'
    yield f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
    heads = "".join(cell(words, w, bold=True) for words, w in zip(HEAD, WIDTHS, strict=True))
    yield f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{heads}</w:tr>"
    for title, rows in headings(found):
        total = number(sum(r.opinions for r in rows))
        yield f"<w:tr>{cell(f'{title} ({total} ý kiến)', sum(WIDTHS), bold=True, span=4)}</w:tr>"
        for r in rows:
            values = zip((r.place, r.who, r.said, ""), WIDTHS, strict=True)
            yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cell(words, w) for words, w in values)}</w:tr>"
    total = number(sum(r.opinions for r in found.rows))
    values = zip(("Cộng", f"{total} ý kiến", "", ""), WIDTHS, strict=True)
    yield f"<w:tr>{''.join(cell(words, w, bold=True) for words, w in values)}</w:tr></w:tbl>"


def write_paper(found: Synthesis, path: Path) -> None:
    """The table as a Word paper, A4 on its side; written as XML because a table of thousands of rows takes minutes otherwise."""
    import docx  # imported late: it is slow to load
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm, Pt

    from .synthesis import outline

    paper = docx.Document()
    section = paper.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(20)
    paper.styles["Normal"].font.name, paper.styles["Normal"].font.size = "Times New Roman", Pt(13)
    paper.core_properties.title, paper.core_properties.author = TITLE.capitalize(), ""
    out = io.BytesIO()
    paper.save(out)
    body = "".join([
        paragraph(TITLE, bold=True, centred=True), *map(paragraph, outline(found)), *table(found),
        paragraph("Cột cuối để cơ quan chủ trì ghi nội dung tiếp thu, giải trình của từng nhóm."),
    ])  # fmt: skip
    with zipfile.ZipFile(out) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    main = parts["word/document.xml"].decode()
    parts["word/document.xml"] = re.sub(
        r"(<w:body>).*?(<w:sectPr)", lambda m: m[1] + body + m[2], main, flags=re.S
    ).encode()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    settle(made.getvalue(), path)
