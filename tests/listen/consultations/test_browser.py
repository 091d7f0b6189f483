"""The call for views in a real browser: a unit answers on a phone, the parties decide; every page accessible."""

import pytest
from django.test import Client
from django.urls import reverse

from dongthuan.foundation.things.kit import today
from dongthuan.listen.consultations.models import Consultation, Opinion
from tests.browser import DESK, PHONE, assert_accessible, assert_opens
from tests.deliver.programmes.make import make_programme
from tests.factories import World, make_world

from .making import make_consultation, say


@pytest.fixture
def world(live_site) -> World:
    return make_world()


@pytest.fixture
def as_(browser, live_site, world):
    """as_("leader"): a page of a browser in which that person is signed in; its visit() checks what it opens."""

    def open_as(who: str, viewport: dict = DESK, **options):
        client = Client()
        client.force_login(world.users[who])
        page = browser.page(viewport=viewport, **options)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_site.url}
        page.context.add_cookies([cookie])
        return page

    return open_as


def test_from_asking_to_the_next_version(live_site, world, as_):
    version = make_programme(world).text.versions.get()
    focal = as_("focal_officer")
    focal.goto(live_site.url + reverse("consultations:open", args=[version.pk]))
    focal.get_by_label("Hạn trả lời").fill(f"{today():%d/%m/%Y}")
    focal.get_by_label("Sở Nội vụ").check()
    assert_accessible(focal)
    focal.get_by_role("button", name="Gửi lấy ý kiến").click()
    c = Consultation.objects.get()

    unit = as_("department_officer", PHONE)
    unit.goto(live_site.url + reverse("consultations:detail", args=[c.pk]))
    assert_accessible(unit)
    unit.get_by_role("link", name="Mục II.2", exact=False).click()
    unit.get_by_label("Đề nghị sửa").check()
    unit.get_by_label("Câu chữ đề nghị").fill("Thực hiện dân chủ ở cơ sở, công khai kết quả.")
    assert_accessible(unit)
    unit.get_by_role("button", name="Gửi ý kiến").click()
    assert_accessible(unit)

    focal.goto(live_site.url + reverse("consultations:detail", args=[c.pk]))
    focal.get_by_role("button", name="Kết thúc nhận ý kiến").click()
    assert_accessible(focal)
    focal.get_by_role("link", name="Quyết định ý kiến tiếp theo").click()
    assert_accessible(focal)
    focal.get_by_role("link", name="Quyết định", exact=True).click()
    focal.get_by_label("TT-SUA: Tiếp thu, chỉnh sửa").check()
    assert_accessible(focal)
    focal.get_by_role("button", name="Đề xuất quyết định này").click()
    opinion = Opinion.objects.get()

    state = as_("focal_state", PHONE, java_script_enabled=False)
    state.goto(live_site.url + reverse("consultations:opinion", args=[opinion.pk]))
    state.get_by_role("button", name="Đồng ý với quyết định này").click()
    state.goto(live_site.url + reverse("consultations:detail", args=[c.pk]))
    state.get_by_role("button", name="Khép lại và lập bản dự thảo mới").click()
    assert "Chỗ sửa trong bản dự thảo mới" in state.content()
    c.refresh_from_db()
    row = c.next_version.clauses.get(clause=opinion.clause)
    assert (row.text, row.source) == ("Thực hiện dân chủ ở cơ sở, công khai kết quả.", opinion.thing)


def test_every_page_is_accessible(live_site, world, as_):
    c = make_consultation(world, due=today())
    opinion = say(
        c, world.users["commune_officer"], "2", "propose", wording="Tiếp công dân hằng tháng.", reason="Cho rõ"
    )
    say(c, world.users["district_officer"])
    clause = c.version.clauses.filter(kind="so").first().clause_id
    by = {
        "focal_officer": [
            reverse("consultations:list"), reverse("consultations:detail", args=[c.pk]),
            reverse("consultations:move_due", args=[c.pk]), reverse("consultations:opinion", args=[opinion.pk]),
        ],
        "commune_officer": [
            reverse("consultations:detail", args=[c.pk]), reverse("consultations:answer", args=[c.pk, clause]),
            reverse("consultations:answer_whole", args=[c.pk]), reverse("consultations:opinion", args=[opinion.pk]),
            reverse("consultations:withdraw", args=[opinion.pk]),
        ],
    }  # fmt: skip
    for who, addresses in by.items():
        page = as_(who)
        for address in addresses:
            assert_opens(page, live_site.url + address)
