"""Sign-in through the pages: password, second key, rate limits, closed accounts, one-time links, recovery by two."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from dongthuan.foundation.orgs.models import Role
from dongthuan.foundation.people.models import KeyRecovery
from dongthuan.foundation.record.models import Entry
from tests.factories import PASSWORD, World, make_user, make_world

GOOD = "cay-da-ben-nuoc-1945"


@pytest.fixture
def world(db) -> World:
    cache.clear()
    return make_world()


def sign_in(client: Client, username: str, password: str = PASSWORD, **extra: str):
    return client.post(reverse("account_login"), {"login": username, "password": password, **extra})


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def add_app(client: Client) -> str:
    """Through the page, as a person does; returns the secret."""
    prove(client)
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page)[1]
    assert "<svg" in page
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    return secret


def prove(client: Client) -> None:
    """Show the account to be one's own again, as every change of keys asks."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def page_of(response) -> str:
    return response.content.decode()


def test_staff_go_to_their_desk_and_citizens_to_their_account(client, world):
    assert sign_in(client, "leader")["Location"] == "/desk/"
    assert sign_in(Client(), "cong-dan")["Location"] == reverse("people:me")


def test_the_next_page_is_kept_but_never_another_site(world):
    assert sign_in(Client(), "leader", next="/organisations/")["Location"] == "/organisations/"
    assert sign_in(Client(), "leader", next="https://elsewhere.example/")["Location"] == "/desk/"


def test_a_wrong_password_says_so_in_vietnamese(client, world):
    answer = page_of(sign_in(client, "leader", "sai"))
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in answer
    assert 'value="leader"' in answer  # what was typed is kept


def test_the_sixth_wrong_try_for_one_name_waits_and_nobody_else_does(world):
    for _ in range(5):
        sign_in(Client(), "leader", "sai")
    answer = sign_in(Client(), "leader")  # even with the right one
    assert "quá nhiều lần" in page_of(answer)
    assert sign_in(Client(), "deputy").status_code == 302  # from the same address


def test_there_is_no_sign_up_and_no_password_by_mail(client, db):
    for name in ("account_signup", "account_reset_password", "account_email"):
        with pytest.raises(NoReverseMatch):
            reverse(name)
    assert client.get("/account/signup/").status_code == 404


def test_a_closed_account_does_not_enter(client, world):
    world.users["leader"].is_active = False
    world.users["leader"].save()
    sign_in(client, "leader")
    assert client.get(reverse("people:me")).status_code == 302


def test_an_authenticator_app_is_asked_for_from_then_on(client, world, django_capture_on_commit_callbacks):
    sign_in(client, "leader")
    with django_capture_on_commit_callbacks(execute=True):
        secret = add_app(client)
    kept = Authenticator.objects.get(user=world.users["leader"], type="totp")
    assert secret not in str(kept.data)  # encrypted at rest
    codes = re.findall(r"<li><code>(\w+)</code>", page_of(client.get(reverse("mfa_view_recovery_codes"))))
    assert len(codes) == 10
    assert {e.verb for e in Entry.objects.filter(subject=world.users["leader"].thing)} == {"people.add_key"}

    other = Client()
    assert sign_in(other, "leader")["Location"] == reverse("mfa_authenticate")
    assert other.get(reverse("people:me")).status_code == 302  # not in yet
    wrong = other.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "Mã không đúng." in page_of(wrong)
    assert other.post(reverse("mfa_authenticate"), {"code": codes[0]})["Location"] == "/desk/"
    again = Client()
    sign_in(again, "leader")
    assert again.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == 200  # each code once
    prove(other)
    assert page_of(other.get(reverse("mfa_download_recovery_codes"))).split() == codes[1:]


def test_removing_the_app_asks_for_proof_and_stands_in_the_record(client, world):
    sign_in(client, "leader")
    add_app(client)
    assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert not Authenticator.objects.filter(user=world.users["leader"]).exists()
    assert Entry.objects.filter(verb="people.drop_key").exists()


def test_another_persons_passkey_does_not_exist(client, world):
    theirs = Authenticator.objects.create(user=world.users["deputy"], type="webauthn", data={"name": "x"})
    sign_in(client, "leader")
    prove(client)
    for page in ("mfa_remove_webauthn", "mfa_edit_webauthn"):
        assert client.get(reverse(page, args=[theirs.pk])).status_code == 404


def test_keys_are_not_changed_without_proving_to_be_oneself(client, world):
    client.force_login(world.users["leader"])  # a session that never typed a password
    answer = client.get(reverse("mfa_activate_totp"))
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    wrong = client.post(answer["Location"], {"password": "sai"})
    assert "Mật khẩu không đúng." in page_of(wrong)
    assert client.post(answer["Location"], {"password": PASSWORD}).status_code == 302
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_changing_the_password(client, world):
    sign_in(client, "leader")
    fields = {"oldpassword": PASSWORD, "password1": GOOD, "password2": GOOD + "x"}
    assert "phải giống nhau" in page_of(client.post(reverse("account_change_password"), fields))
    client.post(reverse("account_change_password"), fields | {"password2": GOOD})
    assert Entry.objects.filter(verb="people.change_password").exists()
    assert sign_in(Client(), "leader", GOOD).status_code == 302


def test_a_new_account_from_the_first_page_to_the_desk(world):
    admin = Client()
    sign_in(admin, "administrator")
    made = admin.post(reverse("people:create"), {"username": "le-an", "full_name": "Lê An"})
    page = page_of(admin.get(made["Location"]))
    link = re.search(r"<code>http://testserver(/people/enter/[^<]+)</code>", page)[1]
    person = Client()
    assert person.post(link, {"password": "12345", "again": "12345"}).status_code == 422
    differing = page_of(person.post(link, {"password": GOOD, "again": "khac-hẳn-rồi-đấy"}))
    assert "Hai mật khẩu không giống nhau." in differing
    assert person.post(link, {"password": GOOD, "again": GOOD})["Location"] == reverse("account_login")
    assert person.get(link).status_code == 410
    assert sign_in(person, "le-an", GOOD)["Location"] == reverse("people:me")


def test_a_lost_key_is_recovered_through_two_people(world):
    owner, admin, second = Client(), Client(), Client()
    sign_in(owner, "department-officer")
    add_app(owner)
    sign_in(admin, "administrator")
    person = world.users["department_officer"]
    asked = admin.post(reverse("people:recover", args=[person.pk]), {"reason": "Mất điện thoại; đến trực tiếp"})
    recovery = KeyRecovery.objects.get()
    assert asked["Location"] == reverse("people:recovery", args=[recovery.pk])
    confirm = reverse("people:confirm_recovery", args=[recovery.pk])
    admin.post(confirm)
    assert "người thứ hai" in page_of(admin.get(asked["Location"]))  # alone it does not go
    assert Authenticator.objects.filter(user=person).exists()

    sign_in(second, "administrator-2")
    second.post(confirm)
    page = page_of(second.get(asked["Location"]))
    link = re.search(r"<code>http://testserver(/people/enter/[^<]+)</code>", page)[1]
    assert owner.get(reverse("people:me")).status_code == 302  # every open session ended
    fresh = Client()
    fresh.post(link, {"password": GOOD, "again": GOOD})
    assert sign_in(fresh, "department-officer", GOOD)["Location"] == "/desk/"  # no second step any more
    assert "people/enter" not in page_of(second.get(asked["Location"]))


def test_the_language_is_kept_with_the_account(client, world):
    sign_in(client, "cong-dan")
    assert "My account" in page_of(client.post(reverse("people:language"), {"language": "en"}, follow=True))
    elsewhere = Client()
    sign_in(elsewhere, "cong-dan")
    assert "My account" in page_of(elsewhere.get(reverse("people:me")))


def test_my_account_says_who_i_am_and_what_i_hold(client, world):
    sign_in(client, "leader")
    page = page_of(client.get(reverse("people:me")))
    assert "Trưởng ban, Ban Dân vận Tỉnh ủy" in page
    assert "Chỉ có mật khẩu bảo vệ tài khoản này." in page


def test_no_role_is_left_without_its_sentence(client, db):
    page = page_of(client.get(reverse("people:roles")))
    assert page.count("<dt>") == len(Role.values) + 1  # and the citizen
    assert "không đọc nội dung vụ việc nào" in page


@pytest.mark.parametrize("name", ["nghe", "x" * 70])
def test_an_unknown_name_is_refused_like_a_wrong_password(client, db, name):
    make_user("co-that")
    assert sign_in(client, name, "sai").status_code == 200
