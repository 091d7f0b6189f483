"""Is it safe to open this Excel file? Asked before any reader touches it. Pure: no Django.

A reader lays a sheet out as one rectangle from A1 to its last filled cell and copies a shared text into each cell that
names it. A file of five kilobytes may name cell XFD1048576, or one long text a million times, and take all memory with
it. So the file is measured first, as bytes, without a parser that would believe it.
"""

import re
import zipfile
from io import BytesIO

MAX_UNPACKED = 100 * 2**20
MAX_CELLS = 2_000_000  # of the rectangle: 5,000 rows use 400 columns
MAX_TEXT = 128 * 2**20  # bytes of all cells together, each shared text counted where it stands
TAG = rb"""<(?:[^\s<>/:="']+:)?%b((?:\s+[^\s<>/="']+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(/>|>\s*</(?:[^\s<>/:="']+:)?%b\s*>|>)"""
BEGUN = rb"""<(?:[^\s<>/:="']+:)?%b(?=[\s/>])"""
PLACE = re.compile(rb"""\sr\s*=\s*["']\s*([A-Za-z]*)(\d*)""")
SHARED = re.compile(rb"<(?:\w+:)?si\b[^>]*>(.*?)</(?:\w+:)?si\s*>", re.S)
NAMES_SHARED = re.compile(rb"""\bt\s*=\s*["']s["'][^>]*>\s*<(?:\w+:)?v\b[^>]*>\s*(\d{1,9})""")
ENCODING = re.compile(rb"""^<\?xml[^>]*\bencoding\s*=\s*["']([\w-]+)""")


class Unsafe(Exception):
    """The file is not opened; `reason`: not-xlsx, bomb or spread."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


def check(data: bytes) -> None:
    """Raise Unsafe unless the bytes are an Excel workbook (.xlsx) whose opening costs no more than it should."""
    if not data.startswith(b"PK"):
        raise Unsafe("not-xlsx")
    parts = unpacked(data)
    if "xl/workbook.xml" not in parts or {"xl/workbook.bin", "content.xml"} & set(parts):
        raise Unsafe("not-xlsx")  # a reader would take the binary book or the OpenDocument sheet beside it
    texts = [len(found) for part in parts.values() if b"sst" in part[:2000] for found in SHARED.findall(part)]
    for part in parts.values():
        if b"sheetData" in part:
            measure(part, texts)


def unpacked(data: bytes) -> dict[str, bytes]:
    """The XML parts. What they unpack to is counted while unpacking, because a bomb lies about its size."""
    parts, total = {}, 0
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            for info in package.infolist():
                chunks = []
                with package.open(info) as stream:
                    while chunk := stream.read(2**18):
                        total += len(chunk)
                        if total > MAX_UNPACKED:
                            raise Unsafe("bomb")
                        chunks.append(chunk)
                parts[info.filename] = b"".join(chunks)
    except Unsafe:
        raise
    except Exception as fault:  # zipfile, zlib, lzma: whatever the packer raises on damaged bytes
        raise Unsafe("not-xlsx") from fault
    xml = {name: part for name, part in parts.items() if not name.startswith("xl/media/")}
    for name, content in xml.items():
        declared = ENCODING.match(content[:200])
        if name.endswith(".xml") and (
            b"\x00" in content or (declared and declared[1].lower() not in {b"utf-8", b"ascii"})
        ):
            raise Unsafe("not-xlsx")  # in another encoding our looking would see nothing
    return xml


def measure(sheet: bytes, texts: list[int]) -> None:
    """The rectangle of one sheet, and the text in it. A cell that holds nothing but a style is laid out nowhere."""
    cells = [found for found, end in tags(b"c", sheet) if end == b">"]
    column, row = furthest(cells)
    if without := sum(1 for cell in cells if not PLACE.search(cell)):  # they follow the one before them
        rows = [found for found, _end in tags(b"row", sheet)]
        column += without
        row = max(row, furthest(rows)[1] + sum(1 for found in rows if not PLACE.search(found)))
    if column * row > MAX_CELLS:
        raise Unsafe("spread")
    if len(cells) * max(texts, default=0) > MAX_TEXT:
        named = (int(number) for number in NAMES_SHARED.findall(sheet))
        if sum(texts[number] for number in named if number < len(texts)) > MAX_TEXT:
            raise Unsafe("bomb")


def tags(name: bytes, sheet: bytes) -> list[tuple[bytes, bytes]]:
    """(attributes, ">" if something follows) of each such tag. One that we cannot read might hide anything."""
    found = re.findall(TAG % (name, name), sheet)
    if len(found) != len(re.findall(BEGUN % name, sheet)):
        raise Unsafe("not-xlsx")
    return found


def furthest(attributes: list[bytes]) -> tuple[int, int]:
    """The last column and the last row that are named, from 1."""
    column = row = 0
    for found in filter(None, map(PLACE.search, attributes)):
        number = 0
        for letter in found[1].upper()[:8]:
            number = number * 26 + letter - 64
        column, row = max(column, number), max(row, int(found[2][:12] or 0))
    return column, row
