"""How wide words are printed: advance widths read from the fonts we ship (Times New Roman has the same)."""

import struct
from functools import cache
from pathlib import Path

FONTS = Path(__file__).resolve().parent.parent / "fonts"


@cache
def advances(bold: bool) -> dict[int, float]:
    """Code point -> width of its glyph in em (tables cmap format 4, hmtx)."""
    data = (FONTS / f"LiberationSerif-{'Bold' if bold else 'Regular'}.ttf").read_bytes()
    tables = {
        data[12 + 16 * i : 16 + 16 * i]: struct.unpack(">II", data[20 + 16 * i : 28 + 16 * i])
        for i in range(struct.unpack(">H", data[4:6])[0])
    }
    em = struct.unpack(">H", data[tables[b"head"][0] + 18 :][:2])[0]
    count = struct.unpack(">H", data[tables[b"hhea"][0] + 34 :][:2])[0]
    hmtx = tables[b"hmtx"][0]
    widths = [struct.unpack(">H", data[hmtx + 4 * g : hmtx + 4 * g + 2])[0] / em for g in range(count)]
    return {code: widths[min(glyph, count - 1)] for code, glyph in glyphs(data, tables[b"cmap"][0]).items()}


def glyphs(data: bytes, cmap: int) -> dict[int, int]:
    """Code point -> glyph from the Windows Unicode table."""
    for i in range(struct.unpack(">H", data[cmap + 2 : cmap + 4])[0]):
        platform, encoding, offset = struct.unpack(">HHI", data[cmap + 4 + 8 * i : cmap + 12 + 8 * i])
        if (platform, encoding) == (3, 1):
            break
    at = cmap + offset
    n = struct.unpack(">H", data[at + 6 : at + 8])[0] // 2
    ends, starts, deltas, ranges = (
        struct.unpack(f">{n}H", data[at + 14 + 2 * n * k + (2 if k else 0) :][: 2 * n]) for k in range(4)
    )
    found = {}
    for k, (start, end, delta, shift) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code
            if shift:
                where = at + 16 + 6 * n + 2 * k + shift + 2 * (code - start)
                glyph = struct.unpack(">H", data[where : where + 2])[0]
            if glyph or not shift:
                found[code] = (glyph + delta) & 0xFFFF
    return found


def width(text: str, size: float, bold: bool = False) -> float:
    """The printed width of a line in points."""
    table = advances(bold)
    return sum(table.get(ord(c), 0.5) for c in text) * size
