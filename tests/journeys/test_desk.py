"""My desk and the overview: what stands there, in which order, and with how many queries."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dongthuan.deliver.tasks import actions
from dongthuan.deliver.tasks.models import Task
from dongthuan.foundation.orgs.models import Role
from tests.deliver.tasks.making import at, make_report, make_task, make_tasks
from tests.factories import World, make_area, make_officer, make_org, make_world

pytestmark = pytest.mark.django_db
DAY = date(2024, 8, 20)


@pytest.fixture
def world(settings) -> World:
    at(settings, DAY)
    return make_world()


@pytest.fixture
def page(client: Client, world: World) -> Callable[[str, str], str]:
    def get(who: str, url: str = "/desk/") -> str:
        client.force_login(world.users[who])
        response = client.get(url)
        assert response.status_code == 200
        return response.content.decode()

    return get


def test_the_doer_sees_what_is_due_first_with_its_next_step(world: World, page):
    make_task(world, title="Việc sau", due=DAY + timedelta(days=20))
    make_task(world, title="Việc trước", due=DAY + timedelta(days=2))
    html = page("commune_officer")
    assert html.index("Việc trước") < html.index("Việc sau")
    assert "Còn 2 ngày" in html
    assert "/report/" in html
    assert "2 việc đang chờ." in html
    assert "Việc sau" not in page("commune_officer", "/desk/?show=week")
    assert "Không có việc nào đang chờ." in page("commune_officer_2")


def test_the_issuer_sees_reports_requests_and_what_came_back(world: World, page):
    reported, asked, back = make_tasks(world, [world.communes[0], world.communes[1], world.districts[0]])
    make_report(world, reported)
    actions.ask_extension(
        asked, new=asked.due + timedelta(days=30), reason="Sửa mái", by=world.users["commune_officer_2"]
    )
    actions.return_to_issuer(back, reason="Kết thúc cấp huyện")
    html = page("focal_officer")
    for words in ("Xem và đóng việc", "Trả lời xin gia hạn", "Giao đơn vị khác", "Sửa mái"):
        assert words in html
    assert "Chờ người khác" in page("commune_officer", "/desk/?show=waiting")


def test_obstacles_and_stops_reach_who_decides(world: World, page):
    task = make_task(world)
    obstacle = actions.add_obstacle(task, text="Hội trường dột", by=world.users["commune_officer"])
    actions.escalate_obstacle(obstacle, to=world.snv, by=world.users["commune_officer"])
    assert "Hội trường dột" in page("department_officer")
    actions.ask_stop(task, reason="Nhập xã", by=world.users["commune_officer"])
    assert "Nhập xã" in page("focal_officer")


def test_the_administrator_has_no_case_on_the_desk(world: World, page):
    make_tasks(world, [world.vp, world.phong])
    assert "Không có việc nào đang chờ." in page("administrator")


def test_the_desk_comes_as_excel_too(world: World, client: Client):
    make_task(world, title="=1+1 không phải công thức")
    client.force_login(world.users["commune_officer"])
    response = client.get("/desk/?format=xlsx")
    assert response.content[:2] == b"PK"


def grow(world: World, organisations: int, each: int) -> None:
    area = make_area("commune", "Mới", parent=world.district_areas[0])
    new = [make_org(f"UBND xã {area.code}.{n}", area=area, level="commune", parent=world.districts[0])
           for n in range(organisations)]  # fmt: skip
    for _n in range(each):
        make_tasks(world, [*new, world.communes[0]], due=DAY)
    Task.objects.update(of_programme=True)
    for task in Task.objects.filter(organisation=world.communes[0], status="not_started")[: each // 2]:
        make_report(world, task)


def queries_of(client: Client, user: object, url: str) -> int:
    client.force_login(user)
    client.get(url)  # the session's first look
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


@pytest.mark.parametrize(
    ("who", "url"),
    [("commune_officer", "/desk/"), ("focal_officer", "/desk/"), ("focal_officer", "/desk/?show=late"),
     ("leader", "/overview/"), ("leader", "/overview/?by=area"), ("leader", "/overview/?by=clause"),
     ("focal_officer", "/tasks/"), ("leader", "/tasks/?show=overdue"), ("focal_officer", "/tasks/?show=waiting")],
)  # fmt: skip
def test_the_number_of_queries_does_not_grow(world: World, client: Client, settings, who: str, url: str):
    grow(world, 3, 2)
    at(settings, DAY + timedelta(days=1))
    few = queries_of(client, world.users[who], url)
    at(settings, DAY)
    grow(world, 40, 4)
    at(settings, DAY + timedelta(days=1))
    assert queries_of(client, world.users[who], url) == few


def test_the_overview_says_what_is_late_where_and_why(world: World, page, client: Client, settings):
    for title, organisation in (("Đối thoại", world.communes[0]), ("Kiểm tra", world.communes[1])):
        make_task(world, organisation, title=title, due=DAY)
    Task.objects.update(of_programme=True)
    task = Task.objects.get(title="Đối thoại")
    actions.add_obstacle(task, text="Hội trường dột", by=world.users["commune_officer"])
    make_officer(world.communes[1], Role.LEADER)
    at(settings, DAY + timedelta(days=3))
    html = page("steering_viewer", "/overview/")
    for words in ("Quá hạn 3 ngày", "Hội trường dột", "UBND xã Gia Vân", "UBND xã Gia Hòa", '<svg class="bars"'):
        assert words in html
    assert "Không thuộc điều khoản nào" in page("steering_viewer", "/overview/?by=clause")
    client.force_login(world.users["leader"])
    assert client.get("/overview/?format=xlsx").content[:2] == b"PK"
    client.force_login(world.users["commune_officer"])
    assert client.get("/overview/").status_code == 403


def test_the_number_in_the_navigation_follows_what_one_does_and_what_one_is_told(world: World, client: Client):
    number = re.compile(r'href="/desk/"[^>]*>.*?<span class="num">\s*(\d+)', re.DOTALL)

    def shown() -> list[str]:
        return number.findall(client.get("/notices/").content.decode())[:1]

    one, _two = make_task(world), make_task(world)
    client.force_login(world.users["commune_officer"])
    assert shown() == ["2"]
    with CaptureQueriesContext(connection) as kept:
        assert shown() == ["2"]
    assert not any("tasks_extensionask" in q["sql"] for q in kept)  # the many tables are not counted on every page
    make_report(world, one)
    assert shown() == ["2"]  # it waits for who reads it
    actions.accept(one.reports.get(), by=world.users["focal_officer"])  # which one is told
    assert shown() == ["1"]
