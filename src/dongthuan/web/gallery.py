"""Sample values for the component gallery: invented, Vietnamese, the same as the drawings of the look."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils.html import format_html

from .kit import Bar, Chip, Column, Line, Step, Table, Tag, draw_tag, due_tag, with_query
from .kit.clock import today

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


class Reason:
    """A no with its reason, as permissions give it."""

    reason = "Chưa đóng được: còn thiếu một hội nghị. Người làm báo cáo, người giao đóng việc."

    def __bool__(self) -> bool:
        return False


class EvidenceTable(Table):
    name = "minh-chung"
    columns = (
        Column("title", "Minh chứng", url=lambda row: "#"),
        Column("kind", "Loại"),
        Column("pages", "Số trang", numeric=True),
        Column("day", "Ngày"),
        Column("state", "Tình trạng", show=lambda row: draw_tag(row["state"]), value=lambda row: row["state"].text),
    )


def samples(request: HttpRequest) -> dict[str, Any]:
    day = today()
    return {
        "tags": [Tag("", "Chưa bắt đầu"), due_tag(day + timedelta(15), day), Tag("info", "Chờ duyệt"),
                 Tag("done", "Xong đúng hạn"), Tag("done", "Tiếp thu một phần", "half"),
                 due_tag(day - timedelta(20), day), Tag("late", "Gửi trả", "back"), Tag("", "Đã dừng", "square")],
        "chips": [Chip("Tất cả", with_query(request), 9, current=True), Chip("Quá hạn", "#", 2),
                  Chip("Trong 7 ngày", "#", 4)],
        "steps": [Step("Tiếng nói", "88 ý kiến", "#", "past"), Step("Khoản 5", "ký 02/04/2021", "#", "past"),
                  Step("Kế hoạch 2024", "dòng 4", "#", "past"), Step("Việc này", "UBND huyện Yên Mô", state="here"),
                  Step("Minh chứng", "1 trong 2"), Step("Con số", "báo cáo 6 tháng", "#")],
        "bars": [Bar("Khoản 1. Quán triệt chủ trương", 74, 6, 5, 1, "#"), Bar("Khoản 2. Bầu cử", 38, 2, 0, 0, "#"),
                 Bar("Khoản 3. Dân chủ ở cơ sở", 1118, 14, 16, 4, "#"), Bar("Khoản 4. Chưa giao việc")],
        "no": Reason(),
        "lines": history(),
        "evidence": EvidenceTable(evidence(), caption="Minh chứng đã nộp", request=request, total={"pages": 33}),
        "nothing": EvidenceTable([], empty="Không có đơn nào đang chờ."),
    }  # fmt: skip


def evidence() -> list[dict[str, Any]]:
    return [
        {"title": "Biên bản hội nghị ngày 14/03/2024", "kind": "PDF", "pages": 11, "day": date(2024, 3, 18),
         "state": Tag("done", "Đã nhận")},
        {"title": "Bảng 22 ý kiến và 15 trả lời", "kind": "XLSX", "pages": 22, "day": date(2024, 4, 2),
         "state": Tag("late", "Gửi trả", "back")},
    ]  # fmt: skip


def history() -> list[Line]:
    bold = "{} <strong>{}</strong> {}"
    return [
        Line(format_html(bold, "Huyện Yên Mô", "xin dời hạn", "đến 30/09/2024 vì sửa hội trường."),
             datetime(2024, 8, 19, 15, 20, tzinfo=HANOI), "bà Tạ Thị Ngân (tên mẫu)", "here"),
        Line(format_html(bold, "Sở Nội vụ", "gửi trả", "báo cáo tiến độ: “Bảng ý kiến mới trả lời 15/22.”"),
             datetime(2024, 7, 8, 9, 5, tzinfo=HANOI), state="back"),
        Line(format_html(bold, "Huyện Yên Mô", "báo tiến độ", "1/2 hội nghị, kèm hai minh chứng."),
             datetime(2024, 4, 2, 14, 12, tzinfo=HANOI)),
        Line(format_html(bold, "Kỳ tới:", "báo cáo", "sáu tháng đầu năm."), date(2024, 6, 15), state="next"),
    ]  # fmt: skip
