"""The list of cases on the page and as an Excel file. No name, nothing of a denunciation."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dongthuan.foundation.things.kit import today
from dongthuan.web.kit import Column, Table, Tag, due_tag

from .kinds import Kind
from .models import Escalation, Order, Petition
from .states import ENDED, OWNERS, Status

TONES = {"sender": "", "reception officer": "info", "leader": "info", "solver": "now", "": "done"}


def state_tag(petition: Petition) -> Tag:
    tone = "done" if petition.status in ENDED else TONES[OWNERS[petition.status]]
    return Tag(tone, Status(petition.status).label)


def shown_due(petition: Petition) -> Any:
    return due_tag(petition.due, today()) if petition.due else ""


def shown_subject(petition: Petition) -> Any:
    """The subject with the kind below it; of a sealed case the kind alone."""
    kind = Kind(petition.kind).label  # quicker than get_kind_display, which lays out all choices anew
    return format_html('{}<br><small class="muted">{}</small>', petition.title, kind) if petition.title else kind


class PetitionTable(Table):
    name = "don-thu"
    caption = _("Petitions")
    empty = _("No petition here.")
    columns = (
        Column("code", _("Case number"), url=lambda p: reverse("petitions:detail", args=[p.pk])),
        Column("title", _("Subject"), lambda p: p.title or p.get_kind_display(), show=shown_subject, width=60),
        Column("kind", _("Kind of petition"), lambda p: p.get_kind_display(), file_only=True),
        Column("status", _("State"), lambda p: p.get_status_display(), show=state_tag),
        Column("received_on", _("Received on")),
        Column("due", _("Due"), show=shown_due),
        Column("officer", pgettext_lazy("column", "Solver"), lambda p: p.officer.shown_name() if p.officer else ""),
        Column("organisation", _("Body"), lambda p: p.organisation.short_name),
    )


def _subject(row: Escalation | Order) -> str:
    """Of a sealed case its kind alone, as its number and days."""
    petition = row.petition
    return petition.title or str(petition.get_kind_display())


def _days_late(up: Escalation) -> int:
    return max(((up.clock.met_on or today()) - up.clock.due).days, 0)


class EscalationTable(Table):
    name = "qua-han-bao-cap-tren"
    caption = _("What came up")
    empty = _("No limit of a body below has run out.")
    columns = (
        Column(
            "code",
            _("Case number"),
            "petition.code",
            url=lambda e: reverse("petitions:give_order", args=[e.petition_id]),
        ),
        Column("subject", _("Subject"), _subject, width=50),
        Column("body", _("Body"), "petition.organisation.short_name"),
        Column("reason", _("Why it came up"), lambda e: e.get_reason_display()),
        Column("rule", _("Rule"), "clock.rule"),
        Column("due", _("Due"), "clock.due"),
        Column("late", _("Days overdue"), _days_late, numeric=True),
        Column("on", _("Came up on")),
        Column("by", _("Order by"), "due"),
        Column("basis", _("Article"), width=50),
    )


class OrderTable(Table):
    name = "don-doc"
    caption = _("Orders")
    empty = _("No order was given.")
    columns = (
        Column("number", _("Number of the paper"), url=lambda o: reverse("petitions:order", args=[o.pk])),
        Column("code", _("Case number"), "petition.code"),
        Column("body", _("Body"), "body.short_name"),
        Column("on", _("Day")),
        Column("due", _("Report by")),
        Column("status", _("State"), lambda o: o.get_status_display()),
        Column("reported_on", _("Reported on")),
    )
