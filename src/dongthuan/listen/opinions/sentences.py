"""History sentences: record verb -> what was done, in Vietnamese."""

from datetime import date
from typing import Any

from dongthuan.listen.consultations.states import Code

from .states import CHANNELS, STANCES


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%d/%m/%Y}"


def _posted(d: dict[str, Any]) -> str:
    note = f", {d['note']}" if d.get("note") else ""
    return f"đăng tải lấy ý kiến Nhân dân đến hết ngày {_day(d['until'])} (thời hạn tối thiểu: {d['basis']}{note})"


def _closed(d: dict[str, Any]) -> str:
    lost = "".join(f"; không đưa được vào bản sau: {heading} ({why})" for heading, why in d.get("orphans", []))
    return f"công bố tiếp thu, giải trình {d['received']} ý kiến; {d['changed']} chỗ được sửa{lost}"


def _proposed(d: dict[str, Any]) -> str:
    reason = f": “{d['reason']}”" if d.get("reason") else ""
    return f"đề xuất quyết định <b>{Code(d['code']).vietnamese}</b>{reason}"


UNDONE = {"merge": "gộp nhóm", "move": "chuyển ý kiến", "split": "tách nhóm", "name": "đặt tên"}
POSTING = {
    "opinions.prepare": lambda d: f"chuẩn bị lấy ý kiến Nhân dân, cơ quan tổ chức: {d['organiser']}",
    "opinions.prepare_on": lambda d: f"chuẩn bị lấy ý kiến Nhân dân về dự thảo lần {d['version']}",
    "opinions.post": _posted,
    "opinions.extend": lambda d: f"kéo dài thời gian từ {_day(d['old'])} đến {_day(d['new'])}: “{d['reason']}”",
    "opinions.start_deciding": lambda d: f"kết thúc nhận ý kiến ({d['received']} ý kiến), chuyển sang giải trình",
    "opinions.give": lambda d: f"nhận một ý kiến qua {CHANNELS[d['channel']]}: {STANCES[d['stance']]}",
    "opinions.give_for": lambda d: f"nhận một ý kiến qua khóa kết nối {d['key']}…: {STANCES[d['stance']]}",
    "opinions.take_mail": lambda d: f"nhận một ý kiến qua thư điện tử: {STANCES[d['stance']]}",
    "opinions.issue_key": lambda d: f"cấp khóa kết nối {d['start']}… cho {d['name']}",
    "opinions.revoke_key": lambda d: f"thu hồi khóa kết nối {d['start']}… của {d['name']}",
    "opinions.withdraw": "người góp ý rút lại ý kiến",
    "opinions.bring_paper": lambda d: f"nhập {d['opinions']} ý kiến từ {CHANNELS[d['kind']]}",
    "opinions.bring_sheet": lambda d: f"nhận tệp Excel có {d['rows']} dòng ý kiến",
    "opinions.read_rows": lambda d: f"nhập {d['rows']} ý kiến từ tệp Excel",
    "opinions.ask_to_group": "yêu cầu xếp nhóm các ý kiến mới",
    "opinions.regroup": lambda d: f"xếp {d['placed']} ý kiến vào nhóm",
    "opinions.join_known": lambda d: f"đưa {d['joined']} ý kiến có lời văn đã biết vào nhóm của lời văn đó",
    "opinions.charge": lambda d: (
        f"giao {d['organisation']} giải trình {len(d['groups'])} nhóm ý kiến, hạn {_day(d['due'])}"
    ),
    "opinions.refer": lambda d: (
        f"xin ý kiến {d['organisation']} về {len(d['groups'])} nhóm ý kiến, hạn {_day(d['due'])}: “{d['question']}”"
    ),
    "opinions.propose_many": lambda d: (
        f"đề xuất quyết định <b>{Code(d['code']).vietnamese}</b> cho {len(d['groups'])} nhóm ý kiến"
    ),
    "opinions.approve_all": lambda d: f"phê duyệt đề xuất về {d['groups']} nhóm ý kiến",
    "opinions.close": _closed,
    "opinions.mail_answers": "gửi thư điện tử trả lời những người để lại địa chỉ",
}
# Thousands of single opinions would hide what the office did; they are counted beside it.
TOLD = POSTING.keys() - {"opinions.give", "opinions.join_known", "opinions.take_mail", "opinions.withdraw"}
GROUP = {
    "opinions.name": lambda d: f"đặt tên nhóm: “{d['after']}”",
    "opinions.merge": lambda d: f"gộp nhóm ({d['opinions']} ý kiến) vào nhóm khác",
    "opinions.move": lambda d: f"chuyển {d['opinions']} ý kiến sang nhóm khác",
    "opinions.undo": lambda d: f"hoàn tác: {UNDONE[d['kind']]}",
    "opinions.propose": _proposed,
    "opinions.answer_referral": lambda d: f"{d['organisation']} cho ý kiến: “{d['answer']}”",
    "opinions.take_referral_back": lambda d: f"thôi xin ý kiến {d['organisation']}",
    "opinions.release_quote": "cho công khai một trích dẫn",
    "opinions.take_quote_back": "rút lại một trích dẫn đã công khai",
    "opinions.approve": lambda d: f"phê duyệt quyết định <b>{Code(d['code']).vietnamese}</b>",
}
BLOCK = {
    "opinions.write_block": lambda d: f"soạn mẫu lý do “{d['title']}”",
    "opinions.change_block": lambda d: f"sửa mẫu lý do “{d['title']}”",
    "opinions.retire_block": "thôi dùng mẫu lý do này",
}
