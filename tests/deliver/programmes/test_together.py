"""Two people at the same instant: nothing is lost, nothing is doubled."""

import pytest

from dongthuan.deliver.programmes import actions, queries
from dongthuan.deliver.tasks.models import Task
from dongthuan.foundation.things.kit import Refused
from dongthuan.journeys.plan_tasks import cascade
from tests.factories import World, make_world
from tests.together import together

from .make import make_plan, make_row, make_signed_plan
from .test_plan import by_hand, rows_now


@pytest.fixture
def world(own_database) -> World:
    return make_world()


def refusals(answers: list) -> int:
    return sum(isinstance(a, Refused) for a in answers)


def test_the_same_file_taken_over_twice_at_once_counts_once(world: World):
    plan = make_plan(world)
    make_row(world, plan, "Việc có sẵn")
    file = by_hand([["Việc một", "Sở Nội vụ", "30/06/2022"], ["Việc hai", "Sở Nội vụ", "30/06/2022"]])
    people = [world.users["focal_officer"], world.users["focal_state"]]
    brought = [actions.bring_file(plan, upload=file, name="ke-hoach.xlsx", by=by) for by in people]
    seen = queries.preview(brought[0])[1]
    answers = together(
        *(lambda b=b, by=by: actions.take_over(b, seen=seen, by=by) for b, by in zip(brought, people, strict=True))
    )
    assert refusals(answers) == 1  # the second is asked to look again
    assert rows_now(plan) == [("2022-01", "Việc có sẵn"), ("2022-02", "Việc một"), ("2022-03", "Việc hai")]


def test_of_two_edits_of_one_row_the_second_is_told(world: World):
    row = make_row(world, make_plan(world))
    answers = together(
        *(
            lambda who=who: actions.edit_row(row, revision=1, content=f"bản của {who}", by=world.users[who])
            for who in ("focal_officer", "focal_state")
        )
    )
    assert refusals(answers) == 1
    row.refresh_from_db()
    assert row.revision == 2
    assert row.thing.entries.filter(verb="programmes.edit_row").count() == 1


def test_rows_added_at_once_get_their_own_codes(world: World):
    plan = make_plan(world)
    together(*(lambda n=n: make_row(world, plan, f"Việc {n}") for n in range(4)))
    assert sorted(plan.rows.values_list("key", flat=True)) == ["2022-01", "2022-02", "2022-03", "2022-04"]


def test_work_given_out_twice_at_once_reaches_everyone_once(world: World, settings):
    row = make_signed_plan(world, year=2026).rows.get()
    give = {"organisations": world.communes, "due": row.ends, "issuer": world.bdv}
    answers = together(*(lambda: cascade(row, by=world.users["focal_officer"], **give) for _n in range(2)))
    assert sorted(len(made) for made, _already in answers) == [0, 4]
    assert Task.objects.count() == 4
