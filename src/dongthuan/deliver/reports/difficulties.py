"""Obstacles and proposals of a report: what the doers recorded in its period, as far as it was known at its moment."""

from django.db.models import Q, QuerySet

from dongthuan.deliver.tasks.models import Obstacle

from .models import Report


def of(report: Report) -> QuerySet[Obstacle]:
    """The same obstacles that the figure `vuong_mac` counts; their words do not change once recorded."""
    within = Q(raised_on__range=(report.since, report.as_of or report.until))
    if report.moment:
        within &= Q(at__lte=report.moment)
    found = Obstacle.objects.filter(within, task__thing__in=report.rows.values("task"))
    return found.select_related("task__organisation", "task__thing").order_by("raised_on", "pk")
