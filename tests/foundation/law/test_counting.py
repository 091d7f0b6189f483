"""The counting rules R1–R12 on small calendars, and what dated provisions refuse."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from dongthuan.foundation.law import (
    OFF,
    WORKED,
    Confidence,
    Dated,
    Kind,
    LawError,
    NotInForce,
    Provision,
    SpecialDay,
    Unit,
    WorkingCalendar,
    count,
    known_range,
    shipped,
)
from dongthuan.foundation.law.counting import corresponding
from dongthuan.foundation.law.dated import weakest

HOLIDAYS = Path(__file__).parents[2] / "data" / "calendar-vn" / "holidays_vn_2010-2030.csv"


def d(text: str) -> date:
    return date.fromisoformat(text)


PLAIN = WorkingCalendar([], d("2021-01-01"), d("2026-12-31"))
SWAPPED = PLAIN.changed(SpecialDay(d("2026-03-09"), OFF, "nghỉ"), SpecialDay(d("2026-03-07"), WORKED, "bù"))


@pytest.mark.parametrize(
    ("rule", "n", "unit", "kind", "trigger", "nominal", "due"),
    [
        ("R1, R2", 5, "d", "act", "2026-03-02", "2026-03-07", "2026-03-09"),  # Saturday → Monday
        ("R3", 6, "d", "act", "2026-03-02", "2026-03-08", "2026-03-09"),
        ("R4", 5, "wd", "act", "2026-03-02", "2026-03-09", "2026-03-09"),
        ("R4 from a Saturday", 1, "wd", "act", "2026-03-07", "2026-03-09", "2026-03-09"),
        ("R5 month", 1, "m", "act", "2026-01-31", "2026-02-28", "2026-03-02"),
        ("R5 year", 1, "y", "act", "2024-02-29", "2025-02-28", "2025-02-28"),
        ("R8 days", 5, "d", "backward", "2026-03-13", "2026-03-08", "2026-03-06"),
        ("R8 working days", 5, "wd", "backward", "2026-03-13", "2026-03-06", "2026-03-06"),
        ("R12 effect", 30, "d", "effect", "2026-03-01", "2026-03-31", "2026-04-01"),
        ("alarm", 45, "d", "alarm", "2026-03-01", "2026-04-15", "2026-04-16"),
        ("minimum period does not roll", 15, "d", "minimum", "2026-03-06", "2026-03-21", "2026-03-21"),
        ("hours stay on the day", 1, "h", "backward", "2026-03-07", "2026-03-07", "2026-03-07"),
    ],
)
def test_rule(rule, n, unit, kind, trigger, nominal, due):
    found = count(n, Unit(unit), Kind(kind), d(trigger), PLAIN)
    assert (found.nominal, found.due) == (d(nominal), d(due)), rule


def test_a_swapped_weekday_is_a_rest_day_and_the_saturday_is_worked():
    """R7: without the swap it would end on Monday 9 March."""
    assert count(5, Unit.WORKING, Kind.ACT, d("2026-03-02"), SWAPPED).due == d("2026-03-07")
    assert count(7, Unit.DAYS, Kind.ACT, d("2026-03-02"), SWAPPED).due == d("2026-03-10")


@pytest.mark.parametrize(
    ("n", "unit", "stopped", "nominal"),
    [
        (30, "d", [("2026-07-16", "2026-08-03")], "2026-08-23"),  # remaining = 30 − 10
        (30, "d", [("2026-07-06", "2026-07-10")], "2026-08-09"),  # suspended on the first day: nothing had passed
        (30, "d", [("2026-07-16", "2026-07-16")], "2026-08-05"),  # resumed the same day
        (30, "d", [("2026-07-10", "2026-07-20"), ("2026-07-25", "2026-07-30")], "2026-08-20"),
        (30, "d", [("2026-08-05", "2026-09-10")], "2026-09-10"),  # on the last day: ends with the resumption
        (10, "wd", [("2026-07-08", "2026-07-13")], "2026-07-23"),  # 7, 8 passed; 14–17, 20–23
    ],
)
def test_suspension(n, unit, stopped, nominal):
    """R9: what remains is n less what had passed at the end of the day of the decision."""
    spans = [(d(a), d(b)) for a, b in stopped]
    assert count(n, Unit(unit), Kind.ACT, d("2026-07-06"), PLAIN, spans).nominal == d(nominal)


@pytest.mark.parametrize(
    ("stopped", "words"),
    [
        ([("2026-07-20", "2026-07-10")], "đứng trước"),
        ([("2026-07-01", "2026-07-10")], "không đứng sau ngày bắt đầu"),
        ([("2026-07-10", "2026-07-20"), ("2026-07-15", "2026-07-30")], "không đứng sau"),
        ([("2026-08-20", "2026-08-25")], "đã hết ngày 05/08/2026"),
    ],
)
def test_a_suspension_that_cannot_be_is_refused(stopped, words):
    with pytest.raises(LawError, match=words):
        count(30, Unit.DAYS, Kind.ACT, d("2026-07-06"), PLAIN, [(d(a), d(b)) for a, b in stopped])


def test_months_take_no_suspension_and_days_beyond_all_calendars_are_refused():
    with pytest.raises(LawError, match="tháng, năm"):
        count(1, Unit.YEARS, Kind.ACT, d("2026-07-06"), PLAIN, [(d("2026-07-07"), d("2026-07-08"))])
    with pytest.raises(LawError, match="31/12/9999"):
        count(1, Unit.DAYS, Kind.ACT, date.max, PLAIN)


@pytest.mark.parametrize(
    ("trigger", "provisional"),
    [("2020-06-01", True), ("2020-12-20", True), ("2026-11-20", False), ("2026-12-15", True), ("2031-01-01", True)],
)
def test_provisional_outside_the_known_years(trigger, provisional):
    """Whatever begins before 2021 or ends after the last notice."""
    assert count(30, Unit.DAYS, Kind.ACT, d(trigger), shipped()).provisional is provisional


# --- the calendar as a value --------------------------------------------------------------------------------------
@pytest.mark.parametrize("day", ["1900-01-05", "2020-06-01", "2026-05-01", "2120-08-08"])
@pytest.mark.parametrize("n", [-400, -7, -1, 1, 5, 260, 3000])
def test_looked_up_steps_are_the_walked_ones(day, n):
    calendar = shipped()
    found = calendar.step(d(day), n)
    assert found == calendar._walk(d(day), n)
    assert calendar.is_working(found)
    first, last = sorted((d(day), found))
    inclusive = sum(calendar.is_working(first + k * timedelta(1)) for k in range(1, (last - first).days + 1))
    assert calendar.worked_between(first, last) == inclusive


def test_two_calendars_of_one_content_have_one_version():
    twin = WorkingCalendar(reversed(list(shipped().days.values())), shipped().known_from, shipped().known_to)
    assert twin == shipped()
    assert hash(twin) == hash(shipped())
    other = shipped().changed(SpecialDay(d("2026-11-23"), OFF, "thử"))
    assert other.version != shipped().version
    assert other.differences(shipped()) == [d("2026-11-23")]
    assert other.changed(without=[d("2026-11-23")]) == shipped()
    assert "2021-01-01" in repr(twin)


def test_why_a_day_is_what_it_is():
    calendar = shipped()
    assert calendar.why(d("2026-08-22")) == "làm bù cho 31/08/2026 (9441/TB-BNV)"
    assert calendar.why(d("2026-08-23")) == "Chủ nhật, ngày nghỉ hằng tuần"
    assert calendar.why(d("2026-08-24")) == "thứ Hai"
    assert "dự kiến, chưa có thông báo" in calendar.why(d("2027-02-08"))


def test_the_known_years_have_no_gap():
    assert known_range([2023, 2021, 2022, 2025]) == (d("2021-01-01"), d("2023-12-31"))
    with pytest.raises(ValueError, match="without an announced year"):
        known_range([])


# The table of the law pack, §3: weekdays off and Saturdays worked.
OFF_DAYS = {
    2021: "01-01 02-10 02-11 02-12 02-15 02-16 04-21 04-30 05-03 09-02 09-03",
    2022: "01-03 01-31 02-01 02-02 02-03 02-04 04-11 05-02 05-03 09-01 09-02",
    2023: "01-02 01-20 01-23 01-24 01-25 01-26 05-01 05-02 05-03 09-01 09-04",
    2024: "01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03",
    2025: "01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02",
    2026: "01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02 11-24",
}
WORKED_SATURDAYS = ["2024-05-04", "2025-04-26", "2026-01-10", "2026-08-22"]


@pytest.mark.parametrize("year", OFF_DAYS)
def test_the_shipped_calendar_is_the_notices(year):
    found = [x for x in shipped().days.values() if x.day.year == year and x.kind == OFF and x.day.weekday() < 5]
    assert sorted(f"{x.day:%m-%d}" for x in found) == OFF_DAYS[year].split()
    assert all(x.notice for x in found), "the notice that set the day"


def test_the_shipped_saturdays():
    assert sorted(x.day.isoformat() for x in shipped().days.values() if x.kind == WORKED) == WORKED_SATURDAYS
    assert (shipped().known_from, shipped().known_to) == (d("2021-01-01"), d("2026-12-31"))
    assert shipped().is_working(d("2026-11-23"))  # the swap of 23/11 was only proposed


def test_the_shipped_calendar_agrees_with_an_independent_one():
    """Where both speak: python's calendar-vn list of holidays. It misses the swaps after 2024, which the notices set."""
    swaps = {d("2025-05-02"), d("2026-01-02"), d("2026-08-31")}
    new = {d("2026-11-24")}  # a holiday since 2026
    ours = {x.day for x in shipped().days.values() if x.kind == OFF and x.day.year < 2027} - swaps - new
    theirs = {d(line.partition(",")[0]) for line in HOLIDAYS.read_text().splitlines()[1:]}
    assert ours == {day for day in theirs if 2021 <= day.year < 2027}


# --- dated provisions ---------------------------------------------------------------------------------------------
OLD = Provision(10, d("2012-07-01"), "luật cũ", d("2026-06-30"))
NEW = Provision(7, d("2026-07-01"), "luật mới", confidence=Confidence.NEWS)


def test_the_law_of_a_day():
    law = Dated(NEW, OLD)
    assert [law.on(d(day)).value for day in ("2012-07-01", "2026-06-30", "2026-07-01", "2040-01-01")] == [10, 10, 7, 7]
    with pytest.raises(NotInForce, match="30/06/2012"):
        law.on(d("2012-06-30"))
    assert law.get(d("2012-06-30")) is None
    assert (law.since, law.until, [p.value for p in law]) == (d("2012-07-01"), None, [10, 7])


def test_an_open_provision_ends_where_the_next_begins():
    law = Dated(Provision(1, d("2020-01-01"), "a"), Provision(2, d("2021-01-01"), "b"))
    assert [law.on(d(day)).value for day in ("2020-12-31", "2021-01-01")] == [1, 2]


def test_a_gap_is_no_law():
    law = Dated(Provision(1, d("2020-01-01"), "a", d("2020-06-30")), Provision(2, d("2021-01-01"), "b"))
    with pytest.raises(NotInForce):
        law.on(d("2020-09-01"))


def test_provisions_may_not_overlap_or_be_absent():
    with pytest.raises(ValueError, match="overlap"):
        Dated(Provision(1, d("2020-01-01"), "a", d("2021-06-30")), Provision(2, d("2021-01-01"), "b"))
    with pytest.raises(ValueError, match="overlap"):
        Dated(Provision(1, d("2020-01-01"), "a"), Provision(2, d("2020-01-01"), "b"))
    with pytest.raises(ValueError, match="without a provision"):
        Dated()


def test_only_the_articles_own_text_is_checked():
    assert [c.value for c in Confidence if c.checked] == ["text"]
    assert Confidence.INFER.note == "chưa đối chiếu"
    assert Confidence.TEXT.note == ""
    assert weakest(Confidence.TEXT, Confidence.NEWS, Confidence.INFER) == Confidence.NEWS


def test_the_corresponding_date():
    assert corresponding(d("2025-12-31"), 2) == d("2026-02-28")
    assert corresponding(d("2023-11-30"), 3) == d("2024-02-29")
