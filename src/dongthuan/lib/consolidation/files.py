"""The synthesis as an Excel workbook and a Word paper; the same opinions give the same bytes."""

from collections.abc import Iterator
from pathlib import Path

from ..answers import HEAD
from .packages import OFFICE, XML, pack, plain, relationships, row, sheet, write_book
from .synthesis import MOST_IN_PAPER, TITLE, Row, Synthesis, folded, number, outline

WIDTHS = (2_600, 2_800, 5_200, 3_900)  # of the paper's columns, in twentieths of a point: A4 on its side
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STYLES = (
    f'{XML}<w:styles xmlns:w="{WORD}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" '
    'w:hAnsi="Times New Roman" w:cs="Times New Roman" w:eastAsia="Times New Roman"/><w:sz w:val="26"/><w:szCs w:val="26"/>'
    '<w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
    '<w:name w:val="Normal"/></w:style><w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '</w:style><w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr>'
    "<w:tblBorders>"
    + "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
              for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    + '</w:tblBorders><w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    "</w:style></w:styles>"
)  # fmt: skip
PAGE = (
    '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" '
    'w:left="1134" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>'
)


def headings(found: Synthesis, rows: list[Row]) -> Iterator[tuple[str, list[Row]]]:
    """The rows by article: its heading, its rows."""
    last, mine = None, []
    for one in rows:
        if one.article != last and mine:
            yield heading(found, mine[0].article), mine
            mine = []
        last = one.article
        mine.append(one)
    if mine:
        yield heading(found, mine[0].article), mine


def heading(found: Synthesis, article: int) -> str:
    if not article:
        return "Ý kiến chung, chưa rõ điều, khoản"
    title = found.titles.get(article, "")
    return f"Điều {article}. {title}" if title else f"Điều {article}"


def written_rows(found: Synthesis) -> Iterator[str]:
    """The rows of the first sheet."""
    yield row([TITLE], bold=True)
    for words in outline(found):
        yield row([words])
    yield row([*HEAD, "SỐ Ý KIẾN", "SỐ THƯ", "SỐ NHÓM", "MÃ NHÓM", "THEO KÊNH"], bold=True)
    for title, rows in headings(found, found.rows):
        yield row([title, "", "", "", sum(r.opinions for r in rows)], bold=True)
        for r in rows:
            channels = "; ".join(f"{name}: {number(n)}" for name, n in r.channels.items())
            yield row([r.place, r.who, r.said, "", r.opinions, r.letters, r.groups, r.group_id or "", channels])
    yield row(["Cộng", "", "", "", sum(r.opinions for r in found.rows)], bold=True)


def figures(found: Synthesis) -> Iterator[str]:
    """The rows of the second sheet: the summary."""
    for name, value in found.summary.items():
        for key, one in value.items() if isinstance(value, dict) else [("", value)]:
            yield row([f"{name}: {key}" if key else name, one if isinstance(one, int) else str(one or "")])


def write_workbook(found: Synthesis, path: Path) -> None:
    sheets = {
        "Tổng hợp ý kiến": sheet(written_rows(found), (24, 34, 70, 40, 11, 9, 9, 11, 40), frozen=4),
        "Số liệu": sheet(figures(found), (30, 30)),
    }
    write_book(path, sheets, title=TITLE.capitalize())


def paragraph(text: str, *, bold: bool = False, centred: bool = False) -> str:
    place = '<w:pPr><w:jc w:val="center"/></w:pPr>' if centred else ""
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:p>{place}<w:r>{look}<w:t xml:space="preserve">{plain(text)}</w:t></w:r></w:p>'


def cell(text: str, width: int, *, bold: bool = False, span: int = 1) -> str:
    look = f'<w:tcW w:w="{width}" w:type="dxa"/>' + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{paragraph(text, bold=bold)}</w:tc>"


def table(found: Synthesis, rows: list[Row]) -> Iterator[str]:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in WIDTHS)
    look = '<w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/><w:tblLayout w:type="fixed"/>'
    yield f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
    heads = "".join(cell(words, w, bold=True) for words, w in zip(HEAD, WIDTHS, strict=True))
    yield f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{heads}</w:tr>"
    for title, mine in headings(found, rows):
        total = number(sum(r.opinions for r in mine))
        yield f"<w:tr>{cell(f'{title} ({total} ý kiến)', sum(WIDTHS), bold=True, span=4)}</w:tr>"
        for r in mine:
            values = zip((r.place, r.who, r.said, ""), WIDTHS, strict=True)
            yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cell(words, w) for words, w in values)}</w:tr>"
    total = number(sum(r.opinions for r in rows))
    values = zip(("Cộng", f"{total} ý kiến", "", ""), WIDTHS, strict=True)
    yield f"<w:tr>{''.join(cell(words, w, bold=True) for words, w in values)}</w:tr></w:tbl>"


def notes(found: Synthesis, rows: list[Row]) -> Iterator[str]:
    """Below the table: what it leaves to the workbook, and whose the last column is."""
    left = sum(1 for r in found.rows if r.group_id) - sum(1 for r in rows if r.group_id)
    if left:
        yield paragraph(
            f"Bảng này nêu riêng {number(MOST_IN_PAPER)} nhóm nhiều ý kiến nhất trở lại; {number(left)} nhóm khác được cộng vào dòng "
            "cuối của từng điều, khoản và có nội dung ở bảng tính synthesis.xlsx. Không ý kiến nào bị bỏ."
        )
    yield paragraph("Cột cuối để cơ quan chủ trì ghi nội dung tiếp thu, giải trình của từng nhóm.")


def write_paper(found: Synthesis, path: Path) -> None:
    """The table as a Word paper, A4 on its side, with as many groups as a paper bears; the others are counted in it."""
    rows = folded(found.rows, MOST_IN_PAPER)
    body = "".join([
        paragraph(TITLE, bold=True, centred=True), *map(paragraph, outline(found)), *table(found, rows), *notes(found, rows),
    ])  # fmt: skip
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    kinds = {"word/document.xml": f"{kind}document.main+xml", "word/styles.xml": f"{kind}styles+xml"}
    parts = {
        "word/document.xml": f'{XML}<w:document xmlns:w="{WORD}"><w:body>{body}{PAGE}</w:body></w:document>',
        "word/_rels/document.xml.rels": relationships([(f"{OFFICE}/relationships/styles", "styles.xml")]),
        "word/styles.xml": STYLES,
    }
    pack(path, "word/document.xml", kinds, parts, title=TITLE.capitalize())
