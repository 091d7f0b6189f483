"""History sentences of programmes, plans and rows: verb of the record -> what stands after "who"."""

from typing import Any

FIELDS = {
    "content": "nội dung", "target": "chỉ tiêu", "lead": "đơn vị chủ trì", "partners": "đơn vị phối hợp",
    "starts": "ngày bắt đầu", "ends": "ngày hoàn thành", "product": "sản phẩm", "note": "ghi chú", "clause": "khoản",
    "title": "tên gọi", "short_title": "tên ngắn", "since": "ngày bắt đầu hiệu lực", "until": "ngày hết hiệu lực",
    "kind": "loại văn bản", "parties": "các bên", "bases": "căn cứ", "predecessor_id": "văn bản trước đó",
    "system": "thể thức",
}  # fmt: skip


def named_fields(data: dict[str, Any]) -> str:
    return ", ".join(FIELDS[f] for f in data if f in FIELDS)


def edited(data: dict[str, Any]) -> str:
    return f"đã sửa {named_fields(data) or 'thông tin'}"


def taken_over(data: dict[str, Any]) -> str:
    return (
        f"đã nhập kế hoạch từ tệp Excel: thêm {data.get('added', 0)}, sửa {data.get('changed', 0)}, "
        f"giữ nguyên {data.get('unchanged', 0) + data.get('kept', 0)} dòng"
    )


def on_paper(data: dict[str, Any]) -> str:
    return f"đã đưa vào văn bản ký giấy số {data.get('number', '')} ngày {vn(data.get('dated'))} và xác nhận bản quét"


def vn(day: Any) -> str:
    """An ISO day of the record as 23/11/2026."""
    parts = str(day or "").split("-")
    return "/".join(reversed(parts)) if len(parts) == 3 else str(day or "")


PROGRAMME = {
    "programmes.create": "đã mở dự thảo",
    "programmes.create_from_word": lambda d: f"đã mở dự thảo từ tệp Word “{d.get('file', '')}”",
    "programmes.edit_facts": edited,
    "programmes.start_gathering": "đã gửi dự thảo lấy ý kiến",
    "programmes.close_gathering": "đã khép đợt lấy ý kiến",
    "programmes.number": lambda d: f"đã lấy số {d.get('number', '')}",
    "programmes.send": "đã đóng băng văn bản và trình các bên ký",
    "programmes.withdraw": "đã rút văn bản đang trình ký",
    "programmes.come_into_force": lambda d: f"đã ghi nhận các bên ký đủ; văn bản số {d.get('number', '')} có hiệu lực",
    "programmes.take_in_signed_on_paper": on_paper,
    "programmes.amend": "đã mở bản sửa đổi, bổ sung",
    "programmes.drop_amendment": "đã thôi bản sửa đổi, bổ sung",
    "programmes.end": "đã ghi nhận chương trình hết hiệu lực",
    "programmes.set_focus": lambda d: f"đã chọn chủ đề và trọng tâm năm {d.get('year', '')}: “{d.get('theme', '')}”",
    "programmes.carry_over": lambda d: f"đã mang sang {d.get('count', 0)} nội dung từ chương trình trước",
    "programmes.add_lesson": "đã ghi một bài học",
}
PLAN = {
    "programmes.open_plan": lambda d: f"đã mở kế hoạch năm {d.get('year', '')}",
    "programmes.bring_file": lambda d: f"đã gửi tệp Excel “{d.get('file', '')}” để xem trước",
    "programmes.take_over": taken_over,
    "programmes.number_plan": lambda d: f"đã lấy số {d.get('number', '')}",
    "programmes.send_plan": "đã đóng băng kế hoạch và trình ký",
    "programmes.withdraw_plan": "đã rút kế hoạch đang trình ký",
    "programmes.sign_plan": lambda d: f"đã ghi nhận kế hoạch số {d.get('number', '')} được ký đủ",
    "programmes.take_in_plan_signed_on_paper": on_paper,
}
ROW = {
    "programmes.add_row": lambda d: f"đã thêm dòng {d.get('key', '')} vào kế hoạch",
    "programmes.edit_row": edited,
    "programmes.drop_row": "đã đưa dòng này ra khỏi kế hoạch",
}
