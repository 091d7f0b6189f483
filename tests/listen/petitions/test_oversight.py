"""What runs out goes up once on the day of the law; orders come down; a neighbour is asked. Nothing sealed goes along."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from dongthuan.foundation.notify.models import Notice
from dongthuan.foundation.orgs.models import Role
from dongthuan.foundation.record.models import Entry
from dongthuan.foundation.things.kit import Refused
from dongthuan.foundation.vault import actions as vault
from dongthuan.foundation.vault.models import Dossier
from dongthuan.listen.petitions import actions, desk, oversight, states
from dongthuan.listen.petitions.models import Escalation, Opinion, Order
from dongthuan.listen.petitions.rules.oversight import rung
from tests.factories import World, make_officer

from . import making
from .making import on

pytestmark = pytest.mark.django_db
LATE_DAY = date(2026, 8, 6)  # KN-04 of a case accepted on 06/07/2026 ends on 05/08/2026
RED_DAY = date(2026, 8, 21)  # 45 days after the receipt


@pytest.fixture
def chair(world: World):
    """Who leads the body above the commune."""
    return make_officer(world.districts[0], Role.LEADER, title="Chủ tịch", rank="head")


def client(user) -> Client:
    found = Client()
    found.force_login(user)
    return found


def words(rows) -> str:
    return " ".join(f"{r.what} {r.why}" for r in rows)


def test_by_which_article_a_limit_goes_up():
    assert rung("late", "complaint", date(2026, 8, 5))[0] == LATE_DAY
    assert "Điều 15.3" in rung("late", "complaint", date(2026, 8, 5))[1].basis
    assert "Điều 15.3" not in rung("late", "complaint", date(2026, 6, 29))[1].basis
    assert rung("red", "complaint", date(2026, 6, 29)) is None
    assert rung("late", "reflection", date(2026, 8, 5)) is None


def test_a_limit_that_ran_out_goes_up_once_on_its_day(world, chair):
    p = making.accepted(world)
    with on(date(2026, 8, 5)):
        assert actions.escalate(by=None) == 0
    with on(LATE_DAY):
        assert actions.escalate(by=None) == 1
        assert actions.escalate(by=None) == 0
    up = Escalation.objects.get()
    assert (up.petition, up.to, up.on, up.due) == (p, world.districts[0], LATE_DAY, None)
    with on(date(2026, 9, 1)):  # the job stood still: the day of the red list is the law's, not the job's
        assert actions.escalate(by=None) == 1
    assert Escalation.objects.get(reason="red").on == RED_DAY
    assert Entry.objects.filter(verb="petitions.escalate").count() == 2
    told = Notice.objects.filter(user=chair)
    assert told.count() == 2
    assert p.code in told[0].text
    assert not Notice.objects.filter(key__startswith="petitions.escalate", user=world.users["leader_state"]).exists()
    with on(date(2026, 9, 1)):
        assert p.code in words(map(desk.escalated_row, oversight.waiting(chair)))
        page = client(chair).get(reverse("petitions:oversight") + "?show=red").content.decode()
    assert p.code in page
    assert client(chair).get(reverse("petitions:detail", args=[p.pk])).status_code == 404
    assert client(world.users["leader"]).get(reverse("petitions:give_order", args=[p.pk])).status_code == 404


def test_what_was_done_in_time_or_is_suspended_does_not_go_up(world):
    making.decided(world)
    p = making.verifying(world)
    actions.suspend(p, ground="KNS.b", number="1/QĐ", by=world.users["leader_commune"])
    with on(LATE_DAY):
        assert actions.escalate(by=None) == 0


def test_an_order_comes_down_is_reported_on_and_settled(world, chair):
    p = making.accepted(world)
    with on(LATE_DAY):
        actions.escalate(by=None)
        c = client(chair)
        url = reverse("petitions:give_order", args=[p.pk])
        assert c.post(url, {"number": "12/UBND", "on": "06/08/2026"}).status_code == 422, "the leader states the day"
        sent = {"number": "12/UBND", "on": "06/08/2026", "due": "14/08/2026", "text": "Giải quyết dứt điểm."}
        assert c.post(url, sent).status_code == 302
        order = Order.objects.get()
        assert (order.issuer, order.body, order.due) == (world.districts[0], world.communes[0], date(2026, 8, 14))
        assert not oversight.waiting(chair).exists()
        solver = world.users["solver"]
        assert p.code in words(map(desk.ordered_row, desk._ordered(solver)))
        assert "12/UBND" in client(solver).get(reverse("petitions:detail", args=[p.pk])).content.decode()
        with pytest.raises(Refused):
            actions.settle_order(order, by=chair)
        report = reverse("petitions:report_order", args=[order.pk])
        assert client(solver).post(report, {"text": "Đã đo lại."}).status_code == 302
        assert p.code in words(map(desk.reported_row, desk._reported(chair)))
        page = reverse("petitions:order", args=[order.pk])
        assert "Đã đo lại." in c.get(page).content.decode()
        order = actions.return_order(Order.objects.get(), due=date(2026, 8, 20), by=chair)
        assert (order.status, order.due) == ("given", date(2026, 8, 20))
        order = actions.report_order(order, text="Đã ra quyết định.", number="5/BC", by=world.users["leader_commune"])
        assert c.post(reverse("petitions:settle_order", args=[order.pk])).status_code == 302
    verbs = Entry.objects.filter(subject=p.thing, verb__contains="order").order_by("seq").values_list("verb", flat=True)
    acts = ["give_order", "report_order", "return_order", "report_order", "settle_order"]
    assert list(verbs) == [f"petitions.{v}" for v in acts]


def test_an_overdue_denunciation_goes_up_by_number_alone_with_the_days_of_the_law(world, chair):
    p = making.accepted(world, "denunciation")
    with on(LATE_DAY):
        assert actions.escalate(by=None) == 1
        up = Escalation.objects.get()
        assert (up.due, up.basis) == (date(2026, 8, 13), "Luật Tố cáo 25/2018/QH14, Điều 38.2–3")  # TC-12/request
        order = actions.give_order(p, number="1/UBND", text="Ông Bê nhận tiền", by=chair)
        assert (order.text, order.due) == ("", date(2026, 8, 13))  # TC-12/report
        page = client(chair).get(reverse("petitions:order", args=[order.pk])).content.decode()
        assert "Điều 38.2" in page
        assert client(world.users["second_reader"]).get(reverse("petitions:order", args=[order.pk])).status_code == 404
        order = actions.report_order(order, number="2/BC", text="Ông Bê", by=world.users["solver"])
        assert order.report == ""
    for change in ({"text": "Ông Bê"}, {"report": "Ông Bê"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Order.objects.update(**change)


def test_who_it_is_about_is_left_out_of_what_goes_up(world, chair):
    """The leader above is the one denounced: neither told nor asked, and the limit goes up no step."""
    p = making.accepted(world, "denunciation")
    deputy = make_officer(world.districts[0], Role.LEADER, title="Phó Chủ tịch", rank="deputy")
    vault.exclude(Dossier.objects.get(thing=p.dossier), person=deputy, by=world.users["leader_commune"])
    with on(LATE_DAY):
        assert actions.escalate(by=None) == 1
        assert oversight.waiting(chair).exists()
        assert not oversight.waiting(deputy).exists()
        assert not Notice.objects.filter(user=deputy).exists()
        assert client(deputy).get(reverse("petitions:give_order", args=[p.pk])).status_code == 404


def test_another_body_is_asked_by_a_question_alone(world):
    p, solver = making.verifying(world), world.users["solver"]
    expert = make_officer(world.snv, Role.SOLVER)
    step = reverse("petitions:step", args=[p.pk, "ask_opinion"])
    sent = {"to_org": world.snv.pk, "text": "Thửa 12 thuộc loại đất nào?", "by_day": "20/07/2026"}
    assert client(solver).post(step, sent).status_code == 302
    opinion = Opinion.objects.get()
    page = reverse("petitions:opinion", args=[opinion.pk])
    told = client(expert).get(page).content.decode()
    assert "Thửa 12" in told
    assert "Lụa" not in told
    assert "Thửa 12" in words(map(desk.opinion_row, desk._asked(expert)))
    assert client(world.users["focal_officer"]).get(page).status_code == 404
    assert client(expert).get(reverse("petitions:detail", args=[p.pk])).status_code == 404
    assert client(expert).post(page, {"text": "Đất ở nông thôn."}).status_code == 302
    assert "Đất ở nông thôn." in client(solver).get(reverse("petitions:detail", args=[p.pk])).content.decode()
    again = actions.ask_opinion(p, to=world.ubnd, text="Có quy hoạch không?", by_day=date(2026, 7, 30), by=solver)
    assert actions.withdraw_opinion(again, by=solver).status == "withdrawn"
    with pytest.raises(IntegrityError), transaction.atomic():
        Opinion.objects.filter(pk=again.pk).update(status="given")
    with pytest.raises(Refused):
        actions.ask_opinion(making.verifying(world, "denunciation"), to=world.snv, text="?", by_day=LATE_DAY, by=solver)


@pytest.mark.parametrize(
    ("model", "moves"), [(Order, states.ORDER_MOVES), (Opinion, states.OPINION_MOVES)], ids=["order", "opinion"]
)
def test_orders_and_questions_move_by_their_tables_alone(world, chair, model, moves):
    p, day = making.accepted(world), making.RECEIVED
    common = {"petition": p, "due": day}
    made = {
        Order: {"issuer": world.districts[0], "body": world.communes[0], "number": "1", "on": day, "by": chair,
                "reported_on": day},
        Opinion: {"of": world.snv, "question": "?", "asked_on": day, "asked_by": chair, "given_on": day, "text": "."},
    }[model]  # fmt: skip
    for now in moves:
        for then in moves:
            if now == then:
                continue
            try:
                with transaction.atomic():
                    row = model.objects.create(**common, **made, status=now)
                    model.objects.filter(pk=row.pk).update(status=then)
                    passed = True
                    transaction.set_rollback(True)
            except IntegrityError:
                passed = False
            assert passed == (then in moves[now]), (now, then)
