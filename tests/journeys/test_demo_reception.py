"""The demo's receptions happen as the law of their day asks: posted in time, received, answered, one still to come."""

from datetime import date

import pytest

from dongthuan.foundation.orgs.models import Role
from dongthuan.foundation.things.kit import at_day
from dongthuan.journeys.demo import reception
from dongthuan.journeys.demo.calendar import Calendar
from dongthuan.journeys.demo.world import World
from dongthuan.listen.reception import queries
from dongthuan.listen.reception.models import Booking, Session, Visit
from tests.factories import make_area, make_officer, make_org

pytestmark = pytest.mark.django_db
LAST = date(2025, 12, 10)


def make_demo_world() -> World:
    area = make_area("province", "Ninh Bình")
    world = World(area)
    for key, name, level in (
        ("ubnd", "Ủy ban nhân dân tỉnh", "province"),
        ("vp", "Văn phòng", "department"),
        ("tt", "Thanh tra", "department"),
    ):
        world.o[key] = make_org(name, area=area, level=level, code=key)
    world.users["tiepdan"] = make_officer(world.o["vp"], Role.RECEPTION_OFFICER)
    world.users["chutich"] = make_officer(world.o["ubnd"], Role.LEADER, title="Chủ tịch", rank="head")
    return world


def test_the_demos_receptions():
    world, calendar = make_demo_world(), Calendar(LAST)
    reception.write(world, calendar)
    calendar.live()
    assert {s.day: (s.status, s.posted_late) for s in Session.objects.filter(kind="periodic")} == {
        reception.HELD: ("follow_up", False), reception.NEXT: ("posted", False), reception.LATER: ("scheduled", False),
    }  # fmt: skip
    assert sorted(Visit.objects.values_list("status", flat=True)) == ["recorded"] * 4 + ["refused"]
    assert Booking.objects.get().session.day == reception.NEXT
    with at_day(LAST):
        user = world.user("tiepdan")
        assert [v.answer_due for v in queries.to_answer(user)] == [date(2025, 12, 23)] * 2
        assert queries.to_post(user).count() == 1
        row = queries.duty_rows([world.o["ubnd"]], date(2025, 11, 1), date(2025, 11, 30))[0]
    assert (row.windows, row.kept) == (1, 1)
