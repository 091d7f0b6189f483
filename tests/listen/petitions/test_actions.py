"""What is done with a case: each act with its record entry, its clocks and its refusals."""

import uuid
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from dongthuan.foundation.record.models import Entry
from dongthuan.foundation.things.kit import Refused
from dongthuan.listen.petitions import actions, codes, queries
from dongthuan.listen.petitions.models import Petition, Receipt, Statement

from . import making
from .making import on

pytestmark = pytest.mark.django_db


def verbs(petition: Petition) -> list[str]:
    return [
        v.split(".")[1]
        for v in Entry.objects.filter(subject=petition.thing).order_by("seq").values_list("verb", flat=True)
    ]


def due(petition: Petition, rule: str) -> date:
    return petition.clocks.get(rule=rule).due


# --- taking in -----------------------------------------------------------------------------------------------------
def test_the_same_form_sent_again_is_the_same_case(world):
    key = uuid.uuid4()
    first = making.take_in_with_code(world, sending=key)
    again = making.take_in_with_code(world, sending=key, content="Khác hẳn")
    assert again == first
    assert Petition.objects.count() == 1
    assert Receipt.objects.count() == 1
    assert verbs(first.petition) == ["receive"]


def test_the_code_has_65_bits_and_is_stored_nowhere(world):
    got = making.take_in_with_code(world)
    assert len(codes.plain(got.code)) * 5 >= 60
    stored = Receipt.objects.get().code_hash
    assert codes.plain(got.code) not in stored
    assert queries.by_code(got.code.lower().replace("-", " ")) == got.petition
    assert queries.by_code(got.code[:-1]) is None
    assert queries.by_code(codes.code_for(uuid.uuid4())) is None


def test_a_number_names_nobody_and_the_record_holds_no_word_of_the_sender(world):
    p = making.sent(world)
    assert p.code.startswith("NH26-")
    told = str(list(Entry.objects.filter(subject=p.thing).values_list("data", flat=True)))
    assert "Lụa" not in told
    assert "216" not in told


def test_what_is_incomplete_is_kept_as_received_and_its_sender_invited(world):
    p = making.take_in(world, details={"signed": False})
    desk = world.users["reception_officer"]
    p = actions.register(p, title="Khiếu nại đất", by=desk)
    p = actions.ask_to_complete(p, missing=["signature"], by=desk)
    assert p.status == "awaiting"
    p = actions.complete(p, signed=True, by=desk)
    assert p.status == "registered"
    assert Statement.objects.get(petition=p).signed
    assert verbs(p) == ["receive", "register", "ask_to_complete", "complete"]


# --- the way of a complaint ---------------------------------------------------------------------------------------
def test_a_complaint_from_its_receipt_to_its_archive(world):
    leader, solver = world.users["leader_commune"], world.users["solver"]
    p = making.accepted(world)
    assert (p.status, p.accepted_on) == ("kn_accepted", making.RECEIVED)
    assert due(p, "KN-04") == date(2026, 8, 5)
    assert p.due == date(2026, 8, 5)
    with on(date(2026, 7, 20)):
        p = actions.verify(p, by=solver)
        p = actions.hold_dialogue(p, text="Hai bên thống nhất đo lại.", by=solver)
    with on(date(2026, 7, 30)):
        p = actions.decide(p, outcome="right", number="70/QĐ-UBND", by=leader)
        assert p.clocks.get(rule="KN-04").met_on == date(2026, 7, 30)
        p = actions.send(p, by=solver)
        with pytest.raises(Refused, match=r"KN-10|KN-06"):
            actions.take_effect(p, by=solver)
    with on(date(2026, 9, 7)):
        p = actions.take_effect(p, by=solver)
        p = actions.enforce(p, by=solver)
        p = actions.finish_enforcing(p, text="Đã chi trả bổ sung.", by=solver)
        p = actions.close(p, by=solver)
        assert (p.product, p.product_number) == ("decision", "70/QĐ-UBND")
        p = actions.archive(p, by=solver)
    assert verbs(p)[-9:] == ["verify", "hold_dialogue", "decide", "send", "take_effect", "enforce", "finish_enforcing", "close",
                             "archive"]  # fmt: skip
    assert not p.clocks.filter(ended_on=None).exists()


def test_a_suspension_is_not_counted(world):
    """The example of the issue: accepted 2026-07-06, suspended 16/07–03/08: nominal 23/08, due 24/08."""
    leader = world.users["leader_commune"]
    p = making.verifying(world)
    with on(date(2026, 7, 16)):
        p = actions.suspend(p, ground="KNS.a", number="80/QĐ-UBND", by=leader)
    with on(date(2026, 8, 3)):
        p = actions.resume(p, number="81/QĐ-UBND", by=leader)
    clock = p.clocks.get(rule="KN-04")
    assert (clock.nominal, clock.due) == (date(2026, 8, 23), date(2026, 8, 24))
    assert p.status == "kn_verifying"


def test_a_limit_is_extended_once_and_only_before_it_ends(world):
    leader = world.users["leader_commune"]
    p = making.verifying(world)
    with on(date(2026, 8, 6)), pytest.raises(Refused, match="05/08/2026"):
        actions.extend(p, complex=["KN3a.a"], number="90", by=leader)
    with on(date(2026, 8, 3)):
        p = actions.extend(p, complex=["KN3a.a"], number="90", by=leader)
        assert due(p, "KN-04") == date(2026, 8, 20)
        with pytest.raises(Refused):
            actions.extend(p, complex=["KN3a.b"], number="91", by=leader)


def test_a_code_announces_a_withdrawal_and_a_signature_effects_it(world):
    leader, solver = world.users["leader_commune"], world.users["solver"]
    p = making.verifying(world)
    made = actions.announce_withdrawal(p, whole=True, by=None)
    with pytest.raises(Refused, match=r"đơn ký"):
        actions.terminate(p, ground="KNT.a", number="95", by=leader)
    made = actions.effect_withdrawal(made, signature="form", by=solver)
    p = actions.terminate(p, ground="KNT.a", number="95/QĐ-UBND", by=leader)
    p = actions.close(p, by=solver)
    assert (p.product, p.product_number) == ("termination", "95/QĐ-UBND")


def test_a_second_complaint_is_a_case_of_the_superior_with_its_own_clocks(world):
    p = making.sent(world)
    with on(date(2026, 7, 20)):
        made = actions.complain_again(p, to=world.ubnd, by=world.users["reception_officer"])
    p.refresh_from_db()
    assert p.status == "kn_second"
    assert made.instance == 2
    assert made.organisation == world.ubnd
    assert made.status == "classified"
    assert made.parent == p
    assert Statement.objects.get(petition=made).content == making.WORDS
    assert queries.visible_to(world.users["leader_state"]).filter(pk=p.pk).exists(), "the superior reads the first file"
    assert not queries.visible_to(world.users["solver"]).filter(pk=made.pk).exists()


# --- sorting ---------------------------------------------------------------------------------------------------------
def test_duplicates_are_found_and_joined_and_not_lost(world):
    first, second = (
        making.classified(world),
        making.take_in(world, persons=[making.PERSON | {"full_name": "ĐINH THỊ LỤA"}]),
    )
    desk = world.users["reception_officer"]
    found = queries.like(desk, name="dinh thi lua", text=making.AGAINST)
    assert {first, second} <= set(found)
    second = actions.register(second, title="Khiếu nại đất", by=desk)
    second = actions.join(second, to=first, by=desk)
    assert (second.status, second.same_as) == ("linked", first)
    assert list(first.copies.all()) == [second]


def test_guidance_is_given_once(world):
    desk = world.users["reception_officer"]
    first = making.classified(world)
    second = making.classified(world)
    first = actions.guide(first, to="Tòa án nhân dân", by=desk)
    assert (first.status, first.product) == ("guided", "guidance")
    second.same_as = first
    second.save()
    with pytest.raises(Refused):
        actions.guide(second, to="Tòa án nhân dân", by=desk)


def test_a_reflection_transferred_is_a_case_of_the_other_body(world):
    p = making.classified(world, "reflection")
    made = actions.transfer(p, to=world.communes[1], number="12/CĐ", by=world.users["reception_officer"])
    p.refresh_from_db()
    assert p.status == "transferred"
    assert made.organisation == world.communes[1]
    assert made.parent == p
    assert made.petitioners.get().full_name == making.PERSON["full_name"]


def test_a_reflection_that_was_not_solved_is_opened_again(world):
    p = making.answered(world)
    p = actions.close(p, by=world.users["solver"])
    with pytest.raises(Refused):
        actions.say_solved(p, solved=False, satisfaction=6, by=None)
    p = actions.say_solved(p, solved=False, satisfaction=2, by=None)
    assert (p.status, p.solved, p.product) == ("kp_assigned", False, "")
    assert verbs(p)[-1] == "say_solved"


def test_a_mixed_petition_is_split_and_a_part_that_denounces_seals_the_whole(world):
    desk = world.users["reception_officer"]
    p = making.classified(world, "mixed")
    parts = [("complaint", "Khiếu nại đất", "Đo thiếu đất."), ("denunciation", "Tố cáo", "Cán bộ nhận tiền.")]
    complaint, denunciation = actions.split(p, parts=parts, by=desk)
    p.refresh_from_db()
    assert p.status == "split"
    assert p.sealed
    assert not Statement.objects.filter(petition=p).exists()
    assert denunciation.sealed
    assert denunciation.title == ""
    assert denunciation.kind == "denunciation"
    assert complaint.statement.content == "Đo thiếu đất."


# --- the way of a denunciation -----------------------------------------------------------------------------------------
def test_a_denunciation_from_its_receipt_to_its_end_keeps_no_word_outside_the_vault(world):
    leader, solver, desk = (world.users[k] for k in ("leader_commune", "solver", "reception_officer"))
    p = making.taken_up(world, "denunciation", content="Ông Trần Văn Bê nhận tiền.")
    assert p.sealed
    assert p.status == "tc_check"
    assert p.title == p.folded == ""
    assert not Statement.objects.exists()
    assert not p.petitioners.exists()
    p = actions.accept(p, number="5/QĐ-UBND", by=leader)
    p = actions.verify(p, text="Ông Bê", by=solver)
    with pytest.raises(Refused, match=r"35\.2"):
        actions.conclude(p, outcome="right", number="6/KL-UBND", by=leader)
    p = actions.write_conclusion(p, by=solver, **making.CONCLUSION)
    p = actions.conclude(p, outcome="right", number="6/KL-UBND", by=leader)
    assert {c.rule for c in p.clocks.filter(ended_on=None)} >= {"TC-07", "TC-08", "TC-10/publish"}
    with pytest.raises(Refused):
        actions.follow(p, by=solver)
    p = actions.inform(p, by=solver)
    p = actions.act_on(p, number="9/QĐ", by=leader)
    p = actions.publish(p, way="posting", by=solver)
    p = actions.close(actions.follow(p, by=solver), by=solver)
    assert (p.status, p.product, p.product_number) == ("closed", "conclusion", "6/KL-UBND")
    told = str(list(Entry.objects.filter(subject=p.thing).values_list("data", "note")))
    assert "Bê" not in told
    assert "Lụa" not in told
    assert not p.steps.exclude(text="").exists()
    assert desk.pk


def test_a_denunciation_is_never_seen_by_whom_it_is_about(world):
    """Neither by the body nor by the ones below it; and it is received by none of them."""
    with pytest.raises(Refused):
        making.take_in(world, denunciation=True, denounced=[world.communes[0]])
    p = making.take_in(
        world, denunciation=True, denounced=[world.communes[0]], organisation=world.ubnd, by=None, channel="web",
        received_on=None,
    )  # fmt: skip
    for name, user in world.users.items():
        seen = queries.visible_to(user).filter(pk=p.pk).exists()
        assert seen == (name == "leader_state"), name
    p = actions.register(p, by=world.users["leader_state"])
    p = actions.classify(p, kind="denunciation", by=world.users["leader_state"])
    head, about = world.users["leader_state"], world.communes[0]
    with pytest.raises(Refused):
        actions.transfer(p, to=about, by=head)
    # Not in words either, where the sealed papers would be sent in an envelope; nor by a letter that is only drafted.
    written_out = f"Ủy ban nhân dân X. {about.name.removeprefix('UBND xã ')}"
    for named in (about.name.upper(), f"Chủ tịch {about.short_name}", written_out):
        with pytest.raises(Refused) as refused:
            actions.transfer(p, to=None, body=named, by=head)
        assert refused.value.field == "body"
        with pytest.raises(Refused):
            actions.draft_letter(p, form="TC-PC", said={"body": named}, by=head)
    with pytest.raises(Refused):
        actions.draft_letter(p, form="TC-PC", said={"to_org": about}, by=head)
    # The database says so to whoever writes rows as the application.
    for change in ({"organisation": about}, {"dossier": None}, {"dossier": None, "organisation": about}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Petition.objects.filter(pk=p.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Petition.objects.create(
            code="NH-x", kind="denunciation", sealed=True, channel="post", received_on=p.received_on, intake=about,
            organisation=about, dossier=p.dossier,
        )  # fmt: skip


def test_what_turns_out_to_denounce_is_moved_into_the_vault_and_erased_here(world):
    desk = world.users["reception_officer"]
    p = making.take_in(world, content="Cán bộ nhận tiền.")
    p = actions.register(p, title="Phản ánh về cán bộ", by=desk)
    p = actions.classify(p, kind="denunciation", by=desk)
    assert p.sealed
    assert p.title == p.folded == ""
    assert not Statement.objects.filter(petition=p).exists()
    assert not p.petitioners.exists()
    assert p.dossier == p.thing


def test_a_denunciation_by_telephone_has_no_clock_of_acceptance(world):
    p = making.classified(world, "denunciation", channel="phone")
    assert not p.clocks.filter(purpose="accept").exists()
    p = making.classified(world, "denunciation")
    assert due(p, "TC-01") == date(2026, 7, 15)
    assert due(p, "TC-02") == date(2026, 7, 13)


def test_a_continued_denunciation_goes_to_the_superior_with_its_dossier(world):
    leader, solver, desk = (world.users[k] for k in ("leader_commune", "solver", "reception_officer"))
    p = actions.verify(actions.accept(making.taken_up(world, "denunciation"), number="5/QĐ", by=leader), by=solver)
    with pytest.raises(Refused):
        actions.denounce_again(p, to=world.ubnd, by=desk)
    with on(date(2026, 8, 10)):
        made = actions.denounce_again(p, to=world.ubnd, by=leader)
    assert made.instance == 2
    assert made.dossier == p.thing
    assert made.status == "classified"
    assert due(made, "TC-11") == date(2026, 9, 3), "30/8 is a Sunday, 31/8 is swapped off, 1 and 2/9 are holidays"
