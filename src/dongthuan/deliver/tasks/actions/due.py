"""A new due date is an event of its own, with its reason; the first one is kept."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, lock, must, today

from .. import permissions
from ..models import DueChange, ExtensionAsk, Task
from ..states import AskStatus
from ..telling import tell_doers, tell_issuer


@transaction.atomic
def move_due(task: Task, *, new: date, reason: str, by: User) -> DueChange:
    """Move the due date (dời hạn). A request for an extension that still waits is thereby answered."""
    task = lock(task)
    must(permissions.may_move_due(by, task))
    waiting = task.extension_asks.filter(status=AskStatus.ASKED).first()
    if waiting is not None:
        if waiting.by_id == by.pk:
            must(permissions.may_answer_extension(by, waiting))
        waiting.status = AskStatus.GRANTED if new >= waiting.new else AskStatus.REFUSED
        waiting.answer, waiting.answered_by = reason, by
        waiting.save(update_fields=["status", "answer", "answered_by"])
    known_on = waiting.asked_on if waiting is not None and new >= waiting.new else today()
    change = _move(task, new, reason, known_on, by)
    data = {"old": change.old, "new": new, "reason": reason}
    record.append("tasks.move_due", subject=task.thing, by=by, data=data)
    tell_doers([task], f"tasks.move_due:{change.pk}", "Hạn mới: {title}", due=new)
    return change


@transaction.atomic
def ask_extension(task: Task, *, new: date, reason: str, by: User) -> ExtensionAsk:
    """The doer asks for a later due date (xin gia hạn)."""
    task = lock(task)
    must(permissions.may_ask_extension(by, task))
    _check(task, new, reason)
    if new <= task.due:
        raise Refused(_("The new due date lies after the present one, %(day)s.") % {"day": _vn(task.due)}, field="new")
    ask = ExtensionAsk.objects.create(task=task, new=new, reason=reason, asked_on=today(), by=by)
    data = {"old": task.due, "new": new, "reason": reason}
    record.append("tasks.ask_extension", subject=task.thing, by=by, data=data)
    tell_issuer(task, f"tasks.ask_extension:{ask.pk}", "Xin gia hạn: {title}")
    return ask


@transaction.atomic
def answer_extension(ask: ExtensionAsk, *, grant: bool, reason: str, by: User) -> Task:
    """The issuer agrees or refuses (trả lời xin gia hạn). It reaches back to the day it was asked for, no further."""
    task = lock(ask.task)
    ask = lock(ask)
    must(permissions.may_answer_extension(by, ask))
    if not reason.strip():
        raise Refused(_("Write the reason; the doer will read it."), field="reason")
    ask.status = AskStatus.GRANTED if grant else AskStatus.REFUSED
    ask.answer, ask.answered_by = reason, by
    ask.save(update_fields=["status", "answer", "answered_by"])
    data = {"old": task.due, "new": ask.new, "grant": grant, "reason": reason}
    if grant:
        _move(task, ask.new, reason, ask.asked_on, by)
    record.append("tasks.answer_extension", subject=task.thing, by=by, data=data)
    told = "Đã đồng ý gia hạn: {title}" if grant else "Không đồng ý gia hạn: {title}"
    tell_doers([task], f"tasks.answer_extension:{ask.pk}", told)
    return task


def _move(task: Task, new: date, reason: str, known_on: date, by: User) -> DueChange:
    _check(task, new, reason)
    if new == task.due:
        raise Refused(_("%(day)s is the due date already.") % {"day": _vn(new)}, field="new")
    change = DueChange.objects.create(task=task, old=task.due, new=new, reason=reason, known_on=known_on, by=by)
    task.due = new
    task.save(update_fields=["due"])
    return change


def _check(task: Task, new: date, reason: str) -> None:
    if not reason.strip():
        raise Refused(_("A new due date needs a reason."), field="reason")
    if new < task.starts:
        raise Refused(
            _("The due date may not come before the first day, %(day)s.") % {"day": _vn(task.starts)}, field="new"
        )


def _vn(day: date) -> str:
    return day.strftime("%d/%m/%Y")
