"""History sentences: record verb -> what was done, in Vietnamese."""

from datetime import date
from typing import Any

KINDS = {"off": "ngày nghỉ", "worked": "ngày làm bù"}


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%d/%m/%Y}"


def _set(d: dict[str, Any]) -> str:
    old = d.get("old") or {}
    was = f"; trước đó ghi: {KINDS[old['kind']]} “{old['name']}”" if old else ""
    return f"ghi {KINDS[d['kind']]} {_day(d['day'])}, “{d['name']}”, theo {d['notice']}{was}"


YEAR = {
    "calendar.set_day": _set,
    "calendar.swap_days": lambda d: (
        f"ghi hoán đổi: nghỉ {_day(d['off'])}, làm bù {_day(d['worked'])}, theo {d['notice']}"
    ),
    "calendar.remove_day": lambda d: f"bỏ {KINDS[d['kind']]} {_day(d['day'])}, “{d['name']}”: “{d['reason']}”",
    "calendar.announce_year": lambda d: f"xác nhận đã có thông báo cho năm {d['year']}: {d['notices']}",
    "calendar.withdraw_year": lambda d: f"rút xác nhận của năm {d['year']}: “{d['reason']}”",
}
