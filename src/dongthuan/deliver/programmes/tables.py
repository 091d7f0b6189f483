"""Columns of lists, on the page and as Excel files."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from dongthuan.web.kit import Column, Table, Tag, vndate

from .models import PlanRow, Programme
from .states import Status

TONES = {
    Status.DRAFT: "", Status.GATHERING: "info", Status.NUMBERED: "now", Status.SIGNING: "now", Status.IN_FORCE: "done",
    Status.AMENDING: "done", Status.ENDED: "", "signed": "done",
}  # fmt: skip


def status_tag(obj: Any) -> Tag:
    """The status of a programme or a plan, as pages show it."""
    if isinstance(obj, Programme) and obj.status == Status.IN_FORCE and not obj.is_binding:
        return Tag("", _("Its window is over"))  # until the night's job, or a person, ends it
    return Tag(TONES.get(obj.status, ""), obj.get_status_display())


class ProgrammeTable(Table):
    name = "chuong-trinh"
    caption = _("Programmes")
    empty = _("No programme yet.")
    columns = (
        Column(
            "title", _("Programme"), "short_title", url=lambda p: reverse("programmes:detail", args=[p.pk]), width=50
        ),
        Column("kind", _("Kind"), "get_kind_display"),
        Column("status", _("Status"), lambda p: str(status_tag(p).text)),
        Column("window", _("Window"), lambda p: f"{vndate(p.since)} – {vndate(p.until)}"),
        Column("parties", _("Parties"), lambda p: _parties(p), width=40),
    )


def _parties(programme: Programme) -> str:
    return "; ".join(p.organisation.short_name for p in programme.parties.all())


def _clause(row: PlanRow) -> str:
    reading = getattr(row, "reading", None)
    return reading.code if reading else ""


class PlanTable(Table):
    name = "ke-hoach"
    empty = _("No row yet. Add one, or bring them from Excel.")
    columns = (
        Column("content", _("Content"), url=lambda r: reverse("programmes:row", args=[r.pk]), width=50),
        Column("key", _("Row code"), show=lambda r: format_html('<span class="nowrap">{}</span>', r.key)),
        Column("clause", _("Clause"), _clause),
        Column("target", _("Measurable target")),
        Column("lead", _("Leads / co-operate"), lambda r: " / ".join(
            [r.lead.short_name, "; ".join(p.short_name for p in r.partners.all())]).rstrip(" /")),
        Column("time", _("Time"), lambda r: f"{vndate(r.starts)} – {vndate(r.ends)}" if r.starts else vndate(r.ends)),
        Column("product", _("Product")),
    )  # fmt: skip
