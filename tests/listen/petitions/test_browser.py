"""A whole case in a real browser: citizen on a phone, reception officer, leader, solver; every page accessible, no CSP fault."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dongthuan.listen.petitions.models import Petition, Statement
from tests.browser import assert_accessible
from tests.factories import World, make_world

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


@pytest.fixture
def world(live_site) -> World:
    return make_world()


@pytest.fixture
def as_(browser, live_site, world):
    """as_("solver"): a page of a browser in which that person is signed in; without a name, a citizen's."""

    def open_as(who: str = "", viewport: dict = DESK):
        page = browser.page(viewport=viewport)
        if who:
            client = Client()
            client.force_login(world.users[who])
            cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_site.url}
            page.context.add_cookies([cookie])
        return page

    return open_as


def checked(page) -> None:
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{page.url} scrolls sideways"


def sent_by(page, live_site, world, kind: str, **typed: str) -> str:
    """Fill the public form and send it; the code of the receipt."""
    page.goto(live_site.url + reverse("petitions:choose"))
    checked(page)
    page.goto(live_site.url + reverse("petitions:send", args=[kind]))
    page.locator("#id_organisation").select_option(str(world.communes[0].pk))
    for field, text in typed.items():
        page.locator(f"#id_{field}").fill(text)
    checked(page)
    page.get_by_role("button", name="Gửi", exact=True).click()
    page.wait_for_url("**/sent/")
    checked(page)
    return page.locator(".code").inner_text()


def step(page, live_site, petition: Petition, verb: str, fill: dict | None = None, choose: dict | None = None,
         check: tuple = (), select: dict | None = None) -> None:  # fmt: skip
    """Open the case, go to the step, fill its form, send it."""
    page.goto(live_site.url + reverse("petitions:step", args=[petition.pk, verb]))
    for name, text in (fill or {}).items():
        page.locator(f"#id_{name}").fill(text)
    for name, value in (choose or {}).items():
        page.locator(f"input[name={name}][value={value}]").check()
    for name, value in (select or {}).items():
        page.locator(f"#id_{name}").select_option(value)
    for name in check:
        page.locator(f"#id_{name}").check()
    checked(page)
    page.locator("main form .btn").first.click()
    page.wait_for_url(f"**{reverse('petitions:detail', args=[petition.pk])}")
    checked(page)


def test_a_complaint_from_the_phone_to_the_decision(live_site, world, as_):
    citizen = as_("", PHONE)
    code = sent_by(
        citizen, live_site, world, "khieu-nai", full_name="Đinh Thị Lụa", address="thôn 3, xã Gia Vân",
        content="Quyết định tính thiếu 52 m² đất.", against="Quyết định số 1187/QĐ-UBND", request="Đo lại.",
    )  # fmt: skip
    petition = Petition.objects.get()
    desk, leader, solver = as_("reception_officer"), as_("leader_commune"), as_("solver")
    desk.goto(live_site.url + reverse("journeys:desk"))
    assert petition.code in desk.inner_text("main")
    desk.goto(live_site.url + reverse("petitions:list"))
    checked(desk)
    step(desk, live_site, petition, "register", {"title": "Khiếu nại diện tích đất bồi thường"}, check=("signed",))
    step(desk, live_site, petition, "classify", choose={"kind": "complaint"})
    step(desk, live_site, petition, "take_up")
    step(leader, live_site, petition, "assign", select={"officer": str(world.users["solver"].pk)})
    step(leader, live_site, petition, "accept", {"number": "61/TB-UBND"})
    step(solver, live_site, petition, "verify")
    assert solver.locator("table.cal").count() == 1
    solver.get_by_role("link", name="Xem cách tính đầy đủ").click()
    checked(solver)
    assert "Điều 28" in solver.inner_text("main")
    step(solver, live_site, petition, "hold_dialogue", {"text": "Hai bên thống nhất đo lại."})
    step(leader, live_site, petition, "decide", {"number": "70/QĐ-UBND"}, choose={"outcome": "right"})
    step(solver, live_site, petition, "send")
    citizen.get_by_role("button", name="Tôi đã ghi mã").click()
    citizen.goto(live_site.url + reverse("petitions:track") + f"#{code}")
    assert citizen.locator("#id_code").input_value() == code, "the QR's code is put into the field"
    assert code not in citizen.url
    citizen.get_by_role("button", name="Tra cứu", exact=True).click()
    citizen.wait_for_url("**/track/case/")
    checked(citizen)
    told = citizen.inner_text("main")
    assert "70/QĐ-UBND" in told
    assert "Lụa" not in told


def test_a_denunciation_is_sealed_and_a_reflection_answered(live_site, world, as_):
    citizen = as_("", PHONE)
    sent_by(
        citizen, live_site, world, "to-cao", full_name="Đinh Thị Lụa", address="thôn 3", content="Ông Bê nhận tiền."
    )
    denunciation = Petition.objects.get()
    assert denunciation.sealed
    assert not Statement.objects.exists()
    assert citizen.evaluate("sessionStorage.length") == 0
    desk, leader, solver = as_("reception_officer"), as_("leader_commune"), as_("solver")
    step(desk, live_site, denunciation, "register")
    assert not re.search("Lụa|Bê", desk.inner_text("main"))

    sent_by(
        citizen,
        live_site,
        world,
        "kien-nghi-phan-anh",
        full_name="Đinh Thị Lụa",
        address="thôn 3",
        content="Đường hỏng.",
    )
    reflection = Petition.objects.exclude(pk=denunciation.pk).get()
    step(desk, live_site, reflection, "register", {"title": "Đường liên thôn hỏng"})
    step(desk, live_site, reflection, "classify", choose={"kind": "reflection"})
    step(desk, live_site, reflection, "take_up")
    step(leader, live_site, reflection, "assign", select={"officer": str(world.users["solver"].pk)})
    step(solver, live_site, reflection, "answer", {"text": f"Đã sửa đường ngày {timezone.localdate():%d/%m/%Y}."})
    citizen.goto(live_site.url + reverse("petitions:case"))
    assert "Đã sửa đường" in citizen.inner_text("main")
    citizen.get_by_role("button", name="Chưa, đề nghị xử lý lại").click()
    reflection.refresh_from_db()
    assert reflection.status == "kp_assigned"


def test_what_is_typed_survives_in_the_tab_and_is_erased_on_leaving(live_site, world, as_):
    page = as_("", PHONE)
    address = live_site.url + reverse("petitions:send", args=["kien-nghi-phan-anh"])
    page.goto(address)
    page.locator("#id_content").fill("Đường liên thôn hỏng.")
    page.reload()
    assert page.locator("#id_content").input_value() == "Đường liên thôn hỏng."
    page.locator("nav.crumbs a").last.click()
    page.wait_for_url("**/petitions/send/")
    page.goto(address)
    assert page.locator("#id_content").input_value() == ""
    page.goto(live_site.url + reverse("petitions:send", args=["to-cao"]))
    page.locator("#id_content").fill("Ông Bê nhận tiền.")
    page.reload()
    assert page.locator("#id_content").input_value() == ""
