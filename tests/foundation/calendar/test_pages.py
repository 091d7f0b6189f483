"""Pages of the calendar: what everybody reads, what an officer changes, and that a browser has nothing to object."""

from datetime import date

import pytest
from django.template import Context, Template
from django.urls import reverse

from dongthuan.foundation.calendar import queries
from dongthuan.foundation.calendar.models import SpecialDay, WorkingYear
from dongthuan.foundation.law import shipped
from dongthuan.listen.petitions import rules
from tests.browser import assert_accessible
from tests.factories import World, make_world


@pytest.fixture
def world(db) -> World:
    return make_world()


@pytest.fixture
def officer(client, world):
    client.force_login(world.users["focal_officer"])
    return client


def text(response) -> str:
    return response.content.decode()


@pytest.mark.django_db
def test_everybody_reads_a_year_with_its_notices(client):
    page = text(client.get(reverse("calendar:year", args=[2026])))
    assert "9441/TB-BNV" in page
    assert "nghỉ hoán đổi, làm bù thứ Bảy 22/08/2026" in page
    assert "Đã có thông báo" in page
    assert shipped().version in page
    assert "Ghi một ngày" not in page  # who only reads sees no buttons
    assert page.count('class="x') == sum(d.kind == "off" and d.day.year == 2026 for d in shipped().days.values()) + 1


@pytest.mark.django_db
def test_a_year_without_notices_says_so(client):
    assert "mọi thời hạn trong năm là tạm tính" in text(client.get(reverse("calendar:year", args=[2027])))
    assert client.get(reverse("calendar:year", args=[2040])).status_code == 404
    assert client.get(reverse("calendar:index")).status_code == 200


def test_an_officer_sets_a_day_swaps_removes_and_announces(officer):
    day = {"day": "23/11/2026", "kind": "off", "name": "nghỉ thử", "notice": "1/TB-BNV"}
    assert officer.post(reverse("calendar:set_day"), day).url == "/calendar/2026"
    special = SpecialDay.objects.get(day=date(2026, 11, 23))
    assert "nghỉ thử" in text(officer.get(f"{reverse('calendar:set_day')}?day={special.pk}"))
    assert officer.get(f"{reverse('calendar:set_day')}?day=x").status_code == 200
    officer.post(reverse("calendar:remove_day", args=[special.pk]), {"reason": "nhầm"})
    swap = {"off": "20/11/2026", "worked": "28/11/2026", "notice": "2/TB-BNV"}
    officer.post(reverse("calendar:swap_days"), swap)
    assert queries.working_calendar().differences(shipped()) == [date(2026, 11, 20), date(2026, 11, 28)]
    officer.post(reverse("calendar:announce", args=[2027]), {"notices": "3/TB-BNV"})
    assert WorkingYear.objects.get(year=2027).announced
    officer.post(reverse("calendar:withdraw", args=[2027]), {"reason": "nhầm"})
    assert not WorkingYear.objects.get(year=2027).announced
    page = text(officer.get(reverse("calendar:year", args=[2026])))
    assert "ghi hoán đổi: nghỉ 20/11/2026, làm bù 28/11/2026, theo 2/TB-BNV" in page


def test_a_refused_day_comes_back_with_its_reason(officer):
    answer = officer.post(
        reverse("calendar:set_day"), {"day": "23/11/2026", "kind": "worked", "name": "bù", "notice": "1/TB"}
    )
    assert answer.status_code == 422
    assert "Chỉ thứ Bảy hoặc Chủ nhật mới là ngày làm bù." in text(answer)


def test_another_officer_sees_why_the_button_is_grey(client, world):
    client.force_login(world.users["commune_officer"])
    page = text(client.get(reverse("calendar:year", args=[2026])))
    assert "Chỉ cán bộ đầu mối được sửa lịch làm việc." in page


def drawn(deadline) -> str:
    return Template("{% load working_days %}{% counted deadline %}").render(Context({"deadline": deadline}))


def test_a_deadline_is_drawn_with_counted_and_skipped_days_and_the_article():
    suspended = [(date(2026, 7, 16), date(2026, 8, 3))]
    page = drawn(rules.deadline("KN-04", date(2026, 7, 6), shipped(), suspended=suspended))
    assert page.count('<td class="c') + page.count('<td class="n') == 30
    assert page.count('<td class="x') == 18
    assert ">hạn<" in page
    assert "Luật Khiếu nại 02/2011/QH13, Điều 28" in page
    assert "07/07/2026 – 16/07/2026: đếm 1–10" in page


def test_a_deadline_that_counts_backward_is_drawn_too():
    page = drawn(rules.deadline("KN-11", date(2026, 9, 7), shipped()))
    assert "02/09/2026 – 06/09/2026: đếm 1–5" in page


def test_every_page_is_accessible(live_site, browser, own_database, client):
    world = make_world()
    page = browser.page()
    for year in (2026, 2027):
        page.goto(live_site.url + reverse("calendar:year", args=[year]))
        assert_accessible(page)
    client.force_login(world.users["focal_officer"])
    page = browser.page(viewport={"width": 390, "height": 800})
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_site.url}
    page.context.add_cookies([cookie])
    special = SpecialDay.objects.first()
    for address in (
        reverse("calendar:year", args=[2026]),
        reverse("calendar:set_day"),
        reverse("calendar:swap_days"),
        reverse("calendar:remove_day", args=[special.pk]),
        reverse("calendar:announce", args=[2027]),
    ):
        assert page.goto(live_site.url + address).status == 200
        assert_accessible(page)
