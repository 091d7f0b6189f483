"""A Word file as the lines it prints: numbers counted, insertions kept, deletions dropped, tables row by row."""

from dataclasses import dataclass, field

from lxml import etree

from .model import OutlineError
from .numbering import Numbering
from .package import Package, attribute, child, tag

_DROPPED = {
    "del",
    "moveFrom",
    "pPr",
    "rPr",
    "sectPr",
    "instrText",
    "delText",
    "delInstrText",
    "tblPr",
    "tblGrid",
    "trPr",
    "tcPr",
}
_BREAKS = {"br", "cr"}
_IGNORED = {
    "footnoteReference": "footnotes", "endnoteReference": "endnotes", "commentReference": "comments",
    "txbxContent": "text boxes",
}  # fmt: skip
_DEPTH = 60


@dataclass(slots=True)
class Lines:
    """The lines of a document, which of them are rows of tables, and what was left out."""

    lines: list[str] = field(default_factory=list)
    literal: set[int] = field(default_factory=set)
    ignored: dict[str, int] = field(default_factory=dict)


def read_word(data: bytes, name: str) -> Lines:
    """Lines of a .docx as Word prints them with all tracked changes accepted."""
    package = Package(data, name)
    main = package.main()
    if not package.has(main):
        raise OutlineError("%(name)s: not a Word file (a zip without word/document.xml)", name=name)
    body = child(package.xml(main), "body")
    if body is None:
        raise OutlineError("%(name)s: not a Word file (%(part)s has no body)", name=name, part=main)
    numbering = Numbering(package.related(main, "/numbering"), package.related(main, "/styles"))
    reader = _Reader(numbering, name)
    reader.blocks(body, 0)
    reader.finish()
    return reader.out


class _Reader:
    def __init__(self, numbering: Numbering, name: str) -> None:
        self.out = Lines()
        self._numbering = numbering
        self._name = name
        self._carried = ""  # words of a paragraph whose end was deleted: they join the next one

    def blocks(self, parent: etree._Element, depth: int) -> None:
        """Paragraphs and tables, also those inside content controls and tracked insertions."""
        self._deep(depth)
        for item in parent:
            kind = tag(item)
            if kind == "p":
                for line in self._paragraph(item):
                    self.out.lines.append(line)
            elif kind == "tbl":
                self._table(item, depth)
            elif kind not in _DROPPED:
                self.blocks(item, depth + 1)

    def finish(self) -> None:
        if self._carried:
            self.out.lines.extend(self._carried.split("\n"))
            self._carried = ""

    def _deep(self, depth: int) -> None:
        if depth > _DEPTH:
            raise OutlineError(
                "%(name)s: refused, its parts are nested more than %(limit)s deep", name=self._name, limit=_DEPTH
            )

    def _paragraph(self, paragraph: etree._Element) -> list[str]:
        mark = child(paragraph, "pPr", "rPr")
        deleted = child(mark, "del") is not None or child(mark, "moveFrom") is not None
        pieces: list[str] = []
        self._runs(paragraph, pieces, 0)
        words = self._carried + "".join(pieces)
        if deleted:
            self._carried = words
            return []
        self._carried = ""
        return (self._numbering.label(paragraph) + words).rstrip(" ").split("\n")

    def _runs(self, parent: etree._Element, pieces: list[str], depth: int) -> None:
        self._deep(depth)
        for item in parent:
            kind = tag(item)
            if kind == "t":
                pieces.append((item.text or "").replace("\n", " "))
            elif kind in ("tab", "ptab"):
                pieces.append("\t")
            elif kind in _BREAKS:
                if attribute(item, "type") in (None, "textWrapping"):
                    pieces.append("\n")
            elif kind == "softHyphen":
                pieces.append("\u00ad")
            elif kind == "noBreakHyphen":
                pieces.append("-")
            elif kind == "sym":
                pieces.append("•")
            elif kind in _IGNORED:
                self.out.ignored[_IGNORED[kind]] = self.out.ignored.get(_IGNORED[kind], 0) + 1
            elif kind == "r" and _hidden(item):
                self.out.ignored["hidden words"] = self.out.ignored.get("hidden words", 0) + 1
            elif kind == "AlternateContent":
                if (choice := child(item, "Fallback")) is not None or (choice := child(item, "Choice")) is not None:
                    self._runs(choice, pieces, depth + 1)
            elif kind and kind not in _DROPPED:
                self._runs(item, pieces, depth + 1)

    def _table(self, table: etree._Element, depth: int) -> None:
        rows = [row for row in _rows(table) if child(row, "trPr", "del") is None]
        if len(rows) == 1 and len(cells := _cells(rows[0])) == 1:
            self.blocks(cells[0], depth + 1)  # a frame around ordinary text
            return
        for row in rows:
            texts = []
            for cell in _cells(row):
                inner = _Reader(self._numbering, self._name)
                inner.out.ignored = self.out.ignored
                inner.blocks(cell, depth + 1)
                inner.finish()
                texts.append(" ".join(" ".join(inner.out.lines).split()))
            self.out.literal.add(len(self.out.lines))
            self.out.lines.append("\t".join(texts).rstrip())


def _rows(table: etree._Element) -> list[etree._Element]:
    return [e for item in table for e in ([item] if tag(item) == "tr" else _unwrapped(item, "tr"))]


def _cells(row: etree._Element) -> list[etree._Element]:
    return [e for item in row for e in ([item] if tag(item) == "tc" else _unwrapped(item, "tc"))]


def _unwrapped(item: etree._Element, kind: str) -> list[etree._Element]:
    """Rows and cells inside a content control or a tracked insertion."""
    if tag(item) not in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
        return []
    return [e for inner in item for e in ([inner] if tag(inner) == kind else _unwrapped(inner, kind))]


def _hidden(run: etree._Element) -> bool:
    vanish = child(run, "rPr", "vanish")
    return vanish is not None and (attribute(vanish, "val") or "1").lower() not in ("0", "false", "off")
