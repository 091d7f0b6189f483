"""A task's life through its pages, on a phone without scripts; every page free of accessibility faults."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dongthuan.deliver.tasks import actions
from dongthuan.deliver.tasks.models import Task
from dongthuan.foundation.notify import digests
from dongthuan.foundation.notify.models import Digest
from tests.browser import assert_opens
from tests.factories import World, make_world

from .making import make_report, make_task

PHONE = {"viewport": {"width": 360, "height": 740}, "java_script_enabled": False}


@pytest.fixture
def world(live_site) -> World:
    return make_world()


def signed_in(live_site: Any, browser: Any, user: Any, **options: Any) -> Any:
    client = Client()
    client.force_login(user)
    page = browser.page(**options)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_site.url}]
    )  # fmt: skip
    return page


def test_given_reported_sent_back_and_closed_on_a_phone_without_scripts(live_site, browser, world, tmp_path):
    focal = signed_in(live_site, browser, world.users["focal_officer"], **PHONE)
    doer = signed_in(live_site, browser, world.users["commune_officer"], **PHONE)

    focal.goto(live_site.url + reverse("tasks:issue") + f"?because={world.bdv.thing_id}")
    focal.get_by_label("Nội dung việc").fill("Tổ chức hội nghị đối thoại")
    focal.get_by_label("Đơn vị giao").select_option(label=str(world.phong))
    focal.get_by_label("Hạn").fill("31/12/2099")
    focal.get_by_label("Xã: cơ quan nhà nước (4)").check()
    focal.get_by_role("button", name="Giao việc").click()
    assert "Đã giao việc cho 4 đơn vị." in focal.content()
    assert Task.objects.count() == 4

    doer.goto(f"{live_site.url}/desk/")
    doer.get_by_role("link", name=re.compile("^Báo cáo.*Tổ chức hội nghị")).click()
    doer.get_by_label("Đã làm được gì").fill("Đã họp, 120 người dự")
    doer.get_by_label("Đã làm được, tính theo phần trăm").fill("100")
    doer.get_by_role("button", name="Gửi báo cáo").click()
    assert "Báo cáo hoàn thành phải có minh chứng" in doer.content()
    assert doer.get_by_label("Đã làm được gì").input_value() == "Đã họp, 120 người dự"
    paper = tmp_path / "bien-ban.pdf"
    paper.write_bytes(MINUTES)
    doer.get_by_label("Minh chứng: tệp").set_input_files(paper)
    doer.get_by_label("Minh chứng: số văn bản").fill("12/BC-UBND")
    doer.get_by_role("button", name="Gửi báo cáo").click()
    assert "Đã gửi báo cáo." in doer.content()

    focal.goto(f"{live_site.url}/desk/")
    focal.get_by_role("link", name=re.compile("^Xem và đóng việc")).click()
    focal.get_by_role("button", name="Gửi trả").click()
    assert focal.locator(".error-sum").count() == 1
    focal.get_by_label("Lý do").fill("Thiếu bảng ý kiến")
    focal.get_by_role("button", name="Gửi trả").click()
    assert "Đã trả lời báo cáo." in focal.content()

    doer.goto(f"{live_site.url}/desk/")
    assert "Bị gửi trả: “Thiếu bảng ý kiến”" in doer.content()
    task = Task.objects.get(organisation=world.communes[0])
    doer.goto(live_site.url + reverse("tasks:report", args=[task.pk]))
    doer.get_by_label("Đã làm được gì").fill("Đã bổ sung")
    doer.get_by_label("Đã làm được, tính theo phần trăm").fill("100")
    doer.get_by_label("Minh chứng: đường dẫn").fill("https://ninhbinh.gov.vn/bang-y-kien")
    doer.get_by_role("button", name="Gửi báo cáo").click()

    focal.goto(live_site.url + reverse("tasks:detail", args=[task.pk]))
    focal.get_by_role("link", name="Xem và trả lời").click()
    focal.get_by_role("button", name="Nhận và đóng việc").click()
    task.refresh_from_db()
    assert (task.status, task.timing) == ("done", "on_time")
    page = focal.content()
    for words in ("Xong đúng hạn", "gửi trả", "giao việc", "bien-ban.pdf", "12/BC-UBND"):
        assert words in page


def test_every_page_is_accessible(live_site, browser, world):
    focal, doer = world.users["focal_officer"], world.users["commune_officer"]
    task, other, done = make_task(world), make_task(world, title="Việc khác"), make_task(world, title="Việc xong")
    progress = make_report(world, task)
    ask = actions.ask_extension(other, new=other.due.replace(year=2099), reason="Sửa mái", by=doer)
    consent = actions.ask_stop(other, reason="Nhập xã", by=doer).consents.get()
    obstacle = actions.add_obstacle(other, text="Hội trường dột", proposal="Mượn nhà văn hóa", by=doer)
    actions.accept(make_report(world, done), by=focal)
    Task.objects.update(of_programme=True)
    digests.write_all()
    digest = Digest.objects.get(user=doer)
    leader = ["/desk/", "/overview/", "/overview/?by=clause", "/tasks/?show=overdue"]
    issuer = [
        "/desk/", "/tasks/", reverse("tasks:answer_many"), reverse("tasks:issue") + f"?because={world.bdv.thing_id}",
        *(reverse("tasks:detail", args=[t.pk]) for t in (task, other, done)),
        *(reverse(f"tasks:{n}", args=[other.pk]) for n in ("move_due", "reassign")),
        reverse("tasks:answer", args=[progress.pk]), reverse("tasks:answer_extension", args=[ask.pk]),
        reverse("tasks:consent", args=[consent.pk]), reverse("tasks:escalate", args=[obstacle.pk]),
        reverse("tasks:resolve", args=[obstacle.pk]),
    ]  # fmt: skip
    own = [
        "/notices/", reverse("notify:digest", args=[digest.pk]), reverse("tasks:detail", args=[other.pk]),
        *(reverse(f"tasks:{n}", args=[other.pk]) for n in ("report", "obstacle", "hand_over", "return")),
    ]  # fmt: skip
    for user, addresses in ((world.users["leader"], leader), (focal, issuer), (doer, own)):
        page = signed_in(live_site, browser, user)
        for address in addresses:
            assert_opens(page, live_site.url + address)
            assert page.locator(".btn:not(.btn--2):not(.btn--risk)").count() <= 1, f"{address}: one main action"


MINUTES = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\nxref\n0 4\n0000000000 65535 f \n"
    b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n0\n%%EOF\n"
)
