"""`{% load texts %}`: the small parts of a page of provisions."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dongthuan.web.kit import Tag

from ..queries import Change, Provision

register = template.Library()
KINDS = {  # tone, icon and name of what became of a clause
    "added": ("done", "plus", gettext_lazy("added")),
    "removed": ("late", "out", gettext_lazy("removed")),
    "changed": ("now", "pen", gettext_lazy("reworded")),
    "moved": ("info", "arrow", gettext_lazy("moved")),
    "renumbered": ("", "list", gettext_lazy("renumbered")),
    "unchanged": ("", "dot", gettext_lazy("unchanged")),
}


@register.simple_tag
def clause_number(provision: Provision, editing: Any = None) -> SafeString:
    """What is printed before the words; outside the editor it leads to the clause's own page."""
    if editing:
        return format_html("{}", provision.printed)
    url = reverse("texts:clause", args=[provision.row.clause_id])
    said = "" if provision.is_heading else provision.citation
    return format_html(
        '<a class="text__no" href="{}">{}<span class="sr"> {}</span></a>', url, provision.printed or "¶", said
    )


@register.simple_tag
def clause_doings(provision: Provision) -> SafeString:
    """In the editor: the ways to change a clause."""
    name = provision.citation or provision.heading
    links = [
        (reverse("texts:edit_clause", args=[provision.row.pk]), _("Change"), name),
        (reverse("texts:add", args=[provision.row.version_id]) + f"?after={provision.row.pk}", _("Add after"), name),
    ]
    inside = format_html_join(" ", '<a href="{}">{}<span class="sr"> {}</span></a>', links)
    return format_html('<span class="text__do">{}</span>', inside)


@register.filter
def change_tags(change: Change) -> list[Tag]:
    """What became of a clause."""
    return [_tag(kind) for kind in KINDS if kind in change.kinds]


@register.filter
def count_tags(counts: dict[str, int]) -> list[Tag]:
    """How many clauses each."""
    return [_tag(kind, counts[kind]) for kind in KINDS if counts.get(kind)]


def _tag(kind: str, count: int | None = None) -> Tag:
    tone, icon, name = KINDS[kind]
    return Tag(tone, f"{count} {name}" if count is not None else name, icon)
