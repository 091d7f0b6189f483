"""Every component in a real browser: no accessibility or policy complaint, by day and by night, wide and narrow."""

from collections.abc import Iterator

import pytest

from tests.browser import Browser, assert_accessible
from tests.site import Site, serve

WIDTHS = {"wide": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 800}}


@pytest.fixture
def gallery(own_database, static_files) -> Iterator[Site]:
    """The running site as a demo; elsewhere the gallery does not exist."""
    with serve(own_database, DONGTHUAN_DEMO="1") as site:
        yield site


def test_the_gallery_is_accessible_everywhere(gallery: Site, browser: Browser):
    for scheme in ("light", "dark"):
        for viewport in WIDTHS.values():
            page = browser.page(viewport=viewport, color_scheme=scheme)
            for address in ("/_components", "/_components?base=workspace&lang=en", "/nowhere"):
                page.goto(gallery.url + address)
                assert_accessible(page)
            page.goto(gallery.url + "/_components?lang=vi")
            page.locator("details.more > summary").click()
            page.get_by_role("button", name="Gửi", exact=True).click()
            assert_accessible(page)


def test_a_refused_form_leads_to_its_faults_and_keeps_what_was_typed(gallery: Site, browser: Browser):
    page = browser.page(java_script_enabled=False)
    page.goto(gallery.url + "/_components")
    page.get_by_label("Ý kiến").fill("Đề nghị " * 80)
    page.get_by_label("Hạn", exact=True).fill("31/02/2026")
    page.get_by_role("button", name="Gửi", exact=True).click()
    summary = page.get_by_role("alert")
    assert "“31/02/2026” không phải là ngày" in summary.inner_text()
    assert "640/500 ký tự, quá 140" in page.locator("#id_opinion_count").inner_text()
    assert page.get_by_label("Ý kiến").input_value() == "Đề nghị " * 80
    summary.get_by_role("link", name="Hạn:").click()
    assert page.url.endswith("#id_day")


def test_a_right_form_goes_on_with_a_toast(gallery: Site, browser: Browser):
    page = browser.page()
    page.goto(gallery.url + "/_components")
    page.get_by_label("Hạn", exact=True).fill("23/11/2026")
    page.get_by_label("Tin nhắn điện thoại").check()
    page.get_by_label("Hai bên đã đọc").check()
    page.get_by_label("Ý kiến").fill("Nhất trí, không sửa gì.")
    page.get_by_role("button", name="Gửi", exact=True).click()
    assert "mẫu này chỉ nhận lời đồng ý" in page.get_by_role("alert").inner_text()
    page.get_by_label("Ý kiến").fill("Nhất trí.")
    page.get_by_role("button", name="Gửi", exact=True).click()
    assert page.get_by_role("status").inner_text() == "Đã nhận."
    assert page.get_by_label("Ý kiến").input_value() == ""


def test_the_skip_link_and_the_summary_work_by_keyboard(gallery: Site, browser: Browser):
    page = browser.page()
    page.goto(gallery.url + "/_components")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.get_by_role("button", name="Gửi", exact=True).click()
    page.wait_for_selector(".error-sum")
    assert page.evaluate("document.activeElement.className") == "error-sum"
