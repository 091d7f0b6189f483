"""History sentences: record verb -> what was done, in Vietnamese."""

from datetime import date
from typing import Any

from .states import Code


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%d/%m/%Y}"


STANCES = {"agree": "nhất trí", "propose": "đề nghị sửa", "object": "không nhất trí"}


def _decided(data: dict[str, Any]) -> str:
    reason = f": “{data['reason']}”" if data.get("reason") else ""
    return f"đề xuất quyết định <b>{Code(data['code']).vietnamese}</b>{reason}"


CONSULTATION = {
    "consultations.open": lambda d: f"mở lấy ý kiến {d['organisations']} cơ quan, hạn trả lời {_day(d['due'])}",
    "consultations.move_due": lambda d: f"dời hạn trả lời từ {_day(d['old'])} sang {_day(d['new'])}: “{d['reason']}”",
    "consultations.start_deciding": "kết thúc nhận ý kiến, chuyển sang quyết định",
    "consultations.note_agreements": lambda d: f"ghi nhận {d['opinions']} ý kiến nhất trí",
    "consultations.close": lambda d: f"khép lại đợt lấy ý kiến; {d['changed']} chỗ được sửa trong bản dự thảo kế tiếp",
}
OPINION = {
    "consultations.answer": lambda d: f"gửi ý kiến: <b>{STANCES[d['stance']]}</b>",
    "consultations.withdraw": lambda d: f"rút ý kiến: “{d['reason']}”",
    "consultations.propose_decision": _decided,
    "consultations.consent": "đồng ý với quyết định được đề xuất",
}
