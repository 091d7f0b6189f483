"""Changing the calendar: what it does to the value, what the record says, who is told, what is refused."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from dongthuan.foundation.calendar import actions, queries
from dongthuan.foundation.calendar.kit import Change, _listeners, on_change
from dongthuan.foundation.calendar.models import SpecialDay, WorkingYear
from dongthuan.foundation.law import shipped
from dongthuan.foundation.record import queries as record
from dongthuan.foundation.things.kit import Refused
from tests.factories import World, make_world

pytestmark = pytest.mark.django_db
MONDAY, SATURDAY = date(2026, 11, 23), date(2026, 11, 28)


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def officer(world):
    return world.users["focal_officer"]


@pytest.fixture
def told():
    heard: list[Change] = []

    def hear(change: Change) -> None:
        heard.append(change)

    on_change(hear)
    yield heard
    forget(hear)


def forget(function) -> None:
    del _listeners[f"{function.__module__}.{function.__qualname__}"]


def verbs(year: int) -> list[str]:
    return [e.verb for e in record.entries(WorkingYear.objects.get(year=year).thing)]


def test_it_begins_as_the_calendar_that_comes_with_the_version():
    assert queries.working_calendar() == shipped()
    assert queries.working_calendar().version == shipped().version
    assert queries.working_calendar() is queries.working_calendar()  # nothing changed: the same object


def test_a_day_is_set_recorded_and_told(officer, told):
    before = queries.working_calendar()
    actions.set_day(day=MONDAY, kind="off", name="nghỉ thử", notice="1/TB-BNV", by=officer)
    after = queries.working_calendar()
    assert before.is_working(MONDAY)
    assert not after.is_working(MONDAY)
    assert before.version != after.version
    assert verbs(2026) == ["calendar.set_day"]
    assert [(c.before.version, c.after.version, c.days, c.by) for c in told] == [
        (before.version, after.version, [MONDAY], officer)
    ]
    assert "1/TB-BNV" in told[0].reason


def test_a_swap_is_one_act(officer, told):
    actions.swap_days(off=MONDAY, worked=SATURDAY, notice="2/TB-BNV", by=officer)
    calendar = queries.working_calendar()
    assert (calendar.is_working(MONDAY), calendar.is_working(SATURDAY)) == (False, True)
    assert verbs(2026) == ["calendar.swap_days"]
    assert [c.days for c in told] == [[MONDAY, SATURDAY]]


def test_a_correction_of_words_moves_no_date_and_is_told_to_nobody(officer, told):
    new_year = SpecialDay.objects.get(day=date(2026, 1, 1))
    actions.set_day(day=new_year.day, kind="off", name="Tết Dương lịch 2026", notice="3/TB", by=officer)
    assert told == []
    line = record.history(officer, new_year.year.thing)[0]
    assert "trước đó ghi: ngày nghỉ “Tết Dương lịch”" in line.sentence


def test_a_day_is_removed_with_a_reason(officer, told):
    special = SpecialDay.objects.get(day=date(2026, 8, 31))
    actions.remove_day(special, reason="thông báo bị rút", by=officer)
    assert queries.working_calendar().is_working(date(2026, 8, 31))
    assert verbs(2026) == ["calendar.remove_day"]
    assert told[0].days == [date(2026, 8, 31)]


def test_an_announced_year_is_known(officer, told):
    assert not queries.working_calendar().known(date(2027, 3, 1))
    actions.announce_year(2027, notices="9/TB-BNV", by=officer)
    assert queries.working_calendar().known_to == date(2027, 12, 31)
    assert len(told) == 1
    assert told[0].days == []  # no day changed; what was provisional is not any more
    actions.withdraw_year(WorkingYear.objects.get(year=2027), reason="nhầm", by=officer)
    assert queries.working_calendar() == shipped()
    assert verbs(2027) == ["calendar.withdraw_year", "calendar.announce_year"]


def test_a_year_that_is_not_there_is_made(officer):
    actions.set_day(day=date(2028, 1, 3), kind="off", name="thử", notice="1/TB", by=officer)
    assert verbs(2028) == ["calendar.set_day"]
    with pytest.raises(Refused, match="2027"):
        actions.announce_year(2028, notices="1/TB", by=officer)


@pytest.mark.parametrize(
    "role", ["leader", "department_officer", "commune_officer", "steering_viewer", "administrator", "citizen"]
)
def test_only_a_focal_officer_changes_it(world, role):
    by = world.users[role]
    year, special = WorkingYear.objects.get(year=2026), SpecialDay.objects.first()
    for act in (
        lambda: actions.set_day(day=MONDAY, kind="off", name="a", notice="b", by=by),
        lambda: actions.swap_days(off=MONDAY, worked=SATURDAY, notice="b", by=by),
        lambda: actions.remove_day(special, reason="c", by=by),
        lambda: actions.announce_year(2027, notices="b", by=by),
        lambda: actions.withdraw_year(year, reason="c", by=by),
    ):
        with pytest.raises(Refused):
            act()
    assert queries.working_calendar() == shipped()


@pytest.mark.parametrize(
    ("act", "field"),
    [
        (lambda by: actions.set_day(day=MONDAY, kind="worked", name="a", notice="b", by=by), "day"),
        (lambda by: actions.set_day(day=date(1980, 1, 1), kind="off", name="a", notice="b", by=by), "day"),
        (lambda by: actions.swap_days(off=SATURDAY, worked=date(2026, 11, 29), notice="b", by=by), "off"),
        (lambda by: actions.swap_days(off=MONDAY, worked=date(2026, 11, 27), notice="b", by=by), "worked"),
        (lambda by: actions.announce_year(2027, notices=" ", by=by), "notices"),
        (lambda by: actions.withdraw_year(WorkingYear.objects.get(year=2025), reason="c", by=by), None),
        (lambda by: actions.withdraw_year(WorkingYear.objects.get(year=2027), reason="c", by=by), None),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_leaves_nothing(officer, act, field):
    with pytest.raises(Refused) as refused, transaction.atomic():
        act(officer)
    assert refused.value.field == field
    assert queries.working_calendar() == shipped()


@pytest.mark.parametrize(
    "values",
    [
        {"day": MONDAY, "kind": "worked"},
        {"day": date(2025, 11, 24), "kind": "off"},  # not of the year it is put into
    ],
)
def test_the_database_refuses_the_impossible(values):
    year = WorkingYear.objects.get(year=2026)
    with pytest.raises(IntegrityError), transaction.atomic():
        SpecialDay.objects.create(year=year, name="a", notice="b", **values)


def test_a_listener_that_fails_takes_the_change_with_it(officer):
    def fail(change: Change) -> None:
        raise RuntimeError("no")

    on_change(fail)
    try:
        with pytest.raises(RuntimeError), transaction.atomic():
            actions.set_day(day=MONDAY, kind="off", name="a", notice="b", by=officer)
    finally:
        forget(fail)
    assert queries.working_calendar() == shipped()


def test_a_release_adds_what_nobody_entered_and_overwrites_nothing(officer):
    from django.apps import apps

    from dongthuan.foundation.calendar.seeding import fill

    actions.set_day(day=date(2027, 2, 4), kind="off", name="của tỉnh", notice="1/TB", by=officer)
    SpecialDay.objects.filter(day=date(2027, 2, 5)).delete()
    WorkingYear.objects.filter(year=2026).update(notices="của tỉnh")
    fill(apps, None)
    assert SpecialDay.objects.get(day=date(2027, 2, 4)).name == "của tỉnh"
    assert SpecialDay.objects.filter(day=date(2027, 2, 5)).exists()
    assert WorkingYear.objects.get(year=2026).notices == "của tỉnh"
