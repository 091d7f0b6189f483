"""Service levels as tables: which moment binds, what is on time; the questions of a service."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dongthuan.foundation.law import shipped
from dongthuan.listen.service_requests import rules
from dongthuan.listen.service_requests.rules import Level

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HANOI)


@pytest.mark.parametrize(
    ("unit", "amount", "came", "due"),
    [
        ("hours", 24, "2026-07-03 15:00", "2026-07-04 15:00"),
        ("days", 2, "2026-07-03 15:00", "2026-07-06 23:59:59"),  # ends on a Sunday: rolls to Monday
        ("working_days", 1, "2026-07-03 15:00", "2026-07-06 23:59:59"),
        ("working_days", 2, "2026-08-28 09:00", "2026-09-04 23:59:59"),  # across the National Day
        ("working_hours", 2, "2026-07-03 15:00", "2026-07-03 17:00"),
        ("working_hours", 4, "2026-07-03 15:00", "2026-07-06 09:00"),  # 2 h 30 on Friday, the rest on Monday from 7:30
        ("working_hours", 8, "2026-07-03 17:30", "2026-07-06 17:30"),
        ("working_hours", 1, "2026-07-04 10:00", "2026-07-06 08:30"),
        ("working_hours", 1, "2026-07-06 11:00", "2026-07-06 14:00"),  # the noon break is not counted
        ("given", 0, "2026-07-06 11:00", None),
    ],
)
def test_due(unit, amount, came, due):
    assert rules.due(Level(unit, amount), at(came), shipped()) == (at(due) if due else None)


@given(st.integers(1, 60), st.integers(1, 60), st.datetimes(datetime(2021, 1, 1), datetime(2026, 6, 1)),
       st.sampled_from(["hours", "days", "working_days", "working_hours"]))  # fmt: skip
def test_a_longer_level_never_ends_earlier_and_no_level_ends_before_it_began(a, b, came, unit):
    came = came.replace(tzinfo=HANOI)
    short, long = (rules.due(Level(unit, n), came, shipped()) for n in sorted((a, b)))
    assert came < short <= long


def test_on_time():
    due, now = at("2026-07-06 12:00"), at("2026-07-07 12:00")
    second = timedelta(seconds=1)
    assert rules.on_time(None, None, now)
    assert rules.on_time(due, due, now)
    assert not rules.on_time(due, due + second, now)
    assert rules.on_time(due, None, due)
    assert not rules.on_time(due, None, now)


@pytest.mark.parametrize("text", ["8-11", "11:30-07:30", "07:30-11:30, 11:00-17:00", "25:00-26:00", ""])
def test_office_hours_that_are_none(text):
    with pytest.raises(rules.BadLevel):
        rules.office_spans(text)


def test_questions_are_read_and_written_the_same():
    text = "SO | number | không | Cột số mấy?\nMAU | singlevaluelist | có | Màu gì? | D=Đỏ; V=Vàng"
    found = rules.attributes(text)
    assert [(q["code"], q["required"], len(q["values"])) for q in found] == [("SO", False, 0), ("MAU", True, 2)]
    assert rules.as_lines(found) == text


@pytest.mark.parametrize(
    "line", ["A", "A|list|có|?", "A|singlevaluelist|có|?", "A|string|có|?|a=b", "A b|string|có|?", "A|text|có|"]
)
def test_a_line_that_is_no_question(line):
    with pytest.raises(rules.BadAttribute):
        rules.attributes(f"X | text | có | ?\n{line}")


def test_a_level_of_a_day():
    from dongthuan.listen.service_requests.models.service import ServiceLevel, level_on

    old, new = (ServiceLevel(since=date(y, 1, 1)) for y in (2020, 2026))
    assert level_on([new, old], date(2025, 12, 31)) is old
    assert level_on([new, old], date(2026, 1, 1)) is new
    assert level_on([new, old], date(2019, 1, 1)) is None
