"""The record's lines about tasks as Vietnamese phrases; who and when stand beside them."""

from typing import Any

TIMING = {"on_time": "đúng hạn", "extended": "trong hạn đã gia", "late": "trễ hạn"}


def day(iso: str | None) -> str:
    """2024-07-31 as 31/07/2024."""
    return "/".join(reversed(iso[:10].split("-"))) if iso else ""


def because(data: dict[str, Any]) -> str:
    return f": “{data['reason']}”" if data.get("reason") else ""


def issue(d: dict[str, Any]) -> str:
    others = f" (cùng {d['copies'] - 1} đơn vị khác)" if d.get("copies", 1) > 1 else ""
    return f"giao việc cho {d['to']}{others}, hạn {day(d['due'])}"


def report_progress(d: dict[str, Any]) -> str:
    shown = f", kèm {d['evidence']} minh chứng" if d.get("evidence") else ""
    return f"{'báo cáo hoàn thành' if d['percent'] == 100 else 'báo tiến độ'} {d['percent']}%{shown}"


def accept(d: dict[str, Any]) -> str:
    if timing := d.get("timing"):
        return f"nhận báo cáo gửi ngày {day(d['sent_on'])} và đóng việc: hoàn thành {TIMING[timing]}"
    return f"nhận báo cáo tiến độ {d['percent']}%"


def answer_extension(d: dict[str, Any]) -> str:
    if d["grant"]:
        return f"đồng ý gia hạn từ {day(d['old'])} sang {day(d['new'])}{because(d)}"
    return f"không đồng ý gia hạn đến {day(d['new'])}{because(d)}"


def consent_stop(d: dict[str, Any]) -> str:
    words = f"thay mặt {d['party']} {'đồng ý' if d['agree'] else 'không đồng ý'} dừng việc{because(d)}"
    return f"{words}. Các bên đã đồng ý đủ, việc dừng" if d.get("stopped") else words


SENTENCES = {
    "files.store": lambda d: f"nộp tệp “{d['name']}”",
    "tasks.issue": issue,
    "tasks.start": "bắt đầu làm",
    "tasks.report_progress": report_progress,
    "tasks.accept": accept,
    "tasks.send_back": lambda d: f"gửi trả báo cáo{because(d)}",
    "tasks.move_due": lambda d: f"dời hạn từ {day(d['old'])} sang {day(d['new'])}{because(d)}",
    "tasks.ask_extension": lambda d: f"xin gia hạn từ {day(d['old'])} đến {day(d['new'])}{because(d)}",
    "tasks.answer_extension": answer_extension,
    "tasks.ask_stop": lambda d: f"đề nghị dừng việc{because(d)}",
    "tasks.consent_stop": consent_stop,
    "tasks.add_obstacle": lambda d: f"nêu vướng mắc: “{d['text']}”",
    "tasks.escalate_obstacle": lambda d: f"chuyển vướng mắc lên {d['to']}: “{d['text']}”",
    "tasks.resolve_obstacle": lambda d: f"tháo gỡ vướng mắc: “{d['answer']}”",
    "tasks.hand_over": lambda d: f"chuyển người phụ trách sang {d['post']}",
    "tasks.return_to_issuer": lambda d: f"trả việc từ {d['from']} về {d['to']}{because(d)}",
    "tasks.wind_up": lambda d: f"trả việc từ {d['from']} về {d['to']}{because(d)}",
    "tasks.reassign": lambda d: f"giao lại việc từ {d['from']} cho {d['to']}",
    "tasks.take_over_issuing": lambda d: f"chuyển vai người giao từ {d['from']} sang {d['to']}{because(d)}",
}
