"""A whole case of each kind in a real browser: citizen on a phone, reception officer, solver, leader. Axe and CSP at zero.

Every letter is drafted, numbered, frozen and signed on its pages; the site is started again on a later day where the law
lets time pass.
"""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dongthuan.foundation.vault.models import Item
from dongthuan.listen.petitions.models import Letter, Petition, Statement
from tests.browser import DESK, PHONE, assert_accessible
from tests.factories import World, make_world
from tests.site import Site, serve

from . import making


@pytest.fixture
def live_site(own_database, static_files, settings) -> Iterator[Site]:
    """A site whose installation holds the signers' keys."""
    settings.DEMO = True
    with serve(own_database, DONGTHUAN_DEMO="1") as site:
        yield site


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


SEEN: set[str] = set()  # forms that were checked already: each once is enough


def checked(page, form: str = "") -> None:
    if form and form in SEEN:
        return
    SEEN.add(form)
    assert_accessible(page)


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
    address = live_site.url + reverse("petitions:step", args=[petition.pk, verb])
    if page.url != address:
        page.goto(address)
    for name, text in (fill or {}).items():
        page.locator(f"#id_{name}").fill(text)
    for name, value in (choose or {}).items():
        page.locator(f"input[name={name}][value={value}]").check()
    for name, value in (select or {}).items():
        page.locator(f"#id_{name}").select_option(value)
    for name in check:
        page.locator(f"#id_{name}").check()
    checked(page, verb)
    page.locator("main form .btn").first.click()
    page.wait_for_url(f"**{reverse('petitions:detail', args=[petition.pk])}")


def letter(
    writer, leader, live_site, petition: Petition, code: str, fill: dict | None = None, choose: dict | None = None
) -> None:
    """The writer drafts it from the case, numbers and freezes it; the leader signs it and is led to its step."""
    writer.goto(live_site.url + reverse("petitions:draft_letter", args=[petition.pk, code]))
    for name, text in (fill or {}).items():
        writer.locator(f"#id_{name}").fill(text)
    for name, value in (choose or {}).items():
        writer.locator(f"input[name={name}][value={value}]").check()
    checked(writer, code)
    writer.get_by_role("button", name="Soạn văn bản").click()
    writer.get_by_role("link", name="Lấy số, ngày văn bản").click()
    writer.get_by_role("button", name="Lấy số", exact=True).click()
    writer.get_by_role("button", name="Chốt để ký").click()
    writer.wait_for_selector("text=Văn bản đã chốt")
    leader.goto(writer.url)
    checked(leader, "paper")
    leader.get_by_role("button", name="Ký bằng khóa dựng thử").click()
    leader.wait_for_selector("section[aria-labelledby=of-case]")
    assert Letter.objects.filter(petition=petition, form=code, paper__status="signed").exists()


def later(live_site: Site, days: int) -> None:
    """Start the site again, so many days on."""
    live_site.kill()
    live_site.environment["DONGTHUAN_AS_OF"] = (timezone.localdate() + timedelta(days=days)).isoformat()
    live_site.start()


def opened(page, live_site, petition: Petition) -> str:
    """The page of the case, checked; what it says."""
    page.goto(live_site.url + reverse("petitions:detail", args=[petition.pk]))
    checked(page)
    return page.inner_text("main")


def to_the_solver(desk, leader, live_site, world: World, petition: Petition, kind: str, title: str = "") -> None:
    """Registered, classified, taken up, and given to the solver."""
    step(desk, live_site, petition, "register", {"title": title} if title else {}, check=("signed",))
    step(desk, live_site, petition, "classify", choose={"kind": kind})
    step(desk, live_site, petition, "take_up")
    step(leader, live_site, petition, "assign", select={"officer": str(world.users["solver"].pk)})


def test_a_complaint_from_the_phone_to_the_archive(live_site, world, as_):
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
    desk.set_viewport_size({"width": 1000, "height": 800})  # eight columns beside the navigation
    assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")
    desk.set_viewport_size({"width": 1280, "height": 800})
    to_the_solver(desk, leader, live_site, world, petition, "complaint", "Khiếu nại diện tích đất bồi thường")
    letter(solver, leader, live_site, petition, "KN-TL")
    leader.get_by_role("link", name="Thụ lý").click()
    leader.wait_for_url("**/accept/")
    assert re.fullmatch(r"01/TB-\w+", leader.locator("#id_number").input_value())
    step(leader, live_site, petition, "accept")
    step(solver, live_site, petition, "verify")
    assert solver.locator("table.cal").count() == 1
    assert "Điều 28" in opened_clock(solver)
    step(solver, live_site, petition, "hold_dialogue", {"text": "Hai bên thống nhất đo lại."})
    words = {"findings": "Đo lại được 216 m².", "text": "Điều chỉnh diện tích thành 216 m²."}
    letter(solver, leader, live_site, petition, "KN-QD1", words, {"outcome": "right"})
    step(leader, live_site, petition, "decide")
    step(solver, live_site, petition, "send")
    citizen.get_by_role("button", name="Tôi đã ghi mã").click()
    citizen.goto(live_site.url + reverse("petitions:track") + f"#{code}")
    assert citizen.locator("#id_code").input_value() == code, "the QR's code is put into the field"
    assert code not in citizen.url
    citizen.get_by_role("button", name="Tra cứu", exact=True).click()
    citizen.wait_for_url("**/track/case/")
    checked(citizen)
    told = citizen.inner_text("main")
    assert "01/QĐ-" in told
    assert "Lụa" not in told
    later(live_site, 60)
    for verb in ("take_effect", "close", "archive"):
        step(solver, live_site, petition, verb)
    assert "Thông báo thụ lý khiếu nại" in opened(solver, live_site, petition)
    petition.refresh_from_db()
    assert (petition.status, petition.product) == ("archived", "decision")


def released_copy(page, live_site, petition: Petition) -> None:
    """Look at the conclusion on a ground, and release the copy for its paper."""
    item = Item.objects.get(name=f"conclusion-{petition.pk}")
    page.goto(live_site.url + reverse("vault:look", args=[item.pk]))
    page.get_by_label("Căn cứ").select_option("LTC35-KETLUAN")
    page.locator("main form .btn").first.click()
    page.wait_for_selector("text=Hai lần nhận")
    checked(page)
    page.get_by_role("link", name="Lập bản đã lược bỏ dữ liệu cá nhân").click()
    page.locator("#id_passages").fill("bà Lụa")
    page.locator("button[name=release]").click()
    page.wait_for_url(f"**{reverse('vault:detail', args=[item.dossier_id])}")
    checked(page)


def opened_clock(page) -> str:
    page.get_by_role("link", name="Xem cách tính đầy đủ").click()
    checked(page)
    return page.inner_text("main")


def test_a_denunciation_is_sealed_from_the_phone_to_the_archive(live_site, world, as_):
    citizen = as_("", PHONE)
    sent_by(
        citizen, live_site, world, "to-cao", full_name="Đinh Thị Lụa", address="thôn 3", content="Ông Bê nhận tiền."
    )
    petition = Petition.objects.get()
    assert petition.sealed
    assert not Statement.objects.exists()
    assert citizen.evaluate("sessionStorage.length") == 0
    desk, leader, solver = as_("reception_officer"), as_("leader_commune"), as_("solver")
    step(desk, live_site, petition, "register")
    step(desk, live_site, petition, "classify", choose={"kind": "denunciation"})
    step(desk, live_site, petition, "take_up")
    step(leader, live_site, petition, "assign", select={"officer": str(world.users["solver"].pk)})
    letter(solver, leader, live_site, petition, "TC-TL")
    step(leader, live_site, petition, "accept")
    assert "Ký bằng khóa" not in solver.inner_text("main")
    step(solver, live_site, petition, "verify")
    step(solver, live_site, petition, "notify")
    step(solver, live_site, petition, "write_conclusion", making.CONCLUSION)
    released_copy(solver, live_site, petition)
    letter(solver, leader, live_site, petition, "TC-KL", choose={"outcome": "right"})
    step(leader, live_site, petition, "conclude")
    step(solver, live_site, petition, "inform")
    step(leader, live_site, petition, "act_on")
    step(solver, live_site, petition, "publish", choose={"way": "web"})
    for verb in ("follow", "close", "archive"):
        step(solver, live_site, petition, verb)
    for page in (desk, leader, solver):
        assert not re.search("Lụa|Bê", opened(page, live_site, petition))
    for paper in Letter.objects.values_list("paper__body", flat=True):
        assert not re.search("Lụa|thôn 3", str(paper)), "a paper may name the denounced, never who denounces"
    citizen.goto(live_site.url + reverse("petitions:case"))
    checked(citizen)
    told = citizen.inner_text("main")
    assert "Đã kết thúc" in told
    assert "/KL-" not in told, "who holds the code of a denunciation sees state and day, no paper"


def test_a_recommendation_is_answered_reopened_and_closed(live_site, world, as_):
    citizen = as_("", PHONE)
    sent_by(
        citizen, live_site, world, "kien-nghi-phan-anh", full_name="Đinh Thị Lụa", address="thôn 3",
        content="Đường hỏng.",
    )  # fmt: skip
    petition = Petition.objects.get()
    desk, leader, solver = as_("reception_officer"), as_("leader_commune"), as_("solver")
    to_the_solver(desk, leader, live_site, world, petition, "reflection", "Đường liên thôn hỏng")
    answer = f"Đã sửa đường ngày {timezone.localdate():%d/%m/%Y}."
    letter(solver, leader, live_site, petition, "TRA-LOI", {"text": answer})
    solver.goto(live_site.url + reverse("petitions:step", args=[petition.pk, "answer"]))
    assert solver.locator("#id_text").input_value() == answer
    step(solver, live_site, petition, "answer")
    citizen.goto(live_site.url + reverse("petitions:case"))
    checked(citizen)
    assert "Đã sửa đường" in citizen.inner_text("main")
    citizen.get_by_role("button", name="Chưa, đề nghị xử lý lại").click()
    petition.refresh_from_db()
    assert petition.status == "kp_assigned"
    step(solver, live_site, petition, "answer", {"text": "Đã sửa lại đoạn đường còn hỏng."})
    for verb in ("close", "archive"):
        step(solver, live_site, petition, verb)
    assert "Văn bản trả lời kiến nghị, phản ánh" in opened(solver, live_site, petition)


def test_a_reflection_on_a_regulation_is_assessed_and_published(live_site, world, as_):
    citizen = as_("", PHONE)
    sent_by(
        citizen, live_site, world, "kien-nghi-phan-anh", full_name="Đinh Thị Lụa", address="thôn 3",
        content="Thủ tục xác nhận cư trú đòi hai giấy cùng nội dung.",
    )  # fmt: skip
    petition = Petition.objects.get()
    desk, leader, solver = as_("reception_officer"), as_("leader_commune"), as_("solver")
    to_the_solver(desk, leader, live_site, world, petition, "regulation", "Thủ tục cư trú trùng lặp")
    step(solver, live_site, petition, "pool")
    step(solver, live_site, petition, "take_from_pool")
    said = "Bỏ một trong hai giấy."
    letter(solver, leader, live_site, petition, "PA-KQ", {"text": said}, {"result": "amend"})
    step(solver, live_site, petition, "assess", {"text": said}, {"result": "amend"})
    step(solver, live_site, petition, "publish", choose={"way": "web"})
    citizen.goto(live_site.url + reverse("petitions:case"))
    checked(citizen)
    assert "Đã công khai kết quả" in citizen.inner_text("main")
    for verb in ("close", "archive"):
        step(solver, live_site, petition, verb)
    assert "Văn bản thông báo kết quả xử lý phản ánh" in opened(solver, live_site, petition)
    petition.refresh_from_db()
    assert petition.status == "archived"


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
