"""Who has a task: handed over within an organisation, returned to the issuer, given to another. Never ownerless."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from dongthuan.foundation.orgs.models import Organisation, Post
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, lock, must, today

from .. import permissions
from ..models import Task
from ..queries.answering import answering_posts
from ..telling import tell_doers


@transaction.atomic
def hand_over(task: Task, *, post: Post, by: User) -> Task:
    """Another post of the same organisation answers for the task from now on (chuyển người phụ trách)."""
    task = lock(task)
    must(permissions.may_hand_over(by, task))
    if post.organisation_id not in (task.organisation_id, task.organisation.current().pk):
        raise Refused(_("%(post)s is not a post of %(who)s.") % {"post": post, "who": task.organisation}, field="post")
    if not post.in_force_on(today()):
        raise Refused(_("The post %(post)s has ended.") % {"post": post}, field="post")
    task.post = post
    task.save(update_fields=["post"])
    entry = record.append("tasks.hand_over", subject=task.thing, by=by, data={"post": str(post)})
    tell_doers([task], f"tasks.hand_over:{entry.pk}", "Việc được chuyển đến: {title}")
    return task


@transaction.atomic
def return_to_issuer(task: Task, *, reason: str, by: User | None = None) -> Task:
    """The task goes back to who gave it (trả việc), which gives it to another. `by=None`: its organisation ended."""
    task = lock(task)
    must(permissions.may_return(by, task))
    if not reason.strip():
        raise Refused(_("Write why the task goes back."), field="reason")
    old = task.returned_from = task.organisation
    _place([task], task.issuer)
    data = {"from": old.name, "to": task.issuer.name, "reason": reason}
    entry = record.append("tasks.return_to_issuer", subject=task.thing, by=by, data=data)
    tell_doers([task], f"tasks.return_to_issuer:{entry.pk}", "Việc trả về, cần giao cho đơn vị khác: {title}")
    return task


@transaction.atomic
def reassign(task: Task, *, organisation: Organisation, by: User) -> Task:
    """The issuer gives the task to another organisation (giao lại); due dates and history stay."""
    task = lock(task)
    must(permissions.may_reassign(by, task))
    must(permissions.may_give_to(task.issuer.current(), [organisation], today()))
    if organisation.pk == task.organisation_id:
        raise Refused(_("%(who)s has this task already.") % {"who": organisation}, field="organisation")
    old, task.returned_from = task.returned_from or task.organisation, None
    _place([task], organisation)
    data = {"from": old.name, "to": organisation.name}
    entry = record.append("tasks.reassign", subject=task.thing, by=by, data=data)
    tell_doers([task], f"tasks.reassign:{entry.pk}", "Việc mới được giao: {title}")
    return task


@transaction.atomic
def take_over_issuing(
    tasks: Iterable[Task], *, issuer: Organisation, reason: str, by: User | None = None
) -> list[Task]:
    """Another body answers for having given the tasks (tiếp nhận vai người giao): who gave them has ended."""
    locked = Task.objects.select_for_update(of=("self",)).filter(pk__in=[t.pk for t in tasks]).order_by("pk")
    rows = list(locked.select_related("thing", "issuer"))
    for task in rows:
        if by is not None:
            must(permissions.may_reassign(by, task))
    data = {t.thing: {"from": t.issuer.name, "to": issuer.name, "reason": reason} for t in rows}
    for task in rows:
        task.issuer, task.seen_by = issuer, sorted({*task.seen_by, issuer.pk})
    Task.objects.bulk_update(rows, ["issuer", "seen_by"])
    record.append_many("tasks.take_over_issuing", data, by=by)
    return rows


@transaction.atomic
def wind_up(organisation: Organisation, *, reason: str, by: User | None = None) -> list[Task]:
    """The organisation ends without a successor: its open tasks return to their issuers, and what it gave passes to
    whoever gave it the larger task, else to its superior. Everything in one step, so nothing is ownerless for a moment.
    """
    given = Task.objects.open().filter(issuer=organisation).exclude(organisation=organisation)
    for superior, tasks in _superiors(given.select_related("parent__issuer"), organisation).items():
        take_over_issuing(tasks, issuer=superior, reason=reason, by=None)
    held = Task.objects.open().select_for_update(of=("self",)).filter(organisation=organisation).order_by("pk")
    rows = list(held.select_related("issuer", "thing"))
    own = [t for t in rows if t.issuer_id == organisation.pk]
    if own and organisation.parent is not None:
        take_over_issuing(own, issuer=organisation.parent, reason=reason, by=None)
        for task in own:
            task.issuer = organisation.parent
    record.append_many(
        "tasks.wind_up",
        {t.thing: {"from": organisation.name, "to": t.issuer.name, "reason": reason} for t in rows},
        by=by,
    )
    for task in rows:
        task.returned_from = organisation
    for issuer in {t.issuer_id: t.issuer for t in rows}.values():
        _place([t for t in rows if t.issuer_id == issuer.pk], issuer)
    tell_doers(rows, "tasks.wind_up", "Việc trả về, cần giao cho đơn vị khác: {title}")
    return rows


def _superiors(given: Iterable[Task], organisation: Organisation) -> dict[Organisation, list[Task]]:
    found: dict[Organisation, list[Task]] = {}
    for task in given:
        superior = task.parent.issuer if task.parent else organisation.parent
        if superior is not None:
            found.setdefault(superior, []).append(task)
    return found


def _place(tasks: list[Task], organisation: Organisation) -> None:
    """Put the tasks into the organisation's hands, with the post that answers there. Who saw them still does."""
    post = answering_posts([organisation]).get(organisation.pk)
    for task in tasks:
        task.organisation, task.post_id = organisation, post
        task.seen_by = sorted({*task.seen_by, organisation.pk})
    Task.objects.bulk_update(tasks, ["organisation", "post", "seen_by", "returned_from"])
