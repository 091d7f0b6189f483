"""A conversation in a real browser: an officer opens it, three citizens answer on phones without scripts, one proposes, the
officer releases; after the job the map shows what both camps agree on. Axe and CSP at zero."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from dongthuan.foundation.things.kit import today
from dongthuan.listen.conversations import jobs
from dongthuan.listen.conversations.models import Conversation, Participant, Statement, Vote
from tests.browser import DESK, PHONE, assert_accessible
from tests.factories import World, make_world

from .making import STATEMENTS, bring, minds


@pytest.fixture
def world(live_site) -> World:
    return make_world()


def signed_in(browser, live_site, world: World, who: str):
    client = Client()
    client.force_login(world.users[who])
    page = browser.page(viewport=DESK)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_site.url}
    page.context.add_cookies([cookie])
    return page


def opened(page, live_site) -> Conversation:
    page.goto(live_site.url + reverse("conversations:desk"))
    assert_accessible(page)
    page.get_by_role("link", name="Mở cuộc trao đổi").click()
    page.get_by_label("Chủ đề").fill("Làm thủ tục ở xã")
    page.get_by_label("Giải thích").fill("Góp ý để cải tiến bộ phận một cửa.")
    page.get_by_label("Hỏi ai").fill("Mọi người dân trong tỉnh")
    page.get_by_label("Kết thúc ngày").fill(f"{today() + timedelta(days=20):%d/%m/%Y}")
    page.get_by_label("Các nhận định đầu tiên").fill("\n".join(STATEMENTS))
    assert_accessible(page)
    page.get_by_role("button", name="Mở cuộc trao đổi").click()
    page.wait_for_url("**/manage/")
    assert_accessible(page)
    return Conversation.objects.get()


def answer(browser, live_site, c: Conversation, answers: list[str], look: bool):
    """A citizen on a phone without scripts answers so many statements, one after the other."""
    page = browser.page(viewport=PHONE, java_script_enabled=False)
    page.goto(live_site.url + reverse("conversations:list"))
    if look:
        assert_accessible(page, silent=True)
    page.get_by_role("link", name=c.topic).first.click()
    if look:
        assert_accessible(page, silent=True)
    for n, said in enumerate(answers):
        assert page.get_by_text(f"Nhận định {n + 1} trên").is_visible()
        page.get_by_role("button", name=said, exact=True).click()
    return page


def test_from_opening_to_the_map(browser, live_site, world):
    officer = signed_in(browser, live_site, world, "department_officer")
    c = opened(officer, live_site)

    first = answer(browser, live_site, c, ["Đồng ý", "Không đồng ý", "Bỏ qua"], look=True)
    second = answer(browser, live_site, c, ["Đồng ý"] * 8, look=False)
    answer(browser, live_site, c, ["Không đồng ý"] * 2, look=False)
    assert (Participant.objects.count(), Vote.objects.count()) == (3, 13)

    first.get_by_role("link", name="Xem và sửa câu trả lời của tôi").click()
    assert_accessible(first, silent=True)
    first.get_by_role("button", name="Bỏ qua", exact=True).first.click()
    assert (Vote.objects.count(), Vote.objects.filter(value=0).count()) == (13, 2)
    first.get_by_role("link", name="Trả lời tiếp các nhận định").click()
    first.get_by_role("link", name="Đề xuất nhận định của bạn").click()
    first.get_by_label("Nhận định").fill("Bà Mẫu ở quầy 2 hướng dẫn rõ, nên có quầy như vậy ở mỗi xã.")
    assert_accessible(first, silent=True)
    first.get_by_role("button", name="Đề xuất").click()
    assert "Chờ đọc duyệt" in first.content()

    officer.goto(live_site.url + reverse("conversations:manage", args=[c.pk]))
    officer.get_by_role("link", name="Công khai", exact=True).click()
    officer.get_by_label("Câu mọi người sẽ đọc").fill("Mỗi xã nên có quầy hướng dẫn.")
    assert_accessible(officer)
    officer.get_by_role("button", name="Công khai").click()
    made = Statement.objects.get(number=9)
    assert (made.text, made.status) == ("Mỗi xã nên có quầy hướng dẫn.", "released")

    second.reload()
    second.get_by_role("button", name="Đồng ý", exact=True).click()
    bring(world, c, minds(14, 13))
    jobs.make_maps()
    first.goto(live_site.url + reverse("conversations:map", args=[c.pk]))
    assert_accessible(first, silent=True)
    words = first.content()
    assert "Điều mọi nhóm đồng thuận" in words
    assert "của 28 người" in words  # two of the thirty answered too little for a group: they are in no total
    assert first.locator(".opmap__group").count() == 2
    assert first.get_by_role("row", name="Mỗi xã nên có quầy hướng dẫn.").count() == 1
    officer.goto(live_site.url + reverse("conversations:map", args=[c.pk]))
    assert_accessible(officer)
