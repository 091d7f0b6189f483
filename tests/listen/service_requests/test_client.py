"""A hundred real cases go through the running site as a client would send them, are worked on, and are read back."""

import json
import urllib.error
import urllib.parse
import urllib.request
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse

from dongthuan.listen.service_requests import actions
from dongthuan.listen.service_requests.models import ApiKey, RequestImport, ServiceRequest
from tests.browser import assert_accessible
from tests.factories import World, make_world

from .making import ROWS, ZONE, as_csv, load_rule_set, make_key

CASES = [
    *[r for r in ROWS if r["lat"] and r["closed_at"]][:60],
    *[r for r in ROWS if r["lat"] and not r["closed_at"]][:40],
]


@pytest.fixture
def world(live_site) -> World:
    return make_world()


def ask(url: str, values: dict | None = None, **headers: str) -> bytes:
    data = urllib.parse.urlencode(values).encode() if values is not None else None
    with urllib.request.urlopen(urllib.request.Request(url, data, headers), timeout=30) as answer:
        return answer.read()


def test_a_hundred_cases_through_the_interface(live_site, world):
    load_rule_set(world)
    key, base = make_key(world).key, live_site.url + "/requests/open311/v2"
    codes = {s["service_name"]: s["service_code"] for s in json.loads(ask(f"{base}/services.json"))}
    numbers: dict[str, str] = {}
    for case in CASES:
        values = {"api_key": key, "service_code": codes[case["type"]], "lat": case["lat"], "long": case["lon"],
                  "address_string": case["neighborhood"], "description": f"Case {case['case_id']}"}  # fmt: skip
        sent = [json.loads(ask(f"{base}/requests.json", values, **{"Idempotency-Key": case["case_id"]})) for _n in "12"]
        assert sent[0] == sent[1]
        numbers[case["case_id"]] = sent[0][0]["service_request_id"]
    assert ServiceRequest.objects.count() == len(set(numbers.values())) == 100
    for request in ServiceRequest.objects.filter(code__in=[numbers[c["case_id"]] for c in CASES if c["closed_at"]]):
        actions.close(request, notes="Xong.", by=world.users["solver"])
    for case in CASES[::10]:
        (found,) = json.loads(ask(f"{base}/requests/{numbers[case['case_id']]}.json"))
        assert (found["service_name"], found["status"]) == (case["type"], "closed" if case["closed_at"] else "open")
        assert (found["lat"], found["description"]) == (round(float(case["lat"]), 2), None)
    tree = ElementTree.fromstring(ask(f"{base}/requests.xml?status=closed"))
    assert {e.text for e in tree.iter("service_request_id")} == {numbers[c["case_id"]] for c in CASES if c["closed_at"]}
    with pytest.raises(urllib.error.HTTPError) as refused:
        ask(f"{base}/requests.json", {"service_code": "bed-bugs", "api_key": "x"})
    assert json.loads(refused.value.read())[0]["code"] == 403


@pytest.fixture
def as_(browser, live_site, world):
    def open_as(who: str, **options):
        client = Client()
        client.force_login(world.users[who])
        page = browser.page(**options)
        page.context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_site.url}]
        )
        return page

    return open_as


def test_the_office_at_the_browser(live_site, world, as_, run_jobs, tmp_path):
    admin = as_("administrator")
    admin.goto(live_site.url + reverse("service_requests:keys"))
    admin.get_by_label("Ứng dụng của ai").fill("Ứng dụng thử")
    admin.get_by_label("Cơ quan chịu trách nhiệm").fill("Sở Nội vụ")
    admin.get_by_role("button", name="Cấp khóa").click()
    key = admin.get_by_role("status").locator("code").inner_text()
    assert_accessible(admin)
    assert ApiKey.objects.get().start == key[:6]

    leader = as_("leader_commune")
    leader.goto(live_site.url + reverse("service_requests:create_service"))
    leader.get_by_label("Mã dịch vụ").fill("den-duong")
    leader.get_by_label("Tên dịch vụ").fill("Đèn đường hỏng")
    leader.get_by_role("button", name="Tạo").click()
    leader.get_by_role("link", name="Đặt thời hạn").click()
    leader.get_by_label("Bao nhiêu").fill("2")
    leader.get_by_label("Văn bản quy định").fill("Quyết định 15/QĐ-UBND")
    assert_accessible(leader)
    leader.get_by_role("button", name="Lưu").click()
    leader.get_by_role("button", name="Công bố", exact=True).click()
    assert_accessible(leader)
    values = {
        "api_key": key,
        "service_code": "den-duong",
        "lat": 20.25,
        "long": 105.97,
        "description": "Bà Lụa báo hỏng",
    }
    ask(f"{live_site.url}/requests/open311/v2/requests.json", values)

    desk = as_("reception_officer", viewport={"width": 360, "height": 740})
    desk.goto(live_site.url + reverse("service_requests:list"))
    assert_accessible(desk)
    desk.get_by_role("link", name="PA", exact=False).first.click()
    assert_accessible(desk)
    desk.get_by_role("link", name="Duyệt công khai").click()
    desk.get_by_label("Phần công khai").fill("Đèn hỏng")
    assert_accessible(desk)
    desk.get_by_role("button", name="Duyệt công khai").click()
    desk.get_by_role("link", name="Trả lời và đóng").click()
    desk.get_by_label("Trả lời").fill("Đã thay bóng.")
    desk.get_by_role("button", name="Trả lời và đóng").click()
    assert ServiceRequest.objects.get().status == "closed"

    load_rule_set(world)
    desk.goto(live_site.url + reverse("service_requests:import"))
    desk.get_by_label("Nguồn").fill("boston311")
    desk.get_by_label("Múi giờ của các thời điểm").fill(ZONE)
    desk.get_by_label("Tệp").set_input_files({"name": "cases.csv", "mimeType": "text/csv", "buffer": as_csv(ROWS)})
    assert_accessible(desk)
    desk.get_by_role("button", name="Kiểm tra tệp").click()
    desk.get_by_role("button", name="Nạp các hồ sơ này").click()
    run_jobs()
    desk.reload()
    assert_accessible(desk)
    assert RequestImport.objects.get().done == len(ROWS)
    assert desk.get_by_text("3.153 trên 3.153 hồ sơ khớp với nguồn.").is_visible()
