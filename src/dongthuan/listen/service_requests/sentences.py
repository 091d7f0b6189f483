"""History sentences: record verb -> what was done, in Vietnamese."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

UNITS = {"working_days": "ngày làm việc", "working_hours": "giờ làm việc", "days": "ngày", "hours": "giờ"}


def _moment(text: str | None) -> str:
    return f"{timezone.localtime(datetime.fromisoformat(text)):%H:%M ngày %d/%m/%Y}" if text else ""


def _level(d: dict[str, Any]) -> str:
    length = f"{d['amount']} {UNITS[d['unit']]}" if d["amount"] else "theo thời điểm nguồn ghi"
    return f"đặt thời hạn trả lời từ {date.fromisoformat(d['since']):%d/%m/%Y}: <b>{length}</b> ({d['basis']})"


def _released(d: dict[str, Any]) -> str:
    parts = [name for name, key in (("nội dung", "words"), ("địa điểm", "place"), ("ảnh", "picture")) if d[key]]
    return f"công khai {', '.join(parts)}" + (
        ", sau khi bỏ bớt thông tin cá nhân" if d["changed"] and d["words"] else ""
    )


def _received(d: dict[str, Any]) -> str:
    return f"gửi qua ứng dụng {d['app']}" + (f", hạn trả lời {_moment(d['due'])}" if d.get("due") else "")


def _loaded(d: dict[str, Any]) -> str:
    return (
        f"nạp đến dòng {d['done']}: {d['new']} mới, {d['changed']} thay đổi, {d['same']} đã có, {d['kept']} giữ nguyên"
    )


REQUEST = {
    "service_requests.receive": _received,
    "service_requests.release": _released,
    "service_requests.withhold": lambda d: f"thôi công khai: “{d['reason']}”",
    "service_requests.answer": lambda d: f"trả lời: “{d['notes']}”",
    "service_requests.close": lambda d: f"đóng, {'đúng hạn' if d['on_time'] else 'quá hạn'}: “{d['notes']}”",
    "service_requests.reopen": lambda d: f"mở lại: “{d['reason']}”",
    "service_requests.hand_over": "chuyển sang bộ phận xử lý đơn; nội dung và người gửi không còn lưu ở đây",
}
SERVICE = {
    "service_requests.create_service": lambda d: f"lập dịch vụ <b>{d['name']}</b>, mã {d['code']}",
    "service_requests.change_service": lambda d: f"sửa mô tả dịch vụ {d['new']}",
    "service_requests.set_level": _level,
    "service_requests.publish": "công bố dịch vụ",
    "service_requests.unpublish": "thôi công bố dịch vụ",
}
KEY = {
    "service_requests.issue_key": lambda d: f"cấp khóa {d['start']}… cho {d['name']}",
    "service_requests.revoke_key": lambda d: f"thu hồi khóa {d['start']}…",
}
IMPORT = {
    "service_requests.read_file": lambda d: (
        f"đọc tệp {d['file']} từ {d['source']}: {d['rows']} dòng, {d['errors']} lỗi"
    ),
    "service_requests.start_loading": lambda d: f"bắt đầu nạp từ dòng {d['done'] + 1}",
    "service_requests.load_rows": _loaded,
}
ANY = {
    "service_requests.load_services": lambda d: f"nạp bộ dịch vụ: {d['services']} dịch vụ, {d['levels']} thời hạn mới",
}
