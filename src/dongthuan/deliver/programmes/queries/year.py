"""Reads about a programme's years: the focus, the plan, its rows."""

from datetime import date

from django.db.models import QuerySet

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.things.kit import today

from ..models import AnnualPlan, PlanRow, Programme, YearFocus


def rows_of(plan: AnnualPlan) -> QuerySet[PlanRow]:
    return plan.rows.filter(dropped=False).select_related("lead", "clause", "thing").prefetch_related("partners")


def focus_of(programme: Programme, year: int) -> YearFocus | None:
    return programme.focuses.filter(year=year).prefetch_related("clauses").first()


def shown_year(programme: Programme, day: date | None = None) -> int:
    """The year a page opens on: this one, within the programme's window."""
    year = (day or today()).year
    return min(max(year, programme.since.year), programme.until.year)


def organisations_of(year: int) -> QuerySet[Organisation]:
    """The organisations that existed on some day of the year."""
    return Organisation.objects.filter(since__lte=date(year, 12, 31)).exclude(until__lt=date(year, 1, 1))
