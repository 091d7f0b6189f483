"""Counting time (R1–R12): from a day and a limit to the day that binds, with every day between and why it counted.

Basis: Bộ luật Dân sự 91/2015/QH13, Điều 144–148, applied by analogy where the special law is silent (R6).
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from .calendars import WorkingCalendar
from .dated import Confidence, LawError

DAY = timedelta(days=1)
Span = tuple[date, date]


class Unit(StrEnum):
    DAYS = "d"  # calendar days (R2)
    WORKING = "wd"  # working days (R4)
    MONTHS = "m"  # by corresponding date (R5)
    YEARS = "y"
    HOURS = "h"  # on the day itself; the hour is the session's


class Kind(StrEnum):
    ACT = "act"  # a day by which someone must or may act: rolls to the next working day (R3)
    BACKWARD = "backward"  # at least N days before an event: rolls back (R8)
    EFFECT = "effect"  # takes effect after N days, so on the day after them (R12); does not roll
    MINIMUM = "minimum"  # must last N days; does not roll
    ALARM = "alarm"  # rings after N days; does not roll


UNIT_WORDS = {
    Unit.DAYS: "ngày", Unit.WORKING: "ngày làm việc", Unit.MONTHS: "tháng", Unit.YEARS: "năm", Unit.HOURS: "giờ",
}  # fmt: skip
BY_CODE = "BLDS 91/2015/QH13, Điều"
FIRST_DAY = f"ngày xảy ra sự kiện không tính ({BY_CODE} 147.2)"
ROLLED = f"thời hạn kéo sang ngày làm việc tiếp theo ({BY_CODE} 148.5)"
ROLLED_BACK = "lùi về ngày làm việc liền trước (suy luận, R8)"


@dataclass(frozen=True)
class Limit:
    """How long, of what kind. `by_case`: the lengths of complex, remote, and remote and complex cases where they differ."""

    n: int
    unit: Unit = Unit.DAYS
    kind: Kind = Kind.ACT
    complex: int | None = None
    remote: int | None = None
    both: int | None = None
    extension: int = 0  # days that one extension adds (R10)
    extensions: int = 0  # how many the law allows

    def length(self, *, complex: bool = False, remote: bool = False, extensions: int = 0) -> int:
        """The number for this case; a flag the law makes nothing of changes nothing."""
        if complex and remote and self.both is not None:
            n = self.both
        else:
            n = max(
                self.n,
                self.complex if complex and self.complex is not None else 0,
                self.remote if remote and self.remote is not None else 0,
            )
        return n + extensions * self.extension

    @property
    def word(self) -> str:
        return UNIT_WORDS[self.unit]


@dataclass(frozen=True)
class Line:
    """One day of the arithmetic. `number` is its count; None: it was skipped, and `reason` says why."""

    day: date
    number: int | None
    mark: str  # start, counted, skipped, suspended, rolled, due
    reason: str


@dataclass(frozen=True)
class Deadline:
    """A day of the law with everything that made it. `due` binds; `nominal` is where the count ended before rolling."""

    rule: str
    trigger: date
    nominal: date
    due: date
    counted: int
    basis: str
    rule_version: str
    calendar_version: str
    provisional: bool
    warning: str
    unit: Unit = Unit.DAYS
    kind: Kind = Kind.ACT
    confidence: Confidence = Confidence.TEXT
    complex: bool = False
    remote: bool = False
    extensions: int = 0
    suspended: tuple[Span, ...] = ()
    obstacles: tuple[Span, ...] = ()
    calendar: WorkingCalendar | None = field(default=None, compare=False, repr=False)

    @property
    def length(self) -> str:
        """The limit in words: "30 ngày", "7 ngày làm việc"."""
        return f"{self.counted} {UNIT_WORDS[self.unit]}"

    def as_dict(self) -> dict[str, Any]:
        """Plain values for the record and for JSON; dates in ISO."""
        return {
            "rule": self.rule, "trigger": self.trigger.isoformat(), "nominal": self.nominal.isoformat(),
            "due": self.due.isoformat(), "counted": self.counted, "unit": str(self.unit), "kind": str(self.kind),
            "basis": self.basis, "confidence": str(self.confidence), "rule_version": self.rule_version,
            "calendar_version": self.calendar_version, "provisional": self.provisional, "warning": self.warning,
            "complex": self.complex, "remote": self.remote, "extensions": self.extensions,
            "suspended": [[a.isoformat(), b.isoformat()] for a, b in self.suspended],
            "obstacles": [[a.isoformat(), b.isoformat()] for a, b in self.obstacles],
        }  # fmt: skip

    def arithmetic(self) -> list[Line]:
        """Every day from the trigger to the due day in the order of counting, counted or skipped, and why."""
        if self.calendar is None:
            raise LawError("Thời hạn này không mang theo lịch làm việc nên không thể in phép tính.")
        return lines(self, self.calendar)


# --- from a day to a day ------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Counted:
    nominal: date
    due: date
    provisional: bool


def count(
    n: int, unit: Unit, kind: Kind, trigger: date, calendar: WorkingCalendar, stopped: Sequence[Span] = ()
) -> Counted:
    """Where n units after (before) the trigger end. `stopped`: (last day that counts, last day that does not), in order."""
    try:
        nominal, due = _ends(n, unit, kind, trigger, calendar, stopped)
    except (OverflowError, ValueError) as error:
        if isinstance(error, LawError):
            raise
        raise LawError(f"Ngày {trigger:%d/%m/%Y} nằm ngoài khoảng tính được.") from None
    return Counted(nominal, due, not all(calendar.known(d) for d in (trigger, nominal, due)))


def _ends(
    n: int, unit: Unit, kind: Kind, trigger: date, calendar: WorkingCalendar, stopped: Sequence[Span]
) -> tuple[date, date]:
    if unit == Unit.HOURS:
        return trigger, trigger
    if kind == Kind.BACKWARD:
        nominal = calendar.step(trigger, -n) if unit == Unit.WORKING else trigger - n * DAY
        return nominal, calendar.on_or_before(nominal)
    if unit in {Unit.MONTHS, Unit.YEARS}:
        if stopped:
            raise LawError("Thời hạn tính bằng tháng, năm không được trừ thời gian tạm đình chỉ.")
        nominal = corresponding(trigger, n * (12 if unit == Unit.YEARS else 1))
    else:
        nominal = _forward(n, unit, trigger, calendar, stopped)
    if kind == Kind.EFFECT or kind == Kind.ALARM:
        return nominal, nominal + DAY
    return nominal, nominal if kind == Kind.MINIMUM else calendar.on_or_after(nominal)


def _forward(n: int, unit: Unit, trigger: date, calendar: WorkingCalendar, stopped: Sequence[Span]) -> date:
    """R9: the clock stops at the end of `a` and goes on the day after `b`; what remains is n less what had passed."""
    here, left = trigger, n
    for a, b in stopped:
        if b < a:
            raise LawError(f"Ngày tiếp tục ({b:%d/%m/%Y}) đứng trước ngày tạm đình chỉ ({a:%d/%m/%Y}).")
        if a < here:
            raise LawError(
                f"Tạm đình chỉ từ {a:%d/%m/%Y} không đứng sau ngày bắt đầu tính hoặc lần tiếp tục trước ({here:%d/%m/%Y})."
            )
        passed = passed_between(unit, here, a, calendar)
        if passed >= left:
            end = calendar.on_or_after(_step(unit, here, left, calendar))
            if a > end:
                raise LawError(f"Thời hạn đã hết ngày {end:%d/%m/%Y}, trước ngày tạm đình chỉ {a:%d/%m/%Y}.")
            passed = left
        here, left = b, left - passed
    return _step(unit, here, left, calendar)


def passed_between(unit: Unit, after: date, until: date, calendar: WorkingCalendar) -> int:
    """How many units lie in (after, until]."""
    return calendar.worked_between(after, until) if unit == Unit.WORKING else (until - after).days


def _step(unit: Unit, here: date, n: int, calendar: WorkingCalendar) -> date:
    return calendar.step(here, n) if unit == Unit.WORKING else here + n * DAY


def corresponding(day: date, months: int) -> date:
    """The same date so many months on; where that month has none, its last day (R5)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


# --- the arithmetic, day by day -----------------------------------------------------------------------------------
def lines(deadline: Deadline, calendar: WorkingCalendar) -> list[Line]:
    """The days of a deadline as a reader would count them on a calendar page."""
    found = _back(deadline, calendar) if deadline.kind == Kind.BACKWARD else _onward(deadline, calendar)
    if found[-1].mark != "start":
        found[-1] = replace(found[-1], mark="due")
    return found


def _onward(d: Deadline, calendar: WorkingCalendar) -> list[Line]:
    found, number, day = [Line(d.trigger, None, "start", FIRST_DAY)], 0, d.trigger
    while day < d.due:
        day += DAY
        stop = next((s for s in d.suspended if s[0] < day <= s[1]), None)
        hurdle = next((s for s in d.obstacles if s[0] <= day <= s[1]), None)
        if stop:
            reason = f"tạm đình chỉ từ {stop[0]:%d/%m/%Y} đến {stop[1]:%d/%m/%Y}, không tính"
            found.append(Line(day, None, "suspended", reason))
        elif hurdle:
            found.append(Line(day, None, "suspended", "thời gian trở ngại, giám định mà luật không tính"))
        elif day > d.nominal:
            found.append(_after(d, day, calendar))
        elif d.unit == Unit.WORKING and not calendar.is_working(day):
            found.append(Line(day, None, "skipped", f"{calendar.why(day)}, không phải ngày làm việc"))
        else:
            number += 1
            off = d.unit != Unit.WORKING and not calendar.is_working(day)
            found.append(Line(day, number, "counted", calendar.why(day) + (", vẫn tính" if off else "")))
    return found


def _after(d: Deadline, day: date, calendar: WorkingCalendar) -> Line:
    if d.kind == Kind.EFFECT:
        return Line(day, None, "rolled", f"ngày đầu có hiệu lực, sau {d.length}")
    if d.kind == Kind.ALARM:
        return Line(day, None, "rolled", f"quá {d.length}")
    if day == d.due:
        return Line(day, None, "rolled", f"{calendar.why(day)}; {ROLLED}")
    return Line(day, None, "skipped", f"{calendar.why(day)}, không phải ngày làm việc")


def _back(d: Deadline, calendar: WorkingCalendar) -> list[Line]:
    found, number, day = [Line(d.trigger, None, "start", FIRST_DAY)], 0, d.trigger
    while day > d.due:
        day -= DAY
        works = calendar.is_working(day)
        if day < d.nominal:
            reason = f"{calendar.why(day)}; {ROLLED_BACK}" if day == d.due else f"{calendar.why(day)}, không làm việc"
            found.append(Line(day, None, "rolled" if day == d.due else "skipped", reason))
        elif d.unit == Unit.WORKING and not works:
            found.append(Line(day, None, "skipped", f"{calendar.why(day)}, không phải ngày làm việc"))
        else:
            number += 1
            found.append(Line(day, number, "counted", calendar.why(day) + ("" if works else ", vẫn tính")))
    return found


def condensed(found: Sequence[Line]) -> list[tuple[date, date, str]]:
    """The arithmetic in few lines, for a terminal or a reader's ear: (first day, last day, what happened)."""
    runs: list[list[Line]] = []
    for line in found:
        same = bool(runs) and line.mark == runs[-1][-1].mark == "counted"
        same = same or (
            bool(runs) and line.mark == "suspended" == runs[-1][-1].mark and line.reason == runs[-1][-1].reason
        )
        if same:
            runs[-1].append(line)
        else:
            runs.append([line])
    return [(run[0].day, run[-1].day, _said(run)) for run in runs]


def _said(run: Sequence[Line]) -> str:
    first, last = run[0], run[-1]
    if first.number is None:
        return first.reason + (f" ({len(run)} ngày)" if len(run) > 1 else "")
    if len(run) > 1:
        return f"đếm {first.number}–{last.number}"
    return f"đếm {first.number}: {first.reason}"
