"""Lists of reports, rows of a figure, delegates."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.things.kit import kind_of
from dongthuan.web.kit import Column, Table

from .states import Bucket

SHOWN = 100  # lines of a table on the report's page; its Excel file has all


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


class ChangeTable(Table):
    """Tasks that stand otherwise than in the report."""

    name = "thay-doi"
    caption = _("What changed since")
    columns = (
        Column("title", _("Task"), url=lambda c: c.url, width=60),
        Column("was", _("In the report"), width=36),
        Column("now", _("From the facts"), width=36),
        Column("untraced", _("Cause"), lambda c: _("Nothing on record explains it") if c.untraced else _("On record"), width=36),
    )  # fmt: skip


class ObstacleTable(Table):
    """What stood in the way, and what was proposed, in the doers' own words."""

    name = "kho-khan-kien-nghi"
    caption = _("Obstacles and proposals")
    empty = _("No obstacle was recorded in the period.")
    columns = (
        Column("organisation", _("Organisation"), lambda o: o.task.organisation.short_name, width=36),
        Column("raised_on", _("Recorded on")),
        Column("text", _("Obstacle"), width=60),
        Column("proposal", _("Proposal"), lambda o: o.proposal or None, width=60),
        Column("task", _("Task"), lambda o: o.task.title, url=lambda o: kind_of(o.task.thing).url(o.task), width=50),
    )


class DeclaredTable(Table):
    name = "so-lieu-khai-bao"
    caption = _("Declared figures")
    columns = (
        Column("label", _("What is counted"), width=60),
        Column("value", _("Value"), numeric=True),
        Column("unit", _("Unit")),
        Column("nature", _("Nature"), lambda d: d.get_nature_display()),
        Column("as_of", _("As of")),
        Column("source", _("Source paper"), width=60),
    )


class ConferenceTable(Table):
    name = "hoi-nghi"
    caption = _("Conferences")
    empty = _("No conference yet.")
    columns = (
        Column("title", _("Conference"), url=lambda c: reverse("reports:conference", args=[c.pk]), width=60),
        Column("day", _("Day")),
        Column("place", _("Place"), width=40),
        Column("report", _("Report"), lambda c: c.report and c.report.title, width=60),
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
