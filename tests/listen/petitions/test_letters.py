"""Letters: every form is drafted from a case in the official layout; a sealed case says nothing in them; steps take them along."""

import re
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from dongthuan.foundation.papers import actions as papers
from dongthuan.foundation.papers import permissions as paper_rights
from dongthuan.foundation.papers import queries as paper_queries
from dongthuan.foundation.papers.kit import to_docx
from dongthuan.foundation.papers.layout import check_file
from dongthuan.foundation.papers.models import Paper
from dongthuan.foundation.record.models import Entry
from dongthuan.foundation.things.kit import Refused, at_day
from dongthuan.foundation.vault.models import Dossier, Look
from dongthuan.listen.petitions import actions, letters
from dongthuan.listen.petitions.models import Letter, Petition, Step
from dongthuan.listen.petitions.rights import RIGHTS
from dongthuan.listen.petitions.rules import letters as law
from dongthuan.listen.petitions.rules.letter import Form
from dongthuan.listen.petitions.verbs import VERBS
from tests.factories import World, make_world
from tests.listen.petitions import making
from tests.listen.petitions.making import PERSON, RECEIVED

WORDS = {"text": "Giao đo lại diện tích đất.", "findings": "Đo lại được 216 m².", "to_body": "Sở Tư pháp", "to_org": None,
         "body": "Sở Tư pháp", "outcome": "partly", "result": "keep", "meeting": RECEIVED, "hour": "8 giờ 30", "place": "Trụ sở xã",
         "chair": "Chủ tịch xã", "participants": "Người khiếu nại, người bị khiếu nại"}  # fmt: skip
PROTECTION = {"measures": ["BV56", "BV57"], "end_ground": "BV54.b"}
GROUNDS = {"complaint": {"not_accept": "KN11.6", "suspend": "KNS.b", "terminate": "KNT.b", "return": "XLD.2", "refuse": "TCD9.3"},
           "denunciation": {"not_accept": "TC29.d", "suspend": "TC34.1a", "terminate": "TC34.3b"}}  # fmt: skip


def client(w: World, role: str) -> Client:
    found = Client()
    found.force_login(w.users[role])
    return found


@pytest.fixture
def signed(settings, tmp_path):
    """signed(letter): numbered, frozen and signed by the head, as the pages do it."""
    settings.DEMO, settings.KEYS_ROOT = True, tmp_path

    def sign(letter: Letter, leader, writer=None) -> Paper:
        paper = papers.number(letter.paper, by=writer or leader)
        paper = papers.freeze(paper, by=writer or leader)
        return papers.sign_with_installation_key(paper, paper.blocks.get(), by=leader)

    return sign


def said_for(form: Form, kind: str) -> dict:
    said = {}
    for spec in form.asks:
        name, _colon, ground = spec.rstrip("?").partition(":")
        if ground:
            said["ground"] = GROUNDS.get(kind, GROUNDS["complaint"])[ground]
        elif name == "complex":
            said["complex"] = ["KN3a.a" if kind == "complaint" else "TC3.a"]
        elif name in PROTECTION:
            said[name] = PROTECTION[name]
        elif name == "missing":
            said["missing"] = ["signature"]
        elif WORDS.get(name):
            said[name] = WORDS[name]
    return said


def words_of(paper: Paper) -> str:
    model = paper_queries.render_model(paper)
    return "\n".join([*model.addressees, *model.grounds, *(p.text for p in model.body), *model.recipients])


WAYS = {"classified": making.classified, "kn_accepted": making.accepted, "tc_accepted": making.accepted,
        "kn_verifying": making.verifying, "tc_verifying": making.verifying}  # fmt: skip


def where(form: Form) -> str:
    """The status in which the test writes it."""
    at = RIGHTS[form.verb].at if form.verb else form.at
    return next((s for s in at if s in WAYS), at[0])


def standing(w: World, kind: str, status: str, protection: str = "") -> Petition:
    """A case of the kind, and the protection in it, that stands there by the shortest lawful way."""
    leader = w.users["leader_commune"]
    if protection:
        petition = standing(w, kind, status)
        for to in ("requested", "decided", "active")[: ("requested", "decided", "active").index(protection) + 1]:
            making.protect(w, petition, to)
        return petition
    if status in WAYS:
        return WAYS[status](w, kind)
    if status in ("kn_suspended", "tc_suspended"):
        return actions.suspend(
            making.verifying(w, kind), ground=GROUNDS[kind]["suspend"], number="9/QĐ-UBND", by=leader
        )
    if status == "tc_concluded":
        return actions.conclude(making.written(w), outcome="partly", number="5/KL-UBND", by=leader)
    if status == "tc_not_handled":
        return actions.not_handle(making.taken_up(w, kind), ground="TC25.1", by=leader)
    return making.taken_up(w, kind)


def test_every_form_of_today_is_drafted_whole_and_names_nobody_of_a_sealed_case(world):
    made, drafted = {}, set()
    for form in law.FORMS:
        if not form.holds(RECEIVED) or not form.kept or form.code in ("KN-QD2", "BC-CQC"):
            continue
        kind = form.kinds[0] if form.kinds else "complaint"
        guard = (form.verb in RIGHTS and RIGHTS[form.verb].protection) or ("",)
        here = (kind, where(form), guard[0])
        petition = made.get(here) or made.setdefault(here, standing(world, *here))
        said = said_for(form, kind)
        letter = actions.draft_letter(petition, form=form.code, said=said, by=world.users["leader_commune"])
        told = words_of(letter.paper)
        assert "{" not in told
        assert petition.code in told or form.code in {"TC-XL", "TC-TB06"}, form.code
        assert "Lụa" not in letter.paper.title
        if petition.sealed:
            assert not re.search("Lụa|1187|thôn 3|đe dọa", told), form.code
        elif letters.names_sender(petition, form) and petition.status not in letters.INTAKE:
            assert "Đinh Thị Lụa" in told, form.code
        if form.paper not in {f.paper for f in law.FORMS if f.code in drafted}:  # once for each kind of paper
            assert check_file(to_docx(paper_queries.render_model(letter.paper)), "state") == [], form.code
        drafted.add(form.code)
    left = {f.code for f in law.FORMS} - drafted
    assert left == {"BN", "KN-QD2", "BC-CQC"}  # not kept; of the second instance; only where it was forwarded


def test_every_step_that_has_a_number_has_its_paper():
    numbered = {v for v, asked in VERBS.items() if {"number", "number?"} & set(asked.fields)}
    assert numbered - {f.verb for f in law.FORMS} == set()


def test_the_step_takes_the_signed_paper_along(world, signed):
    leader, solver = world.users["leader_commune"], world.users["solver"]
    petition = making.taken_up(world)
    letter = actions.draft_letter(petition, form="KN-TL", said={"complex": ["KN3a.a"]}, by=solver)
    with pytest.raises(Refused, match="đang được soạn"):
        actions.draft_letter(petition, form="KN-TL", by=solver)
    paper = papers.number(letter.paper, by=solver)
    with pytest.raises(Refused):
        actions.accept(petition, number=paper.shown_number, by=leader)
    paper = papers.freeze(paper, by=solver)
    paper = papers.sign_with_installation_key(paper, paper.blocks.get(), by=leader)
    begin = letters.initial(letters.open_for(petition, "accept"))
    assert begin == {"complex": ["KN3a.a"], "number": "01/TB-UXGV", "on": RECEIVED}
    petition = actions.accept(petition, number=begin["number"], complex=begin["complex"], by=leader)
    step = Step.objects.get(petition=petition, verb="accept")
    letter.refresh_from_db()
    assert (step.paper, letter.step) == (paper, step)
    assert letters.open_for(petition, "accept") is None
    entry = Entry.objects.filter(verb="petitions.draft_letter").get()
    assert entry.data == {"title": "Thông báo thụ lý khiếu nại", "form": "KN-TL"}


def test_a_step_that_says_otherwise_than_its_paper_is_refused(world, signed):
    leader = world.users["leader_commune"]
    petition = making.taken_up(world)
    letter = actions.draft_letter(petition, form="KN-KTL", said={"ground": "KN11.6"}, by=leader)
    number = signed(letter, leader).shown_number
    with pytest.raises(Refused):
        actions.not_accept(petition, ground="KN11.2", number=number, by=leader)
    assert actions.not_accept(petition, ground="KN11.6", number=number, by=leader).status == "kn_not_accepted"


def test_a_decision_to_protect_is_drafted_where_the_protection_stands_and_agrees_with_its_step(world, signed):
    leader, petition = world.users["leader_commune"], making.verifying(world, "denunciation")
    with pytest.raises(Refused, match=r"protection|bảo vệ"):
        actions.draft_letter(petition, form="TC-BV", said={"measures": ["BV56"]}, by=leader)
    making.protect(world, petition, "requested")
    letter = actions.draft_letter(petition, form="TC-BV", said={"measures": ["BV57"]}, by=leader)
    assert "vị trí công tác" in words_of(letter.paper)
    number = signed(letter, leader).shown_number
    with pytest.raises(Refused):
        actions.decide_protection(petition, number=number, measures=["BV58"], by=leader)
    actions.decide_protection(petition, number=number, measures=["BV57"], by=leader)
    letter.refresh_from_db()
    assert letter.step.verb == "decide_protection"


def test_a_letter_is_for_who_sees_the_case_whoever_signs_for_the_body(world):
    petition = making.taken_up(world)
    paper = actions.draft_letter(petition, form="KN-TL", by=world.users["solver"]).paper
    outside = world.users["commune_officer"]  # of the same body, and not of petitions
    assert not paper_queries.visible_to(outside).filter(pk=paper.pk).exists()
    assert not paper_rights.may_prepare(outside, paper)
    assert paper_rights.may_prepare(world.users["solver"], paper)
    assert not paper_rights.may_prepare(world.users["second_reader"], paper)
    with pytest.raises(Refused):
        actions.draft_letter(petition, form="KN-KTL", said={"ground": "KN11.6"}, by=world.users["second_reader"])
    sealed = actions.draft_letter(making.taken_up(world, "denunciation"), form="TC-TL", by=world.users["solver"]).paper
    assert not paper_queries.visible_to(world.users["second_reader"]).filter(pk=sealed.pk).exists()
    assert paper_queries.kept_from(world.users["second_reader"], [paper, sealed]) == {sealed.pk}
    assert paper_queries.kept_from(outside, [paper, sealed]) == {paper.pk, sealed.pk}


def test_before_it_is_sure_what_a_case_is_its_letters_name_the_sender_only_when_frozen(world, signed):
    desk, leader = world.users["reception_officer"], world.users["leader_commune"]
    petition = making.classified(world)
    letter = actions.draft_letter(petition, form="HD", said={"to_body": "Tòa án nhân dân"}, by=desk)
    assert PERSON["full_name"] not in words_of(letter.paper)
    petition = actions.ask_to_complete(petition, missing=["signature"], by=desk)
    petition = actions.classify(actions.complete(petition, signed=True, by=desk), kind="denunciation", by=desk)
    letter.refresh_from_db()
    assert (letter.paper.status, letter.facts, words_of(letter.paper)) == ("void", {}, "")

    petition = making.classified(world)
    letter = actions.draft_letter(petition, form="HD", said={"to_body": "Tòa án nhân dân"}, by=desk)
    paper = papers.freeze(papers.number(letter.paper, by=desk), by=desk)
    assert PERSON["full_name"] in words_of(paper)
    with pytest.raises(Refused):
        actions.ask_to_complete(petition, missing=["signature"], by=desk)
    assert leader.pk


def test_a_sealed_case_takes_no_words_into_a_letter(world):
    petition = making.taken_up(world, "denunciation")
    leader = world.users["leader_commune"]
    with pytest.raises(Refused):
        actions.draft_letter(petition, form="TC-TL", said={"text": "Ông Bê nhận tiền."}, by=leader)
    letter = actions.draft_letter(petition, form="TC-TL", by=leader)
    with pytest.raises(IntegrityError, match="sealed"), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(facts={"text": "Ông Bê nhận tiền."})
    with pytest.raises(Refused):
        actions.hand_out(petition, by=leader)


def test_a_form_without_its_mandatory_field_is_refused(world):
    petition = making.take_in(world, persons=[{"full_name": "Đinh Thị Lụa"}])
    desk = world.users["reception_officer"]
    petition = actions.classify(actions.register(petition, title="Đất", by=desk), kind="complaint", by=desk)
    petition = actions.take_up(petition, by=desk)
    petition = actions.assign(petition, officer=world.users["solver"], by=world.users["leader_commune"])
    with pytest.raises(Refused) as refused:
        actions.draft_letter(petition, form="KN-TL", by=world.users["solver"])
    assert refused.value.field == "address"


def test_today_decides_which_source_a_letter_cites(world):
    petition = making.taken_up(world)
    with at_day(date(2026, 7, 7)):
        letter = actions.draft_letter(petition, form="KN-TL", by=world.users["solver"])
    assert "30 ngày kể từ ngày thụ lý" in words_of(letter.paper)


def test_a_letter_through_the_pages(world, signed):
    desk, leader, solver = (client(world, r) for r in ("reception_officer", "leader_commune", "solver"))
    petition = making.taken_up(world)
    page = reverse("petitions:detail", args=[petition.pk])
    assert "Thông báo không thụ lý khiếu nại" in solver.get(page).content.decode()
    assert "Soạn văn bản" not in client(world, "second_reader").get(page).content.decode()
    address = reverse("petitions:draft_letter", args=[petition.pk, "KN-KTL"])
    assert solver.post(address, {}).status_code == 422
    there = solver.post(address, {"ground": "KN11.6", "text": "Đã hướng dẫn."})["Location"]
    letter = Letter.objects.get()
    assert there == reverse("papers:detail", args=[letter.paper_id])
    assert solver.post(there + "number/", {"day": "06/07/2026"}).status_code == 302
    assert solver.post(there + "freeze/").status_code == 302
    assert leader.post(there + "sign/1/").status_code == 302
    told = leader.get(there).content.decode()
    step = reverse("petitions:step", args=[petition.pk, "not_accept"])
    assert f'href="{step}"' in told
    assert "Mẫu 04" in told
    form = leader.get(step).context["form"]
    assert (form["number"].value(), form["ground"].value()) == ("01/TB-UXGV", "KN11.6")
    assert leader.post(step, {"number": "01/TB-UXGV", "ground": "KN11.6", "on": "06/07/2026"}).status_code == 302
    assert "đã ghi nhận bước" in solver.get(page).content.decode()
    data = solver.get(there + "pdf/").content
    assert check_file(data, "state") == []
    assert desk.post(reverse("petitions:print_letter", args=[petition.pk, "BN"])).status_code == 403  # past the desk
    fresh = making.take_in(world)
    receipt = desk.post(reverse("petitions:print_letter", args=[fresh.pk, "BN"]))
    assert receipt.content.startswith(b"%PDF")
    assert "Lụa" not in receipt["Content-Disposition"]
    assert not Letter.objects.filter(petition=fresh).exists()


def test_a_decision_of_the_second_instance_names_the_first(world):
    first = making.sent(world)
    second = actions.complain_again(first, to=world.ubnd, by=world.users["reception_officer"])
    assert "70/QĐ-UBND" in letters.steps(second)["first_decision"]


def test_only_the_released_copy_of_a_denunciation_goes_along(own_database):
    world = make_world()
    petition = making.accepted(world, "denunciation")
    page = reverse("petitions:extract", args=[petition.pk])
    c = client(world, "solver")
    assert c.post(page)["Location"] == reverse("petitions:detail", args=[petition.pk])  # none is released yet
    dossier = Dossier.objects.get(thing=petition.thing)
    item = dossier.items.get(name="content")
    c.post(reverse("vault:look", args=[item.pk]), {"ground": "LTC56-LUOCBO"})
    c.post(reverse("vault:redact", args=[Look.objects.get().pk]), {"passages": "1187", "release": "1"})
    answer = c.post(page)
    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"].endswith(f"ban-trich-{petition.code}.pdf")
    assert Entry.objects.filter(verb="petitions.hand_out").get().data == {}
    moved = actions.transfer(
        making.classified(world, "denunciation"), to=world.ubnd, by=world.users["reception_officer"]
    )
    with pytest.raises(Refused):  # what was handed over is handed out by who has it now
        actions.hand_out(moved.parent, by=world.users["leader_commune"])


def test_who_forwarded_a_petition_is_told_what_came_of_it(world):
    leader = world.users["leader_commune"]
    with pytest.raises(Refused):
        actions.draft_letter(making.sent(world), form="BC-CQC", by=leader)
    petition = making.sent(world, channel="forwarded", forwarded_by="Ủy ban MTTQ xã")
    letter = actions.draft_letter(petition, form="BC-CQC", by=leader)
    assert words_of(letter.paper).startswith("Ủy ban MTTQ xã")
