"""How often a head must receive citizens in person (§10), by level and day; when a delegation elects representatives."""

from dataclasses import dataclass
from datetime import date, timedelta

from dongthuan.foundation.law import Confidence, Dated, LawError, Provision, WorkingCalendar

from .instruments import LTCD, ND64, ND154
from .model import EVE, START

LAW = date(2014, 7, 1)
WEEK, MONTH = "week", "month"
WORDS = {WEEK: "tuần", MONTH: "tháng"}
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Minimum:
    """At least so many days in each week (Monday to Sunday) or calendar month."""

    days: int
    per: str

    @property
    def says(self) -> str:
        return f"ít nhất {self.days} ngày mỗi {WORDS[self.per]}"

    def period(self, day: date) -> tuple[date, date]:
        """The week or month of the day, both ends inclusive."""
        if self.per == WEEK:
            first = day - day.weekday() * DAY
            return first, first + 6 * DAY
        following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        return day.replace(day=1), following - DAY


DUTIES: dict[str, Dated[Minimum]] = {
    "commune": Dated(
        Provision(Minimum(1, WEEK), LAW, f"{LTCD}, Điều 15.2.d", EVE),
        Provision(Minimum(2, MONTH), START, f"{LTCD}, Điều 15 (136/2025 sửa)", None, Confidence.NEWS),
    ),
    "district": Dated(Provision(Minimum(2, MONTH), LAW, f"{LTCD}, Điều 13.5", date(2025, 6, 30))),
    "province": Dated(Provision(Minimum(1, MONTH), LAW, f"{LTCD}, Điều 12.5")),
    "department": Dated(Provision(Minimum(1, MONTH), LAW, f"{LTCD}, Điều 18.2")),
    "public_unit": Dated(
        Provision(Minimum(1, MONTH), date(2014, 8, 15), f"{ND64}, Điều 4.2", EVE),
        Provision(Minimum(1, MONTH), START, f"{ND154}, Điều 10.2"),
    ),
}
# A head may not leave this to a deputy; the form 01/TCD still has a column for it.
DELEGABLE = Dated(
    Provision(True, LAW, "mẫu 01/TCD có cột “Ủy quyền tiếp”", EVE, Confidence.INFER),
    Provision(False, START, f"{LTCD}, Điều 15 (136/2025 sửa)", None, Confidence.NEWS),
)


def duty(level: str, day: date) -> Provision[Minimum]:
    """What the head of this level owes on the day; NotInForce for a district after 30 June 2025."""
    if level not in DUTIES:
        raise LawError(f"Không có cấp {level}. Có: {', '.join(DUTIES)}.")
    return DUTIES[level].on(day)


@dataclass(frozen=True)
class Tally:
    """One week or month of a head's duty: what was owed, what was held."""

    first: date
    last: date
    owed: int
    held: int
    basis: str

    @property
    def missed(self) -> int:
        return max(0, self.owed - self.held)


def tally(
    level: str, first: date, last: date, held: list[date], calendar: WorkingCalendar | None = None
) -> list[Tally]:
    """The whole weeks or months within [first, last], each with the days held in it (a day counts once).

    With a calendar, a week without a working day (Tết) owes nothing: our reading, no text says so.
    """
    found, day, days = [], first, set(held)
    while day <= last:
        provision = DUTIES[level].get(day)
        if provision is None:
            day += DAY
            continue
        begin, end = provision.value.period(day)
        if begin >= first and end <= last and provision.holds(begin) and provision.holds(end):
            count = sum(begin <= d <= end for d in days)
            idle = calendar is not None and not calendar.worked_between(begin - DAY, end)
            found.append(Tally(begin, end, 0 if idle else provision.value.days, count, provision.basis))
        day = min(end, provision.until or end) + DAY
    return found


def representatives(visitors: int) -> tuple[int, int] | None:
    """How many representatives a delegation elects, at least and at most; None below five (LTCD Điều 29; C5)."""
    if visitors < 5:
        return None
    return (1, 2) if visitors <= 10 else (1, 5)
