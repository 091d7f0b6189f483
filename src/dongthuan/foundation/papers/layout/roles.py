"""Which line is what: Quốc hiệu, number, trích yếu, body, signature."""

import re

from ..rules import KINDS
from .facts import Facts, Line, fold

NATION = {"state": "cong hoa xa hoi chu nghia viet nam", "party": "dang cong san viet nam"}
MOTTO = "doc lap tu do hanh phuc"
NUMBER = re.compile(r"^so\s*:?\s*[\d.…]*\s*[-/]", re.I)
DATE = re.compile(r",?\s*ngay\s+[\d.… ]*\s*thang\s+[\d.… ]*\s*nam\b")
AUTHORITY = re.compile(r"^(TM|KT|TL|TUQ|Q)\.\s|^(T/M|K/T|T/L)\s|^QUYỀN\s")
APPENDIX = re.compile(r"^phu luc(\s+[ivxlc\d]+)?\b")
HEADS = ("CHỦ TỊCH", "PHÓ CHỦ TỊCH", "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "BÍ THƯ", "PHÓ BÍ THƯ",
         "CHÁNH VĂN PHÒNG", "TRƯỞNG PHÒNG", "CHỈ HUY TRƯỞNG", "THỦ TRƯỞNG", "HIỆU TRƯỞNG", "VIỆN TRƯỞNG")  # fmt: skip
TITLES = {fold(t) for t in KINDS.values() if t}


def words(line: Line) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", line.folded))


def assign(facts: Facts, system: str) -> None:
    """Give every line its role; what stands in appendices has none."""
    lines = facts.lines
    kept = until_appendix(lines)
    end = header(kept, system)
    start = opening(kept, end)
    tail = closing(kept, start)
    addressing = False
    for line in kept[start:tail]:
        addressing = line.folded.startswith("kinh gui") or (addressing and line.text.startswith(("-", "–")))
        line.role = line.role or ("addressee" if addressing else "body")


def until_appendix(lines: list[Line]) -> list[Line]:
    """The main part; an appendix begins on a page of its own with its centred label."""
    for n, line in enumerate(lines):
        if n and line.side == "centre" and line.bold and APPENDIX.match(line.folded):
            return lines[:n]
    return lines


def header(lines: list[Line], system: str) -> int:
    """Roles of the two-column head; the index after it."""
    last = 0
    head = lines[:24]
    for n, line in enumerate(head):
        plain = words(line)
        if plain == NATION[system] or plain in NATION.values():
            line.role = "nation"
        elif plain == MOTTO:
            line.role = "motto"
        elif NUMBER.match(line.folded) and not any(x.role == "number" for x in head):
            line.role = "number"
        elif DATE.search(line.folded) and line.side != "full" and not any(x.role == "date" for x in head):
            line.role = "date"
        else:
            continue
        last = max(last, n + 1)
    number = next((x for x in head if x.role == "number"), None)
    for n, line in enumerate(head):
        before = number is None or line.row < number.row or (line.row == number.row and n < head.index(number))
        if not line.role and line.side == "left" and before and line.is_caps and n < 12:
            line.role = "issuer" if line.bold else "superior"
        elif not line.role and words(line).startswith("v v ") and line.side in ("left", "centre"):
            line.role = "subject_letter"
            last = max(last, n + 1)
    letter = any(x.role == "subject_letter" for x in head)
    while letter and last < len(lines) and lines[last].side == "left" and not lines[last].folded.startswith("kinh gui"):
        lines[last].role = "subject_letter"
        last += 1
    demote_superior(head)
    return last


def demote_superior(head: list[Line]) -> None:
    """One line in regular weight below a bold one is an issuer that lost its weight, not its superior."""
    seen_issuer = False
    for line in head:
        seen_issuer = seen_issuer or line.role == "issuer"
        if line.role == "superior" and seen_issuer:
            line.role = "issuer"
    if not seen_issuer and (above := [x for x in head if x.role == "superior"]):
        above[-1].role = "issuer"


def opening(lines: list[Line], start: int) -> int:
    """Kind and trích yếu, centred below the head; the index where the body begins."""
    at = start
    while at < len(lines) and at < start + 3 and lines[at].side == "centre" and lines[at].folded in TITLES:
        lines[at].role = "kind"
        at += 1
    if at > start:
        size = None
        while (
            at < len(lines)
            and lines[at].side == "centre"
            and not re.match(r"^(chuong|phan|dieu|muc)\b", lines[at].folded)
        ):
            if lines[at].folded.startswith("kinh gui"):
                break
            if words(lines[at]):
                if not lines[at].bold and lines[at - 1].role == "subject" and lines[at - 1].bold:
                    break
                if size is not None and lines[at].row - size > 60 and lines[at].y is not None:
                    break
                lines[at].role = "subject"
                size = lines[at].row
            else:  # "-----" ends the trích yếu
                lines[at].role = "ornament"
                return at + 1
            at += 1
    return at


def closing(lines: list[Line], start: int) -> int:
    """Signature area and Nơi nhận; the index where the body ends."""
    tail = len(lines)
    for n in range(len(lines) - 1, start - 1, -1):
        line = lines[n]
        if line.folded.rstrip(":") == "noi nhan":
            line.role = "recipients"
            tail = min(tail, n)
        elif (
            line.is_caps
            and line.side in ("left", "right")
            and (AUTHORITY.match(line.text) or line.text.startswith(HEADS))
        ):
            line.role = "authority"
            tail = min(tail, n)
    seen = False
    for line in lines[tail:]:
        if line.role == "recipients":
            seen = True
        elif not line.role and line.text.startswith(("-", "–")) and seen:
            line.role = "recipient"
        elif not line.role and line.is_caps and line.side in ("left", "right"):
            line.role = "authority"
        elif not line.role and line.side in ("left", "right") and looks_like_name(line):
            line.role = "signer"
        elif not line.role:
            line.role = "recipient" if seen and line.side in ("left", "full") else "other"
    return tail


def looks_like_name(line: Line) -> bool:
    plain = re.sub(r"\(.*?\)", "", line.text).split()
    return 2 <= len(plain) <= 6 and all(w[0].isupper() for w in plain) and not line.text.startswith("-")
