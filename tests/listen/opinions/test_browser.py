"""A whole call for opinions in a real browser: official, citizens on a phone without JavaScript, collector, leader.

Axe and CSP at zero on every page; the site is started again after the lawful period.
"""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from dongthuan.foundation.things.kit import today
from dongthuan.listen.opinions.models import Group, Posting
from tests.browser import DESK, PHONE, assert_accessible
from tests.factories import World, make_world
from tests.foundation.files.bytes import png
from tests.site import Site, serve

from .making import WORDS
from .test_mail import letter
from .test_path import LATER, LATER_2, SUNDAY, SUNDAY_2, sheet_of

EVENING = f"Nhất trí, đề nghị sửa\n\n{LATER}"


@pytest.fixture
def live_site(own_database, static_files) -> Iterator[Site]:
    """A site of a demo: its day can be moved."""
    with serve(own_database, DONGTHUAN_DEMO="1") as site:
        yield site


@pytest.fixture
def world(live_site) -> World:
    return make_world()


@pytest.fixture
def as_(browser, live_site, world):
    """as_("leader"): a page in which that person is signed in; without a name, a citizen's on a phone."""

    def open_as(who: str = "", **options):
        page = browser.page(viewport=DESK if who else PHONE, **options)
        if who:
            client = Client()
            client.force_login(world.users[who])
            cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_site.url}
            page.context.add_cookies([cookie])
        return page

    return open_as


def press(page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def given(page, live_site, posting: Posting, clause: str, stance: str, words: str = "", wording: str = "") -> str:
    """One opinion by the public form; the code of its receipt."""
    page.goto(live_site.url + reverse("opinions:page", args=[posting.pk]))
    page.get_by_role("link", name=f"{clause}.").click()
    page.get_by_label(stance, exact=True).check()
    page.get_by_label("Ý kiến của bạn").fill(words)
    if wording:
        page.get_by_label("Câu chữ bạn đề nghị").fill(wording)
    press(page, "Gửi")
    assert page.get_by_role("heading", level=1).inner_text() == "Đã nhận ý kiến của bạn"
    return page.locator(".code").inner_text()


def follow(page, live_site, code: str) -> str:
    page.goto(live_site.url + reverse("opinions:track"))
    page.get_by_label("Mã biên nhận").fill(code)
    press(page, "Tra cứu")
    return page.locator("main").inner_text()


def post_a_draft(official, url: str) -> Posting:
    """A text file comes in and is posted for the lawful period."""
    official.goto(url + reverse("opinions:prepare"))
    assert_accessible(official)
    official.get_by_label("Tên", exact=True).fill("Quy chế sử dụng nhà văn hóa thôn")
    official.get_by_label("Loại văn bản").select_option("commune")
    official.get_by_label("Vì sao ban hành").fill("Để nhà văn hóa phục vụ người dân tốt hơn.")
    official.locator("input[name=file]").set_input_files(
        {"name": "du-thao.txt", "mimeType": "text/plain", "buffer": WORDS.encode()}
    )
    press(official, "Nhập dự thảo")
    assert_accessible(official)
    official.get_by_role("link", name="Đăng tải dự thảo").click()
    assert_accessible(official)
    assert official.get_by_label("Nhận ý kiến đến hết ngày").input_value() == f"{today() + timedelta(days=20):%d/%m/%Y}"
    press(official, "Đăng tải ngay")
    return Posting.objects.get()


def speak(phone, bare, live_site, posting: Posting) -> tuple[str, str]:
    """Four opinions, three of them without JavaScript; the codes of two."""
    url = live_site.url
    phone.goto(url + reverse("opinions:public"))
    assert_accessible(phone)
    phone.get_by_role("link", name=posting.title).click()
    assert_accessible(phone)
    phone.get_by_role("link", name="Điều 2.").click()
    assert_accessible(phone)
    phone.get_by_label("Nhất trí, đề nghị sửa", exact=True).check()
    phone.get_by_label("Ý kiến của bạn").fill("Viết dở")
    phone.reload()  # the connection was lost: what was typed and chosen is still there
    assert phone.get_by_label("Ý kiến của bạn").input_value() == "Viết dở"
    assert phone.get_by_label("Nhất trí, đề nghị sửa", exact=True).is_checked()
    assert phone.get_by_label("Không nhất trí", exact=True).get_attribute("value") == "disagree"
    code = given(phone, live_site, posting, "Điều 2", "Nhất trí, đề nghị sửa", LATER)
    assert_accessible(phone)
    given(bare, live_site, posting, "Điều 2", "Nhất trí, đề nghị sửa", LATER_2)
    given(bare, live_site, posting, "Điều 2", "Nhất trí, đề nghị sửa", SUNDAY)
    single = given(bare, live_site, posting, "Điều 3", "Không nhất trí", wording="Kinh phí do xã và người dân cùng lo.")
    assert LATER not in bare.goto(url + reverse("opinions:page", args=[posting.pk])).text()
    return code, single


def bring_in(collector, official, url: str, posting: Posting) -> None:
    """One from the minutes of a meeting, one from an e-mail, one from a sheet that has a bad row too."""
    collector.goto(url + reverse("opinions:bring_paper", args=[posting.pk]))
    assert_accessible(collector)
    collector.get_by_label("Biên bản hội nghị").check()
    collector.get_by_label("Ngày góp ý").fill(f"{today():%d/%m/%Y}")
    collector.get_by_label("Địa điểm hội nghị").fill("Nhà văn hóa thôn 1")
    collector.locator("input[name=scan]").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": png()})
    collector.get_by_label("Góp ý về").select_option(label="Điều 2. Thời gian mở cửa")
    collector.get_by_label("Nhất trí, đề nghị sửa", exact=True).check()
    collector.get_by_label("Nội dung ý kiến").fill(SUNDAY_2)
    press(collector, "Nhập")
    assert_accessible(collector)
    collector.goto(url + reverse("opinions:bring_mails", args=[posting.pk]))
    collector.locator("input[name=letters]").set_input_files(
        [
            {"name": f"{n}.eml", "mimeType": "message/rfc822", "buffer": letter(posting, EVENING, "Điều 2").as_bytes()}
            for n in "ab"
        ]
    )
    press(collector, "Nhập")
    assert [tag.inner_text() for tag in collector.locator("main .tag").all()] == ["Đã nhập", "Đã có"]
    assert_accessible(collector)
    official.goto(url + reverse("opinions:bring_sheet", args=[posting.pk]))
    assert_accessible(official)
    book = sheet_of(("", "Nhất trí", "", "Gia Vân", ""), ("Điều 77", "Nhất trí", "", "", ""))
    official.locator("input[name=upload]").set_input_files(
        {"name": "a.xlsx", "mimeType": "application/vnd.ms-excel", "buffer": book.getvalue()}
    )
    press(official, "Nhập")
    assert "A3" in official.locator("main").inner_text()
    assert_accessible(official)


def correct(official, bare, live_site, posting: Posting, run_jobs) -> Group:
    """Grouped, merged by hand; another voice comes and follows."""
    desk = live_site.url + reverse("opinions:desk", args=[posting.pk])
    official.goto(desk)
    press(official, "Xếp nhóm 7 ý kiến mới")
    run_jobs()
    official.goto(desk)
    assert_accessible(official)
    official.get_by_role("link", name="Chưa đặt tên: “Đề nghị mở cửa cả ngày").click()
    assert_accessible(official)
    official.get_by_role("link", name="Gộp vào nhóm khác").click()
    assert_accessible(official)
    official.get_by_label("Chưa đặt tên: “Đề nghị mở cửa đến 21 giờ").check()
    press(official, "Gộp")
    official.get_by_role("link", name="Chuyển hoặc tách ý kiến").click()
    assert_accessible(official)
    given(bare, live_site, posting, "Điều 2", "Nhất trí, đề nghị sửa", SUNDAY)
    official.goto(desk)
    press(official, "Xếp nhóm 1 ý kiến mới")
    run_jobs()
    late = Group.objects.get(merged_into=None, clause__heading__startswith="Điều 2")
    assert late.opinions.count() == 6
    return late


def ask_around(official, department, url: str, posting: Posting) -> None:
    """A department is asked for its view of the single voice, and sees the group without who spoke."""
    single = Group.objects.get(posting=posting, clause__heading__startswith="Điều 3")
    official.goto(url + reverse("opinions:desk", args=[posting.pk]))
    official.locator(f"input[name=group][value='{single.pk}']").check()
    press(official, "Xin ý kiến cơ quan khác về các nhóm đã chọn")
    assert_accessible(official)
    official.get_by_label("Cơ quan được xin ý kiến").select_option(label="Sở Nội vụ")
    official.get_by_label("Nội dung xin ý kiến").fill("Xã có được góp thêm kinh phí không?")
    official.get_by_label("Trả lời trước hết ngày").fill(f"{today() + timedelta(days=5):%d/%m/%Y}")
    press(official, "Xin ý kiến về các nhóm này")
    assert_accessible(official)
    department.goto(url + reverse("journeys:desk"))
    department.locator("main a[href*='/referrals/']").first.click()
    assert_accessible(department)
    assert "Kinh phí do xã" not in department.locator("main").inner_text(), "nobody has released the words"
    department.get_by_label("Ý kiến của cơ quan bạn").fill("Được, theo dự toán đã giao.")
    press(department, "Gửi trả lời")
    assert_accessible(department)
    official.goto(url + reverse("opinions:group", args=[single.pk]))
    assert "Được, theo dự toán đã giao." in official.locator("main").inner_text()
    assert_accessible(official)


def decide(official, leader, live_site, posting: Posting, late: Group) -> None:
    """After the lawful period an official proposes, a leader approves, everyone is answered."""
    url = live_site.url
    live_site.kill()
    live_site.environment["DONGTHUAN_AS_OF"] = (timezone.localdate() + timedelta(days=21)).isoformat()
    live_site.start()
    official.goto(url + reverse("opinions:detail", args=[posting.pk]))
    assert_accessible(official)
    press(official, "Kết thúc nhận ý kiến")
    new = "Nhà văn hóa mở cửa từ 7 giờ đến 21 giờ tất cả các ngày."
    for group in Group.objects.filter(merged_into=None).order_by("pk"):
        official.goto(url + reverse("opinions:propose", args=[group.pk]))
        if group == late:
            assert_accessible(official)
            official.get_by_label("Ý chung của các ý kiến này").fill("Mở cửa cả buổi tối và chủ nhật")
            official.get_by_label("TT-SUA").check()
            official.get_by_label("Điều khoản sau khi sửa").fill(new)
        elif group.stance == "agree":
            official.get_by_label("NHAT-TRI").check()
        else:
            official.get_by_label("GIU-NGUYEN").check()
            official.get_by_label("Lý do").fill("Ngân sách xã đã bố trí đủ.")
        press(official, "Đề xuất quyết định này")
    leader.goto(url + reverse("opinions:group", args=[late.pk]))
    assert_accessible(leader)
    press(leader, "Phê duyệt")
    leader.goto(url + reverse("opinions:desk", args=[posting.pk]))
    assert_accessible(leader)
    press(leader, "Phê duyệt 2 đề xuất dưới đây")
    official.goto(url + reverse("opinions:detail", args=[posting.pk]))
    press(official, "Công bố tiếp thu, giải trình")
    assert_accessible(official)


def test_a_draft_from_word_to_the_answer_each_voice_reads(live_site, world, as_, run_jobs):
    official, collector, leader = as_("commune_officer"), as_("reception_officer"), as_("leader_commune")
    phone, bare = as_(), as_(java_script_enabled=False)
    url = live_site.url
    posting = post_a_draft(official, url)
    code, single = speak(phone, bare, live_site, posting)
    bring_in(collector, official, url, posting)
    late = correct(official, bare, live_site, posting, run_jobs)
    ask_around(official, as_("department_officer"), url, posting)
    decide(official, leader, live_site, posting, late)
    with official.expect_download() as got:
        official.locator("a[href$='/table/xlsx/']").click()
    rows = [[c.value for c in r] for r in load_workbook(BytesIO(got.value.path().read_bytes())).active.iter_rows()]
    assert [r[5] for r in rows if r[0] == "Cộng"] == [8]
    told = follow(bare, live_site, code)
    assert "Mở cửa cả buổi tối và chủ nhật" in told
    assert "đến 21 giờ tất cả" in told
    assert "Ngân sách xã đã bố trí đủ." in follow(phone, live_site, single)
    assert_accessible(phone)
    phone.goto(url + reverse("opinions:page", args=[posting.pk]))
    assert_accessible(phone)
    assert "8 ý kiến, mỗi ý kiến một kết quả" in phone.locator("main").inner_text()
    assert phone.get_by_role("link", name="Chỗ sửa trong dự thảo").count() == 1
