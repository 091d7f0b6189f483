"""What every page of programmes starts with: the object the reader may see, and whether they may do what they ask."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from dongthuan.foundation.things.kit import No

from .. import queries
from ..models import AnnualPlan, PlanRow, Programme

Crumb = tuple[str, str]


def allowed(answer: bool | No) -> None:
    """Go on only when the answer is yes; else the page says the reason."""
    if not answer:
        raise PermissionDenied(answer.reason if isinstance(answer, No) else _("This post does not allow it."))


def inner_programme(request: HttpRequest, pk: int) -> Programme:
    """A programme whose inner pages the reader may open; to others it does not exist."""
    found = queries.insiders_see(request.user).select_related("thing", "text", "in_force_version", "predecessor")
    return get_object_or_404(found, pk=pk)


def inner_plan(request: HttpRequest, pk: int) -> AnnualPlan:
    plans = AnnualPlan.objects.filter(programme__in=queries.insiders_see(request.user))
    return get_object_or_404(plans.select_related("programme__in_force_version", "thing", "paper"), pk=pk)


def inner_row(request: HttpRequest, pk: int) -> PlanRow:
    rows = PlanRow.objects.filter(plan__programme__in=queries.insiders_see(request.user))
    found = rows.select_related("plan__programme__in_force_version", "lead", "clause", "thing")
    return get_object_or_404(found, pk=pk)


def crumbs(*steps: Any) -> list[Crumb]:
    """(label, address) for each step above this page; an object names itself."""
    found: list[Crumb] = [(_("Programmes"), reverse("programmes:list"))]
    for step in steps:
        if isinstance(step, Programme):
            found.append((step.short_title, reverse("programmes:detail", args=[step.pk])))
        elif isinstance(step, AnnualPlan):
            found.append((_("Plan of %(year)s") % {"year": step.year}, reverse("programmes:plan", args=[step.pk])))
        elif isinstance(step, PlanRow):
            found.append((step.key, reverse("programmes:row", args=[step.pk])))
        else:
            found.append(step)
    return found
