"""A paper signed by both parties in a real browser, every page of the way accessible, by keyboard names alone."""

from collections.abc import Iterator

import pytest
from django.test import Client

from dongthuan.foundation.papers.models import Paper
from dongthuan.foundation.papers.render import to_docx
from tests.browser import Browser, assert_accessible
from tests.factories import World, make_world
from tests.foundation.files.bytes import PDF
from tests.site import Site, serve

from . import factories as make
from . import mutants, samples


@pytest.fixture
def site(own_database, static_files, settings) -> Iterator[Site]:
    settings.DEMO = True
    with serve(own_database, DONGTHUAN_DEMO="1") as site:
        yield site


def page_of(browser: Browser, site: Site, world: World, who: str, **options):
    """A page of a person who is signed in."""
    client = Client()
    client.force_login(world.users[who])
    page = browser.page(**options)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site.url}])
    return page


def test_from_draft_to_both_signatures(site: Site, browser: Browser):
    world = make_world()
    paper = make.draft(world, subject=world.users["focal_officer"])
    here = f"{site.url}/papers/{paper.pk}/"

    officer = page_of(browser, site, world, "focal_officer")
    officer.goto(here)
    assert_accessible(officer)
    officer.get_by_role("link", name="Lấy số, ngày văn bản").click()
    assert_accessible(officer)
    officer.get_by_role("button", name="Lấy số").click()
    assert "Văn bản đã có số: 01-CTr/BDVTU-UBND" in officer.locator("main").inner_text()
    officer.get_by_role("button", name="Chốt để ký").click()
    assert_accessible(officer)

    for who in ("leader", "leader_state"):
        phone = page_of(browser, site, world, who, viewport={"width": 360, "height": 800})
        phone.goto(here)
        assert_accessible(phone)
        phone.get_by_role("link", name="Tải lên tệp đã ký").click()
        assert_accessible(phone)
        phone.get_by_label("Tệp PDF đã ký").set_input_files(
            {"name": "a.pdf", "mimeType": "application/pdf", "buffer": PDF}
        )
        phone.get_by_role("button", name="Nhận tệp đã ký").click()
        assert phone.get_by_role("alert").is_visible()
        assert_accessible(phone)
        phone.goto(here)
        phone.get_by_role("button", name="Ký bằng khóa dựng thử").click()
        assert_accessible(phone)

    officer.goto(here)
    assert "Các bên đã ký đủ." in officer.locator("main").inner_text()
    assert_accessible(officer)
    with officer.expect_download() as download:
        officer.get_by_role("link", name="PDF kèm các chữ ký").click()
    assert download.value.suggested_filename == "01-CTr-BDVTU-UBND.pdf"
    assert Paper.objects.get(pk=paper.pk).status == "signed"


def test_the_other_pages(site: Site, browser: Browser):
    world = make_world()
    subject = world.users["focal_officer"]
    officer = page_of(browser, site, world, "focal_officer", color_scheme="dark")
    draft, frozen = make.draft(world, subject=subject), make.frozen(world, subject=subject)
    taken = make.on_paper(world, subject=subject)
    for address in (f"{draft.pk}/take-in/", f"{frozen.pk}/void/", f"{frozen.pk}/", f"{taken.pk}/", "layout/"):
        officer.goto(f"{site.url}/papers/{address}")
        assert_accessible(officer)
    faulty = mutants.docx(samples.state_plan(), mutants.sized("nation", 14))
    for data, words in ((to_docx(samples.state_plan()), "Không có gì phải sửa"), (faulty, "Quốc hiệu cỡ 14 pt")):
        officer.get_by_label("Tệp Word hoặc PDF").set_input_files({"name": "a.docx", "mimeType": "", "buffer": data})
        officer.get_by_role("button", name="Kiểm tra").click()
        assert words in officer.locator("main").inner_text()
        assert_accessible(officer)
