"""Services, requests and keys: who may, what is refused, what the record says."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from dongthuan.foundation.record.models import Entry
from dongthuan.foundation.things.kit import Refused
from dongthuan.listen.service_requests import actions, kit, queries
from dongthuan.listen.service_requests.models import ServiceRequest
from tests.factories import World, make_world

from .making import make_service, send


@pytest.fixture
def world(db) -> World:
    return make_world()


def verbs(obj) -> list[str]:
    return [
        v.partition(".")[2]
        for v in Entry.objects.filter(subject=obj.thing).order_by("seq").values_list("verb", flat=True)
    ]


def test_the_life_of_a_request_and_its_record(world):
    request, by = send(world), world.users["solver"]
    actions.answer(request, notes="Đã báo điện lực.", by=by)
    actions.close(request, notes="Đã thay bóng.", by=by)
    actions.reopen(request, reason="Lại hỏng.", by=by)
    done = actions.close(request, notes="Đã thay cả cột.", by=by)
    assert (done.status, queries.is_late(done), done.touched) == ("closed", False, True)
    assert verbs(request) == ["receive", "answer", "close", "reopen", "close"]


def test_who_may_not_and_when_not(world):
    request, by = send(world), world.users["solver"]
    for who in ("leader", "administrator", "commune_officer", "second_reader"):
        with pytest.raises(Refused):
            actions.close(request, notes="Xong", by=world.users[who])
        assert not queries.visible_to(world.users[who]).exists()
    for refused in (
        lambda: actions.close(request, notes=" ", by=by), lambda: actions.reopen(request, reason="x", by=by),
        lambda: actions.withhold(request, reason="x", by=by), lambda: actions.release(request, shown="", by=by),
        lambda: actions.issue_key(name="a", contact="b", by=by),
        lambda: actions.create_service(world.communes[0], code="x", name="y", by=by),
        lambda: actions.create_service(world.communes[1], code="x", name="y", by=world.users["leader_commune"]),
    ):  # fmt: skip
        with pytest.raises(Refused):
            refused()


def test_services_that_are_refused(world):
    service, by = make_service(world), world.users["leader_commune"]
    level = {"since": date(2027, 1, 1), "unit": "working_days", "amount": 3, "basis": "QĐ 1", "by": by}
    wrong = (
        {"unit": "weeks"},
        {"amount": None},
        {"amount": 0},
        {"basis": " "},
        {"office_hours": "8-5"},
        {"since": date(2020, 1, 1)},
    )
    for changes in wrong:
        with pytest.raises(Refused):
            actions.set_level(service, **level | changes)
    for values in (
        {"code": "có dấu"},
        {"code": "den-duong"},
        {"code": "x", "name": ""},
        {"code": "x", "questions": "A|B"},
    ):
        with pytest.raises(Refused):
            actions.create_service(world.communes[0], by=by, **{"name": "Tên"} | values)
    with pytest.raises(Refused, match="thời hạn"):
        actions.publish(actions.create_service(world.communes[0], code="moi", name="Mới", by=by), by=by)
    assert verbs(service) == ["create_service", "set_level", "publish"]


def test_the_database_refuses_what_no_action_does(world):
    request = send(world)
    tries = [
        {"status": "closed"}, {"shown": "lộ"}, {"status": "handed_over"}, {"code": "khác"}, {"token": request.service_id},
    ]  # fmt: skip
    for values in tries:
        with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
            ServiceRequest.objects.filter(pk=request.pk).update(**values)
    with pytest.raises(DatabaseError), transaction.atomic():
        request.service.levels.update(amount=9)
    with pytest.raises(DatabaseError), transaction.atomic():
        ServiceRequest.objects.filter(pk=request.pk).delete()


def test_handed_over_to_nobody_is_refused_and_a_denunciation_never_goes_to_whom_it_is_about(world, monkeypatch):
    request, by = send(world), world.users["solver"]
    with pytest.raises(Refused):
        actions.hand_over(request, to=world.communes[0], denunciation=True, denounced=[world.communes[0]], by=by)
    monkeypatch.setattr(kit, "_receivers", [])
    with pytest.raises(Refused, match="không có bộ phận"):
        actions.hand_over(request, to=world.communes[0], by=by)
    request.refresh_from_db()
    assert (request.status, bool(request.description)) == ("open", True)
