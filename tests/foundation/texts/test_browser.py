"""The editor in a real browser: on a phone without scripts, and every page free of accessibility faults."""

import pytest
from django.test import Client
from django.urls import reverse

from dongthuan.foundation.texts import actions, queries
from dongthuan.lib.outline import outline
from tests.browser import assert_opens
from tests.factories import make_world

from .conftest import PROGRAMME


@pytest.fixture
def draft(live_site):
    """Two versions of a text on the running site, and the cookie of a focal officer."""
    world = make_world()
    focal = world.users["focal_officer"]
    text = actions.create_text("Chương trình phối hợp 2026–2030", outline(PROGRAMME), by=focal)
    words = PROGRAMME.replace("hằng năm", "6 tháng").replace("3. Đối thoại của người đứng đầu với Nhân dân.\n", "")
    version = actions.import_words(text, outline(words), by=focal)
    client = Client()
    client.force_login(focal)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_site.url}
    return version, cookie


def row(version, cited):
    return next(p.row for p in queries.reading(version) if p.citation == cited)


def test_a_clause_is_changed_on_a_phone_without_scripts(live_site, browser, draft):
    version, cookie = draft
    page = browser.page(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page.context.add_cookies([cookie])
    page.goto(live_site.url + reverse("texts:version", args=[version.pk]))
    page.get_by_role("link", name="Sửa lời").click()
    page.get_by_role("link", name="Sửa Mục III.1").click()
    page.get_by_label("Lời").fill("Sơ kết mỗi quý một lần.")
    page.get_by_role("button", name="Lưu").click()
    assert "Sơ kết mỗi quý một lần." in page.content()
    page.get_by_role("link", name="Thêm sau Mục III.1").click()
    page.get_by_label("Lời").fill("Khen thưởng.")
    page.get_by_role("button", name="Thêm").click()
    assert row(version, "Mục III.2").text == "Khen thưởng."
    assert row(version, "Mục III.1").text == "Sơ kết mỗi quý một lần."


def test_every_page_is_accessible(live_site, browser, draft):
    version, cookie = draft
    first = version.text.versions.get(number=1)
    here = row(version, "Mục II.2")
    addresses = [
        reverse("texts:detail", args=[version.text_id]), reverse("texts:version", args=[version.pk]),
        reverse("texts:compare", args=[first.pk, version.pk]) + "?all=1", reverse("texts:clause", args=[here.clause_id]),
        reverse("texts:clause", args=[row(version, "Mục III.1").clause_id]), reverse("texts:edit", args=[version.pk]),
        reverse("texts:edit_clause", args=[here.pk]), reverse("texts:add", args=[version.pk]) + f"?after={here.pk}",
        reverse("texts:move", args=[here.pk]), reverse("texts:delete", args=[here.pk]),
        reverse("texts:import", args=[version.text_id]),
    ]  # fmt: skip
    page = browser.page()
    page.context.add_cookies([cookie])
    for address in addresses:
        assert_opens(page, live_site.url + address)
