"""Service levels: from the moment a request came to the moment it is to be answered, and whether it was on time.

A level is data of the installation (unit, amount, office hours, the paper that set it). Counting in working days follows
R1 and R4: the day it came is not counted (BLDS 91/2015/QH13, Điều 147.2), and a limit in days ends with its last day
(Điều 148.6). A limit in hours runs from the moment itself; in working hours only the office's hours are counted.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dongthuan.foundation.law import WorkingCalendar

DAY = timedelta(days=1)
UNITS = ("working_days", "working_hours", "days", "hours", "given")
OFFICE_HOURS = "07:30-11:30, 13:30-17:30"
SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})")
LAST_MOMENT = time(23, 59, 59)
MOST = 3660  # days or hours that a level may name: ten years
ATTRIBUTE_TYPES = ("string", "number", "datetime", "text", "singlevaluelist", "multivaluelist")
CODE = re.compile(r"[A-Za-z0-9_-]{1,40}")


class BadLevel(ValueError):
    """A level that cannot be reckoned by; the message names the part."""


@dataclass(frozen=True)
class Level:
    unit: str
    amount: int = 0  # of a given one: none
    office_hours: str = OFFICE_HOURS


def office_spans(text: str) -> list[tuple[time, time]]:
    """`07:30-11:30, 13:30-17:30` as spans in order; raises BadLevel."""
    spans = []
    for part in text.split(","):
        found = SPAN.fullmatch(part.strip())
        try:
            if not found:
                raise ValueError
            h1, m1, h2, m2 = (int(n) for n in found.groups())
            begin, end = time(h1, m1), time(h2, m2)
        except ValueError:
            raise BadLevel(part.strip()) from None
        if begin >= end or (spans and spans[-1][1] > begin):
            raise BadLevel(part.strip())
        spans.append((begin, end))
    return spans


def due(level: Level, came: datetime, calendar: WorkingCalendar) -> datetime | None:
    """The last moment in time, in the zone of `came`; None when the level sets none (`given`)."""
    if level.unit == "given":
        return None
    day = came.date()
    if level.unit == "hours":
        return came + timedelta(hours=level.amount)
    if level.unit == "days":
        return _ends(calendar.on_or_after(day + level.amount * DAY), came)
    if level.unit == "working_days":
        return _ends(calendar.step(day, level.amount), came)
    return _office(timedelta(hours=level.amount), came, calendar, office_spans(level.office_hours))


def _ends(day: date, came: datetime) -> datetime:
    return datetime.combine(day, LAST_MOMENT, came.tzinfo)


def _office(left: timedelta, came: datetime, calendar: WorkingCalendar, spans: list[tuple[time, time]]) -> datetime:
    day = came.date()
    while True:
        if calendar.is_working(day):
            for begin, end in spans:
                here = max(came, datetime.combine(day, begin, came.tzinfo))
                until = datetime.combine(day, end, came.tzinfo)
                if here >= until:
                    continue
                if left <= until - here:
                    return here + left
                left -= until - here
        day += DAY


def on_time(due_at: datetime | None, closed_at: datetime | None, now: datetime) -> bool:
    """Closed by the due moment, or still open before it; without a due moment nothing is late."""
    return due_at is None or (closed_at or now) <= due_at


# --- the questions of a service -----------------------------------------------------------------------------------
class BadAttribute(ValueError):
    """A line that describes no question; the message is the line."""


def attributes(text: str) -> list[dict[str, object]]:
    """The questions of a service, one a line: `code | type | yes or no | question | key=name; key=name`.

    Types are the standard's. Raises BadAttribute with the line.
    """
    found: list[dict[str, object]] = []
    for line in (x.strip() for x in text.splitlines() if x.strip()):
        parts = [p.strip() for p in line.split("|")]
        values = [
            tuple(v.strip() for v in pair.split("=", 1)) for pair in ";".join(parts[4:]).split(";") if pair.strip()
        ]
        lists = len(parts) > 1 and parts[1].endswith("list")
        if (
            len(parts) not in (4, 5) or not CODE.fullmatch(parts[0]) or parts[1] not in ATTRIBUTE_TYPES or not parts[3]
            or any(len(v) != 2 or not all(v) for v in values) or lists != bool(values)
            or any(a["code"] == parts[0] for a in found)
        ):  # fmt: skip
            raise BadAttribute(line)
        found.append({
            "variable": True, "code": parts[0], "datatype": parts[1],
            "required": parts[2].lower() in ("yes", "true", "1", "có", "bắt buộc"), "datatype_description": "",
            "order": len(found) + 1, "description": parts[3],
            "values": [{"key": v[0], "name": v[1]} for v in values],
        })  # fmt: skip
    return found


def as_lines(found: list[dict[str, object]]) -> str:
    """The questions as `attributes` reads them."""
    rows = []
    for a in found:
        values = "; ".join(f"{v['key']}={v['name']}" for v in a.get("values", []))  # type: ignore[attr-defined]
        cells = [str(a["code"]), str(a["datatype"]), "có" if a["required"] else "không", str(a["description"])]
        rows.append(" | ".join([*cells, values] if values else cells))
    return "\n".join(rows)


def coarse(degrees: float | None) -> float | None:
    """A place to some hundred metres: what is shown before a person released it."""
    return None if degrees is None else round(degrees, 2)
