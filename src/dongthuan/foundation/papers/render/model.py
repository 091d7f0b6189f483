"""What a paper says, apart from how it looks. Plain dataclasses that go to JSON and back unchanged."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from typing import Any

from ..rules import System


@dataclass(frozen=True)
class Paragraph:
    text: str
    bold: bool = False
    italic: bool = False
    centred: bool = False


@dataclass(frozen=True)
class Column:
    title: str
    width: float = 1.0  # its share of the table's width
    align: str = "left"  # left | centre | right


@dataclass(frozen=True)
class Table:
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Clause:
    """A provision as lib.outline knows it (kind, number as printed, title, text), or a section of a report."""

    kind: str
    number: str = ""
    title: str = ""
    text: str = ""
    children: tuple["Block", ...] = ()


Block = Clause | Paragraph | Table


@dataclass(frozen=True)
class Appendix:
    label: str
    title: str
    note: str = ""
    body: tuple[Block, ...] = ()
    landscape: bool = False


@dataclass(frozen=True)
class SignatureBlock:
    """`key` names its empty signature field in the PDF. The first block is the lead's and stands on the right."""

    key: str
    lines: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True)
class PaperModel:
    system: System
    issuers: tuple[str, ...]
    number: str
    place: str
    kind_title: str
    subject: str
    day: date | None = None
    superior: str = ""
    addressees: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    body: tuple[Block, ...] = ()
    signatures: tuple[SignatureBlock, ...] = ()
    recipients: tuple[str, ...] = ()
    appendices: tuple[Appendix, ...] = ()
    demo: bool = False
    year: int | None = None  # printed with room for day and month while the paper has no day yet

    @property
    def title(self) -> str:
        return " ".join(f"{self.kind_title} {self.subject}".split())

    def with_signatures(self, signatures: Iterable[SignatureBlock]) -> "PaperModel":
        return replace(self, signatures=tuple(signatures))


# --- JSON -----------------------------------------------------------------------------------------------------------
BLOCKS: dict[str, type] = {"paragraph": Paragraph, "table": Table, "clause": Clause}
NAMES = {cls: name for name, cls in BLOCKS.items()}


def as_dict(value: Any) -> Any:
    """Plain JSON values; a block carries its type."""
    if is_dataclass(value):
        plain = {f.name: as_dict(getattr(value, f.name)) for f in fields(value)}
        return {"type": NAMES[type(value)], **plain} if type(value) in NAMES else plain
    if isinstance(value, tuple | list):
        return [as_dict(v) for v in value]
    return value.isoformat() if isinstance(value, date) else value


def block(data: Any) -> Block:
    """A block from JSON, or from a node of lib.outline (a mapping or an object without a type)."""
    if type(data) in NAMES:
        return data
    if not isinstance(data, Mapping):  # a provision of texts.queries.tree holds its reading in `row`
        row = getattr(data, "row", data)
        plain = {k: getattr(row, k, "") for k in ("kind", "number", "title", "text")}
        data = {**plain, "children": getattr(data, "children", ())}
    match data.get("type", "clause"):
        case "paragraph":
            return Paragraph(**{k: v for k, v in data.items() if k != "type"})
        case "table":
            columns = tuple(Column(**c) for c in data["columns"])
            rows = tuple(tuple(str(cell) for cell in row) for row in data["rows"])
            return Table(columns, rows, data.get("caption", ""), data.get("unit", ""))
    given = {k: data.get(k) or "" for k in ("kind", "number", "title", "text")}
    return Clause(**given, children=blocks(data.get("children") or ()))


def blocks(data: Iterable[Any]) -> tuple[Block, ...]:
    return tuple(block(b) for b in data)


def from_dict(data: Mapping[str, Any]) -> PaperModel:
    """The model that `as_dict` wrote."""
    given = {k: v for k, v in data.items() if k in {f.name for f in fields(PaperModel)}}
    for key in ("issuers", "addressees", "grounds", "recipients"):
        given[key] = tuple(given.get(key, ()))
    given["body"] = blocks(given.get("body", ()))
    given["signatures"] = tuple(
        SignatureBlock(s["key"], tuple(s["lines"]), s.get("name", "")) for s in given.get("signatures", ())
    )
    given["appendices"] = tuple(
        Appendix(**{**a, "body": blocks(a.get("body", ()))}) for a in given.get("appendices", ())
    )
    if isinstance(given.get("day"), str):
        given["day"] = date.fromisoformat(given["day"])
    return PaperModel(**given)


def canonical_text(model: PaperModel) -> str:
    """The words of the body in reading order, one block a line: what the canonical hash is taken over."""

    def lines(items: Iterable[Block]) -> Iterable[str]:
        for b in items:
            if isinstance(b, Clause):
                yield " ".join(f"{b.kind}|{b.number}|{b.title}|{b.text}".split())
                yield from lines(b.children)
            elif isinstance(b, Paragraph):
                yield " ".join(b.text.split())
            else:
                yield "|".join(c.title for c in b.columns)
                yield from ("|".join(" ".join(cell.split()) for cell in row) for row in b.rows)

    head = [model.number, model.kind_title, model.subject, *model.grounds]
    tail = [line for a in model.appendices for line in (a.label, a.title, *lines(a.body))]
    return "\n".join([*head, *lines(model.body), *tail]) + "\n"


@dataclass
class Flat:
    """One printed line-group of the body: what typst and Word both draw."""

    style: str  # para | centre | heading | table | break
    runs: list[dict[str, Any]] = field(default_factory=list)
    level: int = 0
    table: Any = None
