"""Two people at the same instant; and the database killed while a report is being saved."""

from datetime import timedelta

import pytest

from dongthuan.deliver.tasks import actions
from dongthuan.deliver.tasks.models import DueChange, Progress, Task
from dongthuan.foundation.orgs.models import Role
from dongthuan.foundation.record.models import Entry
from dongthuan.foundation.things.kit import Refused
from tests.factories import World, make_officer, make_world
from tests.together import together

from .making import LINK, make_report, make_task, make_tasks


@pytest.fixture
def world(own_database) -> World:
    return make_world()


def refused(answers: list) -> int:
    return sum(isinstance(a, Refused) for a in answers)


def lines(task: Task, verb: str) -> int:
    return Entry.objects.filter(subject=task.thing, verb=verb).count()


def test_one_accepts_while_another_sends_back(world: World):
    final = make_report(world)
    colleague = make_officer(world.phong, Role.FOCAL_OFFICER)
    answers = together(
        lambda: actions.accept(final, by=world.users["focal_officer"]),
        lambda: actions.send_back(final, reason="Thiếu", by=colleague),
    )
    assert refused(answers) == 1
    task = Task.objects.get(pk=final.task_id)
    assert lines(task, "tasks.accept") + lines(task, "tasks.send_back") == 1
    assert (task.status == "done") == (lines(task, "tasks.accept") == 1)


def test_two_final_reports_at_once_are_one(world: World):
    task, by = make_task(world), world.users["commune_officer"]
    send = lambda: actions.report_progress(task, text="Xong", percent=100, by=by, evidences=[LINK])  # noqa: E731
    assert refused(together(send, send)) == 1
    assert Progress.objects.filter(task=task).count() == 1


def test_a_request_is_answered_once(world: World):
    task = make_task(world)
    new = task.due + timedelta(days=9)
    ask = actions.ask_extension(task, new=new, reason="Bão", by=world.users["commune_officer"])
    colleague = make_officer(world.phong, Role.FOCAL_OFFICER)
    answers = together(*[
        lambda by=by: actions.answer_extension(ask, grant=True, reason="Được", by=by)
        for by in (world.users["focal_officer"], colleague)
    ])  # fmt: skip
    assert refused(answers) == 1
    assert DueChange.objects.filter(task=task).count() == 1


def test_the_same_obstacle_is_resolved_once(world: World):
    obstacle = actions.add_obstacle(make_task(world), text="Dột", by=world.users["commune_officer"])
    resolve = lambda who: actions.resolve_obstacle(obstacle, answer="Xong", by=world.users[who])  # noqa: E731
    answers = together(lambda: resolve("commune_officer"), lambda: resolve("focal_officer"))
    assert refused(answers) == 1


def test_giving_to_the_same_many_at_once_neither_waits_for_ever_nor_loses_a_line(world: World):
    organisations = [*world.communes, *world.districts]
    given = together(*[lambda: make_tasks(world, organisations)] * 2)
    assert [len(tasks) for tasks in given] == [6, 6]
    assert Entry.objects.filter(verb="tasks.issue").count() == 12
