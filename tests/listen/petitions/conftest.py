"""The day the cases of these tests live on."""

import pytest

from dongthuan.foundation.things.kit import at_day
from tests.factories import World, make_world

from .making import RECEIVED


@pytest.fixture
def world(db) -> World:
    return make_world()


@pytest.fixture(autouse=True)
def the_day():
    with at_day(RECEIVED):
        yield
