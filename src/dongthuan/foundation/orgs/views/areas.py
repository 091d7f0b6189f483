"""Pages of areas: what each was and became, which nobody has mapped yet, which cannot be separated yet."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from dongthuan.foundation.record import queries as record
from dongthuan.foundation.things.kit import by_name, today
from dongthuan.web.kit import chips_for, handle, listing

from .. import actions, forms, permissions, queries, tables
from ..kit import only
from ..models import Area, AreaSuccession

reads, enters = only(permissions.may_see), only(permissions.may_enter_succession)


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Areas"), reverse("orgs:areas")), *more]


@reads
def index(request: HttpRequest) -> HttpResponse:
    """The areas of today, of before the two tiers, or all; by level and scope; found with or without marks."""
    state, level, q = (request.GET.get(name, "").strip() for name in ("state", "level", "q"))
    rows = queries.areas_visible_to(request.user).select_related("parent")
    if state == "former":
        rows = rows.filter(until__lt=today())
    elif state != "all":
        rows = rows.on(today())
    if level in Area.Level.values:
        rows = rows.filter(level=level)
    if q:
        rows = rows.filter(pk__in=queries.areas_named_like(q))
    rows = rows.order_by(queries.rank_of("level"), by_name("name"), "since")
    states = [("", _("Today")), ("former", _("Former")), ("all", _("All"))]
    levels = [("", _("Every level")), *Area.Level.choices]
    return listing(
        request, "orgs/areas.html", tables.Areas, rows, q=q, states=chips_for(request, "state", states),
        levels=chips_for(request, "level", levels), waiting=queries.unmapped(request.user).count(),
    )  # fmt: skip


@reads
def area(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(queries.areas_visible_to(request.user).select_related("parent"), pk=pk)
    became = found.successions.select_related("new").order_by("new__code")
    context = {
        "area": found,
        "became": tables.Passages(became),
        "was": tables.Origins(found.predecessions.select_related("old").order_by("old__code")),
        "waiting": [p for p in became if p.part == AreaSuccession.Part.PARTIAL],
        "unmapped": found.until is not None and not became,
        "ended": found.until is not None and found.until < today(),
        "children": found.children.on(found.until or today()).order_by(by_name("name")),
        "organisations": found.organisations.order_by(by_name("name")),
        "scope": tables.scope_tag(found),
        "history": record.history(request.user, found.thing),
        "may": permissions.may_enter_succession(request.user),
    }
    return render(request, "orgs/area.html", context)


@reads
def unmapped(request: HttpRequest) -> HttpResponse:
    """What the official lists do not say, waiting for an officer with the act in hand."""
    rows = queries.unmapped(request.user).order_by(queries.rank_of("level"), by_name("parent__name"), by_name("name"))
    parts = tables.Unshared(queries.unshared(request.user))
    return listing(request, "orgs/unmapped.html", tables.Unmapped, rows, parts=parts)


@enters
def enter_succession(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Area, pk=pk)
    form = forms.SuccessionForm(request.POST or None, area=found)
    above = crumbs((found.full_name, reverse("orgs:area", args=[pk])))
    context: dict[str, Any] = {
        "heading": _("Enter what it became"),
        "crumbs": above,
        "cancel": above[-1][1],
        "lead": _(
            "The act gives the day. Where the other area already existed, it becomes another area from that day."
        ),
    }
    return handle(
        request, form, lambda data: actions.enter_succession(found, by=request.user, **data), done=_("Saved."),
        to=above[-1][1], context=context,
    )  # fmt: skip


@enters
def enter_share(request: HttpRequest, pk: int) -> HttpResponse:
    passage = get_object_or_404(AreaSuccession.objects.select_related("old", "new"), pk=pk)
    form = forms.ShareForm(request.POST or None, initial={"share": passage.share})
    above = crumbs((passage.old.full_name, reverse("orgs:area", args=[passage.old_id])))
    context = {
        "heading": _("Share of %(old)s that passed to %(new)s") % {"old": passage.old, "new": passage.new},
        "crumbs": above,
        "cancel": above[-1][1],
    }
    return handle(
        request, form, lambda data: actions.enter_share(passage, by=request.user, **data), done=_("Saved."),
        to=above[-1][1], context=context,
    )  # fmt: skip


__all__ = ["area", "enter_share", "enter_succession", "index", "unmapped"]
