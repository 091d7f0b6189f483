"""The lists of dossiers and looks: on the page and as an Excel file. No content stands in them."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dongthuan.web.kit import Column, Table

from .grounds import worded
from .models import Dossier, Item

NAMES = {
    "identity": gettext_lazy("Identity"),
    "content": gettext_lazy("Content"),
    "attachment": gettext_lazy("Attachment"),
    "original": gettext_lazy("Original petition"),
    "protection": gettext_lazy("Request for protection"),
    "conclusion": gettext_lazy("Conclusion"),
}


def piece(item: Item) -> str:
    """What a page calls it: its kind, and the number that tells it from others."""
    return f"{NAMES.get(item.name.partition('-')[0], item.name)} ({item.pk})"


def number(dossier: Dossier) -> str:
    return _("Sealed dossier no. %(number)s") % {"number": dossier.thing_id}


class Dossiers(Table):
    name = "ho-so-niem-phong"
    caption = gettext_lazy("Vault")
    empty = gettext_lazy("No sealed dossier is yours to handle or to see.")
    columns = (
        Column("number", gettext_lazy("Dossier"), number, url=lambda d: reverse("vault:detail", args=[d.pk])),
        Column("handler", gettext_lazy("Handled by"), "handler.short_name", width=40),
        Column("protected", gettext_lazy("Protected")),
        Column("opened", gettext_lazy("Opened on"), "opened_at"),
    )


def second(look: Any) -> str:
    return look.second.shown_name() if look.second else ""


class Looks(Table):
    name = "luot-xem"
    caption = gettext_lazy("Who looked")
    empty = gettext_lazy("Nobody has looked.")
    columns = (
        Column("at", gettext_lazy("Looked at")),
        Column("person", gettext_lazy("Person"), "person_name"),
        Column("post", gettext_lazy("Post that day"), "person_post", width=40),
        Column("item", gettext_lazy("What"), lambda look: piece(look.item)),
        Column("ground", gettext_lazy("Ground"), lambda look: worded(look.ground), width=50),
        Column("note", gettext_lazy("Purpose of the look")),
        Column("second", gettext_lazy("Second person"), second),
    )
