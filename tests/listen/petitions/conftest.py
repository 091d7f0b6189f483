"""The day the cases of these tests live on."""

import pytest

from dongthuan.foundation.things.kit import at_day
from dongthuan.listen.petitions import clocks
from dongthuan.listen.petitions.models import Petition
from tests.factories import World, make_world

from .making import RECEIVED


@pytest.fixture
def world(db) -> World:
    return make_world()


@pytest.fixture(autouse=True)
def the_day():
    with at_day(RECEIVED):
        yield


@pytest.fixture(autouse=True)
def the_days_are_the_clocks(request, the_day):
    """Whatever a test did, the days that stand on its cases are those of their clocks: nobody forgot to settle."""
    if "world" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("world")
    yield
    with_clocks = Petition.objects.filter(clocks__isnull=False).distinct()
    stood = {p.pk: (p.due, p.alarm_on) for p in with_clocks}
    clocks.settle_many(stood)
    assert {p.pk: (p.due, p.alarm_on) for p in with_clocks.all()} == stood
