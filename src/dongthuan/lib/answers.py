"""The official table of views and answers (Bản tổng hợp ý kiến, tiếp thu, giải trình) as a workbook."""

from collections.abc import Iterable, Sequence
from io import BytesIO

TITLE = "BẢN TỔNG HỢP Ý KIẾN, TIẾP THU, GIẢI TRÌNH"
HEAD = ("NHÓM VẤN ĐỀ HOẶC ĐIỀU, KHOẢN", "CHỦ THỂ GÓP Ý", "NỘI DUNG GÓP Ý", "NỘI DUNG TIẾP THU, GIẢI TRÌNH")
COUNTED = ("MÃ", "SỐ Ý KIẾN")  # two more columns of the workbook
WIDTHS = (30, 34, 56, 56, 14, 12)  # characters

Row = tuple[str, str, str, str, str, int]


def as_xlsx(about: str, sums: Sequence[str], rows: Iterable[Row], received: int, below: Sequence[str] = ()) -> bytes:
    """Title, sums, the head, a row for each answer, the total, lines below it. What a person typed is never a formula.

    `about`: the draft by its name; `received`: how many views there are in all.
    """
    from openpyxl import Workbook  # imported late: it is slow to load and few requests need it
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    sheet.title = "Tổng hợp ý kiến"
    head, total = (*HEAD, *COUNTED), ("Cộng", "", "", "", "", received)
    above = [(f"{TITLE} đối với dự thảo {about}",), *((words,) for words in sums)]
    lines = [*above, head, *rows, total, *((words,) for words in below)]
    wrap, bold = Alignment(wrap_text=True, vertical="top"), Font(bold=True)
    for at, values in enumerate(lines, 1):
        for column, value in enumerate(values, 1):
            cell = sheet.cell(at, column)
            if isinstance(value, int):
                cell.value = value
            else:
                cell.value, cell.data_type = str(value)[:32_000], "s"
            cell.alignment = wrap
            if values in (lines[0], head, total):
                cell.font = bold
        if len(values) == 1:
            sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=len(head))
    sheet.freeze_panes = f"A{len(above) + 2}"
    for column, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    out = BytesIO()
    book.save(out)
    return out.getvalue()
