"""What tasks shows on the pages of what they were given because of."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from dongthuan.deliver.programmes.models import PlanRow
from dongthuan.lib.vietnamese import shortened
from dongthuan.web.kit import Bar

from . import permissions, queries
from .queries import Tally


def tasks_because(request: HttpRequest, obj: Any) -> str | None:
    """How far the tasks are that were given because of this, as this reader sees them; and the way to give more."""
    found = queries.tally_total(queries.visible_to(request.user).filter(because=obj.thing_id))
    may_issue = permissions.may_issue_any(request.user)
    if not found.total and not may_issue:
        return None
    return render_to_string("tasks/_because.html", {
        "bar": found.bar(_("Tasks"), f"{reverse('tasks:list')}?because={obj.thing_id}"), "tally": found,
        "issue": f"{reverse('tasks:issue')}?because={obj.thing_id}",
        "offer": bool(may_issue), "may": permissions.may_order(obj.thing),
    }, request)  # fmt: skip


def tasks_of_plan(request: HttpRequest, plan: Any) -> str | None:
    """A bar for each row of the year's plan from which tasks were given."""
    rows = {r.thing_id: r for r in PlanRow.objects.filter(plan=plan, dropped=False)}
    counted = queries.tally(queries.visible_to(request.user).filter(because__in=rows), "because")
    bars = [_bar(counted[pk], row.content, pk) for pk, row in rows.items() if pk in counted]
    return _drawn(request, bars, _("Tasks by row of the plan"), _("Row of the plan"))


def tasks_of_programme(request: HttpRequest, programme: Any) -> str | None:
    """A bar for each year: the tasks given from its plan."""
    years = dict(PlanRow.objects.filter(plan__programme=programme).values_list("thing_id", "plan__year"))
    sums: dict[int, Tally] = {}
    for pk, found in queries.tally(queries.visible_to(request.user).filter(because__in=years), "because").items():
        sums[years[pk]] = sums.get(years[pk], Tally()) + found
    bars = [found.bar(_("Plan %(year)s") % {"year": year}) for year, found in sorted(sums.items())]
    return _drawn(request, bars, _("Tasks by year"), _("Year"))


def _bar(found: Tally, label: str, because: int) -> Bar:
    return found.bar(shortened(label, 120), f"{reverse('tasks:list')}?because={because}")


def _drawn(request: HttpRequest, bars: list[Bar], caption: str, first: str) -> str | None:
    if not bars:
        return None
    return render_to_string("tasks/_bars.html", {"bars": bars, "caption": caption, "first": first}, request)
