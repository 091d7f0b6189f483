"""The demo's petitions: of every kind, at several points of their way, one late, with papers signed and one that waits."""

from datetime import date

import pytest

from dongthuan.foundation.orgs.models import Role
from dongthuan.foundation.things.kit import at_day
from dongthuan.journeys.demo import petitions, reception
from dongthuan.journeys.demo.calendar import Calendar
from dongthuan.listen.petitions import queries
from dongthuan.listen.petitions.models import Letter, Petition
from tests.factories import make_officer

from .test_demo_reception import LAST, make_demo_world

pytestmark = pytest.mark.django_db


def test_the_demos_petitions(settings, tmp_path):
    settings.DEMO, settings.KEYS_ROOT = True, tmp_path
    world, calendar = make_demo_world(), Calendar(LAST)
    for name, role in (
        ("nhandon", Role.RECEPTION_OFFICER),
        ("giaiquyet", Role.SOLVER),
        ("docthuhai", Role.SECOND_READER),
    ):
        world.users[name] = make_officer(world.o["ubnd"], role)
    reception.write(world, calendar)
    petitions.write(world, calendar)
    calendar.live()
    found = sorted(Petition.objects.values_list("kind", "status"))
    assert found == [
        ("complaint", "classified"), ("complaint", "kn_accepted"), ("complaint", "kn_admissibility"), ("complaint", "kn_dialogue"),
        ("denunciation", "tc_verifying"), ("mixed", "split"), ("reflection", "classified"), ("reflection", "kp_answered"),
        ("regulation", "pk_assess"), ("unclassified", "received"),
    ]  # fmt: skip
    states = dict(Letter.objects.values_list("form", "paper__status"))
    assert states == {
        "KN-TL": "signed",
        "TC-KL": "draft",
        "TRA-LOI": "signed",
        "KN-QD1": "frozen",
    }
    with at_day(LAST):
        seen = queries.visible_to(world.user("giaiquyet"))
        late = seen.filter(due__lt=LAST).get()
        assert (late.status, late.due) == ("kn_admissibility", date(2025, 11, 10))
        assert queries.to_do(world.user("nhandon")).count() == 3
