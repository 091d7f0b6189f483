"""A leader's overview of cases: open, due, late; by unit, field and kind. Each number opens its rows."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from dongthuan.foundation.things.kit import No, today
from dongthuan.web.kit import Column, Table, chips_for, listing

from .. import queries, scope, tables
from ..models import Petition
from ..overview import counts
from ..overview.counts import WAYS, Load, Part

SHOWN = {
    "open": gettext_lazy("Open cases"),
    "soon": gettext_lazy("Due within a week"),
    "late": gettext_lazy("Overdue"),
    "red": gettext_lazy("Red list"),
}
OPENED = {**SHOWN, **counts.SAID}  # fmt: skip


def need_oversight(user: Any) -> None:
    may = scope.may_oversee(user)
    if not may:
        raise PermissionDenied(may.reason if isinstance(may, No) else "")


def _opens(way: str, name: str) -> Any:
    def url(part: Part) -> str | None:
        if not getattr(part.load, name):
            return None
        return reverse("petitions:overview_rows") + "?" + urlencode({"by": way, "key": part.key, "show": name})

    return url


class PartTable(Table):
    """The table behind the bars; every number in it opens its rows."""

    name = "tong-quan-don-thu"
    caption = gettext_lazy("Overview of petitions")
    empty = gettext_lazy("No case is open.")


def columns(way: str) -> list[Column]:
    numbers = [Column(n, label, f"load.{n}", numeric=True, url=_opens(way, n)) for n, label in SHOWN.items()]
    return [Column("label", WAYS[way][0], width=50), *numbers]


@login_required
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    need_oversight(request.user)
    way = request.GET.get("by", "unit")
    way = way if way in WAYS else "unit"
    found = counts.cells(request.user)
    parts = counts.parts(found, way)
    table = PartTable(parts, columns=columns(way), request=request)
    if request.GET.get("format") == "xlsx":
        return table.as_response()
    most = max((p.load.open for p in parts), default=0)
    total = Part("", _("Total"), sum(found.values(), Load()))
    return render(request, "petitions/overview.html", {
        "table": table, "bars": [(p, p.rects(most)) for p in parts[:25]], "total": total, "day": today(),
        "stats": [(name, label, getattr(total.load, name)) for name, label in SHOWN.items()], "by": WAYS[way][0],
        "said": counts.said(request.user),
        "chips": chips_for(request, "by", [("" if k == "unit" else k, label) for k, (label, _column) in WAYS.items()]),
    })  # fmt: skip


class RowTable(Table):
    """Cases behind a number: what a leader above may know of them, and a way to those that are theirs to see."""

    name = "don-thu-trong-so-lieu"
    caption = gettext_lazy("Petitions")
    empty = gettext_lazy("No petition here.")
    columns = (
        Column("code", gettext_lazy("Case number"), url=lambda p: p.seen and reverse("petitions:detail", args=[p.pk])),
        Column("kind", gettext_lazy("Kind of petition"), lambda p: p.get_kind_display()),
        Column("field", gettext_lazy("Field"), lambda p: p.get_field_display() if p.field else ""),
        Column("status", gettext_lazy("State"), lambda p: p.get_status_display(), show=tables.state_tag),
        Column("received_on", gettext_lazy("Received on")),
        Column("due", gettext_lazy("Due"), show=tables.shown_due),
        Column("organisation", gettext_lazy("Body"), lambda p: p.organisation.short_name),
    )

    @classmethod
    def over(cls, user: Any) -> Any:
        """The table, whose rows know whether this person may open them; one query more for a page."""

        def make(rows: Any, **more: Any) -> Table:
            if "request" not in more:  # the Excel file has no links
                return cls(rows, **more)
            found: list[Petition] = list(rows)
            seen = set(queries.visible_to(user).filter(pk__in=[p.pk for p in found]).values_list("pk", flat=True))
            for petition in found:
                petition.seen = petition.pk in seen  # type: ignore[attr-defined]
            return cls(found, **more)

        return make


@login_required
@require_safe
def rows(request: HttpRequest) -> HttpResponse:
    need_oversight(request.user)
    asked = request.GET
    way, show = asked.get("by", ""), asked.get("show", "")
    way, show = way if way in WAYS else "unit", show if show in OPENED else "open"
    found = counts.rows(request.user, way, asked.get("key", ""), show)
    return listing(request, "petitions/overview_rows.html", RowTable.over(request.user), found, what=OPENED[show])
