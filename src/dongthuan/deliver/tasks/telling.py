"""Telling the people concerned, in the transaction of what happened."""

from collections.abc import Iterable
from datetime import date

from dongthuan.foundation.notify import actions as notify
from dongthuan.foundation.people.models import User

from .models import Task
from .queries.answering import holders_of, officers_of


def tell_doers(tasks: Iterable[Task], verb: str, text: str, *, due: date | None = None) -> None:
    """Tell who answers for each task. `text` may hold {title}."""
    tasks = list(tasks)
    holders = holders_of(tasks)
    _tell(((user, task) for task in tasks for user in holders[task.pk]), verb, text, due)


def tell_issuer(task: Task, verb: str, text: str) -> None:
    tell_organisations(task, [task.issuer_id], verb, text)


def tell_organisations(task: Task, organisation_ids: Iterable[int], verb: str, text: str) -> None:
    users = {u.pk: u for found in officers_of(organisation_ids).values() for u in found}
    text = f"{text}, {task.organisation.short_name}"  # many copies of one task: the reader asks whose
    _tell(((user, task) for user in users.values()), verb, text, None)


def _tell(pairs: Iterable[tuple[User, Task]], verb: str, text: str, due: date | None) -> None:
    notify.tell_many(
        notify.Tidings(
            user=user, key=f"{verb}:{task.pk}", thing=task.thing, text=text.format(title=task.title),
            due=due or task.due, group=task.because,
        )
        for user, task in pairs
    )  # fmt: skip
