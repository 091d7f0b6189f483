"""The arithmetic of reports: measures, percentages, tokens, periods, as tables."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dongthuan.deliver.reports import rules
from dongthuan.deliver.reports.rules import BUCKETS, COLUMNS, MEASURES, Token
from dongthuan.deliver.reports.states import Bucket

COUNTS = {
    "on_time": 7,
    "extended": 2,
    "late": 1,
    "in_hand": 4,
    "overdue": 3,
    "stopped": 1,
    "obstacles": 5,
    "evidence": 9,
}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("giao", 18),
        ("hoan_thanh", 10),
        ("dung_han", 7),
        ("gia_han", 2),
        ("tre", 1),
        ("dang_lam", 4),
        ("qua_han", 3),
        ("dung", 1),
        ("vuong_mac", 5),
        ("minh_chung", 9),
        ("ty_le_hoan_thanh", Decimal("55.56")),
        ("ty_le_dung_han", Decimal("70.00")),
    ],
)
def test_measures(key: str, value: int | Decimal):
    assert MEASURES[key].value(COUNTS) == value


def test_every_measure_has_its_case_and_every_bucket_its_name():
    assert len(MEASURES) == 12
    assert set(BUCKETS) == set(Bucket.values)


@given(st.dictionaries(st.sampled_from(BUCKETS), st.integers(min_value=0, max_value=10**6)))
def test_given_is_the_sum_of_the_other_columns(counts: dict[str, int]):
    first, *others = [MEASURES[key].value(counts) for key in COLUMNS]
    assert first == sum(others)


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (0, 0, None),
        (0, 5, Decimal("0.00")),
        (1808, 2071, Decimal("87.30")),  # worked case 10 of the practice note
        (276, 1532, Decimal("18.02")),
        (1, 8, Decimal("12.50")),
        (1, 800, Decimal("0.13")),  # 0,125: half goes up
        (5, 5, Decimal("100.00")),
    ],
)
def test_percentages_have_two_decimals_half_up_and_need_a_whole(part: int, whole: int, expected: Decimal | None):
    assert rules.percent(part, whole) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, ""), (0, "0"), (1045, "1.045"), (Decimal("94.17"), "94,17"), (Decimal("1234.5"), "1.234,50")],
)
def test_numbers_as_papers_write_them(value: int | Decimal | None, expected: str):
    assert rules.shown(value) == expected


def test_a_sentence_names_its_figures():
    text = "Đã giao [[giao]] việc; mục II.5 đúng hạn [[dung_han:II.5]] [[ không ]]."
    words = ["Đã giao ", Token("giao"), " việc; mục II.5 đúng hạn ", Token("dung_han", "II.5"), " [[ không ]]."]
    assert list(rules.pieces(text)) == words
    assert rules.filled(text, lambda t: f"<{t.measure}/{t.clause}>") == (
        "Đã giao <giao/> việc; mục II.5 đúng hạn <dung_han/II.5> [[ không ]]."
    )


SINCE, UNTIL = date(2021, 4, 2), date(2025, 12, 31)


@pytest.mark.parametrize(
    ("kind", "year", "expected"),
    [
        ("six_month", 2022, (date(2022, 1, 1), date(2022, 6, 30))),
        ("six_month", 2021, (SINCE, date(2021, 6, 30))),
        ("annual", 2023, (date(2023, 1, 1), date(2023, 12, 31))),
        ("mid_term", 2023, (SINCE, date(2023, 12, 31))),
        ("end_term", 2025, (SINCE, UNTIL)),
    ],
)
def test_periods_stay_within_the_programme(kind: str, year: int, expected: tuple[date, date]):
    assert rules.period(kind, year, SINCE, UNTIL) == expected
