"""What the start of a line (or, in crawled pages, a place inside it) may announce. Patterns only; whether an
announcement is believed depends on its neighbours and is decided in tree.py."""

import re
from dataclasses import dataclass

from .numbers import Value, roman, value
from .view import View

_ROMAN = r"[IVXLCM]{1,8}"
_ORD = r"(?:[Tt]hứ|THỨ)\s+(?:mười (?:một|hai)|[^\W\d_]{2,4})"
_END = r"(?![\w])\s*(?P<punct>[.:\-–—]{0,2})\s*(?P<rest>.*)$"
_HEADS = (
    ("phan", re.compile(rf"(?:Phần|PHẦN)\s+(?P<number>\d{{1,2}}|{_ROMAN}|[A-ZĐ]|{_ORD}){_END}")),
    ("chuong", re.compile(rf"(?:Chương|CHƯƠNG)\s+(?P<number>\d{{1,3}}[a-zđ]?|{_ROMAN}[a-zđ]?|{_ORD}){_END}")),
    ("tieu_muc", re.compile(rf"(?:Tiểu [Mm]ục|TIỂU MỤC)\s+(?P<number>\d{{1,3}}[a-zđ]?|{_ROMAN}){_END}")),
    ("muc", re.compile(rf"(?:Mục|MỤC)\s+(?P<number>\d{{1,3}}[a-zđ]?|{_ROMAN}){_END}")),
    ("dieu", re.compile(rf"(?:Điều|ĐIỀU)\s+(?P<number>\d{{1,4}}[a-zđ]?){_END}")),
    (
        "phu_luc",
        re.compile(
            rf"(?:Phụ lục|PHỤ LỤC)(?:\s+(?:số|SỐ|Số))?(?:\s+(?P<number>\d{{1,3}}[a-zđ]?|{_ROMAN}|[A-ZĐ]))?{_END}"
        ),
    ),
)
_INLINE = re.compile(
    rf"(?<=\s)(?:Tiểu mục|TIỂU MỤC|Mục|MỤC|Chương|CHƯƠNG)\s+(?:\d{{1,3}}|{_ROMAN})(?=[\s.:]|$)"
    r"|(?<=\s)Điều\s+\d{1,4}[a-zđ]?\.\s"
)
_LA_MA = re.compile(rf"(?P<number>{_ROMAN})\s*(?P<punct>[.)/]|\s[-–])\s*(?P<rest>\S.*)?$")
_LETTER_PART = re.compile(r"(?P<number>[A-HĐ])\s*[.)/]\s*(?P<rest>\S.*)$")
_DOTTED = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3}){1,4})(?:[.)](?=\s|[^\W\d])|(?=\s))\s*(?P<rest>.*)$")
_SO = re.compile(r"(?P<number>\d{1,3}[a-zđ]?)\s?(?P<punct>[.)/])(?P<gap>\s*)(?P<rest>.*)$")
_DIEM = re.compile(
    r"(?P<number>(?P<one>[a-zđ])(?:\d{1,2}|(?P=one))?|[ivx]{2,4})\s?(?P<punct>[.)/])(?P<gap>\s*)(?P<rest>.*)$"
)
_GACH = re.compile(r"(?P<number>[-–—+•●▪○*])(?P<gap>\s*)(?P<rest>\S.*)$")
# The words after which "Điều 5." at the start of the next line is the rest of a citation.
_CITING = re.compile(
    r"(?:,|\b(?:tại|theo|của|và|hoặc|các|điều|khoản|điểm|ở|với|từ|đến|là)|\bkhoản \d+\w?(?:(?:,| và| hoặc) \d+\w?)*|"
    r"\bđiểm [a-zđ](?:(?:,| và| hoặc) [a-zđ])*)$",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:Nơi nhận|NƠI NHẬN|(?:TM|KT|TL|TUQ|Q)\.\s*[A-ZĐÀ-Ỹ]{2}|(?:T/M|K/T|T/L)\s*[A-ZĐÀ-Ỹ]{2}|CHỦ TỊCH\b|"
    r"(?:Bộ luật|Luật|Pháp lệnh|Nghị quyết) này (?:đã )?được .{0,80}(?:Quốc hội|Hội đồng nhân dân).{0,120}thông qua)"
)


_LONG = 20_000  # no line that holds a heading is longer
# A line of a table of contents: dots or a tab, then the page.
_CONTENTS = re.compile(r"(?:\.{4,}|…{2,}|\t)\s*\d{1,4}$")
HEADINGS = ("phan", "phu_luc", "chuong", "muc", "tieu_muc")


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that may open a node; ``start`` is its place in the seen line."""

    kind: str
    number: str
    value: Value | None
    punct: str
    rest: str
    start: int


def is_caps(text: str) -> bool:
    """A title in capitals: letters, none of them small."""
    return any(c.isalpha() for c in text) and not any(c.islower() for c in text)


def ends_citing(previous: str) -> bool:
    """Whether the line before breaks off where a citation would go on."""
    return bool(_CITING.search(previous[-60:])) and not is_caps(previous)


def ends_open(previous: str) -> bool:
    """Whether the line before breaks off without any stop."""
    return bool(previous) and previous[-1] not in '.;:!?…”"’)]/*' and not is_caps(previous)


def is_closing(seen: str) -> bool:
    """The lines after the last provision: who passed it, who signs, who receives."""
    return bool(_CLOSING.match(seen))


def marks(seen: View) -> list[Mark]:
    """Everything the line may announce, in order. Inside a line only headings are looked for (crawled pages)."""
    text = seen.text
    if _CONTENTS.search(text):
        return []
    cuts = [m.start() for m in _INLINE.finditer(text)] if len(text) <= _LONG else []
    first = (_head(text[: cuts[0]].rstrip(), 0) if cuts else None) or _head(text, 0) or _item(text)
    found = [first] if first else []
    for cut, end in zip(cuts, [*cuts[1:], len(text)], strict=False):
        since = found[-1].start if found else 0
        before = text[since:cut].rstrip()
        if text[cut] == "Đ":
            if found and found[-1].kind in HEADINGS and (mark := _head(text[cut:], cut)):
                return [*found, mark]
            continue
        mark = _head(text[cut:end].rstrip(), cut)
        if (
            mark
            and (not mark.rest or is_caps(mark.rest))
            and (before[-1:] in (".", ",", ";", ":") or _heading_so_far(before, found))
        ):
            found.append(mark)
    return found


def _heading_so_far(before: str, found: list[Mark]) -> bool:
    return is_caps(before) or bool(
        found and found[-1].kind in HEADINGS and (not found[-1].rest or is_caps(found[-1].rest))
    )


def _head(text: str, start: int) -> Mark | None:
    if text[:1] not in "PCTMĐ":
        return None
    for kind, pattern in _HEADS:
        if m := pattern.match(text):
            number = m["number"] or ""
            mark = Mark(kind, number, value(number), m["punct"], m["rest"].strip(), start)
            return mark if _head_shape(mark, text) else None
    return None


def _head_shape(mark: Mark, text: str) -> bool:
    """A heading is followed by nothing, by a stop and a capital, or by capitals; a citation is not."""
    rest = mark.rest
    if mark.kind == "phu_luc":
        return (
            not rest
            or is_caps(rest)
            or rest[0] in "("
            or (bool(mark.number) and bool(mark.punct) and not rest[0].islower())
        )
    if not rest:
        return True
    if mark.kind == "dieu":
        return not rest[0].islower() and rest[0] not in ",;" and (bool(mark.punct) or rest[0].isupper())
    return is_caps(rest) or (bool(mark.punct) and not rest[0].islower() and rest[0] not in ",;")


def _item(text: str) -> Mark | None:
    if m := _DOTTED.match(text):
        return Mark("so", m["number"], None, ".", m["rest"], 0)
    if (m := _SO.match(text)) and _spaced(m):
        return Mark("so", m["number"], value(m["number"]), m["punct"], m["rest"], 0)
    if (m := _DIEM.match(text)) and _spaced(m):
        return Mark("diem", m["number"], None, m["punct"], m["rest"], 0)
    if (m := _LA_MA.match(text)) and (worth := roman(m["number"])):
        rest = m["rest"] or ""
        if not rest[:1].islower() and (m["punct"].strip() in (".", ")", "/") or is_caps(rest)):
            return Mark("la_ma", m["number"], (worth, 0), m["punct"], rest, 0)
    if (m := _LETTER_PART.match(text)) and is_caps(m["rest"]) and len(m["rest"]) > 3:
        return Mark("phan", m["number"], value(m["number"]), ".", m["rest"], 0)
    m = _GACH.match(text)
    if m and (m["gap"] or (m["rest"][0].isalpha() and m["number"] != "*")) and m["rest"][0] not in "-–—*=":
        return Mark("gach", m["number"], None, "", m["rest"], 0)
    return None


def _spaced(m: re.Match[str]) -> bool:
    """An item is "1. Tham mưu" or "1.Tham mưu" and not "30/4", "1.045" or "a.m"."""
    rest = m["rest"]
    if not rest:
        return True
    if m["punct"] == ")":
        return True
    return bool(m["gap"]) or rest[0].isupper()
