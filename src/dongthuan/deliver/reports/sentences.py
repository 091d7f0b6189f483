"""History sentences: record verb -> what was done, in Vietnamese."""

from datetime import date


def day(text: str) -> str:
    return f"{date.fromisoformat(text):%d/%m/%Y}"


def count(n: int, what: str) -> str:
    return f", {n} {what}" if n else ""


REPORT = {
    "reports.open": lambda d: f"mở báo cáo kỳ {day(d['since'])} đến {day(d['until'])}",
    "reports.compute": lambda d: f"tính lại số liệu trên {d['rows']} việc, đến ngày {day(d['as_of'])}",
    "reports.write": lambda d: f"viết phần <b>{d['section']}</b>",
    "reports.declare": lambda d: f"khai báo <b>{d['label']}</b>: {d['value']} {d['unit']}, theo {d['source']}",
    "reports.remove_declared": lambda d: f"bỏ số liệu khai báo “{d['label']}”",
    "reports.freeze": lambda d: f"đóng băng số liệu trên {d['rows']} việc và lấy số <b>{d['number']}</b>",
    "reports.unfreeze": "hủy văn bản chưa ký, mở lại bản nháp",
    "reports.mark_signed": "báo cáo đã đủ chữ ký",
    "reports.take_in": lambda d: (
        f"nhập báo cáo đã ký trên giấy, số <b>{d['number']}</b> ngày {day(d['dated'])}"
        f"{count(d.get('declared', 0), 'số liệu khai báo theo văn bản')}; {d.get('attested_by', '')} xác nhận bản quét đúng bản giấy"
    ),
}
CONFERENCE = {
    "reports.call_conference": lambda d: f"lập hội nghị ngày {day(d['day'])}",
    "reports.edit_conference": "sửa thông tin hội nghị",
    "reports.invite": lambda d: f"mời <b>{d['title']}</b>, {d['organisation']}",
    "reports.mark_present": lambda d: f"ghi nhận {d['present']} đại biểu có mặt",
    "reports.write_minutes": "ghi biên bản hội nghị",
}
