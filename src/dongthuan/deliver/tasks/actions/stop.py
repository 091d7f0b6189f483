"""Stopping a task needs a reason and the consent of all parties."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, lock, must, today

from .. import permissions
from ..models import StopAsk, StopConsent, Task
from ..queries.answering import party_ids
from ..states import AskStatus, Status, check_move
from ..telling import tell_doers, tell_organisations


@transaction.atomic
def ask_stop(task: Task, *, reason: str, by: User) -> StopAsk:
    """Ask that the task be stopped (đề nghị dừng). The parties of its programme decide; without parties, its issuer."""
    task = lock(task)
    must(permissions.may_ask_stop(by, task))
    if not reason.strip():
        raise Refused(_("Stopping needs a reason; every party will read it."), field="reason")
    ask = StopAsk.objects.create(task=task, reason=reason, by=by)
    who = party_ids(task.because) or [task.issuer_id]
    StopConsent.objects.bulk_create(StopConsent(ask=ask, task=task, organisation_id=pk) for pk in dict.fromkeys(who))
    record.append("tasks.ask_stop", subject=task.thing, by=by, data={"reason": reason, "parties": len(who)})
    tell_organisations(task, who, f"tasks.ask_stop:{ask.pk}", "Đề nghị dừng, cần ý kiến của bên này: {title}")
    return ask


@transaction.atomic
def consent_stop(consent: StopConsent, *, agree: bool, reason: str = "", by: User) -> Task:
    """One party agrees or refuses (đồng ý dừng). The last consent stops the task; one refusal ends the request."""
    task = lock(consent.task)
    consent = lock(consent)
    ask = lock(consent.ask)
    must(permissions.may_consent_stop(by, consent))
    if not agree and not reason.strip():
        raise Refused(_("Write why this party does not agree."), field="reason")
    consent.consent, consent.reason, consent.by, consent.at = agree, reason, by, timezone.now()
    consent.save(update_fields=["consent", "reason", "by", "at"])
    data = {"party": consent.organisation.name, "agree": agree, "reason": reason or ask.reason}
    if not agree:
        _answer(ask, AskStatus.REFUSED)
    elif not ask.consents.exclude(consent=True).exists():
        _answer(ask, AskStatus.GRANTED)
        check_move(task.status, Status.STOPPED)
        task.status, task.reported_on = Status.STOPPED, None
        task.closed_at, task.ended_on = timezone.now(), today()
        task.save(update_fields=["status", "reported_on", "closed_at", "ended_on"])
        data["stopped"] = True
    record.append("tasks.consent_stop", subject=task.thing, by=by, data=data)
    told = "Việc đã dừng: {title}" if task.status == Status.STOPPED else "Ý kiến về đề nghị dừng: {title}"
    tell_doers([task], f"tasks.consent_stop:{consent.pk}", told)
    return task


def _answer(ask: StopAsk, status: str) -> None:
    ask.status = status
    ask.save(update_fields=["status"])
