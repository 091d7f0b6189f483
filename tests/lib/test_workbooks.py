"""An Excel file is measured before it is opened: none may take the server's memory with it."""

import io
import re
import zipfile

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from dongthuan.lib import sheets, workbooks


def book(**cells: object) -> bytes:
    made = Workbook()
    for place, value in cells.items():
        made.active[place] = value
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def changed(data: bytes, change, name: str = "xl/worksheets/sheet1.xml", **more: bytes) -> bytes:
    """The workbook with one part changed and others added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
        for part, content in more.items():
            new.writestr(part, content)
    return out.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(workbooks.Unsafe) as caught:
        workbooks.check(data)
    return caught.value.reason


FAR = book(A1="x", XFD1048576="y")


def without_places(sheet: bytes) -> bytes:
    return re.sub(rb'<c r="\w+"', b"<c", sheet)


def many_shared(data: bytes, length: int, times: int) -> bytes:
    """One long text that many cells name."""
    cells = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(1, times + 1))
    rows = b"<sheetData>" + cells + b"</sheetData>"
    data = changed(data, lambda part: re.sub(rb"<sheetData>.*</sheetData>", rows, part, flags=re.S))
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    shared = b"<sst %b><si><t>%b</t></si></sst>" % (space, b"a" * length)
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    relation = b'<Relationship Id="rId99" Type="%b" Target="sharedStrings.xml"/></Relationships>' % kind
    return changed(data, lambda part: part.replace(b"</Relationships>", relation), "xl/_rels/workbook.xml.rels",
                   **{"xl/sharedStrings.xml": shared})  # fmt: skip


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (FAR, "spread"),
        (changed(FAR, lambda part: part.replace(b'r="XFD1048576"', b"r = 'XFD1048576'")), "spread"),
        (changed(FAR, lambda part: part.replace(b'<c r="XFD', b'<c x=">" r="XFD')), "spread"),
        (changed(FAR, lambda part: part.replace(b"<c ", b"<x:c ")), "spread"),
        (changed(FAR, lambda part: part.replace(b'r="XFD1048576"', b'r="XFD1048576')), "not-xlsx"),
        (changed(book(A1="x", B1048576="y"), without_places), "spread"),
        (changed(FAR, lambda part: part.decode().encode("utf-16")), "not-xlsx"),
        (changed(FAR, lambda part: b'<?xml version="1.0" encoding="utf-7"?>' + part), "not-xlsx"),
        (changed(book(A1="x"), bytes, **{"xl/workbook.bin": b""}), "not-xlsx"),
        (changed(book(A1="x"), bytes, **{"content.xml": b""}), "not-xlsx"),
        (changed(book(A1="x"), bytes, **{"xl/theme.xml": bytes(120 * 2**20)}), "bomb"),
        (many_shared(book(A1="x"), 30_000, 5_000), "bomb"),
        (book(A1="x")[:-40], "not-xlsx"),
        (b"MZ" + book(A1="x"), "not-xlsx"),
    ],
    ids=["far", "quotes", "angle", "prefix", "broken", "no places", "utf-16", "utf-7", "binary", "ods", "packed", "shared",
         "cut", "program"],
)  # fmt: skip
def test_what_would_take_all_memory_is_not_opened(data, reason):
    assert refused(data) == reason


def test_a_sheet_as_large_as_offices_make_them_is_read():
    made = Workbook()
    for row in range(1, 3001):
        made.active.append([f"Dòng {row}", *range(20)])
    made.active["XFD1048576"].font = Font(bold=True)  # formatted to the last cell, and empty: costs nothing
    out = io.BytesIO()
    made.save(out)
    assert len(sheets.read(out.getvalue())) == 3000
    assert sheets.read(many_shared(book(A1="x"), 1_000, 5_000))[4_999] == ["a" * 1_000]
