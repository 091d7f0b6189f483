"""The doer reports; the issuer accepts, which closes the task, or sends back."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, URLValidator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dongthuan.foundation.files import actions as files
from dongthuan.foundation.files.models import StoredFile
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, lock, must, today

from .. import permissions, rules
from ..models import Evidence, Progress, Task
from ..states import ReportStatus, Status, check_move
from ..telling import tell_accepted, tell_doers, tell_issuer

ACCEPTED = frozenset({"pdf", "docx", "xlsx", "image"})


@dataclass(frozen=True)
class Proof:
    """What shows it: a file (an upload, bytes or a stored file), a link, or the number of a document."""

    title: str = ""
    file: Any = None
    url: str = ""
    number: str = ""

    @property
    def kind(self) -> str:
        return "file" if self.file is not None else "link" if self.url else "document"


@transaction.atomic
def start(task: Task, *, by: User) -> Task:
    """Say that work has begun (bắt đầu)."""
    task = lock(task)
    must(permissions.may_start(by, task))
    check_move(task.status, Status.IN_PROGRESS)
    task.status = Status.IN_PROGRESS
    task.save(update_fields=["status"])
    record.append("tasks.start", subject=task.thing, by=by)
    return task


@transaction.atomic
def report_progress(task: Task, *, text: str, percent: int, by: User, evidences: Iterable[Proof] = ()) -> Progress:
    """Report on the task (báo cáo tiến độ). A report of 100 % is final and needs evidence (law note 1.4)."""
    task, evidences = lock(task, "organisation", "because"), list(evidences)
    must(permissions.may_report(by, task))
    _check(text, percent, evidences)
    final = percent == 100
    to = Status.REPORTED if final else Status.IN_PROGRESS
    if task.status != to:
        check_move(task.status, to)
    progress = Progress.objects.create(task=task, sent_on=today(), text=text, percent=percent, by=by)
    for proof in evidences:
        _keep(progress, proof, by)
    task.status, task.percent, task.reported_on = to, percent, progress.sent_on if final else None
    task.save(update_fields=["status", "percent", "reported_on"])
    data = {"progress": progress.pk, "percent": percent, "evidence": len(evidences), "text": text[:500]}
    record.append("tasks.report_progress", subject=task.thing, by=by, data=data)
    tell_issuer(task, f"tasks.report_progress:{progress.pk}", "Báo cáo chờ xem: {title}")
    return progress


@transaction.atomic
def accept(progress: Progress, *, by: User) -> Task:
    """Accept the report (nhận báo cáo). Accepting a final one closes the task, in time by the day it was *sent*."""
    task = lock(progress.task)
    progress = lock(progress)
    progress.task = task
    must(permissions.may_answer(by, progress))
    _accept([progress], by)
    record.append("tasks.accept", subject=task.thing, by=by, data=_accepted(progress))
    tell_accepted([progress])
    return task


@transaction.atomic
def accept_many(reports: Iterable[Progress], *, by: User) -> list[Task]:
    """Accept all of these reports or none; the first that cannot be accepted is named."""
    asked = [p.pk for p in reports]
    rows = Task.objects.select_for_update(of=("self",)).select_related("thing", "organisation", "issuer", "because")
    rows = rows.prefetch_related("due_changes")
    tasks = {t.pk: t for t in rows.filter(pk__in=Progress.objects.filter(pk__in=asked).values("task")).order_by("pk")}
    found = list(Progress.objects.select_for_update().filter(pk__in=asked).order_by("pk"))
    for progress in found:
        progress.task = tasks[progress.task_id]
        if not (may := permissions.may_answer(by, progress)):
            raise Refused(f"{progress.task.title}, {progress.task.organisation}: {getattr(may, 'reason', '')}")
    _accept(found, by)
    record.append_many("tasks.accept", [(p.task.thing, _accepted(p)) for p in found], by=by)
    tell_accepted(found)
    return [p.task for p in found]


def _accept(reports: list[Progress], by: User) -> None:
    now = timezone.now()
    answer = {"status": ReportStatus.ACCEPTED, "answered_by": by, "answered_at": now}
    Progress.objects.filter(pk__in=[p.pk for p in reports]).update(**answer)
    for progress in reports:
        progress.status, progress.answered_by, progress.answered_at = ReportStatus.ACCEPTED, by, now
        if not progress.is_final:
            continue
        task = progress.task
        check_move(task.status, Status.DONE)
        changes = [(change.known_on, change.new) for change in task.due_changes.all()]
        task.status, task.closed_at, task.reported_on = Status.DONE, now, None
        task.accepted_progress, task.ended_on = progress, progress.sent_on
        task.timing = rules.timing(progress.sent_on, task.first_due, changes)
        task.save(update_fields=["status", "closed_at", "reported_on", "accepted_progress", "ended_on", "timing"])


def _accepted(progress: Progress) -> dict[str, Any]:
    data: dict[str, Any] = {"progress": progress.pk, "percent": progress.percent, "sent_on": progress.sent_on}
    return data | ({"timing": progress.task.timing} if progress.is_final else {})


@transaction.atomic
def send_back(progress: Progress, *, reason: str, by: User) -> Task:
    """Send the report back (gửi trả) with the reason; the doer reports again."""
    task = lock(progress.task)
    progress = lock(progress)
    must(permissions.may_answer(by, progress))
    if not reason.strip():
        raise Refused(_("Write why the report goes back; the doer will read it."), field="reason")
    progress.status, progress.reason = ReportStatus.RETURNED, reason
    progress.answered_by, progress.answered_at = by, timezone.now()
    progress.save(update_fields=["status", "reason", "answered_by", "answered_at"])
    kept = task.reports.filter(status=ReportStatus.ACCEPTED).order_by("-pk").first()
    if progress.is_final:
        check_move(task.status, Status.IN_PROGRESS)
        task.status, task.reported_on = Status.IN_PROGRESS, None
    task.percent = kept.percent if kept else 0
    task.save(update_fields=["status", "reported_on", "percent"])
    data = {"progress": progress.pk, "reason": reason}
    record.append("tasks.send_back", subject=task.thing, by=by, data=data)
    tell_doers([task], f"tasks.send_back:{progress.pk}", "Báo cáo bị gửi trả: {title}")
    return task


def _check(text: str, percent: int, evidences: list[Proof]) -> None:
    if not text.strip():
        raise Refused(_("Write what was done."), field="text")
    if not 0 <= percent <= 100:
        raise Refused(_("Per cent lies between 0 and 100."), field="percent")
    if percent == 100 and not evidences:
        raise Refused(_("A final report needs evidence: a file, a link or a document number."), field="file")
    for proof in evidences:
        if proof.kind == "link":
            try:
                URLValidator(schemes=["http", "https"])(proof.url)
                MaxLengthValidator(1000)(proof.url)
            except ValidationError:
                raise Refused(_("“%(url)s” is not a web address.") % {"url": proof.url[:100]}, field="url") from None


def _keep(progress: Progress, proof: Proof, by: User) -> Evidence:
    file = proof.file
    if file is not None and not isinstance(file, StoredFile):
        name = getattr(file, "name", "") or proof.title or "minh-chung"
        file = files.store(file, name=name, thing=progress.task.thing, by=by, accept=ACCEPTED)
    title = proof.title or (file.name if file else proof.url or proof.number)
    return Evidence.objects.create(
        progress=progress, kind=proof.kind, title=title[:300], file=file, url=proof.url, number=proof.number
    )
