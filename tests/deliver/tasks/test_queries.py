"""Who sees what, what is counted, and that neither grows in queries with the volume."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dongthuan.deliver.tasks import actions, queries
from dongthuan.deliver.tasks.models import Task
from dongthuan.deliver.tasks.queries import Tally
from dongthuan.foundation.orgs.models import Role
from dongthuan.foundation.people.models import Assignment
from tests.factories import World, make_officer, make_world

from .making import at, make_report, make_task, make_tasks

pytestmark = pytest.mark.django_db
START, DUE = date(2024, 1, 22), date(2024, 6, 30)


@pytest.fixture
def world(settings) -> World:
    at(settings, START)
    return make_world()


def seen(world: World, who: str) -> set[int]:
    return set(queries.visible_to(world.users[who]).values_list("pk", flat=True))


def test_doer_issuer_and_who_gave_the_whole_see_it(world: World):
    whole = make_task(world, world.districts[0])
    part = make_task(world, world.communes[0], parent=whole, issuer=world.districts[0],
                     by=world.users["district_officer"])  # fmt: skip
    assert seen(world, "commune_officer") == {part.pk}
    assert seen(world, "district_officer") == seen(world, "focal_officer") == {whole.pk, part.pk}
    for stranger in ("commune_officer_2", "district_officer_2", "administrator", "administrator_2", "citizen"):
        assert seen(world, stranger) == set()
    assert not queries.visible_to(None).exists()


def test_who_oversees_reads_programme_tasks_and_no_others(world: World):
    task = make_task(world)
    for who in ("steering_viewer", "leader_state"):
        assert seen(world, who) == set()
    Task.objects.filter(pk=task.pk).update(of_programme=True)
    for who in ("steering_viewer", "leader_state", "leader"):
        assert seen(world, who) == {task.pk}
    assert seen(world, "administrator") == set()


def test_when_an_assignment_ends_the_head_answers(world: World):
    task = make_task(world)
    officer = world.users["commune_officer"]
    assert queries.holders_of([task])[task.pk] == [officer]
    Assignment.objects.filter(user=officer).update(until=START - timedelta(days=1))
    head = world.users["leader_commune"]
    assert queries.holders_of([task])[task.pk] == [head]
    assert list(queries.filtered(head, {"show": "mine"})) == [task]
    successor = make_officer(world.communes[0], Role.COMMUNE_OFFICER)
    Assignment.objects.create(user=successor, post=task.post, since=START, basis="thay")
    assert queries.holders_of([task])[task.pk] == [successor]
    assert list(queries.filtered(head, {"show": "mine"})) == []


def test_tally_counts_each_task_once(world: World, settings):
    on_time, extended, late, overdue, sent, stopped, open_ = make_tasks(
        world, [*world.communes, *world.districts, world.snv], due=DUE
    )
    by = {t.pk: o for t, o in zip([on_time, extended, late], ["", "", ""], strict=True)}
    assert len(by) == 3
    reporter = make_officer(world.communes[2], Role.COMMUNE_OFFICER)
    actions.accept(make_report(world, on_time), by=world.users["focal_officer"])
    actions.move_due(extended, new=DUE + timedelta(days=30), reason="Bão", by=world.users["focal_officer"])
    actions.move_due(open_, new=DUE + timedelta(days=90), reason="Bão", by=world.users["focal_officer"])
    consent = actions.ask_stop(stopped, reason="x", by=world.users["district_officer_2"]).consents.get()
    actions.consent_stop(consent, agree=True, by=world.users["focal_officer"])
    make_report(world, sent, by="district_officer")  # in time, and nobody reads it: not the doer's fault
    at(settings, DUE + timedelta(days=10))
    actions.accept(make_report(world, extended, by="commune_officer_2"), by=world.users["focal_officer"])
    final = actions.report_progress(late, text="Xong", percent=100, by=reporter, evidences=[
        actions.Proof(number="12/BC-UBND")])  # fmt: skip
    actions.accept(final, by=world.users["focal_officer"])
    tasks = Task.objects.all()
    assert queries.tally_total(tasks) == Tally(on_time=1, extended=1, late=1, open=2, overdue=1, stopped=1)
    by_organisation = queries.tally(tasks, "organisation")
    assert by_organisation[world.communes[3].pk] == Tally(overdue=1)
    assert sum(by_organisation.values(), Tally()) == queries.tally_total(tasks)
    assert queries.tally(tasks, "because") == {world.bdv.thing_id: queries.tally_total(tasks)}
    assert set(Task.objects.overdue()) == {overdue}


@pytest.mark.parametrize("by", ["because", "organisation", "area", "issuer", "batch", "clause"])
def test_counting_takes_the_same_queries_whatever_the_volume(world: World, by: str):
    counted = []
    for _round in range(2):
        make_tasks(world, [*world.communes, *world.districts])
        with CaptureQueriesContext(connection) as found:
            queries.tally(queries.visible_to(world.users["focal_officer"]), by)
        counted.append(len(found))
    assert counted[1] <= counted[0] <= 4


def test_filters(world: World, settings):
    soon, later = make_task(world, due=START + timedelta(days=5)), make_task(world, world.communes[1], due=DUE)
    focal, doer = world.users["focal_officer"], world.users["commune_officer"]
    assert list(queries.filtered(focal, {"show": "week"})) == [soon]
    assert list(queries.filtered(focal, {"show": "waiting"})) == [soon, later]
    assert list(queries.filtered(doer, {"show": "waiting"})) == []
    make_report(world, soon)
    assert list(queries.filtered(doer, {"show": "waiting"})) == [soon]
    assert list(queries.filtered(focal, {"organisation": str(world.communes[1].pk)})) == [later]
    assert list(queries.filtered(focal, {"q": "gia hòa"})) == [later]
    assert list(queries.filtered(focal, {"organisation": "9" * 40, "batch": "'; --", "clause": "x"})) == [later, soon]
    counts = queries.counts(focal)
    assert counts == {"": 2, "mine": 0, "overdue": 0, "week": 1, "in_hand": 2, "waiting": 1, "done": 0}
