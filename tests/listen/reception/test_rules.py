"""What a visitor must give by the day, codes, the columns and checks of form 01/TCD: as tables."""

from datetime import date

import pytest

from dongthuan.listen.reception import codes, rules
from dongthuan.listen.reception.forms.schedule import repeated

WHOLE = {"full_name": "A", "address": "B", "id_kind": "can_cuoc", "id_number": "1"}


@pytest.mark.parametrize(("day", "given", "lacking"), [
    (date(2026, 6, 30), {}, ["full_name", "address"]),
    (date(2026, 6, 30), {"full_name": "A", "address": "B"}, []),
    (date(2026, 7, 1), {"full_name": "A", "address": "B"}, ["id_kind", "id_number"]),
    (date(2026, 7, 1), WHOLE | {"address": ""}, ["address"]),
    (date(2026, 7, 1), WHOLE, []),
])  # fmt: skip
def test_what_a_visitor_must_give(day, given, lacking):
    found, basis = rules.missing(given, day)
    assert found == lacking
    assert basis


def test_the_form_has_29_columns_once_each():
    numbers = [n for n, _label in rules.columns()]
    assert numbers == list(range(1, 30))


def test_a_form_that_does_not_add_up_says_where():
    figures = dict.fromkeys(range(1, 30), 0)
    assert rules.broken_checks(figures) == []
    figures[1] = 3
    figures[4] = 2
    assert rules.broken_checks(figures) == ["(1) = (4) + (13) + (22): 3 ≠ 2"]


def test_a_code_has_60_bits_and_is_read_as_people_write_it():
    made = {codes.new_code() for _ in range(200)}
    assert len(made) == 200
    assert all(len(codes.bare(c)) * 5 == 60 for c in made)
    code = "01AB-CDEF-GHJK-MNPQ"
    assert codes.hash_of(code) == codes.hash_of(" olab cdef ghjk-mnpq ".upper()) == codes.hash_of("o1abcdefghjkmnpq")
    assert codes.hash_of(code) != codes.hash_of(code[:-1])


@pytest.mark.parametrize(("first", "repeat", "until", "days"), [
    (date(2026, 8, 3), "once", None, ["2026-08-03"]),
    (date(2026, 8, 3), "week", date(2026, 8, 17), ["2026-08-03", "2026-08-10", "2026-08-17"]),
    (date(2026, 8, 3), "fortnight", date(2026, 8, 30), ["2026-08-03", "2026-08-17"]),
    (date(2026, 10, 31), "month", date(2027, 2, 28), ["2026-10-31", "2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28"]),
])  # fmt: skip
def test_a_schedule_repeats(first, repeat, until, days):
    assert [d.isoformat() for d in repeated(first, repeat, until)] == days
