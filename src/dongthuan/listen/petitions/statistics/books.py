"""The forms as one workbook: a sheet each, a row for each body, the columns numbered as on the form."""

from io import BytesIO
from typing import Any

from ..rules.forms import Form, Number
from .periods import Asked, sentences


def workbook(asked: Asked, forms: tuple[Form, ...] | None = None) -> bytes:
    from openpyxl import Workbook  # imported late: it is slow to load and few requests need it

    book = Workbook()
    book.remove(book.active)
    for form in forms or asked.forms:
        _sheet(book.create_sheet(form.code.replace("/", "-")), asked, form)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(sheet: Any, asked: Asked, form: Form) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    bold, wrapped = Font(bold=True), Alignment(wrap_text=True, vertical="center", horizontal="center")
    last = len(form.columns) + 1
    sheet.append([form.title.upper()])
    sheet.append([f"{asked.words}, {asked.days}"])
    sheet.append([f"Theo {asked.basis}"])
    for line in (1, 2, 3):
        sheet.merge_cells(start_row=line, start_column=1, end_row=line, end_column=last)
    sheet.append(["Đơn vị", *(c.group for c in form.columns)])
    sheet.append(["", *(f"{c.title} ({c.unit})" if c.unit else c.title for c in form.columns)])
    sheet.append(["", *(c.number for c in form.columns)])
    _merge_groups(sheet, form)
    for body in asked.bodies:
        sheet.append([body.name, *_values(form, asked.figures(form, body))])
    total = asked.figures(form)
    sheet.append(["Tổng", *_values(form, total)])
    for line in (1, 4, 5, 6, sheet.max_row):
        for cell in sheet[line]:
            cell.font = bold
            if line in (4, 5, 6):
                cell.alignment = wrapped
    sheet.append([])
    for sentence in sentences(form, total):
        sheet.append([sentence])
    sheet.column_dimensions["A"].width = 34
    for n in range(2, last + 1):
        sheet.column_dimensions[get_column_letter(n)].width = 13
    sheet.freeze_panes = "B7"
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth = "landscape", 1


def _merge_groups(sheet: Any, form: Form) -> None:
    """One heading over the columns of a group; the name of the body over three lines."""
    sheet.merge_cells(start_row=4, start_column=1, end_row=6, end_column=1)
    first = 0
    for n, column in enumerate(form.columns):
        if n + 1 == len(form.columns) or form.columns[n + 1].group != column.group:
            if n > first:
                sheet.merge_cells(start_row=4, start_column=first + 2, end_row=4, end_column=n + 2)
            first = n + 1


def _values(form: Form, found: dict[int, Number]) -> list[float | int]:
    return [int(n) if (n := found[c.number]) == int(n) else float(n) for c in form.columns]
