"""Reception in a real browser: a citizen books on a phone, an officer receives, the chair concludes; every page accessible."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from dongthuan.foundation.things.kit import today
from dongthuan.listen.reception import actions
from dongthuan.listen.reception.models import Booking, Session, Visit
from tests.browser import DESK, PHONE, assert_accessible, assert_opens
from tests.factories import World, make_world

from .making import arrive, identify, make_held, make_place, make_posted, make_session, officer, received, whole


@pytest.fixture
def world(live_site) -> World:
    return make_world()


@pytest.fixture
def as_(browser, live_site, world):
    """as_("leader"): a page of a browser in which that person is signed in; nobody for a citizen without an account."""

    def open_as(who: str = "", viewport: dict = DESK, **options):
        page = browser.page(viewport=viewport, **options)
        if who:
            client = Client()
            client.force_login(world.users[who])
            cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_site.url}
            page.context.add_cookies([cookie])
        return page

    return open_as


def url(live_site, name: str, *args) -> str:
    return live_site.url + reverse(f"reception:{name}", args=args)


def test_a_citizen_books_on_a_phone_sees_the_code_and_cancels(live_site, world, as_):
    make_posted(world, today() + timedelta(days=12))
    phone = as_(viewport=PHONE)
    phone.goto(url(live_site, "schedule"))
    assert_accessible(phone)
    phone.get_by_role("link", name="Đăng ký ngày", exact=False).first.click()
    phone.get_by_label("Họ và tên").fill("Lê Văn Mẫu")
    phone.get_by_label("Điện thoại").fill("so may")
    phone.get_by_role("button", name="Đăng ký").click()
    assert_accessible(phone)
    assert phone.get_by_label("Họ và tên").input_value() == "Lê Văn Mẫu"
    phone.get_by_label("Điện thoại").fill("0912 345 678")
    phone.get_by_role("button", name="Đăng ký").click()
    assert_accessible(phone)
    code = phone.locator(".code").inner_text()
    assert code not in phone.url

    later = as_(viewport=PHONE, java_script_enabled=False)
    later.goto(url(live_site, "by_code"))
    later.get_by_label("Mã trên giấy hẹn").fill(code.lower())
    later.get_by_role("button", name="Xem đăng ký").click()
    later.get_by_role("button", name="Hủy đăng ký").click()
    assert "Đăng ký đã được hủy" in later.content()
    assert Booking.objects.get().name == "–"


def test_an_officer_receives_a_delegation_refuses_a_person_and_the_chair_concludes(live_site, world, as_):
    make_held(world)
    session = Session.objects.get()
    page = as_("reception_officer", PHONE)
    page.goto(url(live_site, "session", session.pk))
    assert_accessible(page)
    page.get_by_role("link", name="Có người đến").click()
    page.get_by_label("Số người").fill("12")
    page.get_by_role("button", name="Tiếp tục").click()
    assert_accessible(page)
    page.get_by_role("link", name="Xác định nhân thân").click()
    page.get_by_label("Họ và tên").fill("Trần Thị Mẫu")
    page.get_by_label("Địa chỉ").fill("Thôn 3, xã Gia Vân")
    page.get_by_label("Giấy tờ tùy thân").select_option(label="Căn cước")
    page.get_by_label("Số giấy tờ").fill("037099001234")
    page.get_by_label("Người đại diện khác").fill("\n".join(f"Đại diện {n}, Thôn {n}" for n in range(1, 6)))
    page.get_by_label("Ngày văn bản cử đại diện").fill(f"{today():%d/%m/%Y}")
    page.get_by_role("button", name="Tiếp tục").click()
    assert_accessible(page)  # six speak for twelve: refused with the article, nothing lost
    assert page.get_by_label("Số giấy tờ").input_value() == "037099001234"
    page.get_by_label("Người đại diện khác").fill("\n".join(f"Đại diện {n}, Thôn {n}" for n in range(1, 5)))
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_role("button", name="Tiếp", exact=True).click()
    page.get_by_role("link", name="Ghi vào sổ").click()
    page.get_by_label("Khiếu nại").check()
    page.get_by_label("Nội dung (tóm tắt)").fill("Bồi thường khi thu hồi đất.")
    assert_accessible(page)
    page.get_by_role("button", name="Ghi vào sổ").click()
    assert_accessible(page)
    page.get_by_role("link", name="Biên nhận tài liệu").click()
    page.get_by_label("Ngày cấp").fill("01/08/2024")
    page.get_by_label("Nơi cấp").fill("Bộ Công an")
    page.get_by_label("Tên tài liệu").first.fill("Đơn khiếu nại")
    page.get_by_label("Số trang").first.fill("2")
    assert_accessible(page)
    page.get_by_role("button", name="Lập giấy biên nhận").click()
    assert_accessible(page)

    door = arrive(world, session)
    page.goto(url(live_site, "refuse", door.pk))
    page.get_by_label("say, mất khả năng", exact=False).check()
    page.get_by_label("Sự việc").fill("Say rượu, la lối.")
    assert_accessible(page)
    page.get_by_role("button", name="Từ chối").click()
    assert_accessible(page)

    boss = as_("leader_commune")
    boss.goto(url(live_site, "session", session.pk))
    boss.get_by_role("link", name="Kết luận buổi tiếp").click()
    boss.get_by_label("Kết luận").fill("Giao rà soát phương án bồi thường.")
    boss.get_by_label("Cơ quan").first.select_option(label="Sở Nội vụ")
    boss.get_by_label("Việc phải làm").first.fill("Rà soát")
    boss.get_by_label("Thời hạn").first.fill(f"{today() + timedelta(days=10):%d/%m/%Y}")
    assert_accessible(boss)
    boss.get_by_role("button", name="Dự thảo thông báo").click()
    assert_accessible(boss)
    boss.get_by_role("button", name="Đã gửi thông báo").click()
    assert Session.objects.get(pk=session.pk).status == "follow_up"
    assert sorted(Visit.objects.values_list("status", flat=True)) == ["receipt", "refused"]


def test_a_denouncers_name_is_seen_after_a_ground(live_site, world, as_):
    visit = whole(world, make_held(world), kinds=["TC"])
    page = as_("reception_officer")
    page.goto(url(live_site, "visit", visit.pk))
    assert_accessible(page)
    assert "Trần Thị Mẫu" not in page.content()
    page.get_by_text("Xem danh tính được bảo vệ").click()
    page.get_by_label("Vì sao phải xem?").fill("Gọi bổ sung tài liệu")
    page.get_by_role("button", name="Xem", exact=True).click()
    assert "Trần Thị Mẫu" in page.content()
    assert_accessible(page)


def test_every_page_is_accessible(live_site, world, as_):
    place = make_place(world)
    planned = make_session(world, today() + timedelta(days=20), place=place)
    posted = make_posted(world, today() + timedelta(days=10), place=place)
    actions.book(posted, name="Lê Văn Mẫu", telephone="0912345678", people=3)
    held = make_held(world, place=place)
    door, known, heard, done = (
        arrive(world, held), identify(world, arrive(world, held)), received(world, identify(world, arrive(world, held))),
        whole(world, held),
    )  # fmt: skip
    refused = actions.refuse(known, ground="TCD9.3", why="Đã giải quyết", by=officer(world))
    names = [
        ("sessions",), ("places",), ("open_place",), ("change_place", place.pk), ("plan", place.pk), ("post", place.pk),
        ("unscheduled", place.pk), ("session", planned.pk), ("change_session", planned.pk), ("session", posted.pk),
        ("postpone", posted.pk), ("session", held.pk), ("arrive", held.pk), ("visit", door.pk), ("identify", door.pk),
        ("visit", refused.pk), ("notice", refused.pk), ("record", heard.pk), ("visit", done.pk), ("receipt", done.pk),
        ("answer", done.pk), ("register",), ("duty",), ("form_01",),
    ]  # fmt: skip
    page, citizen = as_("reception_officer"), as_()
    for name, *args in names:
        assert_opens(page, url(live_site, name, *args))
    for name, *args in (("schedule",), ("place", place.pk), ("book", posted.pk), ("by_code",)):
        assert_opens(citizen, url(live_site, name, *args))
