"""The house under attack by a stranger, and by a curious insider with a browser of their own."""

import io
import re
from pathlib import Path

import pytest
from django.conf import settings as house_settings
from django.core.cache import cache
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from openpyxl import load_workbook

from dongthuan.foundation.files import actions as files
from dongthuan.foundation.files.views import attachment
from dongthuan.foundation.orgs.models import Organisation, Post
from dongthuan.foundation.people import actions as people
from dongthuan.foundation.people import links
from dongthuan.foundation.people.models import Assignment, User
from dongthuan.foundation.things.kit import Refused, today
from tests.deliver.programmes.make import make_signed
from tests.factories import PASSWORD, World, make_world
from tests.foundation.files.bytes import PDF, zipped
from tests.permission_rows import Row
from tests.test_permission_table import rows

GOOD = "cay-da-ben-nuoc-1945"
ELSEWHERE = ["https://evil.example/", "//evil.example", "/\\evil.example", "https:evil.example", "javascript:alert(1)",
             "\thttps://evil.example", "http://testserver@evil.example/"]  # fmt: skip
EXPORTS = {
    "consultations:list", "consultations:table", "conversations:desk", "conversations:map", "journeys:desk",
    "journeys:overview", "orgs:areas", "orgs:list",
    "orgs:posts", "orgs:unmapped", "people:delegations", "people:list", "people:recoveries", "petitions:list",
    "petitions:oversight", "petitions:overview", "petitions:overview_rows", "programmes:list", "programmes:plan_export",
    "reception:duty", "reception:form_01", "reception:register", "reception:sessions", "reports:conference", "reports:list",
    "reports:rows", "reports:table", "service_requests:list", "service_requests:services", "tasks:list",
}  # fmt: skip


@pytest.fixture
def world(db) -> World:
    cache.clear()
    return make_world()


def sign_in(client: Client, username: str, password: str = PASSWORD, headers: dict | None = None, **more: str):
    return client.post(reverse("account_login"), {"login": username, "password": password, **more}, headers=headers)


def inside(world: World, role: str, **options: object) -> Client:
    client = Client(**options)
    client.force_login(world.users[role])
    return client


# --- what a shared computer or a proxy keeps ---------------------------------------------------------------------
def test_nobody_keeps_a_page_that_was_drawn_for_a_person(world):
    client = inside(world, "focal_officer")
    for page in ("/desk/", "/tasks/", "/people/me", "/", "/programmes/", "/nowhere/", "/tasks/?format=xlsx"):
        assert client.get(page)["Cache-Control"] == "private, no-store", page
    stored = files.store(PDF, name="a.pdf", by=world.users["focal_officer"])
    assert "no-store" in client.get(reverse("files:download", args=[stored.pk]))["Cache-Control"]


def test_a_page_for_everyone_may_be_kept_and_is_asked_for_again(world):
    make_signed(world)
    for page in ("/", "/programmes/", "/people/roles"):
        answer = Client().get(page)
        assert answer["Cache-Control"] == "public, no-cache", page
        assert "Cookie" in answer["Vary"]
    for page in (
        "/account/login/",
        "/desk/",
        "/people/enter/1/a-b",
    ):  # a form with its secret, a redirect, a link for one
        assert "no-store" in Client().get(page)["Cache-Control"], page


# --- files ---------------------------------------------------------------------------------------------------------
def test_a_download_is_saved_under_its_vietnamese_name_and_never_run(world):
    name = 'Biên bản "họp"; filename=x.html\r\nX-Evil: 1.pdf'
    answer = attachment(PDF, "application/pdf", name)
    said = answer["Content-Disposition"]
    assert said.startswith(
        "attachment; filename=\"Bi_n b_n _h_p_; filename=x.html__X-Evil: 1.pdf\"; filename*=UTF-8''Bi%C3%AAn"
    )
    assert not {"\r", "\n"} & set(said)
    assert (answer["X-Content-Type-Options"], "sandbox" in answer["Content-Security-Policy"]) == ("nosniff", True)


@pytest.mark.parametrize("data", [b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
                                  b"<!doctype html><script>alert(1)</script>", b"GIF89a<script>", PDF[:20]])  # fmt: skip
def test_what_a_browser_would_run_is_not_stored(world, data):
    for name in ("a.svg", "a.png", "a.html", "a.pdf"):
        with pytest.raises(Refused):
            files.store(data, name=name, by=world.users["leader"])


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd.pdf", "..\\..\\windows\\a.pdf", "/etc/cron.d/a.pdf", "C:\\a.pdf"]
)
def test_a_name_leads_nowhere(world, name):
    stored = files.store(PDF, name=name, by=world.users["leader"])
    assert not {"/", "\\"} & set(stored.name)
    assert Path(house_settings.FILES_ROOT).resolve() in stored.path.resolve().parents


LAUGHS = (
    b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">%b<!ENTITY f SYSTEM "file:///etc/passwd">]>"""
    % b"".join(b'<!ENTITY a%d "%b">' % (n, b"&a%d;" % (n - 1) * 10 if n else b"&a;" * 10) for n in range(9))
)


def word_with_entities() -> bytes:
    body = LAUGHS + b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>' \
        b"<w:t>&a8;&f;</w:t></w:r></w:p></w:body></w:document>"  # fmt: skip
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": body})


def sheet_with_entities() -> bytes:
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relations = b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    return zipped({
        "[Content_Types].xml": b"<Types/>",
        "xl/workbook.xml": b'<workbook %b %b><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>' % (space, relations),
        "xl/_rels/workbook.xml.rels": b'<Relationships><Relationship Id="r1" Type="%b" Target="worksheets/a.xml"/></Relationships>' % kind,
        "xl/worksheets/a.xml": LAUGHS + b'<worksheet %b><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&a8;&f;</t></is></c>'
                               b"</row></sheetData></worksheet>" % space,
    })  # fmt: skip


def test_entities_in_office_files_are_not_followed(world):
    client = inside(world, "focal_officer")
    programme = make_signed(world)
    client.post(reverse("programmes:amend", args=[programme.pk]))
    page = client.post(
        reverse("texts:import", args=[programme.text_id]),
        {"file": named("a.docx", word_with_entities()), "note": "Bản 2"},
    )
    assert page.status_code == 422
    assert "a.docx" in page.content.decode()
    assert "Bản 2" in page.content.decode()
    sheet = {"file": named("a.xlsx", sheet_with_entities())}
    page = inside(world, "administrator").post(reverse("orgs:import", args=["posts"]), sheet, follow=True)
    assert page.status_code < 500
    assert not {"root:", "hahahaha"} & set(re.findall(r"root:|hahahaha", page.content.decode()))


def named(name: str, data: bytes) -> io.BytesIO:
    file = io.BytesIO(data)
    file.name = name
    return file


# --- sign-in --------------------------------------------------------------------------------------------------------
def too_many(answer: object) -> bool:
    return answer.status_code == 429 or "quá nhiều lần" in answer.content.decode()  # type: ignore[attr-defined]


def test_one_address_guesses_no_further_whatever_it_claims_to_be(world, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "9/m/ip", "login_failed": "3/m/ip,9/m/key"}
    answers = [sign_in(Client(), f"nguoi-{n}", "sai", {"X-Forwarded-For": f"203.0.113.{n}"}) for n in range(5)]
    assert [too_many(answer) for answer in answers] == [False, False, False, True, True]


def test_behind_our_own_proxy_each_address_is_counted_as_the_proxy_saw_it(world, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "9/m/ip", "login_failed": "2/m/ip,9/m/key"}
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    claimed = [sign_in(Client(), f"n-{n}", "sai", {"X-Forwarded-For": f"10.0.0.{n}, 203.0.113.7"}) for n in range(3)]
    assert [too_many(answer) for answer in claimed] == [False, False, True]
    assert not too_many(sign_in(Client(), "n-9", "sai", {"X-Forwarded-For": "203.0.113.8"}))


@pytest.mark.parametrize("following", ELSEWHERE)
def test_no_address_of_ours_leads_elsewhere(world, following):
    client = Client()
    assert sign_in(client, "leader", next=following)["Location"] == "/desk/"
    for name in ("account_login", "account_reauthenticate"):
        answer = client.get(reverse(name), {"next": following})
        assert "evil" not in answer.get("Location", "")
    answer = client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": following})
    assert "evil" not in answer.get("Location", "")
    assert "javascript" not in answer.get("Location", "")
    answer = client.post(reverse("people:language"), {"language": "vi", "next": following})
    assert answer["Location"].startswith("/people/me")
    answer = client.post(reverse("account_logout"), {"next": following})
    assert "evil" not in answer.get("Location", "")
    assert "javascript" not in answer.get("Location", "")


def test_another_host_is_not_answered(db):
    for host in ("evil.example", "localhost.evil.example", "testserver:80@evil.example", ""):
        assert Client(headers={"host": host}).get("/").status_code == 400, host


def test_a_planted_session_is_not_the_one_that_signs_in(world):
    client = Client()
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies[house_settings.SESSION_COOKIE_NAME] = planted
    sign_in(client, "leader")
    assert client.cookies[house_settings.SESSION_COOKIE_NAME].value != planted
    thief = Client()
    thief.cookies[house_settings.SESSION_COOKIE_NAME] = planted
    assert thief.get("/people/me").status_code == 302


def test_a_session_ends_with_the_account_and_its_rights_with_the_assignment(world):
    client, other = inside(world, "department_officer"), inside(world, "commune_officer")
    admin = world.users["administrator"]
    assert client.get("/tasks/").status_code == other.get("/tasks/").status_code == 200
    people.deactivate(world.users["department_officer"], on=today(), basis="Nghỉ hưu", by=admin)
    assert client.get("/tasks/")["Location"].startswith("/account/login/")
    Assignment.objects.filter(user=world.users["commune_officer"]).update(
        until=today() - (today() - today().replace(year=2020))
    )
    assert other.get("/tasks/").status_code == 403


def test_a_changed_password_ends_the_other_sessions(world):
    here, there = Client(), Client()
    sign_in(here, "leader")
    sign_in(there, "leader")
    here.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": GOOD, "password2": GOOD})
    assert here.get("/people/me").status_code == 200
    assert there.get("/people/me").status_code == 302


def test_a_one_time_link_sets_one_password(world):
    """Also when its form stands open twice: the second sending comes after the first was carried out."""
    user = people.create_account(username="le.an", full_name="Lê An", by=world.users["administrator"])
    link = links.link_for(user)
    opened = links.owner_of(*link.split("/")[-2:])
    assert Client().post(link, {"password": GOOD, "again": GOOD}).status_code == 302
    with pytest.raises(Refused, match="đã được dùng"):
        people.set_password(opened, password="mot-mat-khau-khac-9", by=opened)
    assert Client().post(link, {"password": "mot-mat-khau-khac-9", "again": "mot-mat-khau-khac-9"}).status_code == 410
    assert User.objects.get(pk=user.pk).check_password(GOOD)


def test_a_link_of_one_account_opens_no_other(world):
    made = [
        people.create_account(username=f"le.an{n}", full_name="Lê An", by=world.users["administrator"])
        for n in range(2)
    ]
    (who, _), (_, token) = (links.link_for(user).split("/")[-2:] for user in made)
    for pair in ((who, token), (who, "x"), ("zzzzzzzzzzzzzzzz", token), ("1", "c-0")):
        assert Client().get(reverse("people:enter", args=pair)).status_code == 410


# --- forms ------------------------------------------------------------------------------------------------------------
OPEN = {
    "papers:check": "it stores nothing and knows nobody, so there is no forged sending to fear; no cookie for its readers",
    "service_requests:open311_requests": "apps send here with a key of their own; no cookie is read, so none can be misused",
    "opinions:api": "organisations' systems send here with a key of their own; no cookie is read, so none can be misused",
}
DUMMY = {"PkConverter": 1, "IntConverter": 1, "StringConverter": "x", "SlugConverter": "x"}


def addresses(patterns: list, namespace: str = "") -> list[str]:
    """The address of every page that takes forms of its own readers alone."""
    found = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found += addresses(
                pattern.url_patterns, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            )
        elif isinstance(pattern, URLPattern) and f"{namespace}{pattern.name}" not in OPEN:
            kwargs = {name: DUMMY[type(c).__name__] for name, c in pattern.pattern.converters.items()}
            found.append(reverse(namespace + pattern.name, kwargs=kwargs))
    return found


def test_no_page_takes_a_form_from_elsewhere(world):
    """Every address, with and without a form's key: a sending without the page's secret is refused before anything runs."""
    client = inside(world, "focal_officer", enforce_csrf_checks=True)
    for url in addresses(get_resolver().url_patterns):
        for fields in ({}, {"form_key": "7b0b8f5e-7d4c-4b1e-9a55-0d2a3c1b4d5e"}):
            assert client.post(url, fields).status_code == 403, url


# --- exports ------------------------------------------------------------------------------------------------------------
def poison(world: World) -> None:
    """Names that a spreadsheet would run, if they were more than text."""
    for model, names in ((Organisation, ("name", "short_name")), (User, ("full_name",)), (Post, ("title",))):
        model.objects.update(**{n: Concat(Value("=1+"), F(n)) for n in names})
    for user in world.users.values():
        user.refresh_from_db()


@pytest.mark.parametrize("row", [r for r in rows() if r.name in EXPORTS and not r.query], ids=lambda row: row.name)
def test_no_exported_cell_is_a_formula(world, row: Row):
    poison(world)
    kwargs = row.arguments(world)
    role = next(r for r in ("focal_officer", "administrator", *sorted(row.who)) if r in row.who)
    answer = inside(world, role).get(reverse(row.name, kwargs=kwargs), {"format": "xlsx"})
    if "wordprocessing" in answer["Content-Type"]:  # the same page hands out Word too, where nothing is run
        return
    assert "spreadsheet" in answer["Content-Type"], f"{row.name} is no list that exports"
    book = load_workbook(io.BytesIO(answer.content))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert cells
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
