"""Reminders before, on and after the due date, to who answers for the task."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q

from dongthuan.foundation.notify.kit import Tidings

from . import rules
from .models import Task
from .queries.answering import holders_of
from .states import Status

CHUNK = 1_000


def due_reminders(day: date) -> Iterator[Tidings]:
    """Who answers for a task that nobody reported done: 7, 3, 1 days before, on the day, the day after, every week."""
    days = [day + timedelta(days=n) for n in (*rules.REMIND_BEFORE, 0)] + [
        day - timedelta(days=rules.REMIND_LATE_FIRST)
    ]
    near = Q(due__in=days) | Q(due__lte=day - timedelta(days=rules.REMIND_LATE_EVERY))
    waiting = Task.objects.filter(near, status__in=[Status.NOT_STARTED, Status.IN_PROGRESS], starts__lte=day)
    batch: list[Task] = []
    for task in waiting.select_related("thing", "because").iterator(chunk_size=CHUNK):
        if rules.is_reminder_day(task.due, day):
            batch.append(task)
        if len(batch) == CHUNK:
            yield from _tell(batch, day)
            batch = []
    yield from _tell(batch, day)


def _tell(tasks: list[Task], day: date) -> Iterator[Tidings]:
    holders = holders_of(tasks, day)
    for task in tasks:
        for user in holders[task.pk]:
            yield Tidings(user, f"tasks.due:{task.pk}:{day}", task.thing, _text(task, day), task.due, task.because)


def _text(task: Task, day: date) -> str:
    left = (task.due - day).days
    if left > 0:
        return f"Còn {left} ngày đến hạn: {task.title}"
    return f"Hạn là hôm nay: {task.title}" if left == 0 else f"Quá hạn {-left} ngày: {task.title}"
