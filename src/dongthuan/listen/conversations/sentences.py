"""History sentences: record verb -> what was done, in Vietnamese. None tells of a vote or of who proposed something."""

from datetime import date
from typing import Any

GROUNDS = {
    "person": "nêu tên hoặc mô tả một người", "topic": "không thuộc chủ đề", "twice": "trùng nhận định khác",
    "several": "gộp nhiều ý", "unclear": "không rõ đồng ý nghĩa là gì", "unlawful": "xúc phạm hoặc trái pháp luật",
}  # fmt: skip


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%d/%m/%Y}"


def _number(n: int) -> str:
    return f"{n:,}".replace(",", ".")


def _released(d: dict[str, Any]) -> str:
    return f"công khai nhận định số {d['number']}" + (", sau khi sửa câu chữ" if d["changed"] else "")


CONVERSATION = {
    "conversations.open": lambda d: (
        f"mở cuộc trao đổi với {d['statements']} nhận định, từ {_day(d['opens'])} đến hết {_day(d['closes'])}"
    ),
    "conversations.move_end": lambda d: f"dời ngày kết thúc từ {_day(d['old'])} sang {_day(d['new'])}: “{d['reason']}”",
    "conversations.add_statement": lambda d: f"thêm nhận định số {d['number']}",
    "conversations.propose": lambda d: f"nhận một nhận định do người tham gia đề xuất, số {d['number']}, chờ duyệt",
    "conversations.release": _released,
    "conversations.refuse": lambda d: (
        f"không công khai nhận định số {d['number']} ({GROUNDS[d['ground']]}): “{d['reason']}”"
    ),
    "conversations.import_votes": lambda d: f"nạp {_number(d['votes'])} lượt trả lời từ “{d['meeting']}”",
    "conversations.compute": lambda d: (
        f"lập {'bản đồ chính thức' if d['final'] else 'bản đồ'} từ {_number(d['votes'])} lượt trả lời "
        f"của {_number(d['people'])} người tham gia"
    ),
    "conversations.close": "khép lại cuộc trao đổi; câu trả lời không thay đổi nữa",
}
