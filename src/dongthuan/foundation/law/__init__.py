"""What every room needs of the law: dated provisions, the working calendar as a value, the counting of time. Pure."""

from .calendars import OFF, WEEKDAYS, WORKED, SpecialDay, WorkingCalendar, known_range, shipped
from .counting import Deadline, Kind, Limit, Line, Unit, condensed, count
from .dated import Confidence, Dated, LawError, NotInForce, Provision

__all__ = [
    "OFF",
    "WEEKDAYS",
    "WORKED",
    "Confidence",
    "Dated",
    "Deadline",
    "Kind",
    "LawError",
    "Limit",
    "Line",
    "NotInForce",
    "Provision",
    "SpecialDay",
    "Unit",
    "WorkingCalendar",
    "condensed",
    "count",
    "known_range",
    "shipped",
]
