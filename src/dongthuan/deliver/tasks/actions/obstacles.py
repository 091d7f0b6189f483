"""What stands in the way of a task: recorded, passed up, resolved."""

from django.db import transaction
from django.utils.translation import gettext as _

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, lock, must, today

from .. import permissions
from ..models import Obstacle, Task
from ..states import ObstacleStatus
from ..telling import tell_doers, tell_issuer, tell_organisations


@transaction.atomic
def add_obstacle(task: Task, *, text: str, proposal: str = "", by: User) -> Obstacle:
    """Record what stands in the way (khó khăn, vướng mắc) and what is proposed."""
    task = lock(task)
    must(permissions.may_add_obstacle(by, task))
    if not text.strip():
        raise Refused(_("Write what stands in the way."), field="text")
    obstacle = Obstacle.objects.create(task=task, text=text, proposal=proposal, raised_on=today(), by=by)
    record.append(
        "tasks.add_obstacle", subject=task.thing, by=by, data={"text": text[:500], "proposal": proposal[:500]}
    )
    tell_issuer(task, f"tasks.add_obstacle:{obstacle.pk}", "Có vướng mắc: {title}")
    return obstacle


@transaction.atomic
def escalate_obstacle(obstacle: Obstacle, *, to: Organisation, by: User) -> Obstacle:
    """Pass the obstacle to an organisation that can resolve it (chuyển lên); it may read the task from then on."""
    task = lock(obstacle.task)
    obstacle = lock(obstacle)
    must(permissions.may_escalate(by, obstacle))
    if not to.in_force_on(today()):
        raise Refused(_("%(who)s has ended.") % {"who": to}, field="to")
    if to.pk in (task.organisation_id, obstacle.escalated_to_id):
        raise Refused(_("%(who)s has this obstacle already.") % {"who": to}, field="to")
    obstacle.status, obstacle.escalated_to = ObstacleStatus.ESCALATED, to
    obstacle.save(update_fields=["status", "escalated_to"])
    task.seen_by = sorted({*task.seen_by, to.pk})
    task.save(update_fields=["seen_by"])
    data = {"to": to.name, "text": obstacle.text[:500]}
    entry = record.append("tasks.escalate_obstacle", subject=task.thing, by=by, data=data)
    tell_organisations(task, [to.pk], f"tasks.escalate_obstacle:{entry.pk}", "Vướng mắc được chuyển đến: {title}")
    return obstacle


@transaction.atomic
def resolve_obstacle(obstacle: Obstacle, *, answer: str, by: User) -> Obstacle:
    """Say how it was resolved (tháo gỡ)."""
    task = lock(obstacle.task)
    obstacle = lock(obstacle)
    must(permissions.may_resolve(by, obstacle))
    if not answer.strip():
        raise Refused(_("Say how it was resolved."), field="answer")
    obstacle.status, obstacle.answer = ObstacleStatus.RESOLVED, answer
    obstacle.save(update_fields=["status", "answer"])
    record.append("tasks.resolve_obstacle", subject=task.thing, by=by, data={"answer": answer[:500]})
    tell_doers([task], f"tasks.resolve_obstacle:{obstacle.pk}", "Vướng mắc đã được tháo gỡ: {title}")
    return obstacle
