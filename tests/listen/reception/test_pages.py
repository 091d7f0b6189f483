"""Pages through a client: booking with limits, receiving step by step, masking, files."""

from datetime import date
from io import BytesIO

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from dongthuan.foundation.notify.kit import desk
from dongthuan.listen.reception import actions, limits
from dongthuan.listen.reception.models import Booking, Place, Session, Visit
from tests.factories import World, make_world

from .making import (
    NEW,
    WHO,
    arrive,
    chair,
    day,
    identify,
    make_held,
    make_place,
    make_posted,
    make_session,
    officer,
    recorded,
    whole,
)

pytestmark = pytest.mark.django_db
BOOKING = {"name": "Lê Văn Mẫu", "telephone": "0912 345 678", "people": "1", "topic": ""}


@pytest.fixture
def world(settings) -> World:
    settings.AS_OF = NEW
    cache.clear()
    return make_world()


def client_of(user=None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def url(name: str, *args) -> str:
    return reverse(f"reception:{name}", args=args)


# --- everyone -----------------------------------------------------------------------------------------------------
def test_the_schedule_shows_what_is_posted_and_nothing_else(world: World):
    make_session(world, date(2026, 8, 19), topics="CHƯA NIÊM YẾT")
    place = Place.objects.get()
    make_posted(world, date(2026, 8, 11), place=place, topics="Đất đai")
    for page in (client_of().get(url("schedule")), client_of().get(url("place", place.pk))):
        words = page.content.decode()
        assert "Đất đai" in words
        assert "CHƯA NIÊM YẾT" not in words
    assert "Đất đai" in client_of().get(url("schedule"), {"q": "gia van"}).content.decode()
    assert "Đất đai" not in client_of().get(url("schedule"), {"q": "khanh nhac"}).content.decode()


def test_a_booking_shows_its_code_once_and_never_in_an_address(world: World):
    session, client = make_posted(world, date(2026, 8, 20)), client_of()
    assert client.get(url("book", session.pk)).status_code == 200
    answer = client.post(url("book", session.pk), BOOKING)
    assert answer["Location"] == url("booked")
    code = client.session["reception_code"]
    assert code in client.get(url("booked")).content.decode()
    other = client_of()
    assert other.get(url("booked"))["Location"] == url("by_code")
    assert other.post(url("by_code"), {"code": code.lower()})["Location"] == url("booked")
    assert other.post(url("cancel"))["Location"] == url("booked")
    assert Booking.objects.get().status == "cancelled"
    assert other.post(url("by_code"), {"code": "0000-0000-0000"}).status_code == 422


def test_a_form_sent_twice_books_once_and_shows_the_same_code(world: World):
    session, client = make_posted(world, date(2026, 8, 20)), client_of()
    client.get(url("book", session.pk))
    sent = BOOKING | {"form_key": "8a2b1a6e-0000-4000-8000-000000000001"}
    client.post(url("book", session.pk), sent)
    first = client.session["reception_code"]
    client.post(url("book", session.pk), sent)
    assert (Booking.objects.count(), client.session["reception_code"]) == (1, first)


def test_what_cannot_be_booked_says_why_and_keeps_what_was_typed(world: World):
    session = make_posted(world, date(2026, 8, 20), seats=0)
    page = client_of().post(url("book", session.pk), BOOKING)
    assert page.status_code == 422
    assert page.context["form"]["name"].value() == "Lê Văn Mẫu"
    assert client_of().post(url("book", session.pk), BOOKING | {"telephone": "x"}).status_code == 422
    assert (
        client_of().get(url("book", make_session(world, date(2026, 8, 21), place=session.place).pk)).status_code == 404
    )


def test_one_address_books_and_tries_codes_only_so_often(world: World, monkeypatch):
    monkeypatch.setitem(limits.RATES, "book", "2/h/ip")
    monkeypatch.setitem(limits.RATES, "code", "2/h/ip")
    session = make_posted(world, date(2026, 8, 20), seats=9)
    found = [client_of().post(url("book", session.pk), BOOKING).status_code for _ in range(3)]
    assert found == [302, 302, 429]
    assert Booking.objects.count() == 2
    assert [client_of().post(url("by_code"), {"code": "x" * 16}).status_code for _ in range(3)] == [422, 422, 429]


# --- who receives -------------------------------------------------------------------------------------------------
def test_a_day_at_the_hall_through_its_forms(world: World):
    client, boss = client_of(officer(world)), client_of(chair(world))
    place = make_place(world)
    plan = {"kind": "periodic", "leader": chair(world).assignments.get().post_id, "day": "03/08/2026", "repeat": "month",
            "until": "31/10/2026", "starts": "8h30", "ends": "11:00", "seats": "4"}  # fmt: skip
    assert client.post(url("plan", place.pk), plan | {"until": ""}).status_code == 422
    assert client.post(url("plan", place.pk), plan).status_code == 302
    assert [s.day for s in Session.objects.all()] == [
        date(2026, 8, 3),
        date(2026, 9, 3),
        date(2026, 10, 5),
    ]  # Saturday moved
    assert client.post(url("post", place.pk), {"until": "31/08/2026"}).status_code == 302
    session = Session.objects.get(day=NEW)
    assert client.post(url("hold", session.pk), {"receiver": session.leader_id}).status_code == 302
    client.post(url("arrive", session.pk), {"people": "7"})
    visit = Visit.objects.get()
    who = {**WHO, "id_issued_on": "01/08/2024", "people": "7", "acts_as": "self", "mandate_on": "01/08/2026",
           "representatives": "Phạm Văn Hai, Thôn 4\n\n"}  # fmt: skip
    assert client.post(url("identify", visit.pk), who | {"id_number": "12 34"}).status_code == 422
    assert client.post(url("identify", visit.pk), who).status_code == 302
    client.post(url("receive", visit.pk))
    row = {"kinds": ["KN", "PA"], "content": "Bồi thường đất", "same_matter": "7"}
    assert client.post(url("record", visit.pk), row | {"earlier": "99/2026"}).status_code == 422
    assert client.post(url("record", visit.pk), row).status_code == 302
    management = {"row-TOTAL_FORMS": "2", "row-INITIAL_FORMS": "0", "copies": "2"}
    paper = {"row-0-name": "Đơn khiếu nại", "row-0-pages": "", "row-0-condition": "original", "row-1-name": ""}
    assert client.post(url("receipt", visit.pk), management | paper).status_code == 422
    assert client.post(url("receipt", visit.pk), management | paper | {"row-0-pages": "2"}).status_code == 302
    assert client.post(url("answer", visit.pk), {"answer": "accepted"}).status_code == 302
    assert client.get(url("conclude", session.pk)).status_code == 403
    rows = {"row-TOTAL_FORMS": "1", "row-INITIAL_FORMS": "0", "row-0-organisation": world.snv.pk, "row-0-what": "Rà soát",
            "row-0-due": "", "conclusion": "Giao rà soát"}  # fmt: skip
    assert boss.post(url("conclude", session.pk), rows).status_code == 422
    assert boss.post(url("conclude", session.pk), rows | {"row-0-due": "20/08/2026"}).status_code == 302
    client.post(url("send_conclusion", session.pk))
    client.post(url("commitment", session.commitments.get().pk), {"result": "Đã rà soát"})
    client.post(url("close", session.pk))
    assert Session.objects.get(pk=session.pk).status == "answered"


def test_a_masked_name_comes_only_after_a_ground(world: World):
    visit = whole(world, make_held(world), kinds=["TC"])
    client = client_of(officer(world))
    page = client.get(url("visit", visit.pk)).content.decode()
    assert WHO["full_name"] not in page
    assert client.post(url("look", visit.pk), {"ground": " ", "what": "identity"}).status_code == 422
    assert visit.thing.entries.filter(verb="reception.look").count() == 0
    shown = client.post(url("look", visit.pk), {"ground": "Gọi bổ sung", "what": "identity"})
    assert WHO["full_name"] in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    file = client.post(url("look", visit.pk), {"ground": "In biên bản", "what": "bien-ban"})
    assert file.content.startswith(b"%PDF")
    assert visit.thing.entries.filter(verb="reception.look").count() == 2
    assert client.get(url("paper", visit.pk, "bien-ban", "docx")).status_code == 200
    assert client.get(url("paper", visit.pk, "bien-nhan", "pdf")).status_code == 404  # nothing was handed over
    assert client.get(url("paper", visit.pk, "bien-ban", "exe")).status_code == 404


def test_the_registers_file_and_the_forms_come_as_excel(world: World):
    whole(world, make_held(world))
    client = client_of(officer(world))
    for name, columns in (("register", 13), ("duty", 10), ("form_01", 3), ("sessions", 8)):
        answer = client.get(url(name), {"format": "xlsx"})
        head = next(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
        assert len(head) == columns, name
    assert client.get(url("register"), {"period": "Q3", "year": "2026"}).status_code == 200
    assert client.get(url("form_01"), {"period": "XX", "year": "2026"}).status_code == 200


def test_the_desk_says_what_is_due(world: World):
    make_session(world, date(2026, 8, 10))
    place = Place.objects.get()
    make_posted(world, NEW, place=place)
    visit = recorded(world, identify_and_receive(world, place))
    rows = desk.rows(fresh(officer(world)), "", 50)
    assert [(r.due, r.url) for r in rows] == [
        (NEW, url("post", place.pk)), (NEW, url("session", Session.objects.get(day=NEW, kind="periodic").pk)),
        (date(2026, 8, 17), url("visit", visit.pk)),
    ]  # fmt: skip
    assert desk.rows(fresh(world.users["solver"]), "", 50) == []


def identify_and_receive(world: World, place: Place) -> Visit:
    session = actions.open_regular(place, by=officer(world))
    return actions.receive(identify(world, arrive(world, session)), by=officer(world))


def fresh(user):
    user.__dict__.pop("acting", None)
    user.__dict__.pop("_desk_rows", None)
    return user


def test_pages_of_a_closed_place_still_open(world: World):
    place = make_place(world)
    actions.change_place(place, until=date(2026, 8, 2), by=officer(world))
    assert client_of().get(url("place", place.pk)).status_code == 200
    assert client_of(officer(world)).get(url("plan", place.pk)).status_code == 403
    with day(NEW):
        assert place.name not in client_of().get(url("schedule")).content.decode()
