"""Receptions for tests, made through the actions people use."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time
from typing import Any

import pytest

from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import Refused, at_day, today
from dongthuan.listen.reception import actions
from dongthuan.listen.reception.models import Place, Session, Visit
from tests.factories import World

OLD, NEW = date(2026, 3, 2), date(2026, 8, 3)  # two Mondays: before and after Luật 136/2025 and NĐ 154/2026
MORNING = {"starts": time(8, 0), "ends": time(11, 0)}
WHO: dict[str, Any] = {
    "full_name": "Trần Thị Mẫu", "address": "Thôn 3, xã Gia Vân", "id_kind": "can_cuoc", "id_number": "037099001234",
    "id_issued_on": date(2024, 8, 1), "id_issued_at": "Bộ Công an", "phone": "0912345678",
}  # fmt: skip
ROW: dict[str, Any] = {"content": "Đề nghị sửa đoạn đường liên thôn bị hỏng.", "kinds": ["KNghi"]}


@contextmanager
def day(when: date, *users: User) -> Iterator[None]:
    """Within, today is that day, and these people act as they do on it."""
    with at_day(when):
        for user in users:
            user.__dict__.pop("acting", None)
        yield
    for user in users:
        user.__dict__.pop("acting", None)


def officer(w: World) -> User:
    return w.users["reception_officer"]


def chair(w: World) -> User:
    return w.users["leader_commune"]


def make_place(w: World, **more: Any) -> Place:
    """The commune's place of reception."""
    values = {
        "name": "Phòng tiếp công dân xã Gia Vân", "address": "Trụ sở UBND xã Gia Vân",
        "hours": "Thứ Hai đến thứ Sáu, 07:30–11:30 và 13:30–17:00", "since": date(2020, 1, 1),
    }  # fmt: skip
    return actions.open_place(w.communes[0], by=officer(w), **values | more)


def head_post(w: World) -> Any:
    return chair(w).assignments.get().post


def make_session(w: World, when: date | None = None, *, place: Place | None = None, **more: Any) -> Session:
    """The chair's periodic day, planned."""
    values: dict[str, Any] = {"kind": "periodic", "leader": head_post(w), "seats": 2, **MORNING}
    return actions.plan(place or make_place(w), days=[when or today()], by=officer(w), **values | more)[0]


def make_posted(w: World, when: date | None = None, **more: Any) -> Session:
    session = make_session(w, when, **more)
    return actions.post_schedule(session.place, until=session.day, by=officer(w))[0]


def make_held(w: World, **more: Any) -> Session:
    """The chair receives today."""
    return actions.hold(make_posted(w, **more), by=officer(w))


def arrive(w: World, session: Session | None = None, **more: Any) -> Visit:
    return actions.arrive(session or make_held(w), by=officer(w), **more)


def identify(w: World, visit: Visit | None = None, **more: Any) -> Visit:
    return actions.identify(visit or arrive(w), by=officer(w), **WHO | more)


def received(w: World, visit: Visit | None = None) -> Visit:
    return actions.receive(visit or identify(w), by=officer(w))


def recorded(w: World, visit: Visit | None = None, **more: Any) -> Visit:
    return actions.record_visit(visit or received(w), by=officer(w), **ROW | more)


def whole(w: World, session: Session, *, people: int = 1, **row: Any) -> Visit:
    """A visit from the door to the register."""
    crowd = {"mandate_on": session.day} if people >= 5 else {}
    return recorded(w, received(w, identify(w, arrive(w, session, people=people), **crowd)), **row)


def refused(do, field: str | None = None) -> str:
    with pytest.raises(Refused) as refusal:
        do()
    assert refusal.value.field == field, refusal.value.reason
    return refusal.value.reason


def last(obj) -> tuple[str, dict]:
    entry = obj.thing.entries.order_by("seq").last()
    return entry.verb, entry.data
