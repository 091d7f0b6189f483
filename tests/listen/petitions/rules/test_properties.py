"""What holds for every rule, day and calendar."""

from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from dongthuan.foundation.law import (
    OFF,
    WORKED,
    Kind,
    LawError,
    SpecialDay,
    Unit,
    WorkingCalendar,
    count,
    shipped,
)
from dongthuan.listen.petitions.rules import NoCount, all_rules, deadline

DAY = timedelta(days=1)
COUNTED = [r for r in all_rules() if not isinstance(r.limits.provisions[-1].value, NoCount)]
TO_ACT = [r.id for r in COUNTED if r.limits.provisions[-1].value.kind in {Kind.ACT, Kind.BACKWARD}]
ON_THE_DAY = {"TCD-07/connect"}  # an hour before, not a day to act
days = st.dates(date(2021, 1, 1), date(2026, 12, 31))
recent = st.dates(date(2026, 7, 1), date(2026, 11, 30))
lengths = st.integers(1, 90)
units = st.sampled_from([Unit.DAYS, Unit.WORKING])


def answer(rule: str, day: date, **case):
    try:
        return deadline(rule, day, shipped(), **case)
    except LawError:
        assume(False)


@given(st.sampled_from(TO_ACT), days, st.booleans(), st.booleans())
@settings(deadline=None, max_examples=400)
def test_a_due_day_to_act_is_a_working_day(rule, day, complex, remote):
    found = answer(rule, day, complex=complex, remote=remote)
    assert found.rule in ON_THE_DAY or shipped().is_working(found.due)


@given(st.sampled_from([r.id for r in COUNTED]), days)
@settings(deadline=None, max_examples=300)
def test_only_days_to_act_roll_and_only_away_from_rest(rule, day):
    found = answer(rule, day)
    if found.kind in {Kind.MINIMUM}:
        assert found.due == found.nominal
    elif found.kind in {Kind.EFFECT, Kind.ALARM}:
        assert found.due == found.nominal + DAY
    elif found.kind == Kind.BACKWARD:
        assert found.due <= found.nominal <= found.trigger
    else:
        assert found.trigger < found.nominal <= found.due
        between = [found.nominal + k * DAY for k in range((found.due - found.nominal).days)]
        assert not any(shipped().is_working(d) for d in between)


@given(days, lengths, lengths, units)
@settings(deadline=None, max_examples=400)
def test_a_longer_limit_never_ends_earlier(day, n, more, unit):
    short, long = (count(k, unit, Kind.ACT, day, shipped()) for k in (n, n + more))
    assert short.nominal < long.nominal
    assert short.due <= long.due


@given(st.sampled_from(["KN-04", "KN-07", "KN-06", "KN-10", "KN-18/resolve"]), days, st.booleans(), st.booleans())
@settings(deadline=None)
def test_a_complex_or_remote_case_never_has_less_time(rule, day, complex, remote):
    assert answer(rule, day).due <= answer(rule, day, complex=complex, remote=remote).due


@given(days, st.integers(0, 2))
@settings(deadline=None)
def test_an_extension_counts_from_the_nominal_end(day, extensions):
    assert answer("TC-05", day, extensions=extensions).nominal == day + (30 + 30 * extensions) * DAY


@given(recent, lengths, units, st.integers(0, 120), st.integers(0, 60))
@settings(deadline=None, max_examples=400)
@example(date(2026, 7, 6), 30, Unit.DAYS, 10, 18)
@example(date(2026, 7, 6), 30, Unit.DAYS, 30, 1)  # on the last day
def test_suspending_never_shortens(day, n, unit, after, length):
    a = day + after * DAY
    plain = count(n, unit, Kind.ACT, day, shipped())
    assume(a <= plain.due)
    stopped = count(n, unit, Kind.ACT, day, shipped(), [(a, a + length * DAY)])
    assert stopped.nominal >= plain.nominal
    assert stopped.due >= plain.due
    if unit == Unit.DAYS and a <= plain.nominal:
        assert stopped.nominal == plain.nominal + length * DAY


@given(recent, st.integers(0, 40), st.integers(0, 20), st.integers(0, 20))
@settings(deadline=None)
def test_a_longer_suspension_never_ends_earlier(day, after, length, more):
    a = day + after * DAY
    plain = count(45, Unit.DAYS, Kind.ACT, day, shipped())
    assume(a <= plain.due)
    one, two = (count(45, Unit.DAYS, Kind.ACT, day, shipped(), [(a, a + k * DAY)]) for k in (length, length + more))
    assert one.due <= two.due


@cache
def swapped(monday: date, saturday: date) -> WorkingCalendar:
    return shipped().changed(SpecialDay(monday, OFF, "hoán đổi"), SpecialDay(saturday, WORKED, "làm bù"))


SWAPS = [
    (date(2026, 11, 23), date(2026, 11, 28)), (date(2026, 10, 12), date(2026, 10, 10)),
    (date(2025, 7, 14), date(2025, 7, 5)), (date(2024, 6, 17), date(2024, 6, 29)),
]  # fmt: skip


@given(st.sampled_from(SWAPS), st.integers(-120, 30), lengths)
@settings(deadline=None, max_examples=500)
@example(SWAPS[1], -1, 1)  # from Friday over the worked Saturday to the Monday off
def test_swapping_a_saturday_moves_exactly_the_working_day_counts_that_cross_one_of_the_days(swap, offset, n):
    """It moves a count exactly when it holds one of the two days and not the other: then the count gains or loses one."""
    off, worked = swap
    day = min(swap) + offset * DAY
    calendar = swapped(*swap)
    before, after = (count(n, Unit.WORKING, Kind.ACT, day, c).due for c in (shipped(), calendar))
    lost = day < off <= before
    gained = day < worked <= before
    if before < min(swap) or day >= max(swap):
        assert after == before
    if lost and not gained:
        assert after > before
    if gained and not lost:
        assert after < before
    if lost and gained:  # one for the other, unless the count ended on the very day that is now off
        assert (after == before) == (before != off)
    if not lost and not gained:
        assert after == before


@given(st.sampled_from(SWAPS), st.integers(-60, 10), lengths)
@settings(deadline=None, max_examples=500)
def test_swapping_a_saturday_moves_exactly_the_calendar_counts_that_end_on_one_of_the_days(swap, offset, n):
    """A period in calendar days moves only by rolling: off its nominal end's way to the next working day."""
    off, worked = swap
    day = min(swap) + offset * DAY
    calendar = swapped(*swap)
    before, after = (count(n, Unit.DAYS, Kind.ACT, day, c) for c in (shipped(), calendar))
    assert before.nominal == after.nominal
    on_the_way = {before.nominal + k * DAY for k in range((max(before.due, after.due) - before.nominal).days + 1)}
    moved = before.due == off or after.due == worked
    assert (before.due != after.due) == moved
    if moved:
        assert on_the_way & {off, worked}


@given(st.sampled_from([r.id for r in COUNTED]), days)
@settings(deadline=None, max_examples=200)
def test_the_arithmetic_always_ends_on_the_due_day(rule, day):
    found = answer(rule, day)
    lines = found.arithmetic()
    assert (lines[0].day, lines[-1].day) == (found.trigger, found.due)
    numbers = [line.number for line in lines if line.number]
    assert numbers == list(range(1, len(numbers) + 1))
    if found.unit in {Unit.DAYS, Unit.WORKING}:
        assert len(numbers) == found.counted


def test_the_property_about_due_days_looks_at_something():
    assert len(TO_ACT) > 40
    with pytest.raises(LawError):
        deadline("KN-02", date(2026, 7, 1), shipped())
