"""The clauses of a version in reading order, with the code by which tables name them."""

from collections import defaultdict
from dataclasses import dataclass

from dongthuan.foundation.texts.models import ClauseVersion, Version
from dongthuan.lib import vietnamese
from dongthuan.lib.outline import label, wording

from ..rules import clause_code
from ..workbook import fold

CONTENT_HEADING = "nội dung phối hợp"


@dataclass(frozen=True)
class Reading:
    """A clause as it reads in the version: where it stands, and what it is called in a table."""

    row: ClauseVersion
    depth: int
    code: str  # "II.3", "Điều 5"; empty where no number leads to it
    trail: tuple[int, ...]  # the clauses above it and itself, outermost first

    @property
    def clause_id(self) -> int:
        return self.row.clause_id

    @property
    def heading(self) -> str:
        """How lists name it: "3. Tiếp công dân", "Điều 5. Đối thoại"."""
        words = shortened(self.row.title or wording(as_node(self.row)) or self.row.text)
        return f"{label(self.row.kind, self.row.number)} {words}".strip() or self.row.label

    @property
    def words(self) -> str:
        """The provision as it is printed: label, title, text."""
        node = as_node(self.row)
        first = f"{label(self.row.kind, self.row.number)} {self.row.title}".strip()
        rest = wording(node)
        if self.row.title and rest:
            return f"{first}\n{rest}"
        return f"{first} {rest}".strip()

    @property
    def is_title(self) -> bool:
        """A heading without words of its own."""
        return bool(self.row.title) and not wording(as_node(self.row))


def as_node(row: ClauseVersion) -> dict[str, str]:
    return {"kind": row.kind, "number": row.number, "title": row.title, "text": row.text}


SHORT = 110  # characters of a heading


def shortened(text: str) -> str:
    return vietnamese.shortened(" ".join(text.split()).rstrip(".;,:"), SHORT)


def readings(version: Version | None) -> list[Reading]:
    """The whole version in reading order: one query."""
    if version is None:
        return []
    rows = list(
        ClauseVersion.objects.filter(version=version).select_related("clause__thing").order_by("position", "pk")
    )
    children: dict[int | None, list[ClauseVersion]] = defaultdict(list)
    for row in rows:
        children[row.parent_id].append(row)
    found: list[Reading] = []

    def down(parent: int | None, numbers: list[tuple[str, str]], trail: tuple[int, ...]) -> None:
        for row in children[parent]:
            here = [*numbers, (row.kind, row.number)]
            path = (*trail, row.clause_id)
            found.append(Reading(row, len(trail), clause_code(here) if row.number else "", path))
            down(row.pk, here, path)

    down(None, [], ())
    return found


def content_clauses(version: Version | None) -> list[Reading]:
    """What the parties do together: the provisions right under the heading "Nội dung phối hợp", else the articles, else
    the provisions of the first numbered level."""
    return content_of(readings(version))


def content_of(whole: list[Reading]) -> list[Reading]:
    """The same, of a version that is read already."""
    heads = [r for r in whole if fold(CONTENT_HEADING) in fold(f"{r.row.title} {r.row.text}"[:200]) and r.row.number]
    for head in heads:
        inside = [r for r in whole if head.clause_id in r.trail and r.depth == head.depth + 1 and r.row.number]
        if inside:
            return inside
    articles = [r for r in whole if r.row.kind == "dieu"]
    return articles or [r for r in whole if r.depth == 0 and r.row.number]
