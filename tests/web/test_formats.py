"""Dates, numbers and lengths as Vietnamese readers write and count them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from dongthuan.web.kit import formats
from dongthuan.web.kit.parts import Bar, Tag, due_tag, total_of

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1045, "1.045"),
        (0, "0"),
        (-1045, "-1.045"),
        (1234567, "1.234.567"),
        (Decimal("94.17"), "94,17"),
        (1234.5, "1.234,5"),
        (Decimal("100.00"), "100"),
        (None, ""),
        ("", ""),
        ("chưa có", "chưa có"),
        (float("nan"), "nan"),
    ],
)
def test_numbers(value, text):
    assert formats.vnnumber(value) == text


def test_an_english_page_has_english_numbers():
    with translation.override("en"):
        assert [formats.vnnumber(n) for n in (1662, Decimal("1234.5"), -1045)] == ["1,662", "1,234.5", "-1,045"]
        assert [formats.vnpercent(n) for n in (94.1, 1045, 50)] == ["94.1%", "1,045%", "50%"]


@pytest.mark.parametrize(
    ("value", "text"),
    [(94.17, "94,17%"), (94.1, "94,1%"), (50, "50%"), (100, "100%"), (0, "0%"), (94.125, "94,13%"), (1045, "1.045%"),
     (None, "")],
)  # fmt: skip
def test_percentages(value, text):
    assert formats.vnpercent(value) == text


def test_a_share_needs_a_whole():
    assert formats.percent_of(388, 412) == "94,17%"
    assert formats.percent_of(0, 0) == ""


def test_dates_are_of_hanoi():
    late_evening_in_london = datetime(2026, 11, 22, 20, 5, tzinfo=UTC)
    assert formats.vndate(late_evening_in_london) == "23/11/2026"
    assert formats.vndatetime(late_evening_in_london) == "03:05, 23/11/2026"
    assert formats.vndate(DAY) == "23/11/2026"
    assert formats.vndate(None) == formats.vndatetime(None) == formats.vnday(None) == ""


def test_the_weekday_follows_the_language():
    with translation.override("vi"):
        assert formats.vnday(DAY) == "Thứ Hai, 23/11/2026"
    with translation.override("en"):
        assert formats.vnday(DAY) == "Monday, 23/11/2026"


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("Đồng Thuận", 10),
        ("Đồng Thuận".encode().decode(), 10),
        ("đo\u0302\u0300ng", 4),  # the marks written apart
        ("a\r\nb", 3),
        ("👨‍👩‍👧", 1),
        ("👍🏽!", 2),
        ("🇻🇳🇻🇳", 2),
    ],
)
def test_characters_are_counted_as_a_reader_counts(text, length):
    assert formats.characters(text) == length


@pytest.mark.parametrize(
    ("due", "tone", "text"),
    [
        (date(2026, 11, 3), "late", "Quá hạn 20 ngày"),
        (DAY, "now", "Hạn hôm nay"),
        (date(2026, 11, 24), "now", "Còn 1 ngày"),
        (None, "", "Chưa có hạn"),
    ],
)
def test_a_due_date_says_the_number_of_days(due, tone, text):
    with translation.override("vi"):
        assert due_tag(due, DAY) == Tag(tone, text)


def test_a_tag_refuses_an_unknown_tone():
    with pytest.raises(ValueError, match="red"):
        Tag("red", "x")


def test_bars_fill_the_whole_width_in_order():
    rects = Bar("Khoản 1", 74, 6, 5, 1).rects()
    assert [name for name, _, _ in rects] == ["a", "b", "c", "d"]
    assert rects[0] == ("a", "0.00%", "85.70%")
    last = rects[-1]
    assert 99 < float(last[1][:-1]) + float(last[2][:-1]) <= 100
    assert Bar("trống").rects() == []


def test_the_total_of_bars_is_their_sum():
    total = total_of([Bar("a", 1, 2, 3, 4), Bar("b", 10, 20, 30, 40)])
    assert (total.done, total.slow, total.now, total.late, total.total, total.finished) == (11, 22, 33, 44, 110, 33)
