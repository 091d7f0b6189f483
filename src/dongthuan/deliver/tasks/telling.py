"""Telling the people concerned, in the transaction of what happened."""

from collections.abc import Iterable
from datetime import date

from dongthuan.foundation.notify import actions as notify
from dongthuan.foundation.people.models import User

from .models import Progress, Task
from .queries.answering import holders_of, officers_of


def tell_doers(tasks: Iterable[Task], verb: str, text: str, *, due: date | None = None) -> None:
    """Tell who answers for each task. `text` may hold {title}."""
    tasks = list(tasks)
    holders = holders_of(tasks)
    _tell(((user, task, verb, text) for task in tasks for user in holders[task.pk]), due)


def tell_accepted(reports: Iterable[Progress]) -> None:
    """Tell who answers for each task what became of its report."""
    reports = list(reports)
    holders = holders_of(p.task for p in reports)
    texts = {True: "Việc đã được đóng: {title}", False: "Báo cáo đã được nhận: {title}"}
    _tell((user, p.task, f"tasks.accept:{p.pk}", texts[p.is_final]) for p in reports for user in holders[p.task.pk])


def tell_issuer(task: Task, verb: str, text: str) -> None:
    tell_organisations(task, [task.issuer_id], verb, text)


def tell_organisations(task: Task, organisation_ids: Iterable[int], verb: str, text: str) -> None:
    users = {u.pk: u for found in officers_of(organisation_ids).values() for u in found}
    text = f"{text}, {task.organisation.short_name}"  # many copies of one task: the reader asks whose
    _tell((user, task, verb, text) for user in users.values())


def _tell(tidings: Iterable[tuple[User, Task, str, str]], due: date | None = None) -> None:
    notify.tell_many(
        notify.Tidings(
            user=user, key=f"{verb}:{task.pk}", thing=task.thing, text=text.format(title=task.title),
            due=due or task.due, group=task.because,
        )
        for user, task, verb, text in tidings
    )  # fmt: skip
