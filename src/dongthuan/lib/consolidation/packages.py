"""Office packages written as XML: the same content gives the same bytes, which the libraries do not promise, in a fraction of
their time (docs/decisions/0002)."""

import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONGEST = 32_000  # what a cell of Excel holds
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MOMENT = "2000-01-01T00:00:00Z"  # not the moment it was made: two runs give one file
Value = str | int


def plain(text: str) -> str:
    """Text as it may stand in XML."""
    return escape(CONTROL.sub(" ", text))


def pack(path: Path, main: str, kinds: Mapping[str, str], parts: Mapping[str, str], *, title: str) -> None:
    """Write a package. `main`: the part it begins with; `kinds`: content type of each part; `parts`: part → XML."""
    overrides = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in kinds.items())
    relations = [(f"{OFFICE}/relationships/officeDocument", main),
                 (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml")]  # fmt: skip
    whole = {
        "[Content_Types].xml": f'{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/>{overrides}<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
        "_rels/.rels": relationships(relations),
        "docProps/core.xml": f'{XML}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{plain(title)}</dc:title>'
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{MOMENT}</dcterms:created></cp:coreProperties>',
        **parts,
    }
    part = path.with_suffix(path.suffix + ".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as made:
        for name, content in whole.items():
            made.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED, 4)
    part.replace(path)


def relationships(targets: Iterable[tuple[str, str]]) -> str:
    """(type, target) as a part of relationships, numbered rId1, rId2 …"""
    told = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>' for n, (kind, target) in enumerate(targets, 1)
    )
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{told}</Relationships>'


# --- workbooks ----------------------------------------------------------------------------------------------------
def cell(value: Value, style: int) -> str:
    """A number, or a text: never a formula, whatever a person typed."""
    if isinstance(value, int):
        return f'<c s="{style}"><v>{value}</v></c>'
    if not value:
        return f'<c s="{style}"/>'
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{plain(value[:LONGEST])}</t></is></c>'


def row(values: Sequence[Value], *, bold: bool = False) -> str:
    style = 2 if bold else 1
    return f"<row>{''.join(cell(value, style) for value in values)}</row>"


def sheet(rows: Iterable[str], widths: Sequence[int], *, frozen: int = 0) -> str:
    """A sheet of rows; the first `frozen` of them stay in sight."""
    columns = "".join(f'<col min="{n}" max="{n}" width="{w}" customWidth="1"/>' for n, w in enumerate(widths, 1))
    pane = (
        f'<pane ySplit="{frozen}" topLeftCell="A{frozen + 1}" activePane="bottomLeft" state="frozen"/>'
        if frozen
        else ""
    )
    return (
        f'{XML}<worksheet xmlns="{SHEET}"><sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{''.join(rows)}</sheetData></worksheet>"
    )


STYLES = (
    f'{XML}<styleSheet xmlns="{SHEET}"><fonts count="2"><font><sz val="11"/><name val="Times New Roman"/></font>'
    '<font><b/><sz val="11"/><name val="Times New Roman"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    + "".join(
        f'<xf numFmtId="0" fontId="{font}" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1">'
        '<alignment vertical="top" wrapText="1"/></xf>'
        for font in (0, 1)
    )
    + '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)  # fmt: skip


def write_book(path: Path, sheets: Mapping[str, str], *, title: str) -> None:
    """A workbook of sheets: name → its XML."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    named = {f"xl/worksheets/sheet{n}.xml": xml for n, xml in enumerate(sheets.values(), 1)}
    kinds = {"xl/workbook.xml": f"{kind}sheet.main+xml", "xl/styles.xml": f"{kind}styles+xml"}
    kinds |= dict.fromkeys(named, f"{kind}worksheet+xml")
    listed = "".join(f'<sheet name="{plain(name)}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(sheets, 1))
    links = [(f"{OFFICE}/relationships/worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
    parts = {
        "xl/workbook.xml": f'{XML}<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}/relationships"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relationships([*links, (f"{OFFICE}/relationships/styles", "styles.xml")]),
        "xl/styles.xml": STYLES,
    }
    pack(path, "xl/workbook.xml", kinds, parts | named, title=title)
