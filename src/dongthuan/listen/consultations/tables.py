"""The list of consultations, and the table of views and answers as an Excel file."""

from io import BytesIO
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.texts.models import Version
from dongthuan.web.kit import Column, Table, Tag

from .models import Consultation
from .states import Code, Status
from .summary import Views

TONES = {Status.OPEN: "now", Status.DECIDING: "info", Status.CLOSED: "done"}


def state_tag(consultation: Consultation) -> Tag:
    return Tag(TONES[Status(consultation.status)], consultation.get_status_display())


class ConsultationTable(Table):
    name = "lay-y-kien"
    caption = _("Consultations")
    empty = _("No consultation yet.")
    columns = (
        Column("title", _("Title"), url=lambda c: reverse("consultations:detail", args=[c.pk]), width=60),
        Column("status", _("State"), lambda c: c.get_status_display(), show=state_tag),
        Column("organiser", _("Organiser"), lambda c: c.organiser.short_name),
        Column("due", _("Answer by")),
        Column("answered", _("Answered"), lambda c: f"{c.answered}/{c.asked}", numeric=True),
    )


HEAD = ("NHÓM VẤN ĐỀ HOẶC ĐIỀU, KHOẢN", "CHỦ THỂ GÓP Ý", "NỘI DUNG GÓP Ý", "NỘI DUNG TIẾP THU, GIẢI TRÌNH")
TITLE = "BẢN TỔNG HỢP Ý KIẾN, TIẾP THU, GIẢI TRÌNH"


def outcome_lines(views: Views) -> list[str]:
    """The sums above the table, in the official form's words: received = Σ outcomes."""
    parts = "; ".join(f"{Code(c).vietnamese} {n}" for c, n in views.outcomes.items() if n)
    waiting = f"; chưa quyết định {views.undecided}" if views.undecided else ""
    return [
        f"1. Tổng số cơ quan, tổ chức đã gửi xin ý kiến: {views.asked}; đã trả lời: {views.answered}; "
        f"tổng số ý kiến nhận được: {views.received}.",
        f"2. Kết quả cụ thể như sau: {parts or 'chưa có ý kiến'}{waiting}.",
    ]


def subject_title(consultation: Consultation) -> str:
    return subject_title_of(consultation.version)


def subject_title_of(version: Version) -> str:
    """The text as a sentence names it: its title without a capital in front."""
    title = version.text.title
    return title[:1].lower() + title[1:]


def as_xlsx(views: Views) -> bytes:
    """The official form as a sheet: title, sums, the table with a row per answer, the total under it."""
    from openpyxl import Workbook  # imported late: it is slow to load and few requests need it
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet = book.active
    sheet.title = "Tổng hợp ý kiến"
    bold, wrap = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    agreeing = "; ".join(o.name for o in views.agreeing) or "không có"

    def line(*values: Any, font: Any = None) -> None:
        row = sheet.max_row + 1 if sheet["A1"].value else 1
        for column, value in enumerate(values, 1):
            cell = sheet.cell(row, column)
            if isinstance(value, int):
                cell.value = value
            else:
                cell.value, cell.data_type = str(value)[:32_000], "s"  # never a formula, whatever a person typed
            cell.alignment = wrap
            if font:
                cell.font = font
        if len(values) == 1:
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=6)

    line(f"{TITLE} đối với dự thảo {subject_title(views.consultation)}", font=bold)
    for words in outcome_lines(views):
        line(words)
    line(*HEAD, "MÃ", "SỐ Ý KIẾN", font=bold)
    sheet.freeze_panes = f"A{sheet.max_row + 1}"
    for merged in views.merged:
        line(merged.place, merged.who, merged.said, merged.answer, merged.code, merged.count)
    line("Cộng", "", "", "", "", views.received, font=bold)
    line(f"3. Các cơ quan, tổ chức nhất trí toàn bộ: {agreeing}.")
    for column, width in zip("ABCDEF", (30, 34, 56, 56, 14, 12), strict=True):
        sheet.column_dimensions[column].width = width
    out = BytesIO()
    book.save(out)
    return out.getvalue()
