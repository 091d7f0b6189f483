"""The vault in a real browser: two people, one look, and a copy; every page accessible, in both languages."""

import pytest
from django.test import Client
from django.urls import reverse

from dongthuan.foundation.notify.models import Notice
from dongthuan.foundation.vault import actions, queries
from dongthuan.foundation.vault.models import Look, Part
from tests.browser import DESK, PHONE, assert_accessible

from . import SECRET_CONTENT, SECRET_NAME, Case, make_case
from .test_looks import VERIFY


@pytest.fixture
def case(live_site) -> Case:
    return make_case(protected=True)


@pytest.fixture
def as_(browser, live_site):
    """as_(user): a page of a browser in which that person is signed in."""

    def open_as(user, viewport: dict = DESK):
        client = Client()
        client.force_login(user)
        page = browser.page(viewport=viewport)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_site.url}
        page.context.add_cookies([cookie])
        return page

    return open_as


def test_two_people_one_look(live_site, case, as_):
    def at(name: str, *args: int) -> str:
        return live_site.url + reverse(f"vault:{name}", args=args)

    head = as_(case.head)
    head.goto(at("list"))
    assert_accessible(head)
    head.get_by_role("link", name="Hồ sơ niêm phong số").click()
    assert_accessible(head)
    head.get_by_role("link", name="Giao quyền xem").click()
    head.get_by_label("Danh tính").check()
    head.get_by_label("Giao quyền cho ai").select_option(
        label=f"{case.verifier.shown_name()}: Thanh tra viên, Thanh tra tỉnh"
    )
    assert_accessible(head)
    head.get_by_role("button", name="Giao quyền").click()

    officer = as_(case.verifier, PHONE)
    officer.goto(at("detail", case.dossier.pk))
    assert_accessible(officer)
    officer.get_by_role("link", name="Xem: Danh tính").click()
    officer.get_by_label("Căn cứ").select_option(VERIFY)
    assert_accessible(officer)
    officer.get_by_role("button", name="Đề nghị người thứ hai").click()
    assert_accessible(officer)
    assert Notice.objects.filter(user=case.head, text__contains="người thứ hai").count() == 1

    head.goto(at("detail", case.dossier.pk))
    assert_accessible(head)
    head.get_by_role("button", name="Đồng ý cho xem một lần").click()
    officer.reload()
    officer.get_by_role("button", name="Xem ngay, một lần").click()
    assert SECRET_NAME in officer.locator("main").inner_text()
    assert_accessible(officer)
    officer.reload()
    assert SECRET_NAME in officer.locator("main").inner_text()
    assert Look.objects.count() == 1
    told = Notice.objects.get(user=case.head, key__startswith="vault.look")
    assert (VERIFY in told.text, SECRET_NAME in told.text) == (True, False)
    head.reload()
    assert case.verifier.shown_name() in head.locator("table").inner_text()

    look = Look.objects.get()
    for user in (case.head, case.colleague, case.world.users["administrator"]):
        client = Client()
        client.force_login(user)
        assert client.get(reverse("vault:reveal", args=[look.pk])).status_code == 404


def test_the_copy_without_personal_data(live_site, case, as_):
    actions.end_protection(case.dossier, basis="QĐ 1", by=case.head)
    case.grant(Part.CONTENT, case.verifier)
    page = as_(case.verifier)
    page.goto(live_site.url + reverse("vault:look", args=[case.content.pk]))
    page.get_by_label("Căn cứ").select_option("LTC56-LUOCBO")
    page.get_by_role("button", name="Xem", exact=True).click()
    assert SECRET_CONTENT.splitlines()[0] in page.locator("main").inner_text()
    page.get_by_role("link", name="Lập bản đã lược bỏ").click()
    assert "0912345678" not in page.locator("main").inner_text()
    page.get_by_label("Các đoạn cần lược bỏ").fill("quán Hương Sen")
    page.get_by_role("button", name="Xem lại bản lược bỏ").click()
    assert "Hương Sen" not in page.get_by_label("Bản lược bỏ", exact=True).inner_text()
    assert_accessible(page)
    assert queries.redacted(case.thing) is None
    page.get_by_role("button", name="Đưa bản này ra sử dụng").click()
    assert "Hương Sen" not in page.locator("main").inner_text()
    assert "[…đã lược bỏ…]" in queries.redacted(case.thing)


def test_the_other_pages_and_english(live_site, case, as_):
    exclusion = case.dossier.exclusions.get()
    case.grant(Part.CONTENT, case.head)
    head = as_(case.head)
    names = [("list",), ("detail", case.dossier.pk), ("grant", case.dossier.pk), ("exclude", case.dossier.pk)]
    names += [("protection", case.dossier.pk), ("lift", exclusion.pk), ("look", case.content.pk)]
    for name, *args in names:
        for language, viewport in (("en", PHONE), ("vi", PHONE)):
            head.set_viewport_size(viewport)
            head.goto(f"{live_site.url}{reverse(f'vault:{name}', args=args)}?lang={language}")
            assert_accessible(head)
    head.goto(live_site.url + reverse("vault:exclude", args=[case.dossier.pk]))
    head.get_by_role("button", name="Lưu").click()
    assert head.get_by_text("Hãy chọn một cơ quan hoặc một người.").first.is_visible()
    head.get_by_label("Tổ chức (không bắt buộc)").select_option(label=str(case.inspectorate))
    head.get_by_role("button", name="Lưu").click()
    assert head.get_by_text("Hãy chọn cơ quan khác").first.is_visible()  # it handles the dossier itself
    assert_accessible(head)
