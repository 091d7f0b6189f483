"""The outermost checks, on bytes alone: what a signature protects and what lies in the gap it leaves.

A PDF signature covers the file but for one gap, the hexadecimal string that holds the signature itself. Everything
in that gap is outside the signature's own protection, so it must be exactly `<`, hexadecimal digits of one case, `>`,
and behind the signature's DER value nothing but zeros.
"""

from __future__ import annotations

import re

from .kinds import Problem, SigningError

MAX_BYTES = 64 * 1024 * 1024
HEADER = re.compile(rb"%PDF-(1\.[0-7]|2\.0)[\r\n]")
LOWER = re.compile(rb"[0-9a-f]*")
UPPER = re.compile(rb"[0-9A-F]*")


def check_file(pdf: bytes) -> None:
    """Refuse what is no PDF at all, or larger than any signed paper."""
    if len(pdf) > MAX_BYTES:
        raise SigningError("too_large", limit=MAX_BYTES // 1024 // 1024)
    if not HEADER.match(pdf):
        raise SigningError("not_pdf")


def check_gap(pdf: bytes, byte_range: list[int], contents: bytes, field: str) -> list[Problem]:
    """The byte range starts at 0 and leaves out the signature's own string and nothing else."""
    broken = [Problem("byte_range", {"field": field})]
    if len(byte_range) != 4 or byte_range[0] != 0:
        return broken
    _, first, second, length = byte_range
    if not 0 < first < second <= second + length <= len(pdf):
        return broken
    gap = pdf[first:second]
    if gap[:1] != b"<" or gap[-1:] != b">" or len(gap) % 2:
        return broken
    digits = gap[1:-1]
    if not (LOWER.fullmatch(digits) or UPPER.fullmatch(digits)):
        return broken
    return [] if bytes.fromhex(digits.decode()) == contents else broken


def covered_until(byte_range: list[int]) -> int:
    """The first byte behind what a signature covers."""
    return byte_range[2] + byte_range[3]


def split_padding(contents: bytes) -> tuple[bytes, bytes]:
    """The signature's DER value and the bytes behind it; an unreadable length gives an empty value."""
    if len(contents) < 2 or contents[0] != 0x30:
        return b"", contents
    length, start = contents[1], 2
    if length >= 0x80:
        start += length & 0x7F
        length = int.from_bytes(contents[2:start], "big")
    end = start + length
    return (contents[:end], contents[end:]) if end <= len(contents) else (b"", contents)
