"""Booking, receiving, refusing, answering: each action with its record entry and every refusal."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from dongthuan.foundation.papers.models import Paper
from dongthuan.listen.reception import actions, queries
from dongthuan.listen.reception.models import Session, Visit, Visitor
from tests.factories import World, make_world

from .making import (
    NEW,
    OLD,
    ROW,
    WHO,
    arrive,
    chair,
    day,
    identify,
    last,
    make_held,
    make_place,
    make_posted,
    make_session,
    officer,
    received,
    recorded,
    refused,
    whole,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings) -> World:
    settings.AS_OF = NEW
    return make_world()


# --- bookings -----------------------------------------------------------------------------------------------------
def test_a_booking_is_found_and_cancelled_by_its_code_alone(world: World):
    session = make_posted(world, date(2026, 8, 20))
    booking, code = actions.book(session, name="Lê Văn Mẫu", telephone="0912345678", topic="Đất")
    assert len(code.replace("-", "")) * 5 >= 60
    assert code not in booking.code_hash
    assert queries.by_code(code.lower().replace("-", " ")) == booking
    assert queries.by_code("") is None
    assert queries.by_code("0000-0000-0000") is None
    assert "Lê" not in str(last(session))  # the record can never be erased
    actions.cancel_booking(booking)
    booking.refresh_from_db()
    assert (booking.status, booking.name, booking.telephone, booking.topic) == ("cancelled", "–", "", "")
    refused(lambda: actions.cancel_booking(booking))


def test_a_session_is_booked_as_long_as_it_is_posted_and_has_places(world: World):
    refused(lambda: actions.book(make_session(world, date(2026, 8, 19)), name="a", telephone="1"))
    session = make_posted(world, date(2026, 8, 20), place=Session.objects.get().place)
    for _n in range(2):
        actions.book(session, name="Lê Văn Mẫu", telephone="0912345678")
    refused(lambda: actions.book(session, name="Lê Văn Mẫu", telephone="0912345678"))
    with day(date(2026, 8, 21)):
        refused(lambda: actions.book(session, name="Lê Văn Mẫu", telephone="0912345678"))


# --- visits -------------------------------------------------------------------------------------------------------
def test_from_the_door_to_the_answer(world: World):
    session = make_posted(world)
    visit = arrive(world, actions.hold(session, by=officer(world)))
    assert last(visit) == ("reception.arrive", {"people": 1, "booked": False})
    visit = identify(world, visit)
    assert "Trần" not in str(last(visit))
    assert visit.visitor.id_number == WHO["id_number"]
    visit = received(world, visit)
    visit = recorded(world, visit)
    assert (visit.number, visit.year, visit.answer_due) == (1, 2026, date(2026, 8, 17))
    assert visit.deadlines["TCD-01"]["counted"] == 10
    items = [{"name": "Đơn kiến nghị", "pages": 2, "condition": "original"}]
    refused(lambda: actions.give_receipt(visit, papers=[], by=officer(world)), "papers")
    refused(lambda: actions.give_receipt(visit, papers=items, copies=1, by=officer(world)), "copies")
    visit = actions.give_receipt(visit, papers=items, by=officer(world))
    assert last(visit) == ("reception.give_receipt", {"papers": 1, "pages": 2, "copies": 2})
    refused(lambda: actions.answer(visit, answer="", by=officer(world)), "answer")
    refused(lambda: actions.answer(visit, answer="transferred", by=officer(world)), "words")
    with day(date(2026, 8, 18), officer(world)):
        visit = actions.answer(visit, answer="accepted", by=officer(world))
    assert last(visit) == ("reception.answer", {"answer": "accepted", "late": True})
    refused(lambda: actions.answer(visit, answer="accepted", by=officer(world)))


def test_a_booked_person_comes_once(world: World):
    session = make_posted(world, date(2026, 8, 20))
    booking, _code = actions.book(session, name="Trần Thị Mẫu", telephone="0912345678")
    with day(session.day, officer(world)):
        held = actions.hold(session, by=officer(world))
        arrive(world, held, booking=booking)
        refused(lambda: arrive(world, held, booking=booking))


def test_what_a_visitor_must_show_depends_on_the_day(world: World):
    bare = {"id_kind": "", "id_number": "", "id_issued_on": None, "id_issued_at": ""}
    visit = arrive(world)
    assert "Điều 12" in refused(lambda: identify(world, visit, **bare), "id_kind")
    refused(lambda: identify(world, visit, full_name=""), "full_name")
    refused(lambda: identify(world, visit, acts_as="agent"), "authority")
    refused(lambda: identify(world, visit, id_issued_on=date(2030, 1, 1)), "id_issued_on")
    with day(OLD, officer(world)):
        session = make_held(world, place=visit.session.place)
        assert identify(world, arrive(world, session), **bare).status == "identified"


def test_a_receipt_names_the_givers_paper(world: World):
    with day(OLD, officer(world)):
        session = make_held(world)
        bare = {"id_kind": "", "id_number": "", "id_issued_on": None, "id_issued_at": ""}
        visit = recorded(world, received(world, identify(world, arrive(world, session), **bare)))
        items = [{"name": "Đơn", "pages": 1, "condition": "copy"}]
        refused(lambda: actions.give_receipt(visit, papers=items, by=officer(world)), "id_kind")
        given = {f: WHO[f] for f in bare}
        assert actions.give_receipt(visit, papers=items, by=officer(world), **given).visitor.id_number


@pytest.mark.parametrize(("people", "others", "ok"), [
    (4, 0, True), (4, 1, False), (5, 0, True), (5, 1, True), (5, 2, False), (10, 1, True), (10, 2, False),
    (11, 4, True), (11, 5, False), (300, 4, True),
])  # fmt: skip
def test_delegations_elect_who_speaks(world: World, people: int, others: int, ok: bool):
    visit = arrive(world, people=people)
    rows = [{"full_name": f"Đại diện {n}", "address": "Thôn 2"} for n in range(others)]
    mandate = NEW if people >= 5 else None
    if ok:
        assert identify(world, visit, representatives=rows, mandate_on=mandate).representatives.count() == others
    else:
        refused(lambda: identify(world, visit, representatives=rows, mandate_on=mandate), "representatives")


def test_a_delegation_shows_its_mandate(world: World):
    visit = arrive(world, people=12)
    assert "Điều 29" in refused(lambda: identify(world, visit), "mandate_on")
    refused(lambda: identify(world, visit, mandate_on=date(2026, 8, 4)), "mandate_on")


def test_recording_is_refused(world: World):
    visit = received(world)
    refused(lambda: recorded(world, visit, content=" "), "content")
    refused(lambda: recorded(world, visit, kinds=[]), "kinds")
    refused(lambda: recorded(world, visit, kinds=["XX"]), "kinds")
    refused(lambda: recorded(world, arrive(world, visit.session)))  # not heard yet
    for who in ("commune_officer", "solver", "leader_state", "administrator", "steering_viewer"):
        refused(lambda who=who: actions.record_visit(visit, **ROW, by=world.users[who]))


def test_numbers_run_through_the_year_and_a_second_visit_knows_the_first(world: World):
    session = make_held(world)
    first = whole(world, session)
    second = whole(world, session, earlier=first)
    assert [first.number, second.number, second.repeated] == [1, 2, True]


# --- refusing -----------------------------------------------------------------------------------------------------
def test_a_refusal_for_conduct_needs_no_name_and_is_explained_orally(world: World):
    visit = actions.refuse(arrive(world), ground="TCD9.1", why="Say rượu, la lối", by=officer(world))
    assert (visit.status, visit.notice_needed, visit.notice_due) == ("refused", False, None)
    assert last(visit)[1]["written"] is False
    refused(lambda: actions.issue_notice(visit, number="1", day=NEW, by=officer(world)))


def test_a_refusal_in_writing_has_three_working_days(world: World):
    door = arrive(world)
    refused(lambda: actions.refuse(door, ground="TCD4.1h", why="Đã trả lời", by=officer(world)), "ground")
    visit = actions.refuse(identify(world, door), ground="TCD4.1h", why="Đã trả lời", by=officer(world))
    assert (visit.notice_needed, visit.notice_due) == (True, date(2026, 8, 6))
    assert list(queries.notices_due(officer(world))) == [visit]
    refused(lambda: actions.issue_notice(visit, number=" ", day=NEW, by=officer(world)), "number")
    refused(lambda: actions.issue_notice(visit, number="3", day=date(2026, 9, 1), by=officer(world)), "day")
    actions.issue_notice(visit, number="03/TB-UBND", day=NEW, by=officer(world))
    assert not queries.notices_due(officer(world)).exists()


def test_a_ground_holds_from_its_day_on(world: World):
    with day(OLD, officer(world)):
        visit = identify(world, arrive(world, make_held(world)))
        refused(lambda: actions.refuse(visit, ground="TCD4.1a", why="x", by=officer(world)), "ground")
        refused(lambda: actions.refuse(visit, ground="TCD9.3", why=" ", by=officer(world)), "why")
        found = actions.refuse(visit, ground="TCD9.3", why="Đã giải quyết, giải thích", by=officer(world))
    assert found.notice_needed
    assert found.notice_due is None


# --- secrecy ------------------------------------------------------------------------------------------------------
def test_a_denouncers_identity_is_masked_until_a_look_is_recorded(world: World):
    visit = whole(world, make_held(world), kinds=["TC"])
    assert visit.restricted
    assert queries.identity(visit) is None
    refused(lambda: actions.look(visit, ground=" ", by=officer(world)), "ground")
    for who in ("second_reader", "commune_officer", "leader_state", "administrator"):
        refused(lambda who=who: actions.look(visit, ground="Xác minh", by=world.users[who]))
    assert actions.look(visit, ground="Gọi bổ sung tài liệu", by=officer(world)).full_name == WHO["full_name"]
    assert last(visit) == ("reception.look", {"ground": "Gọi bổ sung tài liệu", "what": "identity"})


def test_no_entry_of_the_record_names_a_visitor(world: World):
    visit = whole(world, make_held(world), kinds=["TC"], content="Tố cáo ông Mỗ nhận tiền")
    said = " ".join(f"{e.data} {e.note}" for e in visit.thing.entries.all())
    assert not [w for w in (*WHO.values(), "Mỗ") if str(w) in said]


# --- conclusion ---------------------------------------------------------------------------------------------------
def test_a_leaders_session_ends_with_a_notice_that_is_followed_up(world: World):
    session = make_held(world)
    visit = whole(world, session)
    waiting = arrive(world, session)
    refused(lambda: actions.conclude(session, conclusion="Giao xã sửa đường", by=chair(world)))  # somebody waits
    actions.refuse(waiting, ground="TCD9.2", why="Đe dọa", by=officer(world))
    refused(lambda: actions.conclude(session, conclusion="x", by=officer(world)))  # a leader concludes
    refused(lambda: actions.conclude(session, conclusion=" ", by=chair(world)), "conclusion")
    row = {"organisation": world.snv, "what": "Kiểm tra", "due": date(2026, 8, 1), "contact": ""}
    refused(lambda: actions.conclude(session, conclusion="x", commitments=[row], by=chair(world)), "due")
    row["due"] = date(2026, 8, 20)
    actions.conclude(session, conclusion="Giao xã sửa đường", commitments=[row], by=chair(world))
    paper = Paper.objects.get(subject=session.thing)
    assert paper.kind == "TB"
    assert WHO["full_name"] not in str(paper.body)
    session = actions.send_conclusion(session, by=officer(world))
    refused(lambda: actions.close(session, by=officer(world)))
    commitment = session.commitments.get()
    refused(lambda: actions.report_commitment(commitment, result=" ", by=officer(world)), "result")
    actions.report_commitment(commitment, result="Đã kiểm tra", by=officer(world))
    refused(lambda: actions.report_commitment(commitment, result="x", by=officer(world)))
    refused(lambda: actions.close(session, by=officer(world)))  # the visitor has no answer yet
    actions.answer(visit, answer="accepted", by=officer(world))
    assert actions.close(session, by=officer(world)).status == "answered"
    refused(lambda: actions.send_conclusion(session, by=officer(world)))


def test_regular_reception_has_no_conclusion(world: World):
    session = actions.open_regular(make_place(world), by=officer(world))
    refused(lambda: actions.conclude(session, conclusion="x", by=chair(world)))


def test_a_visit_becomes_one_case(world: World):
    visit = received(world)
    refused(lambda: actions.hand_over(visit, case=world.bdv.thing, by=officer(world)))
    visit = recorded(world, visit)
    assert actions.hand_over(visit, case=world.bdv.thing, by=officer(world)).case == world.bdv.thing
    refused(lambda: actions.hand_over(visit, case=world.bdv.thing, by=officer(world)))


# --- the database refuses too -------------------------------------------------------------------------------------
def sql_refuses(do) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        do()


def test_the_database_refuses_what_cannot_be(world: World):
    visit = whole(world, make_held(world))
    rows, sessions = Visit.objects.filter(pk=visit.pk), Session.objects.all()
    sql_refuses(lambda: rows.update(status="refused"))
    sql_refuses(lambda: rows.update(content=""))
    sql_refuses(lambda: rows.update(kinds=[]))
    sql_refuses(lambda: rows.update(number=None))
    sql_refuses(lambda: rows.update(answer="accepted"))
    sql_refuses(lambda: sessions.update(status="posted"))
    sql_refuses(lambda: sessions.update(posted_on=None))
    sql_refuses(lambda: sessions.update(leader=None))
    sql_refuses(lambda: Visitor.objects.update(acts_as="agent", authority=""))
    sql_refuses(lambda: Visitor.objects.update(id_number=""))


def test_every_move_is_lawful_or_refused_by_code_and_database(world: World):
    from dongthuan.listen.reception import states

    visit, session = arrive(world), Session.objects.get()
    for obj, moves, check in (
        (visit, states.VISIT_MOVES, states.check_visit),
        (session, states.SESSION_MOVES, states.check_session),
    ):
        rows = type(obj).objects.filter(pk=obj.pk)
        now = rows.get().status
        for then in moves:
            if then != now and then not in moves[now]:
                refused(lambda now=now, then=then, check=check: check(now, then))
                sql_refuses(lambda rows=rows, then=then: rows.update(status=then))
