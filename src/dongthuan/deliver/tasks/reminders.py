"""Reminders before, on and after the due date, to who answers for the task."""

from collections.abc import Iterator
from datetime import date

from dongthuan.foundation.notify.kit import Tidings
from dongthuan.foundation.things.kit import today

from . import rules
from .models import Task
from .queries.answering import holders_of
from .states import Status

CHUNK = 1_000


def due_reminders(day: date) -> Iterator[Tidings]:
    """Who answers for a task that nobody reported done: 7, 3, 1 days before, on the day, the day after, every week."""
    waiting = Task.objects.filter(
        due__in=rules.reminded_dues(day), status__in=[Status.NOT_STARTED, Status.IN_PROGRESS], starts__lte=day
    )
    batch: list[Task] = []
    for task in waiting.select_related("thing", "because").iterator(chunk_size=CHUNK):
        batch.append(task)
        if len(batch) == CHUNK:
            yield from _tell(batch, day)
            batch = []
    yield from _tell(batch, day)


def _tell(tasks: list[Task], day: date) -> Iterator[Tidings]:
    """Caught up with later, a missed day's reminder speaks of the day it is told, and comes once for several such days."""
    holders, now = holders_of(tasks, day), today()
    for task in tasks:
        for user in holders[task.pk]:
            yield Tidings(user, f"tasks.due:{task.pk}:{now}", task.thing, _text(task, now), task.due, task.because)


def _text(task: Task, day: date) -> str:
    left = (task.due - day).days
    if left > 0:
        return f"Còn {left} ngày đến hạn: {task.title}"
    return f"Hạn là hôm nay: {task.title}" if left == 0 else f"Quá hạn {-left} ngày: {task.title}"
