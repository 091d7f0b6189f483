"""Citizens who sign in by a real OpenID Connect provider, in a process of its own, and find all their petitions."""

import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client
from django.urls import reverse

from dongthuan.config import citizens
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record.models import Entry
from dongthuan.listen.petitions import actions, codes
from dongthuan.listen.petitions.models import Mine, Petition
from tests.browser import assert_accessible
from tests.factories import World, make_world
from tests.foundation.people.provider import CLIENT, PERSON, SECRET
from tests.site import free_port, serve

from . import making

MINE, LOGIN = reverse("petitions:mine"), reverse("openid_connect_login", args=[citizens.PROVIDER])


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "tests.foundation.people.provider", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        yield f"http://localhost:{port}"
        process.terminate()


@pytest.fixture
def provider(issuer, settings) -> str:
    settings.SOCIALACCOUNT_PROVIDERS = citizens.providers(issuer, CLIENT, SECRET, "VNeID")
    return issuer


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object) -> None:
        return None


def agree(address: str, agreed: str = "1") -> str:
    """What the provider answers to the person's button: the address that leads back."""
    asked = urllib.parse.urlsplit(address)
    with urllib.request.urlopen(address, timeout=10) as page:
        assert page.status == 200
    values = {**dict(urllib.parse.parse_qsl(asked.query)), "agreed": agreed}
    try:
        urllib.request.build_opener(_Stay).open(
            f"{asked.scheme}://{asked.netloc}/", urllib.parse.urlencode(values).encode()
        )
    except urllib.error.HTTPError as answer:
        back = urllib.parse.urlsplit(answer.headers["Location"])
        return f"{back.path}?{back.query}"
    raise AssertionError("the provider led nowhere")


def begin(c: Client, **more: str) -> str:
    answer = c.post(LOGIN, {"process": "login", "next": MINE, **more})
    assert answer.status_code == 302
    return answer["Location"]


def test_a_citizen_signs_in_and_nothing_but_number_and_name_is_kept(world, provider):
    c = Client()
    assert "Đăng nhập bằng VNeID" in c.get(MINE).content.decode()
    answer = c.get(agree(begin(c)))
    assert (answer.status_code, answer["Location"]) == (302, MINE)
    account = SocialAccount.objects.select_related("user").get()
    assert (account.uid, account.extra_data) == (PERSON["sub"], {})
    user = account.user
    assert (user.full_name, user.email, user.has_usable_password(), user.acting.is_staff) == (
        PERSON["name"],
        "",
        False,
        False,
    )
    assert PERSON["sub"] not in user.username
    assert not SocialToken.objects.exists()
    assert Entry.objects.get(verb="people.enrol_citizen").subject == user.thing
    other = Client()
    other.get(agree(begin(other)))
    assert User.objects.filter(username__startswith="cd-").count() == 1
    assert other.get(MINE).context["user"] == user


def test_refused_forged_and_joined_sign_ins_lead_nowhere(world, provider):
    c = Client()
    refused = c.get(agree(begin(c), agreed=""))
    assert refused.status_code == 403
    assert "chưa đăng nhập" in refused.content.decode()
    back = agree(begin(c))
    assert Client().get(back).status_code == 403, "another browser began it"
    assert c.get(back.replace("code=", "code=x")).status_code == 403
    officer = Client()
    officer.force_login(world.users["leader"])
    assert officer.get(agree(begin(officer, process="connect"))).status_code == 403
    assert not SocialAccount.objects.exists()
    assert c.get(LOGIN).status_code == 405


def test_mine_are_what_i_sent_or_know_the_code_of_and_no_table_says_whose(world):
    c, me = Client(), world.users["citizen"]
    c.force_login(me)
    taken = making.take_in_with_code(world, denunciation=True)
    assert c.post(MINE, {"code": "0000-0000-00000"}).status_code == 422
    for _twice in "12":
        assert c.post(MINE, {"code": taken.code})["Location"] == MINE
    held = Mine.objects.get()
    assert (held.petition, held.owner) == (taken.petition, codes.owner_of(me))
    entry = Entry.objects.get(verb="petitions.keep")
    assert (entry.actor_id, entry.data) == (None, {})
    assert str(me.pk) not in held.owner[:3] or held.owner != str(me.pk)
    page = c.get(MINE).content.decode()
    assert taken.petition.code in page
    assert world.communes[0].short_name not in page.partition("<h1>")[2].partition("<section")[0]
    opened = reverse("petitions:open_mine", args=[taken.petition.pk])
    assert c.post(opened)["Location"] == reverse("petitions:case")
    case = c.get(reverse("petitions:case")).content.decode()
    assert "Lụa" not in case
    stranger = Client()
    stranger.force_login(world.users["deputy"])
    assert stranger.post(opened).status_code == 404
    assert taken.petition.code not in stranger.get(MINE).content.decode()
    other = actions.keep(making.taken_up(world), by=me).petition
    assert [p.pk for p in c.get(MINE).context["petitions"]] == [other.pk, taken.petition.pk]


def test_in_the_browser_from_the_provider_to_ones_own_petitions(own_database, static_files, browser, issuer):
    world: World = make_world()
    with serve(own_database, DONGTHUAN_OIDC=issuer, DONGTHUAN_OIDC_CLIENT=CLIENT, DONGTHUAN_OIDC_SECRET=SECRET) as site:
        page = browser.page(viewport={"width": 360, "height": 740})
        page.goto(site.url + MINE)
        assert_accessible(page)
        page.get_by_role("button", name="Đăng nhập bằng VNeID").click()
        page.get_by_role("button", name="Đồng ý").click()
        page.wait_for_url(f"**{MINE}")
        page.goto(site.url + reverse("petitions:send", args=["kien-nghi-phan-anh"]))
        page.locator("#id_organisation").select_option(str(world.communes[0].pk))
        for name, text in {"full_name": "Đinh Thị Lụa", "address": "thôn 3", "content": "Đường hỏng."}.items():
            page.locator(f"#id_{name}").fill(text)
        page.get_by_role("button", name="Gửi", exact=True).click()
        page.wait_for_url("**/sent/")
        page.goto(site.url + MINE)
        assert_accessible(page)
        assert Petition.objects.get().code in page.inner_text("main")


def test_a_citizen_without_a_password_meets_no_broken_page(world, provider):
    c = Client()
    c.get(agree(begin(c)))
    keys = (
        "account_change_password",
        "mfa_index",
        "account_reauthenticate",
        "mfa_add_webauthn",
        "mfa_generate_recovery_codes",
    )
    for name in keys:
        assert c.get(reverse(name))["Location"] == reverse("people:me"), name
    me = c.get(reverse("people:me")).content.decode()
    assert PERSON["name"] in me
    assert reverse("account_change_password") not in me
    assert User.objects.get(username__startswith="cd-").username not in me
