"""The pages of tasks: the thread back, the history as sentences, refusals with their reason, what was typed is kept."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dongthuan.deliver.tasks import actions
from dongthuan.deliver.tasks.models import Task
from tests.deliver.programmes.make import make_signed_plan
from tests.factories import World, make_world

from .making import at, make_report, make_task, make_tasks

pytestmark = pytest.mark.django_db
DAY = date(2022, 3, 1)


@pytest.fixture
def world(settings) -> World:
    at(settings, DAY)
    return make_world()


@pytest.fixture
def get(client: Client, world: World):
    def get(who: str, url: str) -> str:
        client.force_login(world.users[who])
        response = client.get(url)
        assert response.status_code == 200
        return response.content.decode()

    return get


def page(task: Task) -> str:
    return reverse("tasks:detail", args=[task.pk])


def test_the_thread_leads_back_as_far_as_the_reader_may_go(world: World, get):
    row = make_signed_plan(world).rows.get()
    task = make_task(world, because=row.thing, due=row.ends)
    address = reverse("programmes:row", args=[row.pk])
    mine, doers = get("focal_officer", page(task)), get("commune_officer", page(task))
    for html in (mine, doers):
        assert row.content[:30] in html
        assert "Kế hoạch năm" in html
        assert 'aria-current="step"' in html
    assert f'href="{address}"' in mine
    assert (f'href="{address}"' in doers) == (client_may(world.users["commune_officer"], address))


def client_may(user: object, address: str) -> bool:
    client = Client()
    client.force_login(user)
    return client.get(address, follow=True).status_code == 200


def test_the_history_reads_as_sentences_and_lets_no_code_through(world: World, get):
    task = make_task(world, title="Đối thoại")
    actions.move_due(
        task, new=task.due + timedelta(days=9), reason="<script>x</script>", by=world.users["focal_officer"]
    )
    html = get("commune_officer", page(task))
    assert "<strong>giao việc</strong> cho UBND xã Gia Vân" in html
    assert "<strong>dời hạn</strong> từ <del>" in html
    assert "&lt;script&gt;x" in html
    assert "<script>x" not in html
    assert "dời 1 lần" in html


def test_a_refused_step_says_why_and_an_offered_one_is_there(world: World, get, client: Client):
    task = make_task(world)
    assert "Chưa đóng được: người làm báo cáo trước" in get("focal_officer", page(task))
    assert reverse("tasks:report", args=[task.pk]) in get("commune_officer", page(task))
    make_report(world, task)
    client.force_login(world.users["commune_officer"])
    response = client.get(reverse("tasks:report", args=[task.pk]))
    assert response.status_code == 403
    assert "Báo cáo hoàn thành đang chờ" in response.content.decode()


@pytest.mark.parametrize(
    ("typed", "words"),
    [({"text": "Đã họp\x00", "percent": "10"}, "Đã họp"), ({"text": "Đã họp", "percent": "trăm"}, "trăm"),
     ({"text": "x" * 4001, "percent": "10"}, "x" * 4001),
     ({"text": "Đã họp", "percent": "10", "url": "javascript:alert(1)"}, "javascript:alert(1)")],
)  # fmt: skip
def test_bad_input_is_named_and_kept(world: World, client: Client, typed: dict, words: str):
    task = make_task(world)
    client.force_login(world.users["commune_officer"])
    response = client.post(reverse("tasks:report", args=[task.pk]), typed)
    html = response.content.decode()
    assert response.status_code == 422
    assert "error-sum" in html
    assert words in html
    assert not task.reports.exists()


def test_a_renamed_program_is_no_evidence(world: World, client: Client):
    from django.core.files.uploadedfile import SimpleUploadedFile

    task = make_task(world)
    client.force_login(world.users["commune_officer"])
    file = SimpleUploadedFile("bien-ban.pdf", b"MZ\x90\x00" + b"\x00" * 64)
    response = client.post(reverse("tasks:report", args=[task.pk]), {"text": "Đã họp", "percent": "100", "file": file})
    assert response.status_code == 422
    assert "bien-ban.pdf" in response.content.decode()
    assert "Đã họp" in response.content.decode()
    assert not task.reports.exists()


def test_the_same_form_sent_twice_counts_once(world: World, client: Client):
    task = make_task(world)
    client.force_login(world.users["commune_officer"])
    form = {"form_key": "0198c0de-0000-7000-8000-000000000001", "text": "Đã họp", "percent": "40"}
    for _twice in range(2):
        assert client.post(reverse("tasks:report", args=[task.pk]), form)["Location"] == page(task)
    assert task.reports.count() == 1


def test_the_list_as_excel_holds_every_row(world: World, client: Client):
    import io

    import openpyxl

    make_tasks(world, [*world.communes, *world.districts])
    client.force_login(world.users["focal_officer"])
    response = client.get(reverse("tasks:list") + "?format=xlsx")
    rows = list(openpyxl.load_workbook(io.BytesIO(response.content)).active.values)
    assert len(rows) == 7
    assert {row[1] for row in rows[1:]} == {o.name for o in [*world.communes, *world.districts]}


def test_a_tasks_page_asks_the_same_queries_however_long_its_history(world: World, client: Client):
    task = make_task(world)
    client.force_login(world.users["focal_officer"])
    counted = []
    for _round in range(2):
        actions.accept(make_report(world, task, percent=40), by=world.users["focal_officer"])
        actions.add_obstacle(task, text="Dột", by=world.users["commune_officer"])
        client.get(page(task))
        with CaptureQueriesContext(connection) as found:
            assert client.get(page(task)).status_code == 200
        counted.append(len(found))
    assert counted[0] == counted[1]


@pytest.mark.parametrize(
    ("words", "found"), [("quan triet", 1), ("QUÁN TRIỆT", 1), ("quân triệt", 0), ("xa gia van", 1)]
)
def test_search_ignores_marks_that_were_not_typed_and_respects_those_that_were(get, world, words, found):
    task = make_task(world, world.communes[0], title="Quán triệt văn bản mới")
    task.organisation.name = "Ủy ban nhân dân xã Gia Vân"
    task.organisation.save()
    assert get("focal_officer", f"/tasks/?q={words}").count("Quán triệt văn bản mới") == found


def test_who_reads_all_sees_the_last_first_and_what_is_in_hand_apart(get, world):
    make_task(world, world.communes[0], title="Việc cũ", starts=DAY - timedelta(days=20), due=DAY - timedelta(days=9))
    make_task(world, world.communes[0], title="Việc mới", due=DAY + timedelta(days=9))
    body = get("focal_officer", "/tasks/")
    assert body.index("Việc mới") < body.index("Việc cũ")
    body = get("focal_officer", "/tasks/?show=in_hand")
    assert "Việc mới" in body
    assert "Việc cũ" not in body


def test_many_reports_are_ticked_and_accepted(world: World, client: Client):
    tasks = [make_task(world, title=f"Đối thoại lần {n}") for n in (1, 2)]
    reports = [make_report(world, t) for t in tasks]
    back = make_report(world, make_task(world, title="Khơi thông mương"), 40)
    client.force_login(world.users["focal_officer"])
    address = reverse("tasks:answer_many")
    assert address in client.get(reverse("tasks:list")).content.decode()
    assert client.get(f"{address}?all=1").content.decode().count(" checked>") == 3
    narrowed = client.get(f"{address}?q=khoi thong").content.decode()
    assert (narrowed.count('name="report"'), narrowed.count(" checked>")) == (1, 0)
    nothing = client.post(address, {})
    assert nothing.status_code == 422
    assert "Đánh dấu" in nothing.content.decode()
    assert client.post(address, {"report": [r.pk for r in reports]}).status_code == 302
    assert {t.status for t in Task.objects.filter(pk__in=[t.pk for t in tasks])} == {"done"}
    late = client.post(address, {"report": [back.pk, reports[0].pk]})  # another officer was quicker
    assert late.status_code == 422
    assert f'value="{back.pk}" checked' in late.content.decode()
    assert Task.objects.get(pk=back.task_id).status == "in_progress"
