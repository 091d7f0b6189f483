"""Jobs: our own small door to procrastinate, so that the queue behind it can be replaced.

A job is enqueued in the transaction that caused it, is delivered at least once, and must be safe to run twice.
"""

import contextlib
from collections.abc import Callable
from typing import Any

from django.db import transaction
from procrastinate import RetryStrategy, exceptions
from procrastinate.contrib.django import app as queue
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager

JobFunction = Callable[..., None]


def job(
    name: str, *, retry: int = 5, daily: str | None = None, every: str | None = None
) -> Callable[[JobFunction], Any]:
    """Register a job under a lasting name. `daily="07:30"` (Asia/Ho_Chi_Minh) or `every="*/5 * * * *"` schedules it."""

    def wrap(function: JobFunction) -> Any:
        again = RetryStrategy(max_attempts=retry, exponential_wait=4)  # after 4 s, 16 s, a minute, four…
        task = queue.task(name=name, retry=again, pass_context=False)(function)
        cron = every
        if daily:
            hours, minutes = (int(p) for p in daily.split(":"))
            cron = f"{minutes} {(hours - 7) % 24} * * *"  # the scheduler counts in UTC; Hà Nội is UTC+7 all year
        if cron:
            queue.periodic(cron=cron)(queue.task(name=f"{name}.tick", queueing_lock=f"{name}.tick")(_tick(task)))
        return task

    return wrap


def _tick(task: Any) -> Callable[[int], None]:
    def tick(timestamp: int) -> None:
        enqueue(task, key=task.name)

    return tick


def enqueue(task: Any, *, key: str | None = None, **args: Any) -> None:
    """Enqueue in the caller's transaction. With a key, a job already waiting under that key is enough."""
    # The savepoint keeps the caller's transaction alive when the database refuses a second job under the key.
    with contextlib.suppress(exceptions.AlreadyEnqueued), transaction.atomic():
        deferrer = task.configure(queueing_lock=key)
        deferrer.job_manager = manager()
        deferrer.defer(**args)


def manager() -> JobManager:
    """The queue over Django's own connection. In a worker the queue speaks over another one, which is in no
    transaction of ours: a job enqueued there would start before what it is about is committed.
    """
    return JobManager(DjangoConnector())
