"""Places and sessions: planning, posting, moving, holding: each action with its record entry and every refusal."""

from datetime import date, time

import pytest

from dongthuan.listen.reception import actions, queries
from tests.factories import World, make_world

from .making import (
    MORNING,
    NEW,
    OLD,
    arrive,
    chair,
    day,
    head_post,
    identify,
    last,
    make_place,
    make_posted,
    make_session,
    officer,
    received,
    recorded,
    refused,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings) -> World:
    settings.AS_OF = NEW
    return make_world()


# --- places and schedules -----------------------------------------------------------------------------------------
def test_a_place_is_opened_and_changed_by_who_serves_it(world: World):
    place = make_place(world)
    assert last(place)[0] == "reception.open_place"
    actions.change_place(place, hours="Thứ Ba, 08:00–11:00", by=officer(world))
    assert last(place) == ("reception.change_place", {"changed": ["hours"]})
    refused(lambda: actions.change_place(place, name=" ", by=officer(world)), "name")
    refused(lambda: actions.change_place(place, until=date(2019, 1, 1), by=officer(world)), "until")
    refused(lambda: make_place(world), "name")
    for who in ("commune_officer", "leader_state", "administrator", "citizen", "solver"):
        refused(lambda who=who: actions.change_place(place, name="x", by=world.users[who]))


def test_a_planned_session_knows_by_when_it_is_posted(world: World):
    session = make_session(world, date(2026, 8, 10))
    assert session.post_by == NEW  # five working days before: Monday before
    assert session.deadlines["TCD-04"]["basis"].endswith("Điều 24.4")
    posted = actions.post_schedule(session.place, until=session.day, by=officer(world))[0]
    assert (posted.status, posted.posted_late) == ("posted", False)
    assert last(session.place)[1] == {"sessions": 1, "until": "2026-08-10", "late": 0}
    assert last(posted)[0] == "reception.post_schedule"


def test_what_is_posted_late_is_posted_and_says_so(world: World):
    session = make_posted(world, date(2026, 8, 5))
    assert session.posted_late
    assert last(session)[1]["late"] == 1


def test_planning_is_refused(world: World):
    place = make_place(world)

    def plan(**more):
        values = {"kind": "periodic", "days": [NEW], "leader": head_post(world), **MORNING, "by": officer(world)}
        return lambda: actions.plan(place, **values | more)

    refused(plan(days=[]), "day")
    refused(plan(days=[date(2026, 8, 2)]), "day")
    refused(plan(kind="unscheduled"), "kind")
    refused(plan(ends=time(7, 0)), "ends")
    refused(plan(leader=None), "leader")
    refused(plan(leader=world.users["leader_state"].assignments.get().post), "leader")
    refused(plan(by=world.users["leader_state"]))
    plan()()
    refused(plan(), "day")  # the same hour twice
    refused(lambda: actions.post_schedule(place, until=date(2026, 8, 2), by=officer(world)), "until")


def test_only_what_is_not_posted_is_changed(world: World):
    session = make_session(world, date(2026, 8, 20))
    actions.change_session(session, day=date(2026, 8, 27), topics="Đất đai", by=officer(world))
    session.refresh_from_db()
    assert (session.day, session.post_by) == (date(2026, 8, 27), date(2026, 8, 21))  # Saturday 22/8 is worked
    refused(lambda: actions.change_session(session, ends=time(1), by=officer(world)), "ends")
    refused(lambda: actions.change_session(session, day=date(2026, 1, 1), by=officer(world)), "day")
    actions.post_schedule(session.place, until=session.day, by=officer(world))
    refused(lambda: actions.change_session(session, topics="x", by=officer(world)))  # it is postponed instead


def test_a_postponement_gives_its_reason_and_new_time_and_takes_the_bookings_along(world: World):
    session = make_posted(world, date(2026, 8, 20))
    booking, _code = actions.book(session, name="Lê Văn Mẫu", telephone="0912345678")
    new_time = {"day": date(2026, 8, 24), "starts": time(14), "ends": time(16)}
    refused(lambda: actions.postpone(session, reason=" ", **new_time, by=officer(world)), "reason")
    same = {"day": session.day, "starts": session.starts, "ends": session.ends}
    refused(lambda: actions.postpone(session, reason="Bão", **same, by=officer(world)), "day")
    new = actions.postpone(session, reason="Ứng phó bão", **new_time, by=officer(world))
    session.refresh_from_db()
    booking.refresh_from_db()
    assert (session.status, new.status, new.replaces, booking.session) == ("postponed", "posted", session, new)
    assert last(session)[1]["reason"] == "Ứng phó bão"
    assert [s.pk for s in queries.public_sessions(NEW)] == [session.pk, new.pk]  # both stand on the public page


def test_the_days_regular_reception_is_opened_once(world: World):
    place = make_place(world)
    first = actions.open_regular(place, by=officer(world))
    assert actions.open_regular(place, by=officer(world)) == first
    assert (first.status, first.kind, last(first)[0]) == ("held", "regular", "reception.open_regular")


def test_an_unscheduled_reception_names_its_ground(world: World):
    place = make_place(world)
    values = {"day": NEW, "leader": head_post(world), **MORNING, "by": officer(world)}
    refused(lambda: actions.call_unscheduled(place, ground="x", reason="Đông người", **values), "ground")
    refused(lambda: actions.call_unscheduled(place, ground="18.3.a", reason="", **values), "reason")
    session = actions.call_unscheduled(place, ground="18.3.a", reason="Đông người tụ tập", **values)
    assert actions.hold(session, by=officer(world)).status == "held"  # no posted schedule is asked for
    assert not session.posted_late


# --- online -------------------------------------------------------------------------------------------------------
def test_before_july_2026_no_session_is_online_and_the_form_says_by_which_article(world: World):
    with day(OLD, officer(world)):
        reason = refused(lambda: make_session(world, date(2026, 6, 30), online=True), "online")
    assert "TCD-07" in reason
    assert "01/07/2026" in reason


def test_an_online_session_is_told_and_tested_before_it_is_held(world: World):
    session = make_posted(world, date(2026, 8, 12), online=True)
    assert session.deadlines["TCD-07/notify"]["due"] == "2026-08-05"
    assert session.deadlines["TCD-07/test"]["due"] == "2026-08-11"
    refused(lambda: actions.note_online(session, notified_on=date(2026, 8, 9), by=officer(world)), "notified_on")
    with day(session.day, officer(world)):
        assert "Điều 23.1" in refused(lambda: actions.hold(session, by=officer(world)))
        actions.note_online(session, notified_on=date(2026, 8, 5), tested_on=date(2026, 8, 11), by=officer(world))
        held = actions.hold(session, by=officer(world))
        reason = refused(lambda: arrive(world, held, protected=True), "protected")
        assert "Điều 20.4" in reason
        visit = received(world, identify(world, arrive(world, held)))
        refused(lambda: recorded(world, visit, kinds=["TC"], protected=True), "protected")
        recorded(world, visit, kinds=["TC"])  # who asks for no secrecy may denounce online
    offline = make_posted(world, date(2026, 8, 13), place=session.place, starts=time(14), ends=time(16))
    refused(lambda: actions.note_online(offline, notified_on=NEW, by=officer(world)))


# --- holding ------------------------------------------------------------------------------------------------------
def test_a_session_is_held_on_its_day_once_posted(world: World):
    session = make_session(world)
    refused(lambda: actions.hold(session, by=officer(world)))  # not posted
    actions.post_schedule(session.place, until=NEW, by=officer(world))
    with day(date(2026, 8, 4), officer(world)):
        refused(lambda: actions.hold(session, by=officer(world)))
    refused(lambda: actions.hold(session, by=world.users["leader_state"]))
    held = actions.hold(session, by=officer(world))
    assert (held.held_by, held.authorised) == (chair(world), False)
    refused(lambda: actions.hold(session, by=officer(world)))


def test_whoever_receives_in_the_heads_place_is_written_down_as_authorised(world: World):
    from tests.factories import make_officer

    deputy = make_officer(world.communes[0], "leader", title="Phó Chủ tịch", rank="deputy")
    session = make_posted(world)
    other = world.users["leader_state"].assignments.get().post
    refused(lambda: actions.hold(session, receiver=other, by=officer(world)), "receiver")
    held = actions.hold(session, receiver=deputy.assignments.get().post, by=officer(world))
    assert held.authorised
    assert held.held_by == deputy


def test_a_post_that_nobody_holds_receives_nobody(world: World):
    session = make_posted(world)
    chair(world).assignments.update(until=date(2026, 8, 2))
    assert "Chủ tịch" in refused(lambda: actions.hold(session, by=officer(world)), "receiver")
