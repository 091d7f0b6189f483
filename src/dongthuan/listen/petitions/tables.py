"""The list of cases on the page and as an Excel file. No name, nothing of a denunciation."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.things.kit import today
from dongthuan.web.kit import Column, Table, Tag, due_tag

from .models import Petition
from .states import ENDED, OWNERS, Status

TONES = {"sender": "", "reception officer": "info", "leader": "info", "solver": "now", "": "done"}


def state_tag(petition: Petition) -> Tag:
    tone = "done" if petition.status in ENDED else TONES[OWNERS[petition.status]]
    return Tag(tone, Status(petition.status).label)


def shown_due(petition: Petition) -> Any:
    return due_tag(petition.due, today()) if petition.due else ""


class PetitionTable(Table):
    name = "don-thu"
    caption = _("Petitions")
    empty = _("No petition here.")
    columns = (
        Column("code", _("Case number"), url=lambda p: reverse("petitions:detail", args=[p.pk])),
        Column("title", _("Subject"), lambda p: p.title or p.get_kind_display(), width=60),
        Column("kind", _("Kind of petition"), lambda p: p.get_kind_display()),
        Column("status", _("State"), lambda p: p.get_status_display(), show=state_tag),
        Column("received_on", _("Received on")),
        Column("due", _("Due"), show=shown_due),
        Column("officer", _("Solver"), lambda p: p.officer.shown_name() if p.officer else ""),
        Column("organisation", _("Body"), lambda p: p.organisation.short_name),
    )
