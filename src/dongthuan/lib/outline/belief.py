"""Whether an announcement is believed, and how deep it stands. A provision follows the one before it; a citation, a
date or a broken line does not."""

from itertools import pairwise

from .builder import Builder, Line
from .marks import HEADINGS, Mark, ends_citing, ends_open, is_caps
from .numbers import VIETNAMESE_LETTERS, follows

RANK = {"phan": 10, "phu_luc": 10, "chuong": 20, "muc": 30, "tieu_muc": 40, "la_ma": 45, "dieu": 50}
_SO, _SO_OTHER, _DOTTED, _DIEM, _DIEM_SUB, _DIEM_ROMAN, _SO_INNER, _GACH = 60, 66, 61, 70, 72, 75, 76, 80
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_GAP = 10
Place = tuple[int, str]  # rank, kind


def believe(builder: Builder, mark: Mark, line: Line, following: str) -> Place | None:
    """Rank and kind of the provision this mark opens, or None. Articles are judged apart (tree._real_articles)."""
    citing = ends_citing(line.before) and not builder.after_heading
    if mark.kind in HEADINGS:
        return _heading(builder, mark, following, citing)
    if builder.closing and (mark.kind != "la_ma" or mark.value != (1, 0)):
        return None
    if mark.kind == "la_ma":
        return _la_ma(builder, mark, line, citing)
    if mark.kind == "so":
        return _dotted(builder, mark) if mark.value is None else _so(builder, mark, line, citing)
    if mark.kind == "diem":
        return _diem(builder, mark, line, citing)
    return _gach(builder, mark, line)


def _heading(builder: Builder, mark: Mark, following: str, citing: bool) -> Place | None:
    place = (RANK[mark.kind], mark.kind)
    last = builder.seen_at.get(mark.kind)
    first = mark.value == (1, 0)
    if mark.start:
        runs_on = mark.value is not None and (follows(mark.value, last) or first)
        return place if runs_on and (mark.rest or is_caps(following)) else None
    announced = is_caps(mark.rest) or (not mark.rest and is_caps(following))
    if citing and not announced:
        return None
    lettered = mark.kind == "phan" and len(mark.number) == 1 and mark.rest and mark.value
    if lettered and mark.value and not follows(mark.value, last) and not first:
        return None
    if mark.kind == "phu_luc" or mark.value is None or last is None or first or mark.value > last:
        return place
    return place if mark.kind in ("muc", "tieu_muc") else None


def _la_ma(builder: Builder, mark: Mark, line: Line, citing: bool) -> Place | None:
    worth = mark.value or (0, 0)
    sibling = builder.sibling(RANK["la_ma"])
    if builder.inside("dieu") and not is_caps(mark.rest):
        return None
    runs_on = worth == (1, 0) or bool(sibling and sibling.value and follows(worth, sibling.value))
    jumps = bool(sibling and sibling.value and sibling.value < worth) and worth[0] < 50 and not ends_open(line.before)
    if citing or not (runs_on or jumps or follows(worth, builder.seen_at.get("la_ma"))):
        return None
    return RANK["la_ma"], "la_ma"


def _so(builder: Builder, mark: Mark, line: Line, citing: bool) -> Place | None:
    worth = mark.value or (0, 0)
    kind = "khoan" if builder.inside("dieu") else "so"
    outer, inner = builder.sibling(_SO), builder.sibling(_SO_INNER)
    if citing and line.before[-1:] != ",":
        return None
    if inner and inner.value and follows(worth, inner.value):
        return _SO_INNER, "so"
    open_so = next((o for o in builder.stack if o.rank == _SO), None)
    if open_so and open_so.punct != mark.punct:
        other = builder.sibling(_SO_OTHER)
        return (_SO_OTHER, "so") if follows(worth, other.value if other else None) else None
    if outer is None or outer.value is None:
        before = builder.seen_at.get(kind)
        starts = worth == (1, 0) or bool(before and follows(worth, before) and kind == "so")
        return (_SO, kind) if starts or not ends_open(line.before) else None
    if follows(worth, outer.value):
        return _SO, kind
    if worth == (1, 0):
        if builder.stack[-1].rank >= _DIEM and line.before.endswith(":"):
            return _SO_INNER, "so"
        return (_SO, kind) if kind == "so" else None
    jumps = outer.value < worth and worth[0] - outer.value[0] <= _GAP
    return (_SO, kind) if jumps and not ends_open(line.before) and line.before[-1:] != "," else None


def _dotted(builder: Builder, mark: Mark) -> Place | None:
    """1.1 stands under 1; a quantity such as 1.045 does not."""
    head, _, tail = mark.number.rpartition(".")
    depth = mark.number.count(".")
    rank = min(_DOTTED + depth - 1, _SO_OTHER - 1)
    previous = builder.sibling(rank)
    if previous and previous.node["number"].rpartition(".")[0] == head:
        return (rank, "so") if int(tail) == int(previous.node["number"].rpartition(".")[2]) + 1 else None
    parent = any(
        o.node["number"] == head or (depth == 1 and o.value == (int(head), 0) and o.node["kind"] == "la_ma")
        for o in builder.stack
    )
    return (rank, "so") if parent and tail == "1" else None


def _diem(builder: Builder, mark: Mark, line: Line, citing: bool) -> Place | None:
    if citing and line.before[-1:] != ",":
        return None
    letter = mark.number
    sibling = builder.sibling(_DIEM)
    roman = builder.sibling(_DIEM_ROMAN)
    if len(letter) > 1 and set(letter) <= set("ivx"):
        return (_DIEM_ROMAN, "diem") if roman else None
    if letter == "i" and sibling and sibling.node["number"] != "h" and builder.stack[-1].rank >= _DIEM:
        return _DIEM_ROMAN, "diem"
    if roman and letter in "vx" and roman.node["number"] in ("iv", "ix"):
        return _DIEM_ROMAN, "diem"
    if len(letter) > 1:
        return (_DIEM_SUB, "diem") if sibling and sibling.node["number"][0] == letter[0] else None
    runs_on = _next_letter(letter, sibling.node["number"] if sibling else None)
    if mark.punct == ")":
        return (_DIEM, "diem") if runs_on or not ends_open(line.before) else None
    return (_DIEM, "diem") if runs_on and builder.stack else None


def _next_letter(letter: str, before: str | None) -> bool:
    """d is followed by đ where a person counts, by e where Word does."""
    if before is None or letter == "a":
        return letter == "a"
    return any(a + b == before[:1] + letter for row in (VIETNAMESE_LETTERS, _LATIN) for a, b in pairwise(row))


def _gach(builder: Builder, mark: Mark, line: Line) -> Place | None:
    if mark.rest[0].islower() and ends_open(line.before) and not builder.after_heading:
        return None
    outer = next((o for o in builder.stack if o.rank == _GACH), None)
    return (_GACH, "gach") if outer is None or outer.node["number"] == mark.number else (_GACH + 1, "gach")
