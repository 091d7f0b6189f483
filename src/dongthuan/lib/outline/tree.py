"""From lines to the tree: which announcements are believed, and where each line belongs.

Every character of the input ends up in exactly one node, in order; a line that is not believed to open a provision
stays with the one before it.
"""

import re
from bisect import bisect_right
from collections import defaultdict

from .belief import RANK, believe
from .builder import Builder, Line
from .marks import Mark, ends_citing, is_closing, marks
from .model import Node
from .numbers import Value, follows
from .view import view

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_QUOTE_OPENS = re.compile(r"[“\"](?:Điều|Chương|Mục|Khoản|khoản|\d|[a-zđ]\))")
_QUOTE_CLOSES = re.compile(r"[”\"]\s*[.;,]?$")
_QUOTE_LINES = 2000


def outline(text: str, *, markdown: bool = False, literal: frozenset[int] = frozenset()) -> list[Node]:
    """The tree of provisions of ``text``.

    ``join(outline(text)) == text`` for every text. ``literal`` holds the numbers (from 0) of lines that never open a
    provision: rows of a table in a Word file.
    """
    lines = _lines(text, markdown, literal)
    real = _real_articles(lines)
    following = _following(lines)
    listed = any(m.kind != "gach" for line in lines for m in line.marks)
    builder = Builder()
    quoted = -1
    for i, line in enumerate(lines):
        if i > quoted:
            quoted = _quoted_until(lines, i)
        if i <= quoted or not line.seen.text:
            builder.put(line.raw)
        else:
            _take(builder, line, following[i], article=i in real, listed=listed)
    return builder.roots


def _following(lines: list[Line]) -> list[str]:
    """For each line the next one that says something."""
    following, said = [""] * len(lines), ""
    for i in range(len(lines) - 1, -1, -1):
        following[i] = said
        said = lines[i].seen.text or said
    return following


def _lines(text: str, markdown: bool, literal: frozenset[int]) -> list[Line]:
    lines, before = [], ""
    for i, raw in enumerate(_LINE.findall(text)):
        seen = view(raw, markdown=markdown)
        lines.append(Line(raw, seen, [] if i in literal else marks(seen), before, i in literal))
        before = seen.text or before
    return lines


def _quoted_until(lines: list[Line], i: int) -> int:
    """An amending law quotes provisions between “ and ”: the last line of the quotation, or -1."""
    line = lines[i]
    if not _QUOTE_OPENS.match(line.seen.text) or line.before[-1:] != ":":
        return -1
    for j in range(i, min(i + _QUOTE_LINES, len(lines))):
        if _QUOTE_CLOSES.search(lines[j].seen.text):
            return j
    return -1


def _real_articles(lines: list[Line]) -> set[int]:
    """Which announced articles are articles: the numbers must run on, or start again from 1.

    A number that jumps ahead while the next one in order is still to come is a citation.
    """
    announced = [(i, m) for i, line in enumerate(lines) for m in line.marks if m.kind == "dieu" and m.value]
    announced = [
        (i, m) for i, m in announced if m.start or not ends_citing(lines[i].before) or _after_comma(lines[i], m)
    ]
    places: dict[Value, list[int]] = defaultdict(list)
    for k, (_, mark) in enumerate(announced):
        places[mark.value or (0, 0)].append(k)
    restarts = places[(1, 0)]
    real: set[int] = set()
    last: Value | None = None
    for k, (i, mark) in enumerate(announced):
        worth = mark.value or (0, 0)
        if ends_citing(lines[i].before) and not mark.start and (places[worth][-1] > k or not follows(worth, last)):
            continue
        if not follows(worth, last):
            nexts = places[((last[0] if last else 0) + 1, 0)]
            end = next(iter(restarts[bisect_right(restarts, k) :]), len(announced))
            still_to_come = any(k < n < end for n in nexts[bisect_right(nexts, k) :][:1])
            starts_again = worth == (1, 0) and _second_comes(announced, k)
            jumps = last is None or worth > last
            if not starts_again and (still_to_come or not jumps):
                continue
        real.add(i)
        last = worth
    return real


def _after_comma(line: Line, mark: Mark) -> bool:
    """A list of bases may end with a comma before the first article: believed if in order and not announced again."""
    return line.before[-1:] == "," and bool(mark.punct) and mark.rest[:1].isupper()


def _second_comes(announced: list[tuple[int, Mark]], k: int) -> bool:
    following = next((m.value for _, m in announced[k + 1 :] if m.value != (1, 0)), None)
    return following is None or following == (2, 0)


def _take(builder: Builder, line: Line, following: str, *, article: bool, listed: bool) -> None:
    """Cut one line at the announcements that are believed and hand out its parts."""
    if builder.stack and not builder.closing and not line.marks and is_closing(line.seen.text):
        builder.loose()
        builder.closing, builder.untitled = True, ""
    done, opened, said = 0, False, line.seen.text
    for mark in line.marks:
        place = (RANK["dieu"], "dieu") if mark.kind == "dieu" and article else None
        if mark.kind != "dieu" and not (mark.kind == "gach" and listed and not builder.stack):
            place = believe(builder, mark, line, following)
        if place is None:
            continue
        cut = line.seen.at(mark.start) if mark.start else 0
        if cut > done:
            _give(builder, line.raw[done:cut], said[: mark.start].rstrip(), opened, line.literal)
        builder.open(mark, *place)
        done, opened = cut, True
    _give(builder, line.raw[done:], said, opened, line.literal)


def _give(builder: Builder, raw: str, said: str, opened: bool, literal: bool) -> None:
    if opened:
        builder.put(raw)
    else:
        builder.add(raw, said, literal=literal)
