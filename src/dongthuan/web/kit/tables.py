"""Lists: the same columns as an accessible table on the page and as an Excel file."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, ClassVar

from django.db.models import Manager, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .formats import vndate, vndatetime, vnnumber

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CELL_LIMIT = 32_767  # what Excel holds in one cell
CHUNK = 2_000


@dataclass(frozen=True)
class Column:
    """One column. `value` is a path ("task.due"), or a function of the row; `show` and `url` only concern the page.

    `file_only`: the page says it elsewhere, the Excel file has the column.
    """

    key: str
    label: Any
    value: Callable[[Any], Any] | str | None = None
    numeric: bool = False
    show: Callable[[Any], Any] | None = None
    url: Callable[[Any], str | None] | None = None
    width: int = 0
    file_only: bool = False

    def of(self, row: Any) -> Any:
        if callable(self.value):
            return self.value(row)
        for name in (self.value or self.key).split("."):
            row = row.get(name) if isinstance(row, dict) else getattr(row, name, None)
            if row is None:
                return None
            if callable(row):
                row = row()
        return row

    def drawn(self, row: Any) -> SafeString:
        """The cell's content: one element, so that cards keep label and content apart."""
        shown = conditional_escape(self.show(row) if self.show else plain(self.of(row)))
        link = self.url(row) if self.url else None
        return SafeString(f'<a href="{escape(link)}">{shown}</a>' if link else f"<span>{shown}</span>")

    def frame(self, first: bool) -> tuple[str, str]:
        """What stands around each of its cells, for readers of tables and of cards."""
        if first:
            return '<th scope="row" role="rowheader">', "</th>"
        kind = "n" if self.numeric else "w" if self.width >= 40 else ""
        shape = f' class="{kind}"' if kind else ""
        return f'<td{shape} role="cell" data-label="{escape(self.label)}">', "</td>"


def plain(value: Any) -> str:
    """A value in words of the page."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return vndatetime(value)
    if isinstance(value, date):
        return vndate(value)
    if isinstance(value, (int, float, Decimal)):
        return vnnumber(value)
    return str(value)


class Table:
    """Columns over rows. Subclasses set `name` (of the file), `caption` and `columns`."""

    name: ClassVar[str] = "danh-sach"
    caption: Any = ""
    columns: tuple[Column, ...] = ()
    empty: Any = ""

    def __init__(
        self,
        rows: Iterable[Any],
        *,
        columns: Iterable[Column] | None = None,
        caption: Any = None,
        empty: Any = None,
        request: HttpRequest | None = None,
        total: dict[str, Any] | None = None,
        tight: bool = False,
    ) -> None:
        self.rows = rows
        self.columns = tuple(columns) if columns is not None else self.columns
        self.caption = self.caption if caption is None else caption
        self.empty = self.empty if empty is None else empty
        self.request, self.total, self.tight = request, total, tight

    @property
    def on_page(self) -> list[Column]:
        return [column for column in self.columns if not column.file_only]

    def body(self) -> SafeString:
        """The rows as HTML. They are put together here: cell by cell a template takes longer for a page than the database."""
        columns = [(column, *column.frame(n == 0)) for n, column in enumerate(self.on_page)]
        lines = (
            "".join(f"{before}{column.drawn(row)}{after}" for column, before, after in columns) for row in self.rows
        )
        return SafeString("".join(f'<tr role="row">{line}</tr>\n' for line in lines))

    def footer(self) -> list[tuple[Column, str]]:
        total = self.total or {}
        return [(column, plain(total.get(column.key))) for column in self.on_page] if total else []

    def as_xlsx(self) -> bytes:
        """All rows as a workbook; a query is read in pieces, so its size does not matter."""
        from openpyxl import Workbook  # imported late: it is slow to load and few requests need it
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Font
        from openpyxl.utils import get_column_letter

        book = Workbook(write_only=True)
        sheet = book.create_sheet((str(self.caption) or self.name).translate(str.maketrans("[]:*?/\\", "       "))[:31])
        sheet.freeze_panes = "A2"
        for number, column in enumerate(self.columns, 1):
            width = column.width or (14 if column.numeric else min(max(len(str(column.label)) + 4, 18), 60))
            sheet.column_dimensions[get_column_letter(number)].width = width
        head = [WriteOnlyCell(sheet, str(column.label)) for column in self.columns]
        for cell in head:
            cell.font = Font(bold=True)
        sheet.append(head)
        rows = 1
        for rows, row in enumerate(self._all(), 2):  # noqa: B007  its last value is the sheet's last row
            sheet.append([_cell(sheet, column.of(row), WriteOnlyCell) for column in self.columns])
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(self.columns))}{rows}"
        out = BytesIO()
        book.save(out)
        return out.getvalue()

    def as_response(self) -> HttpResponse:
        response = HttpResponse(self.as_xlsx(), content_type=XLSX)
        response["Content-Disposition"] = f'attachment; filename="{self.name}.xlsx"'
        return response

    def _all(self) -> Iterator[Any]:
        rows = self.rows.all() if isinstance(self.rows, Manager) else self.rows
        return rows.iterator(chunk_size=CHUNK) if isinstance(rows, QuerySet) else iter(rows)


def _cell(sheet: Any, value: Any, make: Callable[..., Any]) -> Any:
    if value is None or isinstance(value, (bool, int, float, Decimal)):
        return plain(value) if isinstance(value, bool) else value
    if isinstance(value, datetime):
        cell = make(sheet, timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value)
        cell.number_format = "HH:MM DD/MM/YYYY"
        return cell
    if isinstance(value, date):
        cell = make(sheet, value)
        cell.number_format = "DD/MM/YYYY"
        return cell
    text = "".join(char for char in str(value) if char >= " " or char in "\n\t")
    cell = make(sheet, text if len(text) <= CELL_LIMIT else text[: CELL_LIMIT - 1] + "…")
    cell.data_type = "s"  # never a formula, whatever a person typed
    return cell
