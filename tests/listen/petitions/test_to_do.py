"""Whose desk a case stands on, and that the desk counts anew what its question, kept from before, finds."""

from datetime import timedelta

import pytest

from dongthuan.foundation.notify.kit import Desk, ManyRows
from dongthuan.foundation.notify.kit import desk as the_desk
from dongthuan.foundation.people.models import User
from dongthuan.listen.petitions import queries
from dongthuan.listen.petitions.desk import do_row
from dongthuan.listen.petitions.kinds import Link
from dongthuan.listen.petitions.models import Petition
from tests.factories import World

from . import making
from .test_finding import many

pytestmark = pytest.mark.django_db


def again(user: User) -> User:
    """As another request reads them."""
    return User.objects.get(pk=user.pk)


def test_a_first_case_that_a_superior_sees_stays_on_the_desk_of_its_own_body(world: World):
    many(world, 30)
    user = world.users["reception_officer"]
    own = Petition.objects.filter(organisation=world.communes[0])
    first, second = Petition.objects.filter(organisation=world.communes[1], sealed=False)[0], own[0]
    assert the_desk.counts(again(user)).all == len(queries.to_do(again(user))) == len(own)
    Petition.objects.filter(pk=second.pk).update(link=Link.SECOND, parent=first)
    assert first in queries.visible_to(again(user))
    assert set(queries.to_do(again(user))) == set(own)
    assert the_desk.counts(again(user)).all == len(own)


def test_the_desk_keeps_its_question_and_never_the_answer(world: World):
    user = world.users["reception_officer"]
    before = the_desk.counts(again(user)).all
    petition = making.take_in(world)
    assert the_desk.counts(again(user)).all == before + 1
    user.assignments.update(until=making.RECEIVED - timedelta(days=1))
    assert the_desk.counts(again(user)).all == 0, "the posts are another's now"
    assert petition not in queries.to_do(again(user))


def test_a_question_that_asks_on_the_way_is_put_anew(world: World):
    desk = Desk()
    rows = lambda user: Petition.objects.filter(pk__in=list(Petition.objects.values_list("pk", flat=True)))  # noqa: E731
    desk.add_many("all", ManyRows(rows, do_row, due="due"))
    assert desk.counts(world.users["solver"]).all == 0
    making.take_in(world)
    assert desk.counts(world.users["solver"]).all == 1


def test_a_question_kept_for_one_post_is_not_put_for_another(world: World):
    desk, user = Desk(), world.users["reception_officer"]
    rows = lambda user: Petition.objects.filter(organisation__in=user.acting.org_ids)  # noqa: E731
    desk.add_many("all", ManyRows(rows, do_row, due="due"))
    making.take_in(world)
    assert desk.counts(again(user)).all == 1
    user.assignments.update(until=making.RECEIVED - timedelta(days=1))
    assert desk.counts(again(user)).all == 0
