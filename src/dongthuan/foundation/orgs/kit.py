"""What orgs lends its neighbours: the guard of a page, and the register of sheets that are imported in three steps."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from dongthuan.foundation.things.kit import No
from dongthuan.lib.sheets import Field, cell_name, header_row, records

from .models import SheetImport

View = Callable[..., HttpResponse]
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


def plan(sheet: SheetImport) -> list[Step]:
    """What each row would do now. Reading only."""
    kind: SheetKind = kind_of(sheet)
    mapping = kind.columns(sheet.mapping)
    header = header_row(sheet.rows, kind.fields)
    lines = [Line(row, values, mapping) for row, values in records(sheet.rows, header, mapping)]
    for line in lines:
        for column in kind.fields:
            if column.required and not line[column.key]:
                line.wrong(column.key, _("“%(label)s” is missing.") % {"label": column.label})
    return kind.plan(lines)


def only(may: Callable[[Any], bool | No]) -> Callable[[View], View]:
    """Guard a page: a stranger is sent to sign in; who may not see it is told why. `may(user)` answers as permissions do."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            answer = may(request.user)
            if answer:
                return view(request, *args, **kwargs)
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            raise PermissionDenied(answer.reason if isinstance(answer, No) else "")

        return guarded

    return guard
