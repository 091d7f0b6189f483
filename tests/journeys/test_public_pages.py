"""What anyone reads: who does what by when and what is late, how it is counted; no internal remark; a phone's width."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from dongthuan.foundation.notify import actions as notify
from dongthuan.foundation.people.models import Assignment
from dongthuan.journeys.plan_tasks import cascade
from dongthuan.journeys.programme_views import late_rows, progress_of
from tests.deliver.programmes.make import make_signed_plan
from tests.deliver.tasks.making import make_task
from tests.factories import World, make_world

pytestmark = pytest.mark.django_db
TODAY = date(2022, 3, 1)


@pytest.fixture
def world(settings) -> World:
    settings.AS_OF = TODAY
    return make_world()


def given(world: World):
    """A row of a signed plan, given to two districts."""
    row = make_signed_plan(world).rows.get()
    cascade(row, organisations=world.districts, due=row.ends, issuer=world.bdv, by=world.users["focal_officer"])
    return row


def test_the_front_page_names_what_is_late_and_who_leads(client, world, settings):
    row = given(world)
    programme = row.plan.programme
    assert late_rows(programme, progress_of(programme)) == []
    settings.AS_OF = row.ends + timedelta(days=1)
    (late,) = late_rows(programme, progress_of(programme))
    assert (late.row, late.tally.overdue) == (row, len(world.districts))
    page = client.get("/").content.decode()
    assert "Việc nào đang trễ" in page
    assert f"{row.lead.short_name} chủ trì, hạn {row.ends:%d/%m/%Y}." in page


def test_a_clause_says_until_when_and_how_many_did_it(client, world, settings):
    row = given(world)
    url = reverse("programmes:clause", args=[row.plan.programme_id, row.clause_id])
    page = client.get(url).content.decode()
    assert f"{row.ends:%d/%m/%Y}" in page
    assert f"0 trên {len(world.districts)} đơn vị đã xong" in page


def test_the_pages_about_the_whole_stand_in_every_footer(client, world):
    front = client.get("/").content.decode()
    for name in ("journeys:counting", "journeys:everyone", "papers:check"):
        assert f'href="{reverse(name)}"' in front
        response = client.get(reverse(name))
        assert response.status_code == 200
        assert not response.cookies


def test_who_holds_no_post_any_more_is_told_so_and_led_nowhere(client, world, settings):
    task = make_task(world, world.communes[0], title="Việc cũ của xã")
    officer = world.users["commune_officer"]
    notify.tell(officer, key="x", thing=task.thing, text="Việc mới được giao: Việc cũ của xã")
    link = f'href="{reverse("tasks:detail", args=[task.pk])}"'
    client.force_login(officer)
    assert link in client.get("/notices/").content.decode()
    post = Assignment.objects.get(user=officer).post
    post.until = TODAY - timedelta(days=1)
    post.save()
    page = client.get("/notices/").content.decode()
    assert "Việc cũ của xã" in page
    assert link not in page
    page = client.get("/people/me").content.decode()
    assert "không giữ vị trí nào" in page
    assert f"{post.until:%d/%m/%Y}" in page
