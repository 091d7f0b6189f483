"""Excel files as clerks send them: read into text cells, columns found by their heading, cells named as Excel does.

Pure: no Django, no clock. Nothing of the file is believed; a bomb, a renamed program or an encrypted book is refused.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from dongthuan.lib import vietnamese, workbooks

MAX_BYTES = 10 * 2**20
MAX_ROWS, MAX_COLUMNS, MAX_CELL = 5_000, 60, 5_000
DATE_FORMATS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d")


class Unreadable(Exception):
    """The file cannot be taken; `reason` says why in a word the page translates, `detail` names the place."""

    def __init__(self, reason: str, detail: str = ""):
        super().__init__(f"{reason} {detail}".strip())
        self.reason, self.detail = reason, detail


@dataclass(frozen=True)
class Field:
    """A column we understand: our key, the heading in our template, an example, other headings people use for it."""

    key: str
    label: str
    required: bool = False
    example: str = ""
    also: tuple[str, ...] = ()


def fold(text: str) -> str:
    """For comparing headings and names: no marks, no case, single spaces, without the star of a mandatory column."""
    return " ".join(vietnamese.fold(text).replace("*", " ").split())


def column_name(index: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    name, number = "", index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def cell_name(row: int, column: int) -> str:
    """Row 0, column 1 is B1."""
    return f"{column_name(column)}{row + 1}"


def read(data: bytes) -> list[list[str]]:
    """The first sheet that holds anything, as text cells from A1 on. Raises Unreadable."""
    check_package(data)
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError  # imported late: few requests need it

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            rows = list(sheet.to_python(skip_empty_area=False, nrows=MAX_ROWS + 2))
            if any(cell != "" for row in rows for cell in row):
                break
        else:
            raise Unreadable("empty")
    except PasswordError:
        raise Unreadable("locked") from None
    except CalamineError as error:
        raise Unreadable("broken", str(error)) from None
    if len(rows) > MAX_ROWS + 1:
        raise Unreadable("long", str(MAX_ROWS))
    return [tidy(row, number) for number, row in enumerate(rows)]


def check_package(data: bytes) -> None:
    """It is a zip that holds a workbook, and does not blow up when unpacked."""
    if len(data) > MAX_BYTES:
        raise Unreadable("big", str(MAX_BYTES // 2**20))
    try:
        workbooks.check(data)
    except workbooks.Unsafe as unsafe:
        raise Unreadable(unsafe.reason) from None


def tidy(row: Iterable[object], number: int) -> list[str]:
    cells = [text_of(cell) for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) > MAX_COLUMNS:
        raise Unreadable("wide", str(MAX_COLUMNS))
    for column, cell in enumerate(cells):
        if len(cell) > MAX_CELL:
            raise Unreadable("cell", cell_name(number, column))
    return cells


def text_of(cell: object) -> str:
    """A cell as a person reads it: a whole number without ".0", a day as 23/11/2026."""
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = "".join(c for c in unicodedata.normalize("NFC", str(cell)) if c >= " " or c in "\n\t")
    return text.encode("utf-8", "ignore").decode().strip()


def header_row(rows: Sequence[Sequence[str]], fields: Sequence[Field]) -> int:
    """The row that holds the headings: the one of the first twenty with most known headings, else the first filled one."""
    best, score = None, 0
    for number, row in enumerate(rows[:20]):
        known = len(guess(row, fields))
        if known > score:
            best, score = number, known
    return best if best is not None else next((n for n, row in enumerate(rows) if any(row)), 0)


def guess(header: Sequence[str], fields: Sequence[Field]) -> dict[str, int]:
    """Which column is which field, by heading; a heading nobody knows stays unmapped."""
    columns: dict[str, int] = {}
    for number, heading in enumerate(header):
        columns.setdefault(fold(heading), number)
    found: dict[str, int] = {}
    for field in fields:
        for name in (field.label, field.key, *field.also):
            column = columns.get(fold(name))
            if column is not None and column not in found.values():
                found[field.key] = column
                break
    return found


def records(rows: Sequence[Sequence[str]], header: int, mapping: dict[str, int]) -> list[tuple[int, dict[str, str]]]:
    """(row number, field -> text) of each row under the headings that is not empty."""
    found = []
    for number in range(header + 1, len(rows)):
        row = rows[number]
        values = {key: row[column] if column < len(row) else "" for key, column in mapping.items()}
        if any(values.values()):
            found.append((number, values))
    return found


def day_of(text: str) -> date | None:
    """23/11/2026 as a date; None when it is none."""
    for pattern in DATE_FORMATS:
        try:
            day = datetime.strptime(text.strip(), pattern).date()
        except ValueError:
            continue
        return day if 1900 <= day.year <= 2200 else None
    return None


def template(title: str, fields: Sequence[Field], notes: Sequence[str] = ()) -> bytes:
    """A workbook to fill in: the headings (a star where a cell must not be empty) and a second sheet with an example."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    sheet.title = title[:31]
    sheet.append([f"{field.label} *" if field.required else field.label for field in fields])
    sheet.freeze_panes = "A2"
    for number, field in enumerate(fields, 1):
        letter = get_column_letter(number)
        sheet[f"{letter}1"].font = Font(bold=True)
        sheet.column_dimensions[letter].width = max(16, len(field.label) + 6)
        for row in range(2, 200):
            sheet[f"{letter}{row}"].number_format = "@"  # text: leading zeros and days stay as typed
    example = book.create_sheet("Hướng dẫn")
    for field in fields:
        example.append([field.label, "bắt buộc" if field.required else "", field.example])
    for note in notes:
        example.append([note])
    example.column_dimensions["A"].width = example.column_dimensions["C"].width = 40
    out = BytesIO()
    book.save(out)
    return out.getvalue()
