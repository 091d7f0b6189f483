"""Questions whose words are kept: for whatever values the same rows as the query itself."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.db import transaction
from django.db.models import F, Q

from dongthuan.foundation.orgs.models import Organisation, Role
from dongthuan.foundation.people.models import Assignment, User
from dongthuan.foundation.things.kit import Question, lock
from tests.factories import LONG_AGO, World, assign, make_post, make_user, make_world

LAST = date(2024, 5, 2)


def held(bodies, user, day):
    of_any = Q(post__organisation__in=bodies) | Q(user=user)
    rows = Assignment.objects.on(day).filter(of_any, post__role__in=[Role.LEADER, Role.COMMUNE_OFFICER])
    return rows.select_related("user", "post__organisation").annotate(body=F("post__organisation")).order_by("-pk")


HELD = Question(held, bodies=list, user=int, day=date)


@pytest.fixture
def world(db) -> World:
    world = make_world()
    assign(make_user("nguoi-cu"), make_post(world.ubnd, Role.LEADER), until=LAST)
    return world


def test_the_rows_are_those_of_the_query(world, django_assert_num_queries):
    bodies = list(Organisation.objects.values_list("pk", flat=True))
    users = [*User.objects.values_list("pk", flat=True), 0]
    seen = set()
    for ids, user, day in product(([], bodies[:1], bodies), users, (LONG_AGO, LAST, LAST + timedelta(days=1))):
        with django_assert_num_queries(1):
            found = [(a, a.user, a.post.organisation, a.body) for a in HELD(bodies=ids, user=user, day=day)]
        assert found == [(a, a.user, a.post.organisation, a.body) for a in held(ids, user, day)]
        seen.add(len(found))
    assert len(seen) > 2


def test_values_of_columns_are_answered_as_they_were_asked_for(world):
    names = Question(lambda ids: User.objects.filter(pk__in=ids).values_list("username", flat=True), ids=list)
    ids = [user.pk for user in world.users.values()]
    assert sorted(names(ids=ids)) == sorted(user.username for user in world.users.values())


def test_a_row_is_locked_within_a_transaction_only(own_database):
    with transaction.atomic():
        world = make_world()
    with transaction.atomic():
        assert lock(world.ubnd).thing is world.ubnd.thing
        assert lock(world.ubnd, "area").area == world.province
    with pytest.raises(transaction.TransactionManagementError):
        lock(world.ubnd)
    gone = Organisation(pk=0)
    with transaction.atomic(), pytest.raises(Organisation.DoesNotExist, match="Organisation 0"):
        lock(gone)


def test_a_value_without_a_place_is_refused(world):
    with pytest.raises(ValueError, match="no place for day"):
        Question(lambda user, day: User.objects.filter(pk=user), user=int, day=date)(user=1, day=LAST)
    with pytest.raises(ValueError, match="ids is a list"):
        Question(lambda ids: User.objects.filter(pk=ids[0]), ids=list)(ids=[1])
    with pytest.raises(TypeError, match="about bodies, user, day; see day, tag"):
        HELD(bodies=[], user=1, tag=LAST)
