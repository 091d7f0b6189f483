"""Asking, answering, deciding, closing: each action with its record entry and every refusal."""

from datetime import date

import pytest
from django.db import DataError, IntegrityError, transaction
from django.db.utils import InternalError

from dongthuan.foundation.notify.models import Notice
from dongthuan.foundation.things.kit import Refused
from dongthuan.listen.consultations import actions, queries, summary, telling
from dongthuan.listen.consultations.kit import Side
from dongthuan.listen.consultations.models import Consultation, Decision, Opinion
from tests.factories import World, make_world

from .making import AFTER, DUE, OPENED, clause, decide, make_consultation, make_units, make_version, say, sides

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings) -> World:
    settings.AS_OF = OPENED
    return make_world()


def refused(do, field: str | None = None) -> str:
    with pytest.raises(Refused) as refusal:
        do()
    assert refusal.value.field == field
    return refusal.value.reason


def last(thing):
    return thing.entries.order_by("seq").last()


def deciding(world: World, settings, consultation: Consultation) -> Consultation:
    settings.AS_OF = AFTER
    return actions.start_deciding(consultation, by=world.users["focal_state"])


# --- asking -------------------------------------------------------------------------------------------------------
def test_open_asks_each_organisation_once_and_tells_its_people(world: World):
    c = make_consultation(world, [world.snv, world.snv, world.communes[0]])
    assert c.opened == OPENED
    assert sorted(i.organisation.name for i in c.invitations.all()) == ["Sở Nội vụ", "UBND xã Gia Vân"]
    assert [(d.organisation, d.focal) for d in c.deciders.order_by("pk")] == [
        (world.bdv, world.phong),
        (world.ubnd, world.vp),
    ]
    entry = last(c.thing)
    assert (entry.verb, entry.data) == ("consultations.open", {"organisations": 2, "due": "2026-03-20"})
    told = set(Notice.objects.filter(thing=c.thing).values_list("user__username", flat=True))
    assert told == {"department-officer", "commune-officer", "leader-commune"}


def test_open_is_refused(world: World):
    version = make_version(world)
    ended = world.districts[1]
    ended.until = date(2026, 1, 1)
    ended.save()

    def ask(**other):
        return lambda: make_consultation(world, version=version, **other)

    refused(ask(due=date(2026, 3, 1)), "due")
    refused(ask(title="  "), "title")
    refused(lambda: actions.open(version, about=world.bdv.thing, title="x", organiser=world.bdv, organisations=[],
                                 deciders=sides(world), due=DUE, by=world.users["focal_officer"]), "organisations")  # fmt: skip
    assert "UBND huyện Yên Khánh" in refused(ask(asked=[ended]), "organisations")
    refused(ask(organiser=world.snv))
    for name in ("leader", "focal_state", "department_officer", "steering_viewer", "administrator", "citizen"):
        refused(ask(by=world.users[name]))
    assert not Consultation.objects.exists()


def test_without_a_named_focal_unit_the_departments_of_the_party_speak_for_it(world: World):
    c = make_consultation(world, deciders=[world.bdv, Side(world.ubnd)])
    assert queries.deciders_of(world.users["focal_state"]).get(consultation=c).organisation == world.ubnd


def test_move_due_keeps_the_old_day_and_its_reason(world: World):
    c = make_consultation(world)
    later = date(2026, 3, 27)
    moved = actions.move_due(c, due=later, reason="Nhiều đơn vị xin thêm ngày", by=world.users["focal_state"])
    assert moved.due == later
    assert last(c.thing).data == {"old": "2026-03-20", "new": "2026-03-27", "reason": "Nhiều đơn vị xin thêm ngày"}
    assert Notice.objects.filter(user=world.users["commune_officer"], text__contains="27/03/2026").exists()


def test_move_due_is_refused(world: World, settings):
    c = make_consultation(world)
    by = world.users["focal_officer"]
    refused(lambda: actions.move_due(c, due=DUE, reason="x", by=by), "due")
    refused(lambda: actions.move_due(c, due=date(2026, 4, 1), reason=" ", by=by), "reason")
    refused(lambda: actions.move_due(c, due=date(2026, 4, 1), reason="x", by=world.users["commune_officer"]))
    settings.AS_OF = date(2026, 4, 10)
    refused(lambda: actions.move_due(c, due=date(2026, 4, 1), reason="x", by=by), "due")
    deciding(world, settings, c)
    refused(lambda: actions.move_due(c, due=date(2026, 5, 1), reason="x", by=by))


def test_receiving_ends_after_the_day_or_when_all_have_answered(world: World, settings):
    c = make_consultation(world, [world.snv, world.communes[0]])
    by = world.users["focal_officer"]
    assert "2" in refused(lambda: actions.start_deciding(c, by=by))
    say(c, world.users["department_officer"])
    settings.AS_OF = DUE
    assert "1" in refused(lambda: actions.start_deciding(c, by=by))
    say(c, world.users["commune_officer"])
    refused(lambda: actions.start_deciding(c, by=world.users["leader"]))
    assert actions.start_deciding(c, by=by).status == "deciding"
    assert last(c.thing).verb == "consultations.start_deciding"
    refused(lambda: actions.start_deciding(c, by=by))


def test_the_database_refuses_a_state_that_is_no_move(world: World):
    c = make_consultation(world)
    with pytest.raises((IntegrityError, InternalError, DataError)), transaction.atomic():
        Consultation.objects.filter(pk=c.pk).update(status="closed")


# --- answering ----------------------------------------------------------------------------------------------------
def test_an_answer_can_be_changed_and_every_state_of_it_stays(world: World):
    c = make_consultation(world)
    by = world.users["commune_officer"]
    first = say(c, by, "2", "object", reason="Chưa rõ số kỳ tiếp công dân.")
    second = say(c, by, "2", "propose", wording="Tiếp công dân hằng tháng.", reason="Cho rõ.")
    assert first == second
    assert Opinion.objects.count() == 1
    assert (second.organisation, second.stance) == (world.communes[0], "propose")
    said = [e.data["stance"] for e in second.thing.entries.order_by("seq") if e.verb == "consultations.answer"]
    assert said == ["object", "propose"]


def test_an_answer_that_agrees_keeps_no_wording(world: World):
    c = make_consultation(world)
    assert say(c, world.users["commune_officer"], "2", "agree", wording="Câu khác").wording == ""


def test_answer_is_refused(world: World, settings):
    c = make_consultation(world)
    by = world.users["commune_officer"]
    elsewhere = make_consultation(world)
    refused(lambda: say(c, by, "2", "propose"), "wording")
    refused(lambda: say(c, by, "2", "propose", wording=queries.words_of(c, clause(c, "2"))), "wording")
    refused(lambda: say(c, by, "2", "object"), "reason")
    refused(lambda: say(c, by, "2", "maybe"), "stance")
    refused(lambda: actions.answer(c, clause=clause(elsewhere, "2"), stance="agree", by=by), "clause")
    for name in ("district_officer_2", "focal_officer", "leader", "steering_viewer", "administrator", "citizen"):
        refused(lambda name=name: say(c, world.users[name]))
    deciding(world, settings, c)
    refused(lambda: say(c, by))


def test_the_database_refuses_a_proposal_without_wording_and_an_objection_without_reason(world: World):
    opinion = say(make_consultation(world), world.users["commune_officer"], "2")
    for stance in ("propose", "object"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Opinion.objects.filter(pk=opinion.pk).update(stance=stance, wording="", reason="")


def test_withdrawn_stays_counted_and_a_new_answer_undoes_it(world: World, settings):
    c = make_consultation(world)
    by = world.users["commune_officer"]
    opinion = say(c, by, "2", "object", reason="Chưa rõ.")
    refused(lambda: actions.withdraw(opinion, reason=" ", by=by), "reason")
    refused(lambda: actions.withdraw(opinion, reason="x", by=world.users["district_officer"]))
    decision = actions.withdraw(opinion, reason="Đã trao đổi rõ", by=by)
    assert (decision.code, bool(decision.agreed_at), decision.proposed_by) == ("RUT", True, world.communes[0])
    assert last(opinion.thing).verb == "consultations.withdraw"
    refused(lambda: actions.withdraw(opinion, reason="x", by=by))
    assert summary.views(world.users["leader"], c).outcomes["RUT"] == 1
    say(c, by, "2")
    assert not Decision.objects.exists()
    actions.withdraw(opinion, reason="Rút lại", by=by)
    deciding(world, settings, c)
    refused(lambda: actions.propose_decision(opinion, code="NHAT-TRI", by=world.users["focal_officer"]))
    closed = actions.close(c, by=world.users["focal_officer"])
    refused(lambda: actions.withdraw(opinion, reason="x", by=by))
    assert closed.next_version is None


# --- deciding -----------------------------------------------------------------------------------------------------
def test_a_decision_needs_both_parties_and_a_changed_one_needs_them_anew(world: World, settings):
    c = make_consultation(world)
    opinion = say(c, world.users["commune_officer"], "2", "object", reason="Chưa rõ.")
    one, two = world.users["focal_officer"], world.users["focal_state"]
    refused(lambda: actions.propose_decision(opinion, code="GIU-NGUYEN", reason="Đã rõ", by=one))  # still received
    deciding(world, settings, c)
    made = actions.propose_decision(opinion, code="GIU-NGUYEN", reason="Đã rõ", by=one)
    assert (made.proposed_by, made.agreed_at, made.revision) == (world.bdv, None, 1)
    assert last(opinion.thing).data["code"] == "GIU-NGUYEN"
    changed = actions.propose_decision(opinion, code="NGOAI-PHAM-VI", reason="Thuộc luật", by=two)
    assert [x.organisation for x in changed.consents.all()] == [world.ubnd]
    assert changed.revision == 2
    agreed = actions.consent(changed, by=one)
    assert agreed.agreed_at
    assert last(opinion.thing).verb == "consultations.consent"
    assert actions.consent(changed, by=one).consents.count() == 2  # twice is once
    for name in ("leader", "department_officer", "commune_officer", "steering_viewer", "administrator"):
        refused(lambda name=name: actions.consent(changed, by=world.users[name]))


def test_a_kept_text_without_a_reason_is_refused_by_rule_and_by_database(world: World, settings):
    c = make_consultation(world)
    opinion = say(c, world.users["commune_officer"], "2", "object", reason="Chưa rõ.")
    deciding(world, settings, c)
    refused(lambda: actions.propose_decision(opinion, code="GIU-NGUYEN", by=world.users["focal_officer"]), "reason")
    made = actions.propose_decision(opinion, code="GIU-NGUYEN", reason="Đã rõ", by=world.users["focal_officer"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=made.pk).update(reason="")


def test_nobody_consents_to_or_writes_over_words_they_have_not_seen(world: World, settings):
    c = make_consultation(world)
    opinion = say(c, world.users["commune_officer"], "2", "object", reason="Chưa rõ.")
    one, two = world.users["focal_officer"], world.users["focal_state"]
    deciding(world, settings, c)
    made = actions.propose_decision(opinion, code="GIU-NGUYEN", reason="Một", seen=0, by=one)
    refused(lambda: actions.propose_decision(opinion, code="GIU-NGUYEN", reason="Hai", seen=0, by=two))
    actions.propose_decision(opinion, code="GIU-NGUYEN", reason="Ba", seen=made.revision, by=one)
    refused(lambda: actions.consent(made, seen=1, by=two))
    assert actions.consent(made, seen=2, by=two).agreed_at


def test_an_accepted_change_is_never_lost_under_another(world: World, settings):
    """Two units change the same clause: the second wording starts from the first, or is refused."""
    c = make_consultation(world)
    first = say(c, world.users["commune_officer"], "2", "propose", wording="Tiếp công dân hằng tháng.")
    second = say(c, world.users["district_officer"], "2", "propose", wording="Tiếp công dân tại xã.")
    one, two = world.users["focal_officer"], world.users["focal_state"]
    deciding(world, settings, c)
    early = actions.propose_decision(second, code="TT-SUA", wording="Tiếp công dân tại xã.", by=one)
    decide(world, first, "TT-SUA", wording="Tiếp công dân hằng tháng.")
    refused(lambda: actions.consent(early, by=two))
    assert queries.wording_now(c, clause(c, "2")) == "Tiếp công dân hằng tháng."
    both = decide(world, second, "TT-SUA", wording="Tiếp công dân hằng tháng tại xã.")
    assert both.base == "Tiếp công dân hằng tháng."
    assert "UBND huyện Gia Viễn" in refused(
        lambda: actions.propose_decision(first, code="GIU-NGUYEN", reason="Thôi", by=one)
    )
    closed = actions.close(c, by=one)
    row = closed.next_version.clauses.get(clause=clause(c, "2"))
    assert (row.text, row.source) == ("Tiếp công dân hằng tháng tại xã.", second.thing)


def test_a_decided_opinion_is_not_withdrawn(world: World, settings):
    c = make_consultation(world)
    opinion = say(c, world.users["commune_officer"], "2", "object", reason="Chưa rõ.")
    deciding(world, settings, c)
    decide(world, opinion, "GIU-NGUYEN", reason="Đã rõ")
    refused(lambda: actions.withdraw(opinion, reason="x", by=world.users["commune_officer"]))


def test_a_new_clause_stands_behind_the_one_that_is_named(world: World, settings):
    c = make_consultation(world)
    added = [
        say(c, world.users[name], "", "propose", wording=words)
        for name, words in [("commune_officer", "Chuyển đổi số."), ("district_officer", "Dân vận khéo.")]
    ]
    objecting = say(c, world.users["department_officer"], "", "object", reason="Dài quá.")
    one = world.users["focal_officer"]
    deciding(world, settings, c)
    refused(lambda: actions.propose_decision(added[0], code="TT-BOSUNG", wording="Chuyển đổi số.", by=one), "after")
    refused(lambda: actions.propose_decision(objecting, code="TT-SUA", wording="Ngắn hơn.", by=one), "code")
    for opinion in added:
        decide(world, opinion, "TT-BOSUNG", wording=opinion.wording, after=clause(c, "2"))
    decide(world, objecting, "GIU-NGUYEN", reason="Đủ ngắn")
    fresh = actions.close(c, by=one).next_version
    rows = [(r.number, r.text, r.source) for r in fresh.clauses.filter(kind="so").order_by("position")]
    assert [(n, t) for n, t, _s in rows][1:4] == [
        ("2", "Tiếp công dân, đối thoại với Nhân dân."), ("2a", "Chuyển đổi số."), ("2b", "Dân vận khéo.")
    ]  # fmt: skip
    assert [s for _n, _t, s in rows][2:4] == [added[0].thing, added[1].thing]


def test_note_agreements_takes_both_parties_and_touches_nothing_else(world: World, settings):
    c = make_consultation(world)
    say(c, world.users["commune_officer"])
    say(c, world.users["district_officer"], "1")
    objecting = say(c, world.users["department_officer"], "2", "object", reason="Chưa rõ.")
    deciding(world, settings, c)
    assert actions.note_agreements(c, by=world.users["focal_officer"]) == 2
    assert actions.note_agreements(c, by=world.users["focal_officer"]) == 0  # one's own consent again changes nothing
    assert actions.note_agreements(c, by=world.users["focal_state"]) == 2
    assert last(c.thing).data == {"opinions": 2}
    assert not hasattr(Opinion.objects.get(pk=objecting.pk), "decision")
    refused(lambda: actions.note_agreements(c, by=world.users["leader"]))


# --- closing ------------------------------------------------------------------------------------------------------
def test_close_waits_for_every_decision_and_carries_the_wording_on(world: World, settings):
    c = make_consultation(world)
    by = world.users["focal_officer"]
    changed = say(c, world.users["commune_officer"], "2", "propose", wording="Tiếp công dân hằng tháng.")
    say(c, world.users["district_officer"])
    refused(lambda: actions.close(c, by=by))
    deciding(world, settings, c)
    assert "2" in refused(lambda: actions.close(c, by=by))
    decide(world, changed, "TT-SUA", wording="Tiếp công dân hằng tháng.")
    actions.note_agreements(c, by=by)
    assert "1" in refused(lambda: actions.close(c, by=by))
    actions.note_agreements(c, by=world.users["focal_state"])
    refused(lambda: actions.close(c, by=world.users["leader"]))
    closed = actions.close(c, by=by)
    data = last(c.thing).data
    assert (data["changed"], data["received"], sum(data["outcomes"].values())) == (1, 2, 2)
    rows = {r.number: r for r in closed.next_version.clauses.filter(kind="so")}
    assert rows["2"].text == "Tiếp công dân hằng tháng."
    assert rows["2"].source == changed.thing
    assert rows["1"].source is None
    assert closed.version.clauses.get(clause=rows["2"].clause).source is None
    told = set(Notice.objects.filter(key__startswith="consultations.close:").values_list("user__username", flat=True))
    assert told == {"commune-officer", "leader-commune", "district-officer"}
    refused(lambda: actions.close(c, by=by))


def test_the_wording_of_a_heading_changes_its_title(world: World, settings):
    c = make_consultation(world)
    heading = c.version.clauses.get(kind="la_ma", number="II")
    opinion = actions.answer(
        c, clause=heading.clause, stance="propose", wording="ĐIỀU KHOẢN THI HÀNH", by=world.users["commune_officer"]
    )
    deciding(world, settings, c)
    decide(world, opinion, "TT-SUA", wording="ĐIỀU KHOẢN THI HÀNH")
    row = actions.close(c, by=world.users["focal_officer"]).next_version.clauses.get(clause=heading.clause)
    assert (row.title, row.text) == ("ĐIỀU KHOẢN THI HÀNH", "")


# --- the worked table ---------------------------------------------------------------------------------------------
def test_forty_asked_thirty_one_answered_fifty_eight_opinions(world: World, settings):
    units = make_units(world, 40)
    c = make_consultation(world, [unit for unit, _ in units])
    people = [user for _unit, user in units[:31]]
    opinions = [say(c, user) for user in people[:7]]  # 7 agree with the whole
    for n, user in enumerate(people[7:] + people[7:] + people[7:10]):  # 24 + 24 + 3 = 51 that do not
        number = "1" if n < 24 else "2" if n < 48 else "3"
        opinions.append(say(c, user, number, "propose", wording=f"Câu thứ {n}."))
    assert len(opinions) == 58
    deciding(world, settings, c)
    codes = ["TT-SUA"] * 22 + ["TT-BOSUNG"] * 6 + ["MOT-PHAN"] * 4 + ["GIU-NGUYEN"] * 19
    for opinion, code in zip(opinions[7:], codes, strict=True):
        words = {} if code == "GIU-NGUYEN" else {"wording": opinion.wording}
        decide(world, opinion, code, reason="" if code.startswith("TT") else "Đã có trong luật", **words)
    for name in ("focal_officer", "focal_state"):
        actions.note_agreements(c, by=world.users[name])
    table = summary.views(world.users["leader"], c)
    assert (table.asked, table.answered, table.received, table.undecided) == (40, 31, 58, 0)
    assert [table.outcomes[k] for k in ("TT-SUA", "TT-BOSUNG", "MOT-PHAN", "GIU-NGUYEN", "NHAT-TRI")] == [
        22,
        6,
        4,
        19,
        7,
    ]
    assert sum(table.outcomes.values()) == table.received == sum(m.count for m in table.merged)
    assert len(queries.silent(c)) == 9
    assert actions.close(c, by=world.users["focal_officer"]).status == "closed"


# --- reminders ----------------------------------------------------------------------------------------------------
def test_who_is_silent_is_reminded_shortly_before_and_on_the_day(world: World):
    c = make_consultation(world)
    say(c, world.users["commune_officer"])
    days = [(n, sorted(t.user.username for t in telling.due_reminders(date(2026, 3, n)))) for n in range(15, 23)]
    both = ["department-officer", "district-officer"]
    assert days == [(15, []), (16, []), (17, both), (18, []), (19, both), (20, both), (21, []), (22, [])]
    assert "còn 3 ngày" in next(iter(telling.due_reminders(date(2026, 3, 17)))).text.lower()
    assert c.due == DUE
