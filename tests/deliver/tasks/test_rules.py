"""On time, within an extension, late; and the days of reminders: as tables."""

from datetime import date, timedelta

import pytest

from dongthuan.deliver.tasks import rules

DUE = date(2024, 6, 30)


def days(n: int) -> date:
    return DUE + timedelta(days=n)


@pytest.mark.parametrize(
    ("sent", "changes", "expected"),
    [
        (days(0), [], "on_time"),
        (days(1), [], "late"),
        (days(1), [(days(-5), days(31))], "extended"),
        (days(31), [(days(-5), days(31))], "extended"),
        (days(32), [(days(-5), days(31))], "late"),
        (days(0), [(days(-5), days(31))], "on_time"),  # an extension that was not needed changes nothing
        (days(10), [(days(11), days(31))], "late"),  # asked for after the report was sent
        (days(10), [(days(10), days(31))], "extended"),
        (days(40), [(days(-5), days(31)), (days(30), days(60))], "extended"),
        (days(20), [(days(-5), days(31)), (days(-1), days(10))], "late"),  # shortened again
        (days(-3), [(days(-9), days(-5))], "on_time"),  # shortened: the first due date still counts
    ],
)
def test_timing(sent: date, changes: list, expected: str):
    assert rules.timing(sent, DUE, changes) == expected


def test_reminder_days():
    asked = [n for n in range(-30, 31) if DUE in rules.reminded_dues(days(n))]
    assert asked == [-7, -3, -1, 0, 1, 7, 14, 21, 28]
