"""The lawful period by kind of document and day, and where the machine places an opinion."""

from datetime import date

import pytest

from dongthuan.listen.opinions.grouping import LIKE, PLAIN, SINGLE, Bucket, Homes, Said, place
from dongthuan.listen.opinions.rules import period


@pytest.mark.parametrize(
    ("kind", "posted", "days", "earliest"),
    [
        ("decision", date(2024, 3, 1), 30, date(2024, 3, 31)),
        ("decision", date(2025, 3, 31), 30, date(2025, 4, 30)),
        ("decision", date(2025, 4, 1), 20, date(2025, 4, 21)),
        ("chair_decision", date(2025, 9, 1), 10, date(2025, 9, 11)),  # the holiday of 2/9 is not added
        ("commune", date(2023, 7, 1), 20, date(2023, 7, 21)),
        ("programme", date(2026, 3, 2), None, date(2026, 3, 2)),
    ],
)
def test_the_period_of_a_day(kind, posted, days, earliest):
    found = period(kind, posted)
    assert (found.days, found.earliest) == (days, earliest)
    assert found.basis


def test_before_its_rule_there_is_no_period():
    assert period("chair_decision", date(2025, 6, 30)) is None
    assert period("commune", date(2023, 6, 30)) is None
    assert period("decision", date(2024, 3, 1)).note == "chưa đối chiếu"


SINGLES, GROUP, HAND, DECIDED = 1, 2, 3, 4


def bucket(*rows: tuple[int | None, bool], meaning: int = 7, text: str = "Lời") -> Bucket:
    said = tuple(Said(n, 5, "changes", text, group, hand) for n, (group, hand) in enumerate(rows))
    return Bucket(5, "changes", (5, "changes", meaning), said)


@pytest.mark.parametrize(
    ("mine", "beside", "expected"),
    [
        ([(None, False)], [], (SINGLE, [0])),
        ([(None, False), (None, False)], [], (LIKE, [0, 1])),
        ([(None, False)], [(None, False)], (LIKE, [0])),  # another letter of the same meaning
        ([(None, False)], [(GROUP, False)], (GROUP, [0])),
        ([(None, False)], [(SINGLES, False)], (LIKE, [0])),
        ([(SINGLES, False)], [(None, False)], (LIKE, [0])),
        ([(SINGLES, False)], [], (SINGLE, [])),
        ([(SINGLES, True), (None, False)], [(GROUP, False)], (SINGLES, [1])),  # placed by hand: its letter follows
        ([(HAND, True), (None, False)], [(GROUP, False), (GROUP, False)], (HAND, [1])),
        ([(GROUP, False), (HAND, True), (HAND, True)], [], (HAND, [])),
        ([(GROUP, False), (None, False)], [(HAND, True)], (GROUP, [1])),
    ],
)
def test_where_an_opinion_is_placed(mine, beside, expected):
    one, other = bucket(*mine), bucket(*beside) if beside else None
    homes = Homes(frozenset([SINGLES]), frozenset([DECIDED]))
    homes.see([one, *([other] if other else [])])
    assert place(one, homes) == expected


def test_without_words_by_the_stance_alone():
    homes = Homes(frozenset(), frozenset())
    assert place(bucket((None, False), (GROUP, False), text=""), homes) == (PLAIN, [0])
