"""A plan as an Excel file, out and back: the reading, and what it would change. Nothing here writes to the database."""

import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dongthuan.foundation.things.kit import Refused, clean_text
from dongthuan.lib import workbooks

MAX_ROWS = 2000
MAX_CELL = 5000  # characters
# key, heading in the file, whether a row must fill it
COLUMNS = [
    ("key", "Mã dòng", False),
    ("clause", "Khoản", False),
    ("content", "Nội dung", True),
    ("target", "Chỉ tiêu", False),
    ("lead", "Chủ trì", True),
    ("partners", "Phối hợp", False),
    ("starts", "Từ ngày", False),
    ("ends", "Đến ngày", True),
    ("product", "Sản phẩm", False),
    ("note", "Ghi chú", False),
    ("revision", "Lần sửa", False),
]
HEADINGS = {key: heading for key, heading, _required in COLUMNS}
FIELDS = ["clause", "content", "target", "lead", "partners", "starts", "ends", "product", "note"]
DATE_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]

UNSAFE = {
    "not-xlsx": gettext_lazy(
        "This file cannot be read as Excel. Open it in Excel, save it as .xlsx and send it again."
    ),
    "bomb": gettext_lazy("The file unpacks to far more than an Excel sheet holds; it was not opened."),
    "spread": gettext_lazy(
        "The sheet reaches too far right or down; it was not opened. Delete what stands beyond the table."
    ),
}


def fold(text: object) -> str:
    """For comparing what people type: one Unicode form, one case, single spaces."""
    return " ".join(unicodedata.normalize("NFC", str(text)).casefold().split())


def letter(column: int) -> str:
    """0 -> A, 26 -> AA: the column's name in Excel."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


@dataclass
class FileRow:
    """One line of the file, read: `values` as the database holds them."""

    line: int
    key: str
    revision: int | None
    values: dict[str, Any]


@dataclass
class Sheet:
    rows: list[FileRow] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Names:
    """What a cell may name: clause codes and organisations, folded, each with its row's number; None is ambiguous."""

    clauses: dict[str, int | None]
    organisations: dict[str, int | None]


# --- out ----------------------------------------------------------------------------------------------------------
def write(title: str, rows: list[dict[str, Any]]) -> bytes:
    """The plan as a workbook. The row's code stands in the first column; how often it was edited, in a hidden last one."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    sheet.title = "Kế hoạch"
    sheet.append([title])
    sheet["A1"].font = Font(bold=True, size=13)
    sheet.append([HEADINGS[key] for key, _h, _r in COLUMNS])
    for cell in sheet[2]:
        cell.font = Font(bold=True)
    for row in rows:
        sheet.append([row.get(key) for key, _h, _r in COLUMNS])
        for cell in sheet[sheet.max_row]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(cell.value, date):
                cell.number_format = "DD/MM/YYYY"
            elif isinstance(cell.value, str):
                cell.data_type = "s"  # never a formula, whatever was typed
    for number, width in enumerate([12, 10, 50, 36, 24, 36, 13, 13, 30, 24, 9], 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.column_dimensions[get_column_letter(len(COLUMNS))].hidden = True
    sheet.freeze_panes = "A3"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


# --- in -----------------------------------------------------------------------------------------------------------
def read(content: bytes, names: Names, year: int) -> Sheet:
    """Read a workbook. A wrong column refuses the file in one sentence; a wrong cell is an error named by its place."""
    grid = _grid(content)
    head_line, columns = _columns(grid)
    sheet = Sheet()
    for line, cells in enumerate(grid[head_line + 1 :], head_line + 2):
        got = {key: cells[at] if at < len(cells) else "" for key, at in columns.items()}
        if all(_text(value) == "" for key, value in got.items() if key not in {"key", "revision"}):
            continue
        if len(sheet.rows) + len(sheet.errors) >= MAX_ROWS:
            raise Refused(_("The file holds more than %(n)s rows. Split it.") % {"n": MAX_ROWS})

        def wrong(key: str, why: Any, line: int = line) -> None:
            sheet.errors.append(_at(columns, key, line, why))

        row = _row(line, got, names, year, wrong)
        if row is not None:
            sheet.rows.append(row)
    _no_doubles(sheet, columns)
    if not sheet.rows and not sheet.errors:
        raise Refused(_("The file has headings but no row under them."), field="file")
    return sheet


def _grid(content: bytes) -> list[list[Any]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbooks.check(content)
    except workbooks.Unsafe as unsafe:
        raise Refused(UNSAFE[unsafe.reason], field="file") from None
    try:
        sheet = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0)
        return sheet.to_python(skip_empty_area=False)
    except (CalamineError, IndexError, ValueError, OSError) as error:
        raise Refused(
            _("This file cannot be read as Excel. Open it in Excel, save it as .xlsx and send it again."), field="file"
        ) from error


def _columns(grid: list[list[Any]]) -> tuple[int, dict[str, int]]:
    """The line of the headings (among the first ten) and the place of each column, in whatever order they stand."""
    known = {fold(heading): key for key, heading, _required in COLUMNS}
    scored = [(sum(fold(c) in known for c in row), -i) for i, row in enumerate(grid[:10])]
    best, line = max(scored, default=(0, 0))
    if best < 2:
        raise Refused(
            _("No row of headings was found in the first ten rows. The headings are: %(names)s.")
            % {"names": ", ".join(HEADINGS[k] for k, _h, _r in COLUMNS if k != "revision")},
            field="file",
        )
    columns: dict[str, int] = {}
    for at, cell in enumerate(grid[-line]):
        if not (name := _text(cell)):
            continue
        key = known.get(fold(name))
        if key is None:
            raise Refused(
                _("Column %(letter)s is headed “%(name)s”, which a plan does not have. Rename it or delete it.")
                % {"letter": letter(at), "name": name[:80]},
                field="file",
            )
        if key in columns:
            raise Refused(
                _("Column “%(name)s” stands twice: %(a)s and %(b)s. Delete one.")
                % {"name": HEADINGS[key], "a": letter(columns[key]), "b": letter(at)},
                field="file",
            )
        columns[key] = at
    for key, heading, required in COLUMNS:
        if required and key not in columns:
            raise Refused(_("The column “%(name)s” is missing.") % {"name": heading}, field="file")
    return -line, columns


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, (datetime, date)):
        return f"{value:%d/%m/%Y}"
    return str(value if value is not None else "").strip()


def _at(columns: dict[str, int], key: str, line: int, why: str) -> str:
    place = f"{letter(columns[key])}{line}" if key in columns else str(line)
    return _("Cell %(cell)s (%(name)s): %(why)s") % {"cell": place, "name": HEADINGS[key], "why": why}


def _row(line: int, got: dict[str, Any], names: Names, year: int, wrong: Callable[[str, str], None]) -> FileRow | None:
    bad = False

    def fail(key: str, why: str) -> None:
        nonlocal bad
        bad = True
        wrong(key, why)

    values: dict[str, Any] = {}
    for key in ("content", "target", "product", "note"):
        if key in got:
            values[key] = _words(key, got[key], fail)
    for key in ("starts", "ends"):
        if key in got:
            values[key] = _day(key, got[key], fail)
    if "clause" in got:
        values["clause"] = _named("clause", _text(got["clause"]).rstrip("."), names.clauses, fail)
    values["lead"] = _named("lead", _text(got["lead"]), names.organisations, fail)
    if "partners" in got:
        parts = [p.strip() for p in _text(got["partners"]).replace("\n", ";").split(";")]
        found = {_named("partners", part, names.organisations, fail) for part in parts if part}
        values["partners"] = frozenset(found - {None, values["lead"]})
    for key, _heading, required in COLUMNS:
        if required and not bad and values.get(key) in (None, ""):
            fail(key, _("must be filled in."))
    if not bad and values.get("starts") and values["starts"] > values["ends"]:
        fail("ends", _("the last day comes before the first."))
    if not bad and not year <= values["ends"].year <= year + 1:
        fail(
            "ends",
            _("the last day lies in %(there)s; this is the plan of %(year)s.")
            % {"there": values["ends"].year, "year": year},
        )
    revision = _text(got.get("revision", ""))
    key = _text(got.get("key", ""))
    return None if bad else FileRow(line, key, int(revision) if revision.isdecimal() else None, values)


def _words(key: str, value: Any, fail: Callable[[str, str], None]) -> str:
    try:
        text = clean_text(_text(value))
    except ValidationError as error:
        fail(key, " ".join(error.messages))
        return ""
    if len(text) > MAX_CELL:
        fail(key, _("%(n)s characters, more than %(max)s.") % {"n": len(text), "max": MAX_CELL})
    return text


def _day(key: str, value: Any, fail: Callable[[str, str], None]) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = _text(value)
    if not text:
        return None
    for shape in DATE_FORMATS:
        try:
            return datetime.strptime(text, shape).date()
        except ValueError:
            continue
    fail(key, _("“%(value)s” is not a date. Write it like 23/11/2026.") % {"value": text[:40]})
    return None


def _named(key: str, text: str, known: dict[str, int | None], fail: Callable[[str, str], None]) -> int | None:
    if not text:
        return None
    if fold(text) not in known:
        what = (
            _("there is no clause “%(name)s”; write its code, like %(like)s.")
            if key == "clause"
            else _("there is no organisation “%(name)s” in that year. Write its name as in the list of organisations.")
        )
        fail(key, what % {"name": text[:80], "like": next(iter(known), "II.1").upper()})
        return None
    if known[fold(text)] is None:
        fail(key, _("more than one organisation is called “%(name)s”; write its code.") % {"name": text[:80]})
    return known[fold(text)]


def _no_doubles(sheet: Sheet, columns: dict[str, int]) -> None:
    keys = Counter(row.key for row in sheet.rows if row.key)
    words = Counter(fold(row.values["content"]) for row in sheet.rows if not row.key)
    kept: list[FileRow] = []
    for row in sheet.rows:
        if row.key and keys[row.key] > 1:
            sheet.errors.append(_at(columns, "key", row.line, _("the code “%(key)s” stands twice.") % {"key": row.key}))
        elif not row.key and words[fold(row.values["content"])] > 1:
            sheet.errors.append(_at(columns, "content", row.line, _("the same content stands in another new row.")))
        else:
            kept.append(row)
    sheet.rows = kept


# --- compared -----------------------------------------------------------------------------------------------------
@dataclass
class Known:
    """A row of the plan as it stands now."""

    key: str
    revision: int
    values: dict[str, Any]


@dataclass
class Change:
    row: FileRow
    known: Known
    fields: list[str]


@dataclass
class Preview:
    """What the file would do to the plan."""

    added: list[FileRow] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    conflicts: list[Change] = field(default_factory=list)  # someone edited the row after the file was written
    unchanged: list[Change] = field(default_factory=list)
    absent: list[Known] = field(default_factory=list)  # in the plan, not in the file: kept
    errors: list[str] = field(default_factory=list)
    order: list[str] = field(default_factory=list)  # the keys as the file orders them; "" is a new row
    reordered: bool = False

    @property
    def does_something(self) -> bool:
        return bool(self.added or self.changed or self.conflicts or self.reordered)


def compare(sheet: Sheet, known: list[Known]) -> Preview:
    """Match by the row's code, else by its content; what is not in the file stays."""
    preview = Preview(errors=list(sheet.errors))
    by_key = {k.key: k for k in known}
    named = {row.key for row in sheet.rows if row.key}
    by_words = {fold(k.values["content"]): k for k in known if k.key not in named}
    matched: list[str] = []
    for row in sheet.rows:
        if row.key and row.key not in by_key:
            preview.errors.append(
                _("Row %(line)s: this plan has no row “%(key)s”. Leave the code empty for a new row.")
                % {"line": row.line, "key": row.key[:40]}
            )
            continue
        there = by_key[row.key] if row.key else by_words.get(fold(row.values["content"]))
        preview.order.append(there.key if there else "")
        if there is None:
            preview.added.append(row)
            continue
        matched.append(there.key)
        fields = [f for f in FIELDS if f in row.values and row.values[f] != there.values[f]]
        change = Change(row, there, fields)
        if not fields:
            preview.unchanged.append(change)
        elif row.revision is not None and row.revision < there.revision:
            preview.conflicts.append(change)
        else:
            preview.changed.append(change)
    preview.absent = [k for k in known if k.key not in matched]
    preview.reordered = matched != [k.key for k in known if k.key in matched]
    return preview
