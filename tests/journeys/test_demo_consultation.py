"""The demo's call for opinions: posted in time, spoken about, open to whoever tries it."""

from datetime import date

import pytest

from dongthuan.foundation.orgs.models import Role
from dongthuan.foundation.things.kit import at_day
from dongthuan.journeys.demo import consultation
from dongthuan.journeys.demo.calendar import Calendar
from dongthuan.journeys.demo.world import World
from dongthuan.listen.opinions import permissions, queries
from tests.factories import make_area, make_officer, make_org

pytestmark = pytest.mark.django_db
LAST = date(2025, 12, 10)


def test_the_demos_opinions():
    area = make_area("province", "Ninh Bình")
    world = World(area)
    world.o["ubnd"] = make_org("Ủy ban nhân dân tỉnh", area=area, level="province", code="ubnd")
    world.o["snv"] = make_org("Sở Nội vụ", area=area, parent=world.o["ubnd"], code="snv")
    world.users["daumoi.ubnd"] = make_officer(world.o["snv"], Role.FOCAL_OFFICER)
    calendar = Calendar(LAST)
    consultation.write(world, calendar)
    calendar.live()
    call = consultation.posting()
    with at_day(LAST):
        assert permissions.may_speak(call)
    said = len(consultation.FIRST) + len(consultation.SECOND)
    assert (call.opinions.count(), queries.waiting(call)) == (said, said)
    assert call.opinions.filter(clause__heading__startswith="Mục II.1").count() == 6
