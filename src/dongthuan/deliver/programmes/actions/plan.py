"""A year of a programme: its focus, its plan, the rows of the plan."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.texts.models import Clause
from dongthuan.foundation.things.kit import Refused, lock

from .. import permissions
from ..models import AnnualPlan, PlanRow, Programme, YearFocus
from ._rows import change_row, changes, check_clauses, check_year, last_hand, make_row, row_data


@transaction.atomic
def set_focus(programme: Programme, *, year: int, theme: str, clauses: Iterable[Clause], by: User) -> YearFocus:
    """Choose the year's theme (chủ đề năm) and the clauses it concentrates on (trọng tâm)."""
    programme = lock(programme)
    permissions.check_may_plan(by, programme)
    check_year(programme, year)
    chosen = list(clauses)
    if not theme.strip():
        raise Refused(_("Write the theme of the year."), field="theme")
    if not chosen:
        raise Refused(_("Choose at least one clause."), field="clauses")
    check_clauses(programme, [c.pk for c in chosen], "clauses")
    focus, _new = YearFocus.objects.update_or_create(programme=programme, year=year, defaults={"theme": theme.strip()})
    focus.clauses.set(chosen)
    data = {"year": year, "theme": focus.theme, "clauses": sorted(c.pk for c in chosen)}
    record.append("programmes.set_focus", subject=programme.thing, by=by, data=data)
    return focus


@transaction.atomic
def open_plan(programme: Programme, *, year: int, by: User) -> AnnualPlan:
    """Open the plan of a year (lập kế hoạch năm)."""
    programme = lock(programme)
    permissions.check_may_plan(by, programme)
    check_year(programme, year)
    if programme.plans.filter(year=year).exists():
        raise Refused(_("This year has a plan already."), field="year")
    plan = AnnualPlan.objects.create(programme=programme, year=year)
    record.append("programmes.open_plan", subject=plan.thing, by=by, data={"year": year})
    return plan


@transaction.atomic
def add_row(plan: AnnualPlan, *, by: User, partners: Iterable[Organisation] = (), **values: Any) -> PlanRow:
    """Add a row at the end of the plan. `values`: clause, content, target, lead, starts, ends, product, note."""
    plan = lock(plan)
    permissions.check_may_edit_plan(by, plan)
    row = make_row(plan, values, list(partners))
    record.append("programmes.add_row", subject=row.thing, by=by, data=row_data(row))
    return row


@transaction.atomic
def edit_row(
    row: PlanRow, *, revision: int, by: User, partners: Iterable[Organisation] | None = None, **values: Any
) -> PlanRow:
    """Change a row. `revision` is the one the person saw: when another was faster, nothing is overwritten."""
    plan = lock(row.plan)
    row = lock(row)
    permissions.check_may_edit_plan(by, plan)
    if row.dropped:
        raise Refused(_("Row %(key)s was taken out of the plan meanwhile.") % {"key": row.key})
    if row.revision != revision:
        raise Refused(
            _("%(who)s changed row %(key)s meanwhile. Compare with what it says now, then save again.")
            % {"who": last_hand(row), "key": row.key}
        )
    before = row_data(row)
    change_row(row, values, None if partners is None else list(partners))
    record.append("programmes.edit_row", subject=row.thing, by=by, data=changes(before, row_data(row)))
    return row


@transaction.atomic
def drop_row(row: PlanRow, *, revision: int, by: User) -> PlanRow:
    """Take a row out of the draft plan; its code is not used again and its history stays."""
    plan = lock(row.plan)
    row = lock(row)
    permissions.check_may_edit_plan(by, plan)
    if row.revision != revision:
        raise Refused(_("%(who)s changed row %(key)s meanwhile.") % {"who": last_hand(row), "key": row.key})
    row.dropped = True
    row.revision += 1
    row.save(update_fields=["dropped", "revision"])
    record.append("programmes.drop_row", subject=row.thing, by=by, data={"key": row.key})
    return row
