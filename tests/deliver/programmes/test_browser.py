"""A programme through its pages in a real browser: from a Word file to signatures, plan, work and the page for everyone."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from dongthuan.deliver.programmes.models import AnnualPlan
from tests.browser import Browser, assert_accessible
from tests.factories import World, make_world
from tests.site import Site, serve

from .make import export_file, make_row
from .test_pages import word

SHOTS = os.environ.get("SHOTS", "")


@pytest.fixture
def site(own_database, static_files, settings) -> Iterator[Site]:
    settings.DEMO = True
    with serve(own_database, DONGTHUAN_DEMO="1") as site:
        yield site


def page_of(browser: Browser, site: Site, world: World, who: str, **options: Any) -> Any:
    """A page of a person who is signed in."""
    client = Client()
    client.force_login(world.users[who])
    page = browser.page(**options)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site.url}])
    return page


def fits(page: Any, name: str = "") -> None:
    if SHOTS and name:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)
    assert_accessible(page)


def said(page: Any, words: str) -> None:
    assert words in page.locator("main").inner_text(), page.url


def open_from_word(page: Any, world: World, site: Site, tmp_path: Path) -> None:
    file = tmp_path / "du-thao.docx"
    file.write_bytes(word().read())
    page.goto(f"{site.url}/programmes/work/")
    fits(page, "list-empty")
    page.get_by_role("link", name="Chương trình mới").click()
    fits(page, "new")
    page.get_by_label("Tên gọi như trên văn bản").fill("phối hợp thực hiện công tác dân vận giai đoạn 2026 - 2030")
    page.get_by_label("Tên ngắn để hiện trong danh sách").fill("Chương trình 2026-2030")
    page.get_by_label("Hiệu lực từ").fill("01/01/2026")
    page.get_by_label("Đến ngày").fill("31/12/2030")
    page.get_by_label("Bên thứ 1").select_option(str(world.bdv.pk))
    page.get_by_label("Bên thứ 2").select_option(str(world.ubnd.pk))
    page.get_by_label("Đơn vị đầu mối").nth(0).select_option(str(world.phong.pk))
    page.get_by_label("Đơn vị đầu mối").nth(1).select_option(str(world.vp.pk))
    page.get_by_label("Căn cứ").fill("Quyết định số 23-QĐ/TW ngày 30/7/2021\nKết quả giai đoạn trước")
    page.get_by_label("Dự thảo bằng tệp Word").set_input_files(file)
    page.get_by_role("button", name="Lập dự thảo").click()
    said(page, "Đã lập dự thảo.")
    said(page, "2. Thực hiện dân chủ ở cơ sở.")
    fits(page, "draft")


def sign(browser: Browser, site: Site, world: World, paper: str, *who: str) -> None:
    for name in who:
        page = page_of(browser, site, world, name)
        page.goto(paper)
        page.get_by_role("button", name="Ký bằng khóa dựng thử").click()


def number_and_sign(page: Any, browser: Browser, site: Site, world: World) -> None:
    page.get_by_role("link", name="Lấy số văn bản").click()
    fits(page, "number")
    page.get_by_label("Nơi nhận").fill("Thường trực Tỉnh ủy\nThường trực HĐND, UBND tỉnh")
    page.get_by_role("button", name="Lấy số").click()
    said(page, "Văn bản mang số 01-CTr/BDVTU-UBND.")
    fits(page, "numbered")
    page.get_by_role("button", name="Đóng băng và trình ký").click()
    fits(page, "signing")
    programme = page.url
    page.get_by_role("link", name="Mở văn bản để ký").click()
    sign(browser, site, world, page.url, "leader", "leader_state")
    page.goto(programme)
    said(page, "Đang có hiệu lực")
    fits(page, "in-force")


def plan_a_year(page: Any, world: World) -> None:
    page.get_by_role("link", name="Chọn trọng tâm 2026").click()
    fits(page, "focus")
    page.get_by_label("Chủ đề năm").fill("Trả lời dân đúng hẹn")
    page.get_by_label("3. Tiếp công dân").check()
    page.get_by_role("button", name="Lưu").click()
    said(page, "Đã chọn trọng tâm năm 2026.")
    page.get_by_role("link", name="Lập kế hoạch năm 2026").click()
    page.get_by_label("Năm").select_option("2026")
    page.get_by_role("button", name="Lập kế hoạch").click()
    fits(page, "plan-empty")
    page.get_by_role("link", name="Thêm dòng").click()
    fits(page, "row-form")
    page.get_by_label("Điều khoản").select_option(index=4)
    page.get_by_label("Nội dung").fill("Đối thoại của người đứng đầu với Nhân dân")
    page.get_by_label("Chỉ tiêu").fill("mỗi xã 2 hội nghị")
    page.get_by_label("Chủ trì").select_option(str(world.ubnd.pk))
    page.get_by_label("Đến ngày").fill("31/12/2026")
    page.get_by_role("button", name="Lưu").click()
    said(page, "Đã thêm dòng 2026-01 vào kế hoạch.")
    fits(page, "plan")


def bring_from_excel(page: Any, tmp_path: Path, world: World) -> None:
    plan = AnnualPlan.objects.get()
    make_row(world, plan, "Kiểm tra dân chủ ở cơ sở")
    file = tmp_path / "ke-hoach.xlsx"
    file.write_bytes(export_file(plan))
    plan.rows.filter(content="Kiểm tra dân chủ ở cơ sở").update(content="Kiểm tra")
    page.get_by_role("link", name="Nhập từ Excel").click()
    fits(page, "import-form")
    page.get_by_label("Tệp Excel").set_input_files(file)
    page.get_by_role("button", name="Xem trước tệp").click()
    fits(page, "import")
    page.get_by_role("button", name="Đưa vào kế hoạch").click()
    said(page, "Thêm 0 dòng, sửa 1, giữ nguyên 1.")


def test_the_whole_way(site: Site, browser: Browser, tmp_path: Path):
    world = make_world()
    page = page_of(browser, site, world, "focal_officer")
    open_from_word(page, world, site, tmp_path)
    number_and_sign(page, browser, site, world)
    programme = page.url
    plan_a_year(page, world)
    bring_from_excel(page, tmp_path, world)
    plan = page.url
    page.get_by_role("link", name="Lấy số kế hoạch").click()
    fits(page, "number-plan")
    page.get_by_label("Người ký của Ban Dân vận Tỉnh ủy").select_option(index=1)
    page.get_by_role("button", name="Lấy số").click()
    page.get_by_role("button", name="Đóng băng và trình ký").click()
    page.get_by_role("link", name="Mở văn bản để ký").click()
    sign(browser, site, world, page.url, "leader")
    page.goto(plan)
    said(page, "Đã ký")
    page.get_by_role("link", name="Đối thoại của người đứng đầu với Nhân dân").click()
    fits(page, "row")
    page.get_by_role("link", name="Giao việc cho các đơn vị").click()
    fits(page, "cascade")
    page.get_by_label("Xã (4)").check()
    page.get_by_role("button", name="Xem việc đến những ai").click()
    fits(page, "cascade-look")
    page.get_by_role("button", name="Giao việc", exact=True).click()
    said(page, "Đã giao việc cho 4 đơn vị.")
    fits(page, "row-given")
    page.goto(programme)
    fits(page, "programme")
    page.get_by_role("link", name="Chuẩn bị chương trình kế tiếp").click()
    fits(page, "next")
    page.get_by_role("button", name="Lập dự thảo").click()
    said(page, "Mang sang từ chương trình trước")
    fits(page, "next-draft")
    for width in (1280, 360):
        stranger = browser.page(viewport={"width": width, "height": 900})
        for name, path in [("front", "/"), ("public-list", "/programmes/")]:
            stranger.goto(site.url + path)
            fits(stranger, f"{name}-{width}")
        stranger.get_by_role("link", name="Chương trình 2026-2030").click()
        said(stranger, "Trả lời dân đúng hẹn")
        fits(stranger, f"public-{width}")
        stranger.get_by_role("link", name="Đọc toàn văn").click()
        fits(stranger, f"text-{width}")
        stranger.go_back()
        stranger.locator(".prog a").first.click()
        fits(stranger, f"clause-{width}")
