"""Accounts, links, recovery through two people, names of invented people."""

from datetime import date
from functools import partial

import pytest
from allauth.mfa.models import Authenticator
from django.db import DatabaseError, transaction

from dongthuan.foundation.people import actions, links
from dongthuan.foundation.people.models import KeyRecovery
from dongthuan.foundation.people.names import invent
from dongthuan.foundation.people.queries import acting
from dongthuan.foundation.record.models import Entry
from dongthuan.foundation.things.kit import Refused
from tests.factories import PASSWORD, World, make_officer, make_world
from tests.together import together

GOOD = "cay-da-ben-nuoc-1945"


@pytest.fixture
def world(db) -> World:
    return make_world()


def test_a_new_account_enters_by_a_link_that_dies_with_it(world):
    user = actions.create_account(username="le.an", full_name="Lê An", by=world.users["administrator"])
    who, token = links.link_for(user).strip("/").split("/")[-2:]
    assert links.owner_of(who, token) == user
    actions.set_password(user, password=GOOD, by=user)
    user.refresh_from_db()
    assert user.check_password(GOOD)
    assert links.owner_of(who, token) is None
    assert Entry.objects.get(verb="people.set_password").actor_id == user.pk


def test_a_weak_password_is_refused_with_its_reason(world):
    user = actions.create_account(username="le.an", full_name="Lê An", by=world.users["administrator"])
    with pytest.raises(Refused) as refusal:
        actions.set_password(user, password="12345", by=user)
    assert refusal.value.field == "password"


def test_inviting_again_kills_the_older_link(world):
    admin = world.users["administrator"]
    user = actions.create_account(username="le.an", full_name="Lê An", by=admin)
    who, token = links.link_for(user).strip("/").split("/")[-2:]
    actions.invite(user, by=admin)
    assert links.owner_of(who, token) is None
    with pytest.raises(Refused, match="hai người"):
        actions.invite(world.users["leader"], by=admin)


@pytest.mark.parametrize(("who", "token"), [("zzzzzzzzzzzzzzz", "x"), ("1", ""), ("!", "a-b"), ("0", "c0-ffee")])
def test_a_made_up_link_is_nobodys(world, who, token):
    assert links.owner_of(who, token) is None


def test_user_names_are_unique_whatever_the_case(world):
    with pytest.raises(Refused, match="LEADER"):
        actions.create_account(username="LEADER", full_name="X", by=world.users["administrator"])


def test_a_closed_account_holds_nothing(world):
    officer = world.users["commune_officer"]
    actions.deactivate(officer, on=date(2026, 11, 23), basis="nghỉ hưu", by=world.users["administrator"])
    officer.refresh_from_db()
    assert not officer.is_active
    assert acting(officer).posts == ()
    assert officer.assignments.get().until == date(2026, 11, 23)
    with pytest.raises(Refused, match="tự đóng"):
        actions.deactivate(
            world.users["administrator"], on=date(2026, 11, 23), basis="", by=world.users["administrator"]
        )


def test_other_roles_keep_no_accounts(world):
    for role in ("leader", "focal_officer", "commune_officer", "citizen"):
        with pytest.raises(Refused, match="quản trị hệ thống"):
            actions.create_account(username="x", full_name="X", by=world.users[role])


class TestRecovery:
    @pytest.fixture
    def recovery(self, world) -> KeyRecovery:
        owner = world.users["department_officer"]
        Authenticator.objects.create(user=owner, type="totp", data={"secret": "x"})
        by = world.users["administrator"]
        return actions.request_recovery(owner, reason="Mất điện thoại; gặp trực tiếp", by=by)

    def test_a_second_person_confirms_and_the_keys_are_void(self, world, recovery):
        actions.confirm_recovery(recovery, by=world.users["administrator_2"])
        owner = recovery.user
        owner.refresh_from_db()
        assert not Authenticator.objects.filter(user=owner).exists()
        assert not owner.has_usable_password()
        entry = Entry.objects.get(verb="people.confirm_recovery")
        assert (entry.actor_id, entry.data["removed"]) == (world.users["administrator_2"].pk, ["totp"])
        who, token = links.link_for(owner).strip("/").split("/")[-2:]
        assert links.owner_of(who, token) == owner

    def test_the_head_of_the_owners_organisation_may_be_the_second_person(self, world, recovery):
        head = make_officer(world.snv, "leader", rank="head", title="Giám đốc")
        actions.confirm_recovery(recovery, by=head)

    def test_who_asked_does_not_confirm(self, world, recovery):
        with pytest.raises(Refused, match="người thứ hai"):
            actions.confirm_recovery(recovery, by=world.users["administrator"])
        assert Authenticator.objects.filter(user=recovery.user).exists()
        assert recovery.user.check_password(PASSWORD)

    @pytest.mark.parametrize("role", ["department_officer", "leader", "focal_officer", "commune_officer", "citizen"])
    def test_nor_does_the_owner_or_anyone_else(self, world, recovery, role):
        with pytest.raises(Refused):
            actions.confirm_recovery(recovery, by=world.users[role])

    def test_nobody_asks_for_themselves_and_only_once(self, world, recovery):
        with pytest.raises(Refused, match="tự khôi phục"):
            actions.request_recovery(world.users["administrator"], reason="mất", by=world.users["administrator"])
        with pytest.raises(Refused, match="đang chờ"):
            actions.request_recovery(recovery.user, reason="mất", by=world.users["administrator_2"])

    def test_withdrawn_is_over(self, world, recovery):
        actions.withdraw_recovery(recovery, by=world.users["administrator"])
        recovery.refresh_from_db()
        with pytest.raises(Refused, match="đã khép lại"):
            actions.confirm_recovery(recovery, by=world.users["administrator_2"])

    def test_the_database_refuses_one_person_alone(self, world, recovery):
        one = world.users["administrator"]
        with pytest.raises(DatabaseError, match="recovery_by_two"), transaction.atomic():
            KeyRecovery.objects.filter(pk=recovery.pk).update(status="confirmed", closed_by=one)
        actions.withdraw_recovery(recovery, by=one)
        with pytest.raises(DatabaseError, match="may not go"), transaction.atomic():
            KeyRecovery.objects.filter(pk=recovery.pk).update(status="requested")


def test_invented_names_repeat_by_seed_and_are_clean():
    names = {invent(n) for n in range(500)}
    assert invent(7) == invent(7)
    assert len(names) > 450
    assert not any("Ð" in name or "  " in name for name in names)  # the Icelandic letter, in the source


def test_a_recovery_confirmed_twice_at_the_same_instant_happens_once(own_database):
    world = make_world()
    recovery = actions.request_recovery(world.users["deputy"], reason="mất", by=world.users["administrator_2"])
    by = [world.users["administrator"], world.users["leader"]]
    answers = together(*(partial(actions.confirm_recovery, recovery, by=who) for who in by))
    assert sorted(isinstance(a, Refused) for a in answers) == [False, True]
    assert Entry.objects.filter(verb="people.confirm_recovery").count() == 1
