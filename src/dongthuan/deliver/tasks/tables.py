"""The list of tasks, on the page and as an Excel file."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dongthuan.foundation.things.kit import today
from dongthuan.web.kit import Column, Table, Tag, due_tag

from .models import Evidence, Task
from .states import ReportStatus, Status

TIMING_TONES = {"on_time": "done", "extended": "done", "late": "late"}


def status_tag(task: Task) -> Tag:
    """Where the task stands, and the number of days."""
    if task.status == Status.DONE:
        words = {
            "on_time": _("Done on time"), "extended": _("Done within the extension"), "late": _("Done late")
        }  # fmt: skip
        return Tag(TIMING_TONES[task.timing], words[task.timing])
    if task.status == Status.STOPPED:
        return Tag("", _("Stopped"), "square")
    if task.status == Status.REPORTED and not task.is_overdue():
        return Tag("info", _("Waiting for the issuer"))
    return due_tag(task.due, today())


def report_tag(status: str) -> Tag:
    tone, shape = {"sent": ("info", ""), "accepted": ("done", ""), "returned": ("late", "back")}[status]
    return Tag(tone, ReportStatus(status).label, shape)


class TaskTable(Table):
    name = "nhiem-vu"
    caption = gettext_lazy("Tasks")
    empty = gettext_lazy("No task fits this choice.")
    columns: tuple[Column, ...] = (
        Column("title", gettext_lazy("Task"), url=lambda t: reverse("tasks:detail", args=[t.pk]), width=60),
        Column("organisation", gettext_lazy("Done by"), "organisation.name", width=34),
        Column("issuer", gettext_lazy("Given by"), "issuer.name", width=34),
        Column("due", gettext_lazy("Due date")),
        Column("state", gettext_lazy("State"), lambda t: status_tag(t).text, show=status_tag),
        Column("percent", gettext_lazy("Done so far"), numeric=True, show=lambda t: f"{t.percent}%"),
    )
    file_columns: tuple[Column, ...] = (
        *columns[:3],
        Column("target", gettext_lazy("Target"), width=40),
        Column("product", gettext_lazy("Product"), width=40),
        Column("starts", gettext_lazy("Starts on")),
        Column("first_due", gettext_lazy("First due date")),
        *columns[3:],
        Column("ended_on", gettext_lazy("Ended on")),
    )

    def as_xlsx(self) -> bytes:
        self.columns = self.file_columns
        return super().as_xlsx()


class EvidenceTable(Table):
    name = "minh-chung"
    caption = gettext_lazy("Evidence handed in")
    empty = gettext_lazy("Nothing was handed in yet.")
    columns: tuple[Column, ...] = (
        Column("title", gettext_lazy("Evidence"), url=lambda e: evidence_url(e)),
        Column("kind", gettext_lazy("Kind"), lambda e: evidence_kind(e)),
        Column("sent", gettext_lazy("Sent on"), "progress.sent_on"),
        Column("state", gettext_lazy("State"), lambda e: ReportStatus(e.progress.status).label,
               show=lambda e: report_tag(e.progress.status)),
    )  # fmt: skip


def evidence_url(evidence: Evidence) -> str:
    return reverse("files:download", args=[evidence.file_id]) if evidence.file_id else evidence.url


def evidence_kind(evidence: Evidence) -> str:
    if evidence.file_id:
        return evidence.file.name.rsplit(".", 1)[-1].upper()
    return _("Document no. %(n)s") % {"n": evidence.number} if evidence.number else _("Link")
