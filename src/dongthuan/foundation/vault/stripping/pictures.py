"""Pictures, by their own segments and chunks: the pixels stay byte for byte, whatever else was said goes. Pure."""

import struct
import zlib

from .trouble import Unclean

ORIENTATION = 0x0112


# --- JPEG -------------------------------------------------------------------------------------------------------------
def jpeg(data: bytes) -> bytes:
    """Without EXIF, XMP, IPTC, comments, profiles, thumbnails and anything after the picture; it stays upright."""
    out, at, turned = [b"\xff\xd8"], 2, 1
    while True:
        if at >= len(data) and len(out) > 1:  # some cameras leave the end marker out
            break
        if at + 2 > len(data) or data[at] != 0xFF:
            raise Unclean
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xD9:
            break
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        segment = data[at : at + 2 + size]
        if size < 2 or len(segment) < 2 + size:
            raise Unclean
        at += 2 + size
        if marker == 0xE1 and segment[4:10] == b"Exif\0\0":
            turned = orientation(segment[10:])
        elif marker == 0xE0 and segment[4:9] == b"JFIF\0":
            out.append(b"\xff\xe0\x00\x10" + segment[4:16].ljust(12, b"\0") + b"\0\0")  # its thumbnail is left out
        elif marker == 0xEE and segment[4:9] == b"Adobe":
            out.append(segment)  # says how the colours are coded
        elif not (0xE0 <= marker <= 0xEF or marker == 0xFE):
            out.append(segment)
            if marker == 0xDA:
                end = scan_end(data, at)
                out.append(data[at:end])
                at = end
    if turned != 1:
        out.insert(1, upright(turned))
    return b"".join([*out, b"\xff\xd9"])


def scan_end(data: bytes, at: int) -> int:
    """Where the coded pixels that begin here end: at the next marker that is neither stuffing nor a restart."""
    while (at := data.find(b"\xff", at)) != -1 and at + 1 < len(data):
        if data[at + 1] == 0xFF:
            at += 1
        elif data[at + 1] == 0 or 0xD0 <= data[at + 1] <= 0xD7:
            at += 2
        else:
            return at
    return len(data)


def orientation(tiff: bytes) -> int:
    """How the picture is turned (1 to 8), from the first directory of its EXIF."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    try:
        (at,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, at)
        for number in range(count):
            tag, kind, _n, value = struct.unpack_from(f"{order}HHIH", tiff, at + 2 + 12 * number)
            if tag == ORIENTATION and kind == 3 and 1 <= value <= 8:
                return int(value)
    except struct.error:
        pass
    return 1


def upright(turned: int) -> bytes:
    """An EXIF segment that says nothing but how the picture is turned."""
    tiff = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, ORIENTATION, 3, 1, turned, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", 8 + len(tiff)) + b"Exif\0\0" + tiff


# --- PNG --------------------------------------------------------------------------------------------------------------
KEPT = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs"}


def png(data: bytes) -> bytes:
    """The chunks that make the picture, up to its end."""
    out, at = [data[:8]], 8
    while True:
        if at + 12 > len(data):
            raise Unclean
        size = int.from_bytes(data[at : at + 4], "big")
        kind, end = data[at + 4 : at + 8], at + 12 + size
        if end > len(data) or zlib.crc32(data[at + 4 : end - 4]) != int.from_bytes(data[end - 4 : end], "big"):
            raise Unclean
        if kind in KEPT:
            out.append(data[at:end])
        at = end
        if kind == b"IEND":
            return b"".join(out)


# --- WebP -------------------------------------------------------------------------------------------------------------
def webp(data: bytes) -> bytes:
    """Without EXIF, XMP and profile; the header's bits that announce them are cleared."""
    out, at, end = [], 12, 8 + int.from_bytes(data[4:8], "little")
    if end > len(data):
        raise Unclean
    while at + 8 <= end:
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        chunk = data[at : at + 8 + size + size % 2]
        kind = chunk[:4]
        if len(chunk) < 8 + size:
            raise Unclean
        if kind == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~0x2C]) + chunk[9:]
        if kind in {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"}:
            out.append(chunk)
        at += len(chunk)
    body = b"WEBP" + b"".join(out)
    return b"RIFF" + len(body).to_bytes(4, "little") + body
