"""A changed calendar moves the days that are still owed to visitors, and excuses nobody by itself; old bookings are forgotten."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from dongthuan.foundation.calendar import actions as calendar
from dongthuan.foundation.calendar.models import SpecialDay, WorkingYear
from dongthuan.foundation.record.models import Entry
from dongthuan.listen.reception import actions
from dongthuan.listen.reception.models import Booking, DueChange, Visit
from tests.factories import World, make_world

from .making import (
    NEW,
    arrive,
    chair,
    day,
    identify,
    last,
    make_held,
    make_posted,
    make_session,
    officer,
    recorded,
    refused,
)

pytestmark = pytest.mark.django_db
DUE, NEXT = date(2026, 8, 17), date(2026, 8, 18)  # ten working days from NEW, and the day after


@pytest.fixture
def world(settings) -> World:
    settings.AS_OF = NEW
    return make_world()


def day_off(off: date) -> None:
    """The calendar as it stands after a notice, without its listeners."""
    SpecialDay.objects.create(
        year=WorkingYear.objects.get(year=off.year), day=off, kind="off", name="nghỉ", notice="thử"
    )


def test_answers_and_notices_that_are_owed_move_with_the_calendar_and_answered_ones_do_not(world):
    session = make_held(world)
    owed, answered = (
        recorded(world, actions.receive(identify(world, arrive(world, session)), by=officer(world))) for _ in "ab"
    )
    actions.answer(answered, answer="at_once", by=officer(world))
    turned = actions.refuse(
        identify(world, arrive(world, session)), ground="TCD9.3", why="Đã giải quyết", by=officer(world)
    )
    assert (owed.answer_due, turned.notice_due) == (DUE, date(2026, 8, 6))
    day_off(DUE)
    day_off(date(2026, 8, 6))
    assert actions.reckon_again(reason="thông báo thử", by=None) == 2
    for visit in (owed, answered, turned):
        visit.refresh_from_db()
    assert (owed.answer_due, answered.answer_due, turned.notice_due) == (date(2026, 8, 19), DUE, date(2026, 8, 7))
    assert owed.deadlines["TCD-01"]["due"] == "2026-08-19"
    verb, data = last(owed)
    assert verb == "reception.reckon_again"
    assert (data["old"], data["new"], data["reason"]) == ("2026-08-17", "2026-08-19", "thông báo thử")
    assert actions.reckon_again(reason="lần nữa", by=None) == 0
    change = DueChange.objects.get(thing=owed.thing)
    with pytest.raises(IntegrityError), transaction.atomic():
        DueChange.objects.filter(pk=change.pk).update(reason="khác")


def test_a_late_answer_stays_late_until_a_leader_decides(world):
    visit = recorded(world)
    with day(NEXT, officer(world), chair(world)):
        day_off(DUE)
        assert actions.reckon_again(reason="thông báo muộn", by=None) == 1
        assert Visit.objects.get().answer_due == DUE
        change = DueChange.objects.get(held=True)
        refused(lambda: actions.excuse(change, by=officer(world)))
        clerk, leader = Client(), Client()
        clerk.force_login(officer(world))
        leader.force_login(chair(world))
        page, decide = (
            reverse("reception:visit", args=[visit.pk]),
            reverse("reception:excuse", args=[change.pk]),
        )
        assert decide not in clerk.get(page).content.decode()
        assert decide in leader.get(page).content.decode()
        assert leader.post(decide).status_code == 302
        assert Visit.objects.get().answer_due == NEXT
        assert last(visit)[0] == "reception.excuse"
        refused(lambda: actions.excuse(change, by=chair(world)))


def test_the_days_of_a_planned_session_move_and_those_of_a_posted_one_stand(world):
    """TCD-04 counts back from the session: with a day off between, it is posted earlier; what is late then is shown late."""
    posted = make_posted(world, date(2026, 8, 21))
    posted_by = posted.post_by
    planned = make_session(world, date(2026, 8, 20), place=posted.place, online=True)
    late = make_session(world, date(2026, 8, 11), place=posted.place)
    assert (planned.post_by, late.post_by) == (date(2026, 8, 13), date(2026, 8, 4))
    day_off(date(2026, 8, 14))
    day_off(date(2026, 8, 5))
    actions.reckon_again(reason="thử", by=None)
    for session in (planned, posted, late):
        session.refresh_from_db()
    assert (planned.post_by, posted.post_by, late.post_by) == (date(2026, 8, 12), posted_by, date(2026, 8, 3))
    assert set(DueChange.objects.filter(thing=planned.thing).values_list("rule", flat=True)) >= {
        "TCD-04",
        "TCD-07/notify",
    }
    assert last(planned)[0] == "reception.reckon_again"
    clerk = Client()
    clerk.force_login(officer(world))
    assert "13/08/2026" in clerk.get(reverse("reception:session", args=[planned.pk])).content.decode()


def test_a_change_of_the_calendar_sets_both_jobs_to_work(world):
    calendar.set_day(day=DUE, kind="off", name="nghỉ thử", notice="1/TB-BNV", by=world.users["focal_officer"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name FROM procrastinate_jobs ORDER BY task_name")
        assert [name for (name,) in cursor.fetchall()] == ["petitions.reckon_again", "reception.reckon_again"]


def test_what_was_typed_to_book_is_forgotten_after_its_days_and_the_counts_stay(world, settings):
    settings.BOOKINGS_KEPT_DAYS = 30
    session = make_posted(world, date(2026, 8, 12))
    booking, _code = actions.book(session, name="Lê Văn Mẫu", telephone="0912345678", people=3, topic="Đất nhà ông Mẫu")
    for when, erased in ((date(2026, 9, 11), 0), (date(2026, 9, 12), 1), (date(2026, 9, 13), 0)):
        with day(when):
            assert actions.forget_bookings() == erased, when
    booking.refresh_from_db()
    assert (booking.name, booking.telephone, booking.topic) == ("–", "", "")
    assert (booking.people, booking.status, booking.forgotten_on) == (3, "booked", date(2026, 9, 12))
    assert Booking.objects.filter(session=session).count() == 1
    assert last(session) == ("reception.forget_bookings", {"bookings": 1})
    assert "Mẫu" not in str(list(Entry.objects.filter(subject=session.thing).values_list("data", "note")))
