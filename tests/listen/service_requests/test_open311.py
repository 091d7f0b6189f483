"""GeoReport v2 as a client sees it: both formats, the standard's errors and limits, and what is out of reach."""

import json
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dongthuan.listen.petitions.models import Petition
from dongthuan.listen.service_requests import actions, keys, limits
from dongthuan.listen.service_requests.models import ApiKey, ServiceRequest
from tests.factories import World, make_world
from tests.listen.petitions import making as petitions

from .making import WORDS, make_key, make_service, send

API = "/requests/open311/v2/"
QUESTIONS = "SO | number | có | Cột số mấy?\nMAU | multivaluelist | không | Màu gì? | D=Đỏ; V=Vàng"


@pytest.fixture
def world(db) -> World:
    cache.clear()
    limits.memory.clear()
    return make_world()


def get(path: str, code: int = 200, **asked: str):
    response = Client().get(API + path, asked)
    assert response.status_code == code, response.content
    return json.loads(response.content)


def post(status: int = 201, form: str = "json", headers: dict | None = None, **values: object):
    response = Client(enforce_csrf_checks=True).post(f"{API}requests.{form}", values, headers=headers)
    assert response.status_code == status, response.content
    return json.loads(response.content) if form == "json" else ElementTree.fromstring(response.content)


# --- reading ------------------------------------------------------------------------------------------------------
def test_services_and_their_definition_in_both_formats(world):
    make_service(world, questions=QUESTIONS)
    make_service(world, "nhap", publish=False)
    assert get("services.json") == [{
        "service_code": "den-duong", "service_name": "Đèn đường", "description": "", "metadata": True, "type": "realtime",
        "keywords": "", "group": "Hạ tầng",
    }]  # fmt: skip
    response = Client().get(API + "services.xml")
    assert response["Content-Type"] == "text/xml; charset=utf-8"
    tree = ElementTree.fromstring(response.content)
    assert (tree.tag, tree.findtext("service/service_name"), tree.findtext("service/metadata")) == (
        "services",
        "Đèn đường",
        "true",
    )
    assert [a["code"] for a in get("services/den-duong.json")["attributes"]] == ["SO", "MAU"]
    tree = ElementTree.fromstring(Client().get(API + "services/den-duong.xml").content)
    assert tree.findtext("attributes/attribute/code") == "SO"
    assert [v.text for v in tree.iter("key")] == ["D", "V"]
    assert get("services/nhap.json", 404) == [{"code": 404, "description": "service_code was not found."}]
    assert get("services.json", 404, jurisdiction_id="khong-co")[0]["code"] == 404
    assert len(get("services.json", jurisdiction_id=world.communes[0].code)) == 1
    assert get("services.yaml", 400)[0]["code"] == 400
    found = Client().get("/requests/open311/discovery.json").json()
    assert found["endpoints"][0]["url"].endswith("/requests/open311/v2")


def test_nothing_a_citizen_wrote_shows_before_a_person_released_it(world):
    request, officer = send(world), world.users["reception_officer"]

    def seen() -> dict:
        listed, single = get("requests.json"), get(f"requests/{request.code}.json")
        xml = Client().get(f"{API}requests/{request.code}.xml").content.decode()
        assert listed == single
        for private in ("Lụa", "lua@example.vn", "0912"):
            assert private not in json.dumps(single, ensure_ascii=False) + xml
        return single[0]

    before = seen()
    assert (before["description"], before["address"], before["media_url"]) == (None, None, None)
    assert (before["lat"], before["long"]) == (20.25, 105.98)
    assert before["expected_datetime"].endswith("23:59:59+07:00")
    actions.release(request, shown="Đèn đường hỏng.", by=officer)
    after = seen()
    assert (after["description"], after["lat"], after["address"], after["media_url"]) == (
        "Đèn đường hỏng.",
        20.25,
        None,
        None,
    )
    actions.release(request, shown="Đèn đường hỏng.", place=True, picture=True, by=officer)
    after = seen()
    assert (after["lat"], after["address"], after["media_url"]) == (
        20.25061,
        "ngõ 3, thôn 3",
        "https://example.vn/anh.jpg",
    )
    actions.withhold(request, reason="Có người nhận ra", by=officer)
    assert seen() == before | {"updated_datetime": seen()["updated_datetime"]}
    actions.close(request, notes="Đã thay bóng.", by=officer)
    assert (seen()["status"], seen()["status_notes"]) == ("closed", "Đã thay bóng.")


def test_dates_states_codes_and_the_limits_of_the_standard(world, monkeypatch):
    service, now = make_service(world), timezone.now()
    requests = [send(world, service) for _n in range(4)]
    for days, request in zip((0, 10, 89, 200), requests, strict=True):
        ServiceRequest.objects.filter(pk=request.pk).update(requested_at=now - timedelta(days=days, minutes=1))
    actions.close(requests[1], notes="Xong", by=world.users["solver"])
    codes = [r.code for r in requests]

    def found(**asked: str) -> list[str]:
        return [r["service_request_id"] for r in get("requests.json", **asked)]

    def day(n: int) -> str:
        return (now - timedelta(days=n)).strftime("%Y-%m-%dT%H:%M:%SZ")

    assert found() == codes[:3]  # ninety days unless something else is asked
    assert found(status="closed") == [codes[1]]
    assert found(status="open,closed", service_code="den-duong,khac") == codes[:3]
    assert found(service_code="khac") == []
    assert found(start_date=day(201)) == [codes[3]]
    assert found(end_date=day(5)) == codes[1:3]
    assert found(start_date=day(20), end_date=day(5)) == [codes[1]]
    assert found(service_request_id=f"{codes[3]},{codes[0]}") == [codes[0], codes[3]]
    for asked in ({"start_date": "hôm qua"}, {"status": "mở"}, {"start_date": day(200), "end_date": day(5)},
                  {"start_date": day(5), "end_date": day(6)}):  # fmt: skip
        assert get("requests.json", 400, **asked)[0]["code"] == 400
    monkeypatch.setattr("dongthuan.listen.service_requests.open311.arguments.MOST", 2)
    assert found() == codes[:2]


# --- sending ------------------------------------------------------------------------------------------------------
GOOD = {"service_code": "den-duong", "lat": "20.25", "long": "105.97", "attribute[SO]": "7", "attribute[MAU][]": ["D", "V"],
        "description": WORDS, "first_name": "Lụa", "last_name": "Đinh Thị", "device_id": "x"}  # fmt: skip


def test_a_request_is_sent_once_and_found_by_its_token(world):
    make_service(world, questions=QUESTIONS)
    key = make_key(world).key
    (made,) = post(api_key=key, headers={"Idempotency-Key": "don-1"}, **GOOD)
    again = post(api_key=key, headers={"Idempotency-Key": "don-1"}, **GOOD)
    assert again == [made]
    request = ServiceRequest.objects.get()
    assert made == {"service_request_id": request.code, "service_notice": "Cán bộ xã sẽ xem trong hai ngày.",
                    "account_id": None, "token": str(request.token)}  # fmt: skip
    assert request.answers == {"SO": "7", "MAU": ["D", "V"]}
    assert request.full_name == "Đinh Thị Lụa"
    assert get(f"tokens/{request.token}.json") == [{"service_request_id": request.code, "token": str(request.token)}]
    assert get("tokens/khong.json", 404)[0]["code"] == 404
    tree = post(form="xml", api_key=key, **GOOD)
    assert tree.findtext("request/service_request_id") == ServiceRequest.objects.latest("pk").code


WRONG = [
    (403, {"api_key": ""}), (403, {"api_key": "sai"}), (400, {"service_code": ""}), (404, {"service_code": "khac"}),
    (404, {"service_code": "nhap"}), (404, {"jurisdiction_id": "khac"}), (400, {"lat": "", "long": ""}), (400, {"lat": "91"}),
    (400, {"lat": "nan"}), (400, {"long": ""}), (400, {"attribute[SO]": ""}), (400, {"attribute[SO]": "bảy"}),
    (400, {"attribute[MAU]": "X"}), (400, {"attribute[LA]": "1"}), (400, {"description": "x" * 4001}),
    (400, {"email": "không phải"}), (400, {"media_url": "http://127.0.0.1/a"}), (400, {"description": "a\x00b"}),
]  # fmt: skip


def test_what_is_wrong_is_said_in_the_standards_shape_and_stores_nothing(world):
    make_service(world, questions=QUESTIONS)
    make_service(world, "nhap", publish=False)
    key = make_key(world).key
    for status, wrong in WRONG:
        for form in ("json", "xml"):
            found = post(status, form=form, **{"api_key": key, **GOOD, **wrong})
            if form == "json":
                assert (found[0]["code"], bool(found[0]["description"])) == (status, True)
            else:
                assert (found.tag, found.findtext("error/code")) == ("errors", str(status))
    assert not ServiceRequest.objects.exists()
    assert Client().put(API + "requests.json").status_code == 405


def test_keys_are_hashed_counted_and_end_when_they_are_revoked(world):
    make_service(world, questions=QUESTIONS)
    issued = make_key(world, per_minute=2)
    row = ApiKey.objects.get()
    assert issued.key not in json.dumps([str(v) for v in vars(row).values()])
    assert row.hash == keys.KEYS.hash(issued.key)
    for _n in range(2):
        post(api_key=issued.key, **GOOD)
    assert post(429, api_key=issued.key, **GOOD)[0]["code"] == 429
    cache.clear()
    actions.revoke_key(row, by=world.users["administrator"])
    post(403, api_key=issued.key, **GOOD)
    for _n in range(limits.WRONG_KEYS[0]):
        Client().post(API + "requests.json", {"api_key": "đoán"})
    assert post(429, api_key=make_key(world).key, **GOOD)[0]["code"] == 429  # whoever guesses is held off


def test_a_flood_of_questions_is_held_off(world, monkeypatch):
    monkeypatch.setattr(limits, "READS", (3, 60))
    for _n in range(3):
        get("services.json")
    assert get("services.json", 429)[0]["code"] == 429


# --- out of reach -------------------------------------------------------------------------------------------------
def everything(numbers: list[str]) -> str:
    """All that a client can get, by every endpoint and with every number it might guess; and which tables were read."""
    said = []
    with CaptureQueriesContext(connection, ) as asked:  # fmt: skip
        for form in ("json", "xml"):
            paths = [f"services.{form}", f"requests.{form}", f"requests.{form}?service_request_id={','.join(numbers)}"]
            paths += [f"{kind}/{n}.{form}" for kind in ("requests", "tokens", "services") for n in numbers]
            said += [Client().get(API + path).content.decode() for path in paths]
    touched = [
        q["sql"] for q in asked if '"petitions_' in q["sql"] or '"vault_' in q["sql"] or '"reception_' in q["sql"]
    ]
    assert touched == []
    return "\n".join(said)


def test_complaints_and_denunciations_are_out_of_reach(world):
    send(world)
    kinds = ("complaint", "denunciation", "reflection")
    cases: list[Petition] = [petitions.classified(world, kind, received_on=timezone.localdate()) for kind in kinds]
    numbers = [n for c in cases for n in (c.code, str(c.pk), str(c.thing_id))]
    said = everything(numbers)
    for private in ("1187", "Lụa", "Khiếu nại diện tích đất", *(c.code for c in cases)):
        assert private not in said


@pytest.mark.parametrize("denunciation", [False, True])
def test_what_is_handed_over_is_no_longer_found_and_leaves_nothing_here(world, denunciation):
    request, today = send(world), timezone.localdate()
    released = actions.release(request, shown="Đèn đường hỏng.", by=world.users["solver"])
    assert "Đèn đường hỏng." in everything([request.code])
    code = actions.hand_over(released, to=world.communes[0], denunciation=denunciation, by=world.users["solver"])
    petition = Petition.objects.get()
    assert (petition.sealed, petition.channel, petition.received_on, len(code)) == (denunciation, "web", today, 15)
    if not denunciation:
        assert WORDS in petition.statement.content
        assert "ngõ 3" in petition.statement.content
        assert petition.petitioners.get().full_name == "Đinh Thị Lụa"
    said = everything([request.code, str(request.token), petition.code])
    assert "Đèn đường hỏng." not in said
    assert '"status": "handed_over"' not in said
    assert get(f"requests/{request.code}.json", 404) == get("requests/PA99-999999.json", 404)
    with connection.cursor() as cursor:
        cursor.execute("SELECT r::text FROM service_requests_servicerequest r")
        stored = cursor.fetchone()[0]
        cursor.execute(
            "SELECT coalesce(string_agg(data::text, ''), '') FROM record_entry WHERE subject_id = %s",
            [request.thing_id],
        )
        stored += cursor.fetchone()[0]
    assert [w for w in ("Lụa", "12 ngõ", "lua@", "0912", petition.code, code) if w in stored] == []
