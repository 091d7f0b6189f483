"""A programme from its first draft to the end of its window."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from dongthuan.deliver.programmes import actions, permissions, queries
from dongthuan.deliver.programmes.models import Programme
from dongthuan.deliver.programmes.states import Status
from dongthuan.foundation.papers import actions as papers
from dongthuan.foundation.texts import actions as texts
from dongthuan.foundation.things.kit import Refused
from tests.factories import World, make_officer, make_org, make_world

from .make import SIGNED_ON, content, facts, make_programme, make_signed, scan

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def verbs(programme: Programme) -> list[str]:
    return list(programme.thing.entries.order_by("seq").values_list("verb", flat=True))


# --- draft --------------------------------------------------------------------------------------------------------
def test_a_draft_keeps_its_facts_and_its_words(world: World):
    programme = make_programme(world)
    assert programme.status == Status.DRAFT
    assert programme.system == "party"  # Ban Dân vận leads
    assert [p.organisation for p in programme.parties.all()] == [world.bdv, world.ubnd]
    assert programme.bases.count() == 2
    version = programme.text.versions.get()
    assert [r.code for r in queries.content_clauses(version)] == ["II.1", "II.2", "II.3"]
    assert queries.content_clauses(version)[2].words == "3. Tiếp công dân, đối thoại với Nhân dân."
    assert programme.text.owner == programme.thing
    assert verbs(programme) == ["programmes.create"]


def test_without_words_it_starts_from_the_skeleton_of_its_kind(world: World):
    programme = make_programme(world, kind="quy_che", words="")
    version = programme.text.versions.get()
    assert queries.content_clauses(version)[0].code == "Điều 3"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": "  "}, "title"),
        ({"short_title": ""}, "short_title"),
        ({"until": date(2020, 1, 1)}, "until"),
        ({"until": date(2050, 1, 1)}, "until"),
        ({"parties": []}, "party_2"),
    ],
)
def test_what_no_programme_can_be_is_refused_by_its_field(world: World, change: dict, field: str):
    with pytest.raises(Refused) as refusal:
        make_programme(world, **change)
    assert refusal.value.field == field
    assert Programme.objects.count() == 0


def test_one_party_leads_and_none_stands_twice(world: World):
    parties = facts(world)["parties"]
    for p in parties:
        p["leads"] = True
    with pytest.raises(Refused):
        make_programme(world, parties=parties)
    with pytest.raises(Refused):
        make_programme(world, parties=[parties[0], parties[0] | {"leads": False}])


def test_a_party_must_exist_when_the_programme_begins(world: World):
    young = make_org("Ban mới", area=world.province, since=date(2025, 3, 1))
    parties = facts(world)["parties"]
    parties[1] = {"organisation": young, "focal_org": None, "leads": False}
    with pytest.raises(Refused) as refusal:
        make_programme(world, parties=parties)
    assert refusal.value.field == "party_2"


def test_only_a_focal_officer_of_one_of_the_parties_opens_a_programme(world: World):
    for role in ("leader", "department_officer", "administrator", "citizen", "steering_viewer"):
        with pytest.raises(Refused):
            actions.create(by=world.users[role], **facts(world))
    stranger = make_officer(make_org("Hội Nông dân", area=world.province), "focal_officer")
    with pytest.raises(Refused):
        actions.create(by=stranger, **facts(world))
    assert Programme.objects.count() == 0


def test_two_people_do_not_overwrite_each_others_facts(world: World):
    programme = make_programme(world)
    values = facts(world) | {"title": "tên của người nhanh hơn"}
    values.pop("words")
    actions.edit_facts(programme, revision=1, by=world.users["focal_state"], **values)
    with pytest.raises(Refused):
        actions.edit_facts(programme, revision=1, by=world.users["focal_officer"], **values)
    programme.refresh_from_db()
    assert programme.title == "tên của người nhanh hơn"
    entry = programme.thing.entries.last()
    assert entry.verb == "programmes.edit_facts"
    assert list(entry.data) == ["title"]


# --- who sees -----------------------------------------------------------------------------------------------------
def test_a_draft_is_seen_by_its_parties_only(world: World):
    programme = make_programme(world)
    sees = {name for name, user in world.users.items() if programme in queries.visible_to(user)}
    assert sees == {
        "leader", "deputy", "focal_officer", "leader_state", "focal_state", "department_officer", "steering_viewer",
    }  # fmt: skip
    assert not queries.visible_to(None).exists()


def test_a_signed_programme_is_seen_by_everyone(world: World):
    programme = make_signed(world)
    assert queries.visible_to(None).get() == programme
    assert queries.visible_to(world.users["administrator"]).get() == programme
    assert not queries.is_insider(world.users["administrator"], programme)


# --- number, freeze, sign -----------------------------------------------------------------------------------------
def signers(world: World) -> dict:
    return {
        1: world.bdv.posts.get(rank="head", role="leader"),
        2: world.ubnd.posts.get(rank="head", role="leader"),
    }


def signing(world: World, settings) -> Programme:
    settings.DEMO = True
    programme = make_programme(world)
    actions.number(programme, dated=date(2021, 4, 2), signers=signers(world), recipients=["Thường trực Tỉnh ủy"],
                   by=world.users["focal_officer"])  # fmt: skip
    actions.send(programme, by=world.users["focal_state"])
    programme.refresh_from_db()
    return programme


def test_the_joint_paper_carries_both_symbols_and_both_blocks(world: World, settings):
    programme = signing(world, settings)
    edition = programme.editions.get()
    assert edition.paper.shown_number == "01-CTr/BDVTU-UBND"
    right, left = edition.paper.blocks.all()
    assert (right.organisation, right.side) == (world.bdv, "right")
    assert (left.organisation, left.side) == (world.ubnd, "left")
    assert right.authority == ["TRƯỞNG BAN"]
    assert left.authority == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
    assert edition.version.status == "frozen"
    assert set(edition.paper.clause_hashes) == {str(c.clause_id) for c in edition.version.clauses.all()}
    assert programme.status == Status.SIGNING


def test_only_a_programme_signed_by_all_is_in_force(world: World, settings, tmp_path):
    settings.KEYS_ROOT = tmp_path
    programme = signing(world, settings)
    paper = programme.editions.get().paper
    first, second = paper.blocks.all()
    papers.sign_with_installation_key(paper, first, by=world.users["leader"])
    programme.refresh_from_db()
    assert programme.status == Status.SIGNING
    assert not programme.is_public
    papers.sign_with_installation_key(paper, second, by=world.users["leader_state"])
    programme.refresh_from_db()
    assert programme.status == Status.IN_FORCE
    assert programme.in_force_version == programme.editions.get().version
    assert verbs(programme)[-1] == "programmes.come_into_force"


def test_numbering_asks_for_a_signer_of_each_party(world: World):
    programme, by = make_programme(world), world.users["focal_officer"]
    chosen = signers(world)
    with pytest.raises(Refused) as refusal:
        actions.number(programme, dated=date(2021, 4, 2), signers={1: chosen[1]}, by=by)
    assert refusal.value.field == "signer_2"
    with pytest.raises(Refused) as refusal:
        actions.number(programme, dated=date(2021, 4, 2), signers={1: chosen[1], 2: chosen[1]}, by=by)
    assert refusal.value.field == "signer_2"
    with pytest.raises(Refused):
        actions.number(programme, dated=date(2021, 4, 2), signers=chosen, by=world.users["leader"])


def test_a_withdrawn_paper_gives_the_words_back(world: World, settings):
    programme = signing(world, settings)
    frozen = programme.editions.get().version
    with pytest.raises(Refused) as refusal:
        actions.withdraw(programme, reason=" ", by=world.users["focal_officer"])
    assert refusal.value.field == "reason"
    version = actions.withdraw(programme, reason="sai tên đơn vị", by=world.users["focal_officer"])
    programme.refresh_from_db()
    assert programme.status == Status.DRAFT
    assert version.status == "draft"
    assert version.number == frozen.number + 1
    assert programme.editions.get().paper.status == "void"
    # a new number follows; the old one stays used
    edition = actions.number(programme, dated=date(2021, 4, 3), signers=signers(world), by=world.users["focal_officer"])
    assert edition.number == 1
    assert edition.paper.shown_number == "02-CTr/BDVTU-UBND"


def test_numbered_words_do_not_change(world: World, settings):
    programme = signing(world, settings)
    assert not permissions.may_edit(world.users["focal_officer"], programme)
    values = facts(world)
    values.pop("words")
    with pytest.raises(Refused):
        actions.edit_facts(programme, revision=1, by=world.users["focal_officer"], **values)


# --- signed on paper ----------------------------------------------------------------------------------------------
def test_what_was_signed_on_paper_is_taken_in_and_says_so(world: World):
    programme = make_signed(world)
    edition = programme.editions.get()
    assert programme.status == Status.IN_FORCE
    assert edition.signed_on == SIGNED_ON
    assert edition.paper.on_paper
    assert edition.paper.attested_by == world.users["focal_officer"]
    assert [b.signature.at for b in edition.paper.blocks.all()] == [None, None]  # no time is invented
    assert verbs(programme) == [
        "programmes.create", "programmes.take_in_signed_on_paper", "programmes.come_into_force",
    ]  # fmt: skip


def test_taking_in_asks_who_signed_and_refuses_what_is_no_scan(world: World):
    programme, by = make_programme(world), world.users["focal_officer"]
    common = {"number": 1, "dated": SIGNED_ON, "scan_name": "ban-ky.pdf", "by": by}
    with pytest.raises(Refused) as refusal:
        actions.take_in_signed_on_paper(programme, scan=scan(), signers={1: ("A", "B")}, **common)
    assert refusal.value.field == "signers"
    both = {1: ("Vũ Thị Hòa", "Trưởng ban"), 2: ("Đặng Văn Hải", "Chủ tịch")}
    with pytest.raises(Refused):
        actions.take_in_signed_on_paper(programme, scan=b"MZ\x90\x00" * 100, signers=both, **common)
    with pytest.raises(Refused):
        actions.take_in_signed_on_paper(programme, scan=scan(), signers=both, **common | {"dated": date(2099, 1, 1)})
    programme.refresh_from_db()
    assert programme.status == Status.DRAFT
    assert programme.text.versions.get().status == "draft"


# --- amendment ----------------------------------------------------------------------------------------------------
def test_an_amendment_leaves_the_words_in_force_until_all_signed(world: World):
    programme, by = make_signed(world), world.users["focal_officer"]
    before = programme.in_force_version
    version = actions.amend(programme, by=by)
    programme.refresh_from_db()
    assert programme.status == Status.AMENDING
    assert programme.is_binding
    assert programme.in_force_version == before
    assert version.clauses.count() == before.clauses.count()
    with pytest.raises(Refused):
        actions.amend(programme, by=by)
    values = facts(world) | {"title": "tên chưa ai ký"}
    values.pop("words")
    with pytest.raises(Refused):  # what everyone reads are the signed facts
        actions.edit_facts(programme, revision=1, by=by, **values)
    programme = actions.take_in_signed_on_paper(
        programme, number=2, dated=date(2023, 5, 4), scan=scan(), scan_name="sua-doi.pdf",
        signers={1: ("Vũ Thị Hòa", "Trưởng ban"), 2: ("Đặng Văn Hải", "Chủ tịch")}, by=by,
    )  # fmt: skip
    assert programme.in_force_version == version
    assert list(programme.editions.values_list("number", flat=True)) == [1, 2]
    grounds = programme.editions.get(number=2).paper.body["grounds"]
    assert grounds[-1].startswith("Căn cứ Chương trình số 01-CTr/BDVTU-UBND ngày 02/04/2021")
    assert (
        content(programme)[0].clause_id == queries.content_clauses(before)[0].clause_id
    )  # a clause keeps its identity


def test_an_amendment_given_up_changes_nothing(world: World):
    programme, by = make_signed(world), world.users["focal_officer"]
    before = programme.in_force_version
    actions.amend(programme, by=by)
    actions.drop_amendment(programme, reason="hai bên chưa thống nhất", by=by)
    programme.refresh_from_db()
    assert programme.status == Status.IN_FORCE
    assert programme.in_force_version == before


def test_after_the_merger_the_successor_signs_and_history_keeps_the_old_name(world: World):
    programme = make_signed(world)
    successor = make_org(
        "Ban Tuyên giáo và Dân vận Tỉnh ủy", area=world.province, kind="party_body", level="province", symbol="BTGDVTU",
        since=date(2025, 3, 1),
    )  # fmt: skip
    world.bdv.until, world.bdv.successor = date(2025, 2, 28), successor
    world.bdv.save()
    focal = make_officer(successor, "focal_officer")
    assert [p.organisation for p in queries.parties_on(programme, date(2024, 1, 1))] == [world.bdv, world.ubnd]
    now = queries.parties_on(programme, date(2025, 3, 1))
    assert [p.organisation for p in now] == [successor, world.ubnd]
    assert now[0].succeeded == world.bdv
    actions.amend(programme, by=focal)
    programme = actions.take_in_signed_on_paper(
        programme, number=1, dated=date(2025, 6, 4), scan=scan(), scan_name="sua-doi.pdf",
        signers={1: ("Vũ Thị Hòa", "Trưởng ban"), 2: ("Đặng Văn Hải", "Chủ tịch")}, by=focal,
    )  # fmt: skip
    first, second = programme.editions.all()
    assert first.paper.blocks.first().organisation == world.bdv
    assert second.paper.blocks.first().organisation == successor
    assert second.paper.symbol == "-CTr/BTGDVTU-UBND"


# --- views, end, guards -------------------------------------------------------------------------------------------
def test_gathering_holds_the_words_still(world: World):
    programme, by = make_programme(world), world.users["focal_officer"]
    actions.start_gathering(programme, by=by)
    programme.refresh_from_db()
    assert not permissions.may_edit(by, programme)
    with pytest.raises(Refused):
        actions.close_gathering(programme, by=world.users["leader"])
    actions.close_gathering(programme, by=by)
    programme.refresh_from_db()
    assert programme.status == Status.DRAFT
    with pytest.raises(Refused):
        actions.close_gathering(programme, by=by)


def test_a_programme_ends_when_its_window_is_over(world: World, settings):
    programme, by = make_signed(world), world.users["focal_officer"]
    settings.AS_OF = date(2026, 12, 31)
    with pytest.raises(Refused):
        actions.end(programme, by=by)
    with pytest.raises(Refused):
        actions.end(programme, by=None)
    settings.AS_OF = date(2027, 1, 1)
    actions.end(programme, by=None)
    programme.refresh_from_db()
    assert programme.status == Status.ENDED
    assert programme.is_public
    assert not programme.is_binding
    assert not permissions.may_plan(by, programme)


def test_the_database_refuses_a_status_without_a_way_and_a_force_without_signatures(world: World):
    programme = make_programme(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        Programme.objects.filter(pk=programme.pk).update(status="ended")
    with pytest.raises(IntegrityError), transaction.atomic():
        Programme.objects.filter(pk=programme.pk).update(status="in_force")


def test_the_editor_of_texts_asks_the_programme(world: World):
    programme = make_programme(world)
    from dongthuan.foundation.texts import permissions as text_permissions

    version = programme.text.versions.get()
    assert text_permissions.may_edit(world.users["focal_officer"], version)
    assert not text_permissions.may_edit(world.users["department_officer"], version)
    actions.start_gathering(programme, by=world.users["focal_officer"])
    version = programme.text.versions.get()
    assert not text_permissions.may_edit(world.users["focal_officer"], version)
    assert texts is not None
