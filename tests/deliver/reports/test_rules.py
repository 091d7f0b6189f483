"""The arithmetic of reports as tables."""

from datetime import date
from decimal import Decimal

import pytest

from dongthuan.deliver.reports import rules
from dongthuan.deliver.reports.rules import MEASURES, Token


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (1808, 2071, "87.30"),
        (1, 8, "12.50"),
        (1, 3, "33.33"),
        (2, 3, "66.67"),
        (1, 800, "0.13"),
        (5, 5, "100.00"),
        (0, 7, "0.00"),
    ],
)
def test_a_percentage_has_two_decimals_half_up(part: int, whole: int, expected: str) -> None:
    assert rules.percent(part, whole) == Decimal(expected)


def test_an_empty_denominator_gives_no_number() -> None:
    assert rules.percent(0, 0) is None
    assert rules.shown(None) == ""


@pytest.mark.parametrize(
    ("value", "text"), [(1045, "1.045"), (7, "7"), (Decimal("94.17"), "94,17"), (Decimal("1234.50"), "1.234,50")]
)
def test_numbers_read_as_papers_write_them(value: int | Decimal, text: str) -> None:
    assert rules.shown(value) == text


def test_a_task_stands_in_exactly_one_bucket_and_given_is_their_sum() -> None:
    counts = {b: n for n, b in enumerate(rules.BUCKETS, 1)}
    parts = [MEASURES[m].value(counts) for m in rules.COLUMNS[1:]]
    assert MEASURES["giao"].value(counts) == sum(counts.values()) == sum(parts)  # type: ignore[arg-type]


def test_pieces_of_a_sentence() -> None:
    text = "Đã giao [[giao]] việc, [[dung_han:II.5]] đúng hạn [không phải] [[ ]]"
    found = list(rules.pieces(text))
    assert [p for p in found if isinstance(p, Token)] == [Token("giao"), Token("dung_han", "II.5")]
    assert rules.filled(text, lambda t: "3") == "Đã giao 3 việc, 3 đúng hạn [không phải] [[ ]]"


@pytest.mark.parametrize(
    ("kind", "year", "expected"),
    [
        ("six_month", 2022, (date(2022, 1, 1), date(2022, 6, 30))),
        ("annual", 2021, (date(2021, 4, 2), date(2021, 12, 31))),
        ("mid_term", 2023, (date(2021, 4, 2), date(2023, 12, 31))),
        ("end_term", 2025, (date(2021, 4, 2), date(2025, 12, 31))),
    ],
)
def test_a_period_stays_within_the_programme(kind: str, year: int, expected: tuple[date, date]) -> None:
    assert rules.period(kind, year, date(2021, 4, 2), date(2025, 12, 31)) == expected
