"""The demo's conversations through the actions people use: one ended with the ballots of a meeting, one is open."""

from datetime import date

import pytest

from dongthuan.foundation.orgs.models import Role
from dongthuan.journeys.demo import conversation
from dongthuan.journeys.demo.calendar import Calendar
from dongthuan.listen.conversations import jobs, queries
from dongthuan.listen.conversations.models import Conversation, Statement
from tests.factories import make_officer, make_world

pytestmark = pytest.mark.django_db


class Demo:
    """What the demo's own world gives its story, of the world of the tests."""

    def __init__(self) -> None:
        self.officer = make_officer(make_world().snv, Role.FOCAL_OFFICER)

    def user(self, name: str):
        return self.officer


def test_the_ended_one_shows_what_joins_two_minds(settings):
    calendar = Calendar(date(2025, 12, 10))
    conversation.write(Demo(), calendar)
    calendar.live()
    settings.AS_OF = calendar.last
    ended = Conversation.objects.get(topic=conversation.TOPIC)
    assert (ended.status, Conversation.objects.count()) == ("closed", 2)
    assert Statement.objects.get(status="waiting").conversation.topic == conversation.OPEN_TOPIC
    jobs.make_map(conversation=ended.pk)
    picture = queries.snapshot_of(ended).picture
    assert [g["size"] for g in picture["groups"]] == [34, 26]
    both = {n for n, (_text, a, b) in enumerate(conversation.STATEMENTS, 1) if a == b == 1}
    joins = Statement.objects.filter(pk__in=[j["statement"] for j in picture["joins"]])
    assert set(joins.values_list("number", flat=True)) == both
