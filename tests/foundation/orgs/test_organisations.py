"""Organisations: founded, renamed, corrected, merged, ended; and their posts."""

from datetime import date

import pytest

from dongthuan.foundation.orgs import actions
from dongthuan.foundation.orgs.models import Organisation, Role
from dongthuan.foundation.people.queries import acting
from dongthuan.foundation.record.models import Entry
from dongthuan.foundation.things.kit import Refused
from tests.factories import World, make_org, make_world


@pytest.fixture
def world(db) -> World:
    return make_world()


@pytest.fixture
def admin(world):
    return world.users["administrator"]


def found(world: World, code: str, **fields) -> Organisation:
    values = {"name": "Ban Tuyên giáo và Dân vận Tỉnh ủy", "kind": "party_body", "level": "province"}
    values |= {"area": world.province, "since": date(2025, 2, 1), "by": world.users["administrator"]}
    return actions.create_organisation(code=code, **values | fields)


def test_the_merger_of_2025_ends_both_and_names_the_successor(world, admin):
    tuyen_giao = make_org("Ban Tuyên giáo Tỉnh ủy", area=world.province, kind="party_body", level="province")
    new = found(world, "ban-tgdv", symbol="BTGDVTU")
    actions.merge([world.bdv, tuyen_giao], new, on=date(2025, 2, 1), basis="Quyết định của Ban Thường vụ", by=admin)
    world.bdv.refresh_from_db()
    assert (world.bdv.until, world.bdv.current(), tuyen_giao.pk) == (date(2025, 1, 31), new, tuyen_giao.pk)
    assert Organisation.objects.get(pk=tuyen_giao.pk).current() == new
    assert world.bdv.name_on(date(2024, 5, 1)) == "Ban Dân vận Tỉnh ủy"
    assert Entry.objects.filter(verb="orgs.merge").count() == 3
    assert acting(world.users["leader"], date(2025, 2, 1)).posts == ()  # its posts ended with it


def test_a_renaming_keeps_the_old_name_with_its_days(world, admin):
    actions.rename(world.snv, name="Sở Nội vụ và Lao động", on=date(2025, 3, 1), basis="NQ", by=admin)
    snv = actions.rename(world.snv, name="Sở Nội vụ", on=date(2026, 1, 1), basis="NQ", by=admin)
    days = [date(2025, 2, 28), date(2025, 3, 1), date(2025, 12, 31), date(2026, 1, 1)]
    assert [snv.name_on(d) for d in days] == ["Sở Nội vụ", *["Sở Nội vụ và Lao động"] * 2, "Sở Nội vụ"]
    with pytest.raises(Refused, match="01/01/2026"):
        actions.rename(snv, name="Sở", on=date(2025, 5, 1), basis="", by=admin)


def test_a_code_is_free_again_after_its_bearer_ended(world, admin):
    with pytest.raises(Refused, match="Sở Nội vụ"):
        found(world, "so-noi-vu")
    actions.end_organisation(world.snv, on=date(2025, 2, 28), basis="NQ", by=admin)
    found(world, "so-noi-vu", since=date(2025, 3, 1))


def test_an_organisation_ends_once(world, admin):
    actions.end_organisation(world.districts[0], on=date(2025, 6, 30), basis="Luật 72/2025/QH15", by=admin)
    with pytest.raises(Refused, match="30/06/2025"):
        actions.end_organisation(world.districts[0], on=date(2025, 6, 30), basis="", by=admin)


def test_a_correction_says_what_changed(world, admin):
    actions.correct_organisation(world.snv, short_name="SNV", symbol="SNV", by=admin)
    assert Entry.objects.get(verb="orgs.correct_organisation").data["after"] == {"short_name": "SNV"}
    with pytest.raises(Refused, match="cấp dưới của chính mình"):
        actions.correct_organisation(world.ubnd, parent=world.communes[0], by=admin)


def test_posts_open_and_close(world, admin):
    post = actions.create_post(world.snv, title="Phó Giám đốc", role=Role.LEADER, since=date(2021, 1, 1), by=admin)
    actions.end_post(post, on=date(2022, 1, 1), by=admin)
    with pytest.raises(Refused, match="không mở"):
        actions.end_post(post, on=date(2022, 2, 1), by=admin)
    with pytest.raises(Refused, match="không hoạt động"):
        actions.create_post(world.snv, title="Cũ", role=Role.LEADER, since=date(2001, 1, 1), by=admin)


@pytest.mark.parametrize("role", ["leader", "focal_officer", "commune_officer", "citizen"])
def test_only_the_administrator_changes_organisations(world, role):
    with pytest.raises(Refused, match="quản trị hệ thống"):
        actions.end_organisation(world.snv, on=date(2025, 6, 30), basis="", by=world.users[role])
