"""A report through its pages in a real browser: opened, figures clicked, written, frozen, signed, checked."""

import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from django.test import Client
from pypdf import PdfReader

from dongthuan.deliver.programmes.models import Programme
from dongthuan.deliver.reports import actions
from dongthuan.deliver.tasks import actions as tasks
from dongthuan.foundation.things.kit import at_day
from tests.browser import Browser, assert_accessible
from tests.deliver.programmes.make import scan
from tests.deliver.reports.making import DUE, GIVEN, LAST, LATE, finish, fresh, give, make_signed_programme
from tests.factories import World, make_world
from tests.site import Site, serve

SHOTS = os.environ.get("SHOTS", "")


@pytest.fixture
def site(own_database, static_files, settings) -> Iterator[Site]:
    settings.DEMO = True
    with serve(own_database, DONGTHUAN_DEMO="1", DONGTHUAN_AS_OF=f"{LAST}") as site:
        yield site


@pytest.fixture
def world(site) -> World:
    """Four tasks: on time, late with an obstacle and a proposal, two that nobody reported on."""
    world = make_world()
    given = give(world, make_signed_programme(world))
    with at_day(GIVEN):
        tasks.add_obstacle(
            given[1], text="Thiếu kinh phí tổ chức hội nghị", proposal="Đề nghị bổ sung kinh phí",
            by=fresh(world, "commune_officer_2"),
        )  # fmt: skip
    finish(world, given[0], on=DUE)
    finish(world, given[1], on=LATE, doer="commune_officer_2")
    return world


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


def said(page: Any, *words: str) -> None:
    text = page.locator("main").inner_text()
    for one in words:
        assert one in text, f"“{one}” is not on {page.url}:\n{text[:3000]}"


def download(page: Any, name: str) -> bytes:
    with page.expect_download() as got:
        page.get_by_role("link", name=name, exact=True).first.click()
    return Path(got.value.path()).read_bytes()


def open_annual(page: Any, site: Site) -> None:
    page.goto(f"{site.url}/reports/")
    fits(page, "list-empty")
    page.get_by_role("link", name="Mở báo cáo của Chương trình 2021-2026").click()
    page.locator("[name=kind][value=annual]").check()
    page.locator("[name=year]").select_option("2022")
    fits(page, "open")
    page.get_by_role("button", name="Mở báo cáo").click()
    said(page, "theo văn bản số 01-CTr/BDVTU-UBND, bản ký ngày 02/04/2021", "Thiếu kinh phí tổ chức hội nghị")
    fits(page, "draft")


def click_a_figure(page: Any) -> None:
    """The number in the sentence, and exactly its rows."""
    figure = page.locator("article a.fig", has_text="Quá hạn").first
    assert figure.inner_text().startswith("2")
    figure.click()
    assert page.locator("h1").inner_text() == "Quá hạn: 2"
    assert page.locator("main tbody tr").count() == 2
    said(page, "Chưa kết thúc, đã quá hạn vào ngày tính.", "UBND xã Khánh Nhạc")
    fits(page, "rows")
    page.go_back()


def declare(page: Any) -> None:
    page.get_by_role("link", name="Khai báo số liệu").click()
    page.locator("[name=label]").fill("Mô hình “Dân vận khéo” toàn tỉnh")
    page.locator("[name=value]").fill("1.045")
    page.locator("[name=unit]").fill("mô hình")
    page.locator("[name=nature][value=P]").check()
    page.locator("[name=as_of]").fill("31/12/2022")
    page.locator("[name=source]").fill("Báo cáo số 45-BC/BDVTU ngày 31/12/2022")
    fits(page, "declare")
    page.locator("main form button").click()
    said(page, "1.045 mô hình", "Báo cáo số 45-BC/BDVTU")


def write(page: Any, text: str) -> Any:
    """Open the section on strengths and type, without saving."""
    page.get_by_role("link", name="Viết 1. Ưu điểm").click()
    box = page.locator("textarea[name=text]")
    box.fill(text)
    return box


def narrate(page: Any, other: Any) -> None:
    """Two write one section: the second is told, and keeps the text. Then the line is lost while saving: sent again, once."""
    report = page.url
    other.goto(report)
    write(other, "Bản của bên kia.")
    box = write(page, "Bám sát chức năng; [[dung_han]] việc đúng hạn, [[khong_co]].")
    fits(page, "section")
    page.locator("main form button").first.click()
    said(page, "không phải tên một con số của báo cáo này")
    assert "[[khong_co]]" in box.input_value()
    box.fill("Bám sát chức năng; [[dung_han]] việc đúng hạn.")
    page.locator("main form button").first.click()
    said(page, "Bám sát chức năng; 1")
    other.locator("main form button").first.click()
    said(other, "Có người vừa lưu phần này")
    assert other.locator("textarea[name=text]").input_value() == "Bản của bên kia."
    fits(other, "section-meanwhile")
    write(page, "Bám sát chức năng, thiết thực; [[dung_han]] việc đúng hạn.")
    page.context.set_offline(True)
    with page.expect_event("requestfailed"):
        page.locator("main form button").first.click()
    page.context.set_offline(False)
    page.reload()  # the browser sends the form again, with its key
    said(page, "Bám sát chức năng, thiết thực; 1")
    assert page.url.split("#")[0] == report.split("#")[0]


def freeze_and_sign(page: Any, leader: Any) -> None:
    page.get_by_role("link", name="Đóng băng và lấy số").click()
    fits(page, "freeze")
    page.locator("main form button").first.click()
    said(page, "Báo cáo đã đóng băng và có số, đang chờ ký.", "01-BC/BDVTU")
    assert not page.get_by_role("link", name="Viết 1. Ưu điểm").count()
    fits(page, "frozen")
    report = page.url
    page.get_by_role("link", name="Đến chỗ ký").click()
    leader.goto(page.url)
    leader.get_by_role("button", name="Ký bằng khóa dựng thử").click()
    page.goto(report)
    said(page, "Đã ký")
    fits(page, "signed")


def papers_out(page: Any) -> None:
    word = docx.Document(BytesIO(download(page, "Word")))
    cells = "\n".join(c.text for t in word.tables for r in t.rows for c in r.cells)
    words = "\n".join(p.text for p in word.paragraphs) + cells
    pdf = "\n".join(p.extract_text() for p in PdfReader(BytesIO(download(page, "PDF"))).pages)
    for text in (words, pdf):
        assert "Bám sát chức năng, thiết thực; 1 việc đúng hạn." in " ".join(text.split())
        assert "01-BC/BDVTU" in text


def on_paper(page: Any, site: Site, world: World, tmp_path: Path) -> None:
    """Another period's report was signed with ink."""
    with at_day(LAST):
        programme = Programme.objects.get()
        report = actions.open(
            programme, kind="six_month", year=2022, issuer=world.bdv, by=fresh(world, "focal_officer")
        )
    file = tmp_path / "ban-quet.pdf"
    file.write_bytes(scan())
    page.goto(f"{site.url}/reports/{report.pk}/")
    page.get_by_role("link", name="Đưa vào văn bản ký giấy").click()
    page.locator("[name=scan]").set_input_files(file)
    page.locator("[name=number]").fill("45")
    page.locator("[name=dated]").fill("05/07/2022")
    page.locator("[name=figures]").fill("Mô hình “Dân vận khéo”; 1.012; mô hình; 30/06/2022")
    fits(page, "take-in")
    page.get_by_label("Đã đối chiếu bản quét").check()
    page.locator("main form button").first.click()
    said(page, "Đã nhập báo cáo ký trên giấy.", "1.012 mô hình", "Báo cáo số 45-BC/BDVTU ngày 05/07/2022")
    said(page, "xác nhận bản quét đúng bản giấy")
    fits(page, "taken-in")


def test_the_whole_way(site: Site, browser: Browser, world: World, tmp_path: Path) -> None:
    page, other, leader = (page_of(browser, site, world, who) for who in ("focal_officer", "focal_state", "leader"))
    open_annual(page, site)
    report = page.url.split("#")[0]
    click_a_figure(page)
    declare(page)
    narrate(page, other)
    freeze_and_sign(page, leader)
    papers_out(page)
    page.get_by_role("link", name="Thay đổi từ đó đến nay").click()
    said(page, "khớp với nhật ký")
    fits(page, "changes")
    on_paper(page, site, world, tmp_path)
    for width in (1280, 360):
        for language in ("vi", "en"):
            reader = page_of(browser, site, world, "leader", viewport={"width": width, "height": 800})
            reader.context.add_cookies([{"name": "django_language", "value": language, "url": site.url}])
            for name, path in [("list", f"{site.url}/reports/"), ("report", report), ("changed", f"{report}changes/"),
                               ("rows", f"{report}rows/?measure=giao")]:  # fmt: skip
                reader.goto(path)
                for part in reader.locator("details.more > summary").all():
                    part.click()
                fits(reader, f"{name}-{width}-{language}")
