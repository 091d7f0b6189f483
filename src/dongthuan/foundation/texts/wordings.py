"""Words before and after, word by word. Pure."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_MOST = 4_000_000  # beyond this many comparisons, lines are compared instead of words


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stayed ("="), went ("-") or came ("+")."""

    sign: str
    words: str


def diff(before: str, after: str) -> list[Piece]:
    """The pieces in order: joining "=" and "-" gives ``before``, joining "=" and "+" gives ``after``."""
    a, b = _TOKEN.findall(before), _TOKEN.findall(after)
    if _work(a, b) > _MOST:
        a, b = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return list(_merged(_raw(a, b)))


def _work(a: list[str], b: list[str]) -> int:
    """How many comparisons a difference may cost: every word with each of its twins on the other side."""
    here, there = Counter(a), Counter(b)
    return sum(count * there[word] for word, count in here.items())


def _raw(a: list[str], b: list[str]) -> Iterator[Piece]:
    """What is common at both ends is set aside first: most changes are small."""
    head = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    most = min(len(a), len(b)) - head
    tail = next((i for i in range(most) if a[-1 - i] != b[-1 - i]), most)
    yield from [Piece("=", "".join(a[:head]))] if head else []
    yield from _middle(a[head : len(a) - tail], b[head : len(b) - tail])
    yield from [Piece("=", "".join(a[len(a) - tail :]))] if tail else []


def _middle(a: list[str], b: list[str]) -> Iterator[Piece]:
    if _work(a, b) > _MOST:
        steps: Sequence[tuple[str, int, int, int, int]] = [("replace", 0, len(a), 0, len(b))]
    else:
        steps = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    for sign, i, j, k, m in steps:
        if sign == "equal":
            yield Piece("=", "".join(a[i:j]))
            continue
        if i < j:
            yield Piece("-", "".join(a[i:j]))
        if k < m:
            yield Piece("+", "".join(b[k:m]))


def _merged(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """A lone space between two changes belongs to them: "năm 2021" reads better than two words changed apart."""
    row = list(pieces)
    gone, come = "", ""
    for i, piece in enumerate(row):
        inside = bool(gone or come) and i + 1 < len(row)
        if piece.sign == "=" and not (inside and not piece.words.strip() and "\n" not in piece.words):
            yield from _flushed(gone, come)
            gone = come = ""
            yield piece
        else:
            gone += piece.words if piece.sign in "=-" else ""
            come += piece.words if piece.sign in "=+" else ""
    yield from _flushed(gone, come)


def _flushed(gone: str, come: str) -> Iterator[Piece]:
    if gone:
        yield Piece("-", gone)
    if come:
        yield Piece("+", come)
