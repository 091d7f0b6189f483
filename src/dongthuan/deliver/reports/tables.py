"""Lists of reports, rows of a figure, delegates."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.web.kit import Column, Table

from .states import Bucket


class ReportTable(Table):
    name = "bao-cao"
    caption = _("Reports")
    empty = _("No report yet.")
    columns = (
        Column("title", _("Report"), lambda r: r.title[:1].upper() + r.title[1:],
               url=lambda r: reverse("reports:detail", args=[r.pk]), width=60),
        Column("kind", _("Kind"), lambda r: r.get_kind_display()),
        Column("since", _("From")),
        Column("until", _("Until")),
        Column("status", _("State"), lambda r: r.get_status_display()),
    )  # fmt: skip


class RowTable(Table):
    """The rows a figure counts: one task each."""

    name = "dong-so-lieu"
    caption = _("What was counted")
    empty = _("The figure counts nothing.")
    columns = (
        Column("title", _("Task"), lambda r: r.title, url=lambda r: r.url, width=60),
        Column("organisation", _("Done by"), lambda r: r.organisation.short_name, width=32),
        Column("area", _("Area"), lambda r: r.area.full_name),
        Column("bucket", _("Stood as"), lambda r: Bucket(r.bucket).label),
        Column("counted", _("Counts"), numeric=True),
    )


class DelegateTable(Table):
    name = "dai-bieu"
    caption = _("Delegates")
    empty = _("No delegate yet.")
    columns = (
        Column("organisation", _("Organisation"), lambda d: d.organisation.short_name, width=40),
        Column("title", _("Post"), width=30),
        Column("name", _("Name"), width=30),
        Column("present", _("Present"), lambda d: "" if d.present is None else d.present),
    )


def with_tasks(rows: list[Any]) -> list[Any]:
    """The rows with title and address of their tasks: one query per kind."""
    from dongthuan.foundation.things.kit import kind_of, resolve

    objects = resolve(r.task for r in rows)
    for row in rows:
        obj = objects.get(row.task_id)
        row.title = kind_of(row.task).title(obj) if obj else ""
        row.url = kind_of(row.task).url(obj) if obj else None
    return rows
