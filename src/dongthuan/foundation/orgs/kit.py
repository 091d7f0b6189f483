"""What orgs lends its neighbours: the register of sheets that may be imported in three steps (map, check, confirm)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from dongthuan.foundation.things.kit import No
from dongthuan.lib.sheets import Field, cell_name

from .models import SheetImport

NEW, CHANGED, SAME, WRONG = "new", "changed", "same", "wrong"


@dataclass
class Step:
    """What one row of the sheet would do. `do(by)` calls one action; a row already in the database does nothing."""

    row: int  # counted from 0, as in the file
    status: str
    title: str = ""
    changes: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)  # each begins with the name of its cell
    do: Callable[[Any], Any] | None = None


@dataclass
class Line:
    """One row being read: its values, and what is wrong with them, each error under the name of its cell."""

    row: int
    values: dict[str, str]
    columns: dict[str, int]
    errors: list[str] = field(default_factory=list)

    def __getitem__(self, key: str) -> str:
        return self.values.get(key, "")

    def wrong(self, key: str, sentence: str) -> None:
        where = cell_name(self.row, self.columns[key]) if key in self.columns else str(self.row + 1)
        self.errors.append(f"{where}: {sentence}")


@dataclass(frozen=True)
class SheetKind:
    """A kind of sheet: its columns, who may import it, and `plan(lines) -> steps`, which reads and writes nothing."""

    key: str
    label: str | Promise
    fields: tuple[Field, ...]
    may: Callable[[Any], bool | No]
    plan: Callable[[list[Line]], list[Step]]
    notes: tuple[str, ...] = ()
    back: str = "orgs:list"  # the page that shows what was imported

    def columns(self, mapping: dict[str, int]) -> dict[str, int]:
        known = {f.key for f in self.fields}
        return {key: column for key, column in mapping.items() if key in known}


sheets: dict[str, SheetKind] = {}


def register_sheet(kind: SheetKind) -> None:
    sheets[kind.key] = kind


def kind_of(sheet: SheetImport) -> SheetKind:
    return sheets[sheet.what]
