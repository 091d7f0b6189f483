"""The lists, and the table of opinions and answers as an Excel file."""

from io import BytesIO
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dongthuan.lib.vietnamese import shortened
from dongthuan.listen.consultations.states import Code
from dongthuan.web.kit import Column, Table, Tag

from .models import Group, Posting
from .states import CHANNELS, Gathered, Status
from .summary import Counts, Synthesis

TONES = {Status.DRAFT: "", Status.OPEN: "now", Status.DECIDING: "info", Status.CLOSED: "done"}


def state_tag(posting: Posting) -> Tag:
    return Tag(TONES[Status(posting.status)], posting.get_status_display())


def label_of(group: Group) -> str:
    """How the desk calls a group: its name, or the first words of its oldest letter."""
    if group.name:
        return group.name
    if group.gathered != Gathered.LIKE:
        return f"{group.get_gathered_display()}, {group.get_stance_display().lower()}"
    first = group.sample and (group.sample.words or group.sample.wording)
    return gettext("Not named yet: “%(words)s”") % {"words": shortened(first or "", 90)}


def outside_label(group: Group) -> str:
    """How a group is called to who may not read its opinions: never by their words."""
    return group.name or f"{group.get_gathered_display()}, {group.get_stance_display().lower()}"


class PostingTable(Table):
    name = "lay-y-kien-nhan-dan"
    caption = _("Calls for opinions")
    empty = _("No draft has been put to everyone yet.")
    columns = (
        Column("title", _("Title"), url=lambda p: reverse("opinions:detail", args=[p.pk]), width=60),
        Column("status", _("State"), lambda p: p.get_status_display(), show=state_tag),
        Column("organiser", _("Organiser"), lambda p: p.organiser.short_name),
        Column("until", _("Open until")),
        Column("received", _("Opinions"), numeric=True),
    )


HEAD = ("NHÓM VẤN ĐỀ HOẶC ĐIỀU, KHOẢN", "CHỦ THỂ GÓP Ý", "NỘI DUNG GÓP Ý", "NỘI DUNG TIẾP THU, GIẢI TRÌNH")
TITLE = "BẢN TỔNG HỢP Ý KIẾN, TIẾP THU, GIẢI TRÌNH"


def sum_lines(found: Synthesis, counted: Counts) -> list[str]:
    """The sums above the table, in the official form's words: received = Σ outcomes, and what the number does not say."""
    parts = "; ".join(f"{Code(c).vietnamese} {n}" for c, n in found.outcomes.items() if n)
    waiting = f"; chưa quyết định {found.undecided}" if found.undecided else ""
    channels = "; ".join(f"{CHANNELS[c]} {n}" for c, n, _p in counted.channels)
    beside = (
        f" Ngoài ra, {counted.beside} ý kiến của cơ quan, tổ chức được gửi xin ý kiến có bảng tổng hợp riêng."
        if counted.beside else ""
    )  # fmt: skip
    return [
        f"1. Tổng số ý kiến nhận được: {found.received} ({channels or 'chưa có'}), trong đó {counted.behalf} ý kiến thay mặt "
        f"tổ chức. Phân biệt được {counted.persons} người qua thông tin liên hệ họ để lại; {counted.unknown} ý kiến không rõ "
        f"có trùng người hay không; {counted.several} người góp ý qua nhiều kênh. Số nội dung khác nhau: {counted.texts}; "
        f"{counted.organised} ý kiến theo thư mẫu (từ {counted.least} ý kiến gần như cùng lời văn trở lên).{beside}",
        f"2. Kết quả cụ thể như sau: {parts or 'chưa có quyết định'}{waiting}.",
    ]


def subject_of(posting: Posting) -> str:
    """The text as a sentence names it: without a capital in front."""
    title = posting.text.title if posting.text else posting.title
    return title[:1].lower() + title[1:]


def as_xlsx(found: Synthesis, counted: Counts) -> bytes:
    """The official form as a sheet: title, sums, a row per group, the total under it."""
    from openpyxl import Workbook  # imported late: it is slow to load and few requests need it
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet = book.active
    sheet.title = "Tổng hợp ý kiến"
    bold, wrap = Font(bold=True), Alignment(wrap_text=True, vertical="top")

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

    line(f"{TITLE} đối với dự thảo {subject_of(found.posting)}", font=bold)
    for words in sum_lines(found, counted):
        line(words)
    line(*HEAD, "MÃ", "SỐ Ý KIẾN", font=bold)
    sheet.freeze_panes = f"A{sheet.max_row + 1}"
    for row in found.rows:
        line(row.place, row.who, row.told, row.answer, row.code, row.count)
    waiting = found.received - sum(row.count for row in found.rows)
    if waiting:
        line("", f"{waiting} ý kiến", "Chưa xếp nhóm", "", "", waiting)
    line("Cộng", "", "", "", "", found.received, font=bold)
    for column, width in zip("ABCDEF", (30, 34, 56, 56, 14, 12), strict=True):
        sheet.column_dimensions[column].width = width
    out = BytesIO()
    book.save(out)
    return out.getvalue()
