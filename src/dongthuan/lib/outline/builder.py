"""The tree while it grows: what is open, where words go, and when a heading's title goes on in the next line."""

from dataclasses import dataclass, field

from .marks import HEADINGS, Mark, is_caps
from .model import Node
from .numbers import Value
from .view import View

_TITLE = 400
_ITEM_TITLE = 250


@dataclass(slots=True)
class Line:
    """One physical line: as it stands, as it is seen, what it announces, and the last words before it."""

    raw: str
    seen: View
    marks: list[Mark]
    before: str
    literal: bool


@dataclass(slots=True)
class Open:
    """A provision that may still take words or children."""

    rank: int
    node: Node
    value: Value | None
    punct: str


@dataclass(slots=True)
class Builder:
    """Grows the tree; ``last`` is the node that takes words which announce nothing."""

    roots: list[Node] = field(default_factory=list)
    stack: list[Open] = field(default_factory=list)
    last: Node | None = None
    seen_at: dict[str, Value | None] = field(default_factory=dict)
    closing: bool = False
    after_heading: bool = False
    untitled: str = ""  # kind of the heading whose title may begin or go on in the next line

    def inside(self, kind: str) -> bool:
        """Whether a provision of this kind is open."""
        return any(o.node["kind"] == kind for o in self.stack)

    def sibling(self, rank: int) -> Open | None:
        """The open node that a new one of this rank would stand after."""
        for o in reversed(self.stack):
            if o.rank <= rank:
                return o if o.rank == rank else None
        return None

    def open(self, mark: Mark, rank: int, kind: str) -> None:
        """Begin a provision."""
        while self.stack and self.stack[-1].rank >= rank:
            self.stack.pop()
        node: Node = {"kind": kind, "number": mark.number, "title": "", "text": "", "children": []}
        (self.stack[-1].node["children"] if self.stack else self.roots).append(node)
        self.stack.append(Open(rank, node, mark.value, mark.punct))
        self.last, self.closing = node, False
        self.seen_at[kind] = mark.value
        node["title"], self.untitled = _title(kind, mark.rest)
        self.after_heading = bool(kind in HEADINGS or kind == "dieu" or node["title"])

    def loose(self) -> None:
        """Begin a part that belongs to no provision."""
        self.stack.clear()
        self.last = {"kind": "khac", "number": "", "title": "", "text": "", "children": []}
        self.roots.append(self.last)

    def put(self, raw: str) -> None:
        """Give words to the node that is open."""
        if self.last is None:
            self.loose()
        assert self.last is not None
        self.last["text"] += raw

    def add(self, raw: str, seen: str, *, literal: bool) -> None:
        """Give a line that announces nothing: the title of the heading above it, or words of the open node."""
        if seen:
            taken = bool(self.untitled) and not literal and self._go_on(seen)
            self.after_heading = taken
            if not taken:
                self.untitled = ""
        self.put(raw)

    def _go_on(self, seen: str) -> bool:
        node = self.last
        if node is None or len(node["title"]) + len(seen) > _TITLE:
            return False
        words = " ".join(seen.split())
        if not node["title"]:
            fits = is_caps(seen) or (words[-1] not in ".;:," and not words.startswith(("(", "“")))
        elif self.untitled == "dieu":
            fits = words[0].islower()
        else:
            fits = is_caps(seen) and is_caps(node["title"])
        if fits:
            node["title"] = f"{node['title']} {words}".strip()
        return fits


def _title(kind: str, rest: str) -> tuple[str, str]:
    """The title printed beside the number, and whether the next line may hold it or go on with it."""
    words = " ".join(rest.split())
    stops = words[-1:] in tuple(".;:,…")
    if kind in HEADINGS:
        return ("" if words.startswith("(") else words), kind
    if kind == "dieu":
        if words.endswith(".") and len(words) <= 120 and words.count(".") == 1:
            return words[:-1], ""
        return ("", "" if words else kind) if stops or len(words) > _TITLE else (words, kind)
    if kind == "la_ma":
        return ("", "") if stops and not is_caps(words) else (words.rstrip(".:;"), "la_ma" if is_caps(words) else "")
    if kind == "so" and words and not stops and len(words) <= _ITEM_TITLE:
        return words, ""
    return "", ""
