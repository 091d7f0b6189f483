"""A clock's arithmetic for its reader: the weeks of the calendar with counted and skipped days, and the sentences."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from dongthuan.foundation.things.kit import today

from . import clocks
from .models import Clock

DAY = timedelta(days=1)
CSS = {"start": "s", "counted": "c", "skipped": "x", "suspended": "x", "rolled": "x", "due": "d"}
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
MOST = 26  # weeks that are drawn; a year's limit is told in sentences


@dataclass(frozen=True)
class Cell:
    """One day of the calendar: its date, its count or why it was not counted."""

    label: str
    mark: str = ""
    css: str = "o"
    today: bool = False


@dataclass(frozen=True)
class Sum:
    rule: str
    basis: str
    calendar: str
    warning: str
    caption: str
    weeks: list[list[Cell]] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)


def said(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day:%d/%m/%Y}"


def sum_of(clock: Clock) -> Sum:
    """What the rule counted, as long as it still counts the same; a stored day is never shown with another's reasons."""
    deadline = clocks.reckon(clock.rule, clock.trigger, clock.asked)
    caption = f"Lịch đếm thời hạn {clock.rule}, từ {clock.trigger:%d/%m/%Y} đến {clock.due:%d/%m/%Y}"
    basis, warning = str(clock.facts.get("basis", "")), clock.warning
    calendar = str(clock.facts.get("calendar_version", ""))
    if deadline.due != clock.due:
        told = [f"Hạn đã lưu: {said(clock.due)}, tính theo phiên bản quy tắc và lịch khi đó.",
                f"Tính lại hôm nay cho {said(deadline.due)}; hạn chưa được đổi khi chưa có người quyết định."]  # fmt: skip
        return Sum(clock.rule, basis, calendar, warning, caption, [], told)
    lines = deadline.arithmetic()
    reasons = [x.reason for x in lines if x.mark in ("skipped", "suspended")]
    sentences = [f"Mốc tính là {said(clock.trigger)}. Ngày này không tính."]
    backward = clock.due < clock.trigger
    sentences.append(
        f"Thời hạn: {deadline.length}{' trước ngày đó' if backward else ''}. Đếm đến {said(clock.nominal)}."
    )
    if clock.asked.get("suspended"):
        spans = "; ".join(f"{_vn(a)}–{_vn(b)}" for a, b in clock.asked["suspended"])
        sentences.append(f"Không tính thời gian tạm đình chỉ: {spans}.")
    if clock.asked.get("extensions"):
        sentences.append(f"Đã gia hạn {clock.asked['extensions']} lần.")
    if skipped := [r for r in dict.fromkeys(reasons) if "hằng tuần" not in r]:
        sentences.append(f"Bỏ qua: {'; '.join(skipped[:6])}.")
    if clock.due != clock.nominal:
        sentences.append(f"{lines[-1].reason[:1].upper()}{lines[-1].reason[1:]}. Hạn là {said(clock.due)}.")
    if clock.provisional:
        sentences.append("Tạm tính: chưa có thông báo lịch nghỉ của năm đó.")
    return Sum(clock.rule, basis, calendar, warning, caption, _weeks(lines), sentences)


def sum_of_facts(facts: dict[str, Any]) -> Sum:
    """Of a deadline that was stored without a clock."""
    days = {name: date.fromisoformat(facts[name]) for name in ("trigger", "nominal", "due")}
    return sum_of(Clock(rule=facts["rule"], facts=facts, warning=facts.get("warning") or "", **days))


def _vn(iso: str) -> str:
    return f"{date.fromisoformat(iso):%d/%m/%Y}"


def _weeks(lines: list) -> list[list[Cell]]:  # type: ignore[type-arg]
    """Whole weeks from the first to the last day counted, Monday first."""
    by_day = {x.day: x for x in lines}
    first, last = min(by_day), max(by_day)
    here = first - first.weekday() * DAY
    weeks = []
    while here <= last:
        weeks.append([_cell(here + n * DAY, by_day, first) for n in range(7)])
        here += 7 * DAY
    return weeks if len(weeks) <= MOST else []


def _cell(day: date, by_day: dict, first: date) -> Cell:  # type: ignore[type-arg]
    label = f"{day.day}/{day.month}" if day.day == 1 or day == first else str(day.day)
    line = by_day.get(day)
    if line is None:
        return Cell(label, today=day == today())
    mark = {"start": "0", "due": "hạn", "suspended": "dừng", "rolled": "nghỉ", "skipped": "nghỉ"}.get(
        line.mark, str(line.number)
    )
    css = CSS[line.mark] + (" t" if day == today() else "")
    return Cell(label, mark, css, day == today())
