"""A leader's overview: what is late, where and why; by organisation, by clause and by area, with the table behind it.

Everything is counted in the database; the number of queries does not grow with the number of tasks or organisations.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from dongthuan.deliver.tasks import permissions as task_permissions
from dongthuan.deliver.tasks import queries as tasks
from dongthuan.deliver.tasks.models import Obstacle
from dongthuan.deliver.tasks.queries import Tally
from dongthuan.foundation.orgs.models import Area, Organisation
from dongthuan.foundation.things.kit import kinds, resolve, today
from dongthuan.foundation.things.models import Thing
from dongthuan.web.kit import Bar, Column, Table, chips_for, nav, paginate

WAYS = (
    ("organisation", gettext_lazy("By organisation")),
    ("clause", gettext_lazy("By clause")),
    ("area", gettext_lazy("By area")),
)
OBSTACLES = 20
LATE = 20


@dataclass(frozen=True)
class Part:
    label: str
    tally: Tally
    url: str = ""

    @property
    def bar(self) -> Bar:
        return self.tally.bar(self.label, self.url)


class PartTable(Table):
    name = "tong-quan"
    caption = gettext_lazy("Overview")
    columns = (
        Column("label", gettext_lazy("Part"), width=50),
        Column("on_time", gettext_lazy("On time"), "tally.on_time", numeric=True),
        Column("extended", gettext_lazy("Within an extension"), "tally.extended", numeric=True),
        Column("late", gettext_lazy("Late"), "tally.late", numeric=True),
        Column("open", gettext_lazy("In hand"), "tally.open", numeric=True),
        Column("overdue", gettext_lazy("Overdue"), "tally.overdue", numeric=True),
        Column("stopped", gettext_lazy("Stopped"), "tally.stopped", numeric=True),
        Column("total", gettext_lazy("All"), "tally.total", numeric=True),
    )


@login_required
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    if not task_permissions.may_oversee(request.user):
        raise PermissionDenied(_("The overview is for leaders, focal officers and steering viewers."))
    by = request.GET.get("by", "organisation")
    by = by if by in dict(WAYS) else "organisation"
    seen = tasks.visible_to(request.user)
    parts = worst_first(parts_of(seen, by))
    if request.GET.get("format") == "xlsx":
        return PartTable(parts).as_response()
    total = sum((p.tally for p in parts), Tally())
    page = paginate(request, parts, 25)
    return render(request, "journeys/overview.html", {
        "total": total, "bar": total.bar(_("All tasks")), "page": page, "bars": [p.bar for p in page.object_list],
        "chips": chips_for(request, "by", [("" if k == "organisation" else k, label) for k, label in WAYS]),
        "first": dict(WAYS)[by], "late": late_tasks(seen), "obstacles": obstacles(seen), "day": today(),
    })  # fmt: skip


def parts_of(seen: QuerySet, by: str) -> list[Part]:
    """The counts with their names; three queries whatever the volume."""
    tallies = tasks.tally(seen, by)
    names = {"organisation": organisations, "area": areas, "clause": clauses}[by](tallies)
    unknown = _("Not from a clause") if by == "clause" else _("Other")
    page = reverse("tasks:list")
    return [
        Part(names.get(key) or unknown, tally, f"{page}?{by}={key}" if key and by != "area" else "")
        for key, tally in tallies.items()
    ]


def organisations(ids: Any) -> dict[Any, str]:
    return dict(Organisation.objects.filter(pk__in=list(ids)).values_list("pk", "name"))


def areas(ids: Any) -> dict[Any, str]:
    return dict(Area.objects.filter(pk__in=list(ids)).values_list("pk", "full_name"))


def clauses(ids: Any) -> dict[Any, str]:
    objects = resolve(Thing.objects.filter(pk__in=[i for i in ids if i]))
    return {pk: str(kinds[obj.KIND].title(obj)) for pk, obj in objects.items()}


def worst_first(parts: list[Part]) -> list[Part]:
    return sorted(parts, key=lambda p: (-p.tally.overdue, -p.tally.late, p.label))


def late_tasks(seen: QuerySet) -> list[Any]:
    """The tasks that are overdue longest."""
    return list(seen.overdue().prefetch_related("organisation").order_by("due", "pk")[:LATE])


def obstacles(seen: QuerySet) -> list[Obstacle]:
    """Why: what stands in the way of open tasks, the oldest first."""
    open_ = Obstacle.objects.exclude(status="resolved").filter(task__in=seen.open())
    return list(open_.prefetch_related("task__organisation", "escalated_to").order_by("raised_on", "pk")[:OBSTACLES])


def ready() -> None:
    nav.add(
        "workspace", gettext_lazy("Work"), gettext_lazy("Overview"), "journeys:overview", "chart", order=15,
        visible=lambda user: bool(task_permissions.may_oversee(user)),
    )  # fmt: skip


urlpatterns = [path("overview/", overview, name="overview")]
