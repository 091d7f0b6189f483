"""The record's lines about tasks as Vietnamese phrases, after the actor's name. Data comes escaped; tags stay."""

from typing import Any

TIMING = {"on_time": "đúng hạn", "extended": "trong hạn đã gia", "late": "trễ hạn"}


def day(iso: str | None) -> str:
    """2024-07-31 as 31/07/2024."""
    return "/".join(reversed(iso[:10].split("-"))) if iso else ""


def moved(d: dict[str, Any]) -> str:
    return f"từ <del>{day(d['old'])}</del> sang <ins>{day(d['new'])}</ins>"


def because(d: dict[str, Any]) -> str:
    return f": “{d['reason']}”" if d.get("reason") else ""


def issue(d: dict[str, Any]) -> str:
    others = f" (cùng {d['copies'] - 1} đơn vị khác)" if d.get("copies", 1) > 1 else ""
    return f"<strong>giao việc</strong> cho {d['to']}{others}, hạn {day(d['due'])}"


def report_progress(d: dict[str, Any]) -> str:
    shown = f", kèm {d['evidence']} minh chứng" if d.get("evidence") else ""
    verb = "báo cáo hoàn thành" if d["percent"] == 100 else f"báo tiến độ {d['percent']}%"
    return f"<strong>{verb}</strong>{shown}"


def accept(d: dict[str, Any]) -> str:
    if timing := d.get("timing"):
        return (
            f"<strong>nhận báo cáo và đóng việc</strong>: báo cáo gửi ngày {day(d['sent_on'])}, "
            f"hoàn thành {TIMING[timing]}"
        )
    return f"<strong>nhận báo cáo</strong> tiến độ {d['percent']}%"


def answer_extension(d: dict[str, Any]) -> str:
    if d["grant"]:
        return f"<strong>đồng ý gia hạn</strong> {moved(d)}{because(d)}"
    return f"<strong>không đồng ý gia hạn</strong> đến {day(d['new'])}{because(d)}"


def consent_stop(d: dict[str, Any]) -> str:
    verb = "đồng ý dừng việc" if d["agree"] else "không đồng ý dừng việc"
    words = f"thay mặt {d['party']} <strong>{verb}</strong>{because(d)}"
    return f"{words}. Các bên đã đồng ý đủ, việc dừng" if d.get("stopped") else words


def returned(d: dict[str, Any]) -> str:
    return f"<strong>trả việc</strong> từ {d['from']} về {d['to']}{because(d)}"


SENTENCES = {
    "tasks.issue": issue,
    "tasks.start": "<strong>bắt đầu làm</strong>",
    "tasks.report_progress": report_progress,
    "tasks.accept": accept,
    "tasks.send_back": lambda d: f"<strong>gửi trả</strong> báo cáo{because(d)}",
    "tasks.move_due": lambda d: f"<strong>dời hạn</strong> {moved(d)}{because(d)}",
    "tasks.ask_extension": lambda d: f"<strong>xin gia hạn</strong> {moved(d)}{because(d)}",
    "tasks.answer_extension": answer_extension,
    "tasks.ask_stop": lambda d: f"<strong>đề nghị dừng việc</strong>{because(d)}",
    "tasks.consent_stop": consent_stop,
    "tasks.add_obstacle": lambda d: f"<strong>nêu vướng mắc</strong>: “{d['text']}”",
    "tasks.escalate_obstacle": lambda d: f"<strong>chuyển vướng mắc</strong> lên {d['to']}: “{d['text']}”",
    "tasks.resolve_obstacle": lambda d: f"<strong>tháo gỡ vướng mắc</strong>: “{d['answer']}”",
    "tasks.hand_over": lambda d: f"<strong>chuyển người phụ trách</strong> sang {d['post']}",
    "tasks.return_to_issuer": returned,
    "tasks.wind_up": returned,
    "tasks.reassign": lambda d: f"<strong>giao lại việc</strong> từ {d['from']} cho {d['to']}",
    "tasks.take_over_issuing": lambda d: (
        f"<strong>chuyển vai người giao</strong> từ {d['from']} sang {d['to']}{because(d)}"
    ),
}
