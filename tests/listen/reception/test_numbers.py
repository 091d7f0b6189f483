"""The register, form 01/TCD and the leaders' duty: counted from what people did."""

from datetime import date, time, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from dongthuan.listen.reception import actions, law, queries, rules, tables
from dongthuan.listen.reception.models import Place
from tests.factories import World, make_officer, make_world

from .making import NEW, OLD, WHO, chair, day, head_post, make_held, make_place, make_posted, officer, whole

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings) -> World:
    settings.AS_OF = NEW
    return make_world()


def sheet(table) -> list[list]:
    return [list(row) for row in load_workbook(BytesIO(table.as_xlsx())).active.iter_rows(values_only=True)]


def test_the_register_has_thirteen_columns_and_masks_denouncers(world: World):
    session = make_held(world)
    whole(world, session)
    whole(world, session, kinds=["TC", "KN"])
    head, second, first = sheet(tables.RegisterTable(queries.register_rows(officer(world))))
    assert len(head) == len(rules.REGISTER) == 13
    assert (first[0], first[2], first[3]) == ("1/2026", f"{WHO['full_name']}, {WHO['address']}", WHO["id_number"])
    assert (second[0], second[2], second[3], second[5]) == ("2/2026", rules.MASK, rules.MASK, "khiếu nại, tố cáo")
    assert first[11] == "hạn trả lời 17/08/2026"


def test_only_who_serves_the_place_reads_its_register(world: World):
    whole(world, make_held(world))
    for who in (
        "leader_state",
        "commune_officer",
        "solver",
        "second_reader",
        "steering_viewer",
        "administrator",
        "citizen",
    ):
        assert not queries.register_rows(world.users[who]).exists(), who
        assert not queries.sessions_visible_to(world.users[who]).exists(), who


def test_form_01_adds_up(world: World):
    deputy = make_officer(world.communes[0], "leader", title="Phó Chủ tịch", rank="deputy")
    place = make_place(world)
    regular = actions.open_regular(place, by=officer(world))
    first = whole(world, regular, people=3)
    whole(world, regular, earlier=first)  # the same case again
    whole(world, regular, people=12, repeated=True)  # a delegation with an old case
    head = make_held(world, place=place)
    whole(world, head, people=6)
    posted = make_posted(world, place=place, starts=time(14), ends=time(16))
    whole(world, actions.hold(posted, receiver=deputy.assignments.get().post, by=officer(world)))
    found = queries.form_01([world.communes[0].pk], date(2026, 6, 15), date(2026, 9, 14))
    assert found.faults == []
    assert {n: v for n, v in found.figures.items() if v} == {
        1: 5, 2: 23, 3: 4,
        4: 3, 5: 16, 7: 2, 8: 1, 9: 12, 11: 1,
        12: 1, 13: 1, 14: 6, 15: 1, 17: 1, 18: 6, 19: 1,
        21: 1, 22: 1, 23: 1, 24: 1,
    }  # fmt: skip
    assert not any(queries.form_01([world.snv.pk], date(2026, 6, 15), date(2026, 9, 14)).figures.values())
    assert not any(queries.form_01([world.communes[0].pk], date(2026, 9, 15), date(2026, 12, 14)).figures.values())


def hold_on(w: World, place: Place, when: date, **more) -> None:
    with day(when, officer(w), chair(w)):
        actions.hold(make_posted(w, when, place=place), by=officer(w), **more)


def test_the_duty_of_a_commune_changes_on_the_first_of_july(world: World):
    with day(OLD, officer(world)):
        place = make_place(world)
    for when in (OLD, OLD + timedelta(days=14), date(2026, 7, 6), date(2026, 7, 8)):
        hold_on(world, place, when)
    with day(date(2026, 8, 10)):
        spring = queries.duty_rows([world.communes[0]], date(2026, 3, 2), date(2026, 3, 22))[0]
        summer = queries.duty_rows([world.communes[0]], date(2026, 7, 1), date(2026, 8, 31))[0]
    assert (spring.windows, spring.kept, spring.missing) == (3, 2, ("09/03–15/03/2026",))
    assert (summer.windows, summer.kept, summer.missing) == (1, 1, ())  # August is not over
    assert "1 ngày mỗi tuần" in spring.duty
    assert "2 ngày mỗi tháng" in summer.duty


def test_authorised_postponed_and_unheld_sessions_do_not_keep_the_duty(world: World):
    deputy = make_officer(world.communes[0], "leader", title="Phó Chủ tịch", rank="deputy")
    place = make_place(world)
    hold_on(world, place, date(2026, 8, 4), receiver=deputy.assignments.get().post)
    put_off = make_posted(world, date(2026, 8, 12), place=place)
    actions.postpone(put_off, reason="Bão", day=date(2026, 8, 13), starts=time(8), ends=time(9), by=officer(world))
    with day(date(2026, 9, 7)):
        row = queries.duty_rows([world.communes[0]], date(2026, 8, 1), date(2026, 8, 31))[0]
        assert [s.day for s in queries.missed_of(officer(world))] == [date(2026, 8, 13)]
    assert (row.held, row.authorised, row.postponed, row.unheld) == (1, 1, 1, 1)
    assert row.missing == ("08/2026",)


def test_districts_owe_nothing_after_they_ended(world: World):
    district = world.districts[0]
    assert law.duty(district, date(2025, 6, 30)).value.days == 2
    assert law.duty(district, date(2025, 7, 1)) is None
    assert law.level_of(world.mttq) is None
    assert law.level_of(world.bdv) is None


def test_duty_is_read_in_few_queries_however_many_bodies(world: World, django_assert_max_num_queries):
    bodies = [*world.communes, *world.districts, world.ubnd, world.snv]
    with django_assert_max_num_queries(8):
        queries.duty_rows(bodies, date(2026, 1, 1), date(2026, 7, 31))


def test_a_leading_post_is_named(world: World):
    with day(date(2026, 9, 7)):
        row = queries.duty_rows([world.communes[0]], date(2026, 8, 1), date(2026, 8, 31))[0]
    assert row.head.startswith(head_post(world).title)
