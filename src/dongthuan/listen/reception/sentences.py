"""History sentences: record verb -> what was done, in Vietnamese. No sentence names a visitor."""

from datetime import date
from typing import Any

from .states import ANSWERS, URGENT


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%d/%m/%Y}"


def _posted(data: dict[str, Any]) -> str:
    late = f"; {data['late']} buổi niêm yết muộn hơn thời hạn luật định" if data.get("late") else ""
    return f"niêm yết lịch tiếp công dân, {data['sessions']} buổi{late}"


def _held(data: dict[str, Any]) -> str:
    by = " (được ủy quyền)" if data.get("authorised") else ""
    return f"mở buổi tiếp, người tiếp: {data['held_as']}{by}"


def _refused(data: dict[str, Any]) -> str:
    how = "thông báo bằng văn bản" if data.get("written") else "giải thích trực tiếp"
    return f"<b>từ chối tiếp</b> theo {data['basis']}; {how}"


def _recorded(data: dict[str, Any]) -> str:
    return f"ghi vào Sổ tiếp công dân số {data['number']}/{data['year']}; hạn trả lời {_day(data['due'])}"


def _reckoned(data: dict[str, Any]) -> str:
    held = " (<b>chưa áp dụng</b>, chờ người có thẩm quyền quyết định)" if data.get("held") else ""
    return f"tính lại hạn {data['rule']}: từ {_day(data['old'])} sang {_day(data['new'])}, vì “{data['reason']}”{held}"


PLACE = {
    "reception.open_place": "lập địa điểm tiếp công dân",
    "reception.change_place": "sửa thông tin địa điểm tiếp công dân",
    "reception.plan": lambda d: f"lập lịch {d['sessions']} buổi tiếp, từ {_day(d['since'])} đến {_day(d['until'])}",
    "reception.post_schedule": _posted,
}
DAYS = {
    "reception.reckon_again": _reckoned,
    "reception.excuse": lambda d: f"quyết định áp dụng hạn mới {_day(d['new'])} của {d['rule']}",
}
SESSION = {
    **DAYS,
    "reception.post_schedule": _posted,
    "reception.change_session": "sửa lịch của buổi tiếp khi chưa niêm yết",
    "reception.call_unscheduled": lambda d: f"tổ chức tiếp đột xuất: {URGENT.get(d['ground'], d['ground'])}",
    "reception.open_regular": "mở buổi tiếp thường xuyên trong ngày",
    "reception.postpone": lambda d: f"<b>hoãn</b> buổi tiếp sang ngày {_day(d['to'])}: “{d['reason']}”",
    "reception.note_online": "ghi nhận đã báo các bên và thử đường truyền",
    "reception.hold": _held,
    "reception.conclude": lambda d: f"kết luận buổi tiếp; {d['commitments']} việc giao theo dõi",
    "reception.send_conclusion": "gửi thông báo kết luận đến các cơ quan",
    "reception.report_commitment": lambda d: f"ghi kết quả việc đã giao: “{d['result']}”",
    "reception.close": "khép lại buổi tiếp: mọi người được tiếp đã có trả lời",
    "reception.book": "nhận một đăng ký tiếp qua biểu mẫu công khai",
    "reception.forget_bookings": lambda d: f"xóa thông tin cá nhân của {d['bookings']} đăng ký đã hết thời gian lưu",
    "reception.cancel_booking": "nhận việc hủy một đăng ký bằng mã",
}
VISIT = {
    **DAYS,
    "reception.arrive": lambda d: f"đón người đến: {d['people']} người",
    "reception.identify": "xác định nhân thân người được tiếp",
    "reception.refuse": _refused,
    "reception.issue_notice": lambda d: f"ra thông báo từ chối tiếp số {d['number']} ngày {_day(d['day'])}",
    "reception.receive": "bắt đầu tiếp",
    "reception.record_visit": _recorded,
    "reception.give_receipt": lambda d: f"giao giấy biên nhận {d['papers']} tài liệu, {d['pages']} trang",
    "reception.answer": lambda d: f"trả lời người được tiếp: <b>{ANSWERS[d['answer']]}</b>",
    "reception.look": lambda d: f"xem thông tin nhân thân được giữ bí mật, căn cứ: “{d['ground']}”",
    "reception.hand_over": "chuyển lượt tiếp thành vụ việc",
}
