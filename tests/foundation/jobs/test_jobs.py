"""Jobs belong to the transaction that caused them, also in a worker; a killed worker's jobs are rescued once."""

import pytest
from django.db import connection, transaction

from dongthuan.foundation.jobs import jobs, stalled
from dongthuan.foundation.jobs.kit import enqueue, job
from dongthuan.foundation.notify.jobs import send
from dongthuan.foundation.notify.models import DailyRun
from tests.together import together

seen: list[int] = []


@job("tests.count")
def count() -> None:
    seen.append(DailyRun.objects.count())


@job("tests.pass_on")
def pass_on() -> None:
    """Enqueues in a transaction that is then taken back, and in one that is kept."""
    with transaction.atomic():
        enqueue(count, key="lost")
        transaction.set_rollback(True)
    with transaction.atomic():
        enqueue(count, key="kept")
        DailyRun.objects.create(day="2024-01-01")


def states() -> dict[int, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, status::text FROM procrastinate_jobs ORDER BY id")
        return dict(cursor.fetchall())


def strand(worker_is_silent: bool = True) -> None:
    """Leave every waiting job as a killed worker leaves it."""
    beat = "now() - interval '1 hour'" if worker_is_silent else "now()"
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO procrastinate_workers (last_heartbeat) VALUES ({beat}) RETURNING id")
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", cursor.fetchone())


@pytest.mark.django_db
def test_a_second_job_under_a_key_is_not_needed_and_spoils_nothing():
    with transaction.atomic():
        enqueue(send, key="k", digest=1)
        enqueue(send, key="k", digest=1)
        assert DailyRun.objects.count() == 0  # the transaction still works
    assert len(states()) == 1


def test_a_job_enqueued_by_a_job_waits_for_its_transaction(own_database, run_jobs):
    seen.clear()
    enqueue(pass_on)
    run_jobs()
    assert seen == [1]


@pytest.mark.django_db
def test_only_silent_workers_lose_their_jobs():
    enqueue(send, digest=1)
    strand(worker_is_silent=False)
    assert stalled.rescue() == []
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
    assert stalled.rescue() == list(states())
    assert stalled.rescue() == []


@pytest.mark.django_db
def test_a_job_whose_twin_waits_is_given_up():
    enqueue(send, key="k", digest=1)
    strand()
    enqueue(send, key="k", digest=1)
    assert stalled.rescue() == []
    assert "failed" in states().values()
    assert len(states()) == 2


def test_two_rescues_at_once_take_each_job_once(own_database):
    for number in range(6):
        enqueue(send, digest=number)
    strand()
    first, second = together(stalled.rescue, stalled.rescue)
    assert sorted(first + second) == list(states())


def test_the_rescue_runs_in_a_worker(own_database, run_jobs):
    enqueue(send, digest=1)
    strand()
    enqueue(jobs.rescue)
    run_jobs()
    assert set(states().values()) == {"succeeded"}
