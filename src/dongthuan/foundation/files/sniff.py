"""What a file is, judged by its content and never by its name. Pure: no Django."""

import io
import zipfile
from dataclasses import dataclass, field
from typing import Any

MIMES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
}
ENDINGS = {
    "pdf": ("pdf",),
    "docx": ("docx",),
    "xlsx": ("xlsx",),
    "png": ("png",),
    "jpeg": ("jpg", "jpeg"),
    "webp": ("webp",),
}
IMAGES = frozenset({"png", "jpeg", "webp"})
PROGRAMS = (
    b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xfe\xed\xfa\xce", b"#!",
    b"\xde\xc0\x17\x0b",
)  # fmt: skip
MAX_ENTRIES = 5_000
MAX_UNPACKED = 300 * 2**20
MAX_RATIO = 150  # a real Word or Excel file packs 5 to 40 times; markup made of one repeated letter, a thousand
SMALL = 8 * 2**20  # below this a high ratio harms nobody
MAX_PIXELS = 120_000_000


@dataclass
class Unfit(Exception):
    """The content may not be stored; `code` and `params` choose the sentence."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)


def sniff(data: bytes) -> str:
    """The sort of the content: pdf, docx, xlsx, png, jpeg, webp. Raises Unfit for anything else."""
    if not data:
        raise Unfit("empty")
    if data.startswith(PROGRAMS):
        raise Unfit("program")
    if data.startswith(b"%PDF-"):
        if b"%%EOF" not in data[-2048:]:
            raise Unfit("cut_short")
        return "pdf"
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise Unfit("old_office")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return office(data)
    kind = image(data)
    if kind is None:
        raise Unfit("unknown")
    return kind


def office(data: bytes) -> str:
    """Word or Excel; what it unpacks to is counted while unpacking, because a bomb lies about its size."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError):
        raise Unfit("broken_office") from None
    if len(entries) > MAX_ENTRIES:
        raise Unfit("bomb")
    names = {e.filename for e in entries}
    if any(n.startswith(("/", "\\")) or ".." in n.replace("\\", "/").split("/") or "\x00" in n for n in names):
        raise Unfit("broken_office")
    if any(n.lower().endswith(("vbaproject.bin", ".exe", ".dll", ".js")) for n in names):
        raise Unfit("macros")
    measure(archive, entries, len(data))
    if "[Content_Types].xml" in names and "word/document.xml" in names:
        return "docx"
    if "[Content_Types].xml" in names and "xl/workbook.xml" in names:
        return "xlsx"
    raise Unfit("archive")


def measure(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], packed: int) -> None:
    total = 0
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise Unfit("locked")
        try:
            with archive.open(entry) as opened:
                while chunk := opened.read(2**18):
                    total += len(chunk)
                    if total > MAX_UNPACKED or (total > SMALL and total > MAX_RATIO * packed):
                        raise Unfit("bomb")
        except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError) as error:
            raise Unfit("broken_office") from error
        except Exception as error:  # zlib.error, lzma errors: whatever the packer raises on damaged bytes
            if isinstance(error, Unfit):
                raise
            raise Unfit("broken_office") from error


def image(data: bytes) -> str | None:
    kind = None
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        kind, size = "png", (int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big"))
    elif data.startswith(b"\xff\xd8\xff"):
        kind, size = "jpeg", jpeg_size(data)
    elif data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        kind, size = "webp", (1, 1)
    if kind and size[0] * size[1] > MAX_PIXELS:
        raise Unfit("too_many_pixels", {"width": size[0], "height": size[1]})
    return kind


def jpeg_size(data: bytes) -> tuple[int, int]:
    """Width and height from the frame header."""
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big")
        at += 2 + max(length, 2)
    return 0, 0
