"""From a row of a signed plan to tasks of many organisations, once."""

from datetime import date

import pytest
from django.urls import reverse

from dongthuan.deliver.tasks import actions as tasks
from dongthuan.deliver.tasks.models import Task
from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.things.kit import Refused
from dongthuan.journeys.plan_tasks import as_title, cascade
from dongthuan.journeys.programme_views import progress_of
from tests.deliver.programmes.make import make_plan, make_row, make_signed, make_signed_plan
from tests.factories import World, make_world

pytestmark = pytest.mark.django_db
TODAY = date(2022, 3, 1)


@pytest.fixture
def world(settings) -> World:
    settings.AS_OF = TODAY
    return make_world()


def test_a_row_reaches_each_organisation_once_however_often_it_is_given(world: World):
    row = make_signed_plan(world).rows.get()
    give = {"due": row.ends, "issuer": world.bdv, "by": world.users["focal_officer"]}
    made, already = cascade(row, organisations=world.districts, **give)
    assert [t.organisation for t in made] == world.districts
    assert {t.because for t in made} == {row.thing}
    assert {(t.title, t.due, t.first_due) for t in made} == {(row.content, row.ends, row.ends)}
    made, already = cascade(row, organisations=[*world.districts, world.communes[0]], **give)
    assert [t.organisation for t in made] == [world.communes[0]]
    assert already == world.districts
    made, already = cascade(row, organisations=world.districts, **give)
    assert made == []
    assert Task.objects.count() == 3


def test_a_task_is_called_by_its_row_without_the_full_stop(world: World):
    """Names of organisations follow it in lists: “… với Nhân dân, UBND xã Gia Vân”."""
    plan = make_signed_plan(world)
    row = make_row(world, make_plan(world, plan.programme, 2023), "Đối thoại với Nhân dân.")
    assert as_title(row) == "Đối thoại với Nhân dân"
    assert as_title(plan.rows.get()) == plan.rows.get().content


def test_a_successor_does_not_get_its_predecessors_task_again(world: World, settings):
    row = make_signed_plan(world).rows.get()
    give = {"due": row.ends, "issuer": world.bdv, "by": world.users["focal_officer"]}
    cascade(row, organisations=[world.communes[0]], **give)
    successor = Organisation.objects.create(
        code="xa-moi", name="UBND xã Gia Mới", short_name="UBND xã Gia Mới", kind="state", level="commune",
        area=world.commune_areas[0], place_name="Gia Mới", since=date(2022, 5, 1),
    )  # fmt: skip
    Organisation.objects.filter(pk=world.communes[0].pk).update(until=date(2022, 4, 30), successor=successor)
    settings.AS_OF = date(2022, 6, 1)
    for user in world.users.values():
        user.__dict__.pop("acting", None)
    made, already = cascade(row, organisations=[successor], **give)
    assert made == []
    assert already == [successor]


def test_work_is_given_only_from_a_signed_plan_and_by_a_focal_officer(world: World):
    plan = make_plan(world)
    draft = make_row(world, plan)
    give = {"organisations": world.districts, "due": draft.ends, "issuer": world.bdv}
    with pytest.raises(Refused):
        cascade(draft, by=world.users["focal_officer"], **give)
    row = make_signed_plan(world, plan.programme, 2021).rows.get()
    give["due"] = row.ends
    for role in ("leader", "department_officer", "commune_officer", "steering_viewer", "administrator"):
        with pytest.raises(Refused):
            cascade(row, by=world.users[role], **give)
    with pytest.raises(Refused) as refusal:
        cascade(row, by=world.users["focal_officer"], **give | {"organisations": []})
    assert refusal.value.field == "levels"
    with pytest.raises(Refused):  # not in the other party's name
        cascade(row, by=world.users["focal_officer"], **give | {"issuer": world.ubnd})
    assert not Task.objects.exists()


def test_the_page_shows_whom_it_reaches_before_anything_is_given(world: World, client):
    row = make_signed_plan(world).rows.get()
    client.force_login(world.users["focal_officer"])
    url = reverse("journeys:plan_tasks", args=[row.pk])
    form = {"issuer": world.bdv.pk, "title": row.content, "due": "30/09/2022", "levels": ["district", "commune"]}
    page = client.post(url, form)
    assert page.status_code == 200
    assert len(page.context["fresh"]) == 6
    assert not Task.objects.exists()
    assert client.post(url, form | {"confirm": "1"}).status_code == 302
    assert Task.objects.count() == 6
    again = client.post(url, form)
    assert (len(again.context["fresh"]), len(again.context["already"])) == (0, 6)
    empty = client.post(url, form | {"levels": []})
    assert empty.status_code == 422
    assert row.content in empty.content.decode()


def test_progress_counts_each_task_under_its_clause(world: World):
    programme = make_signed(world)
    row = make_signed_plan(world, programme).rows.get()
    cascade(row, organisations=world.districts, due=row.ends, issuer=world.bdv, by=world.users["focal_officer"])
    tasks.issue(because=programme.thing, organisations=[world.snv], title="Việc chung", due=row.ends, issuer=world.bdv,
                by=world.users["focal_officer"])  # fmt: skip
    progress = progress_of(programme)
    assert [tally.total for _r, tally in progress.clauses] == [0, 2, 0]
    assert progress.other.total == 1
    assert progress.total.total == 3


def test_progress_asks_the_same_number_of_queries_whatever_the_volume(world: World, django_assert_num_queries):
    programme = make_signed(world)
    make_signed_plan(world, programme, rows=1)
    assert programme.in_force_version  # read before: what is counted is the progress alone
    with django_assert_num_queries(5):
        progress_of(programme)
    plan = make_signed_plan(world, programme, 2021, rows=5)
    for row in plan.rows.all():
        cascade(row, organisations=world.communes, due=row.ends, issuer=world.bdv, by=world.users["focal_officer"])
    with django_assert_num_queries(5):
        progress_of(programme)
