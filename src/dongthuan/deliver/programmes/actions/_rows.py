"""What every row of a plan must hold, whichever way it comes in, and how it is written."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.texts.models import ClauseVersion
from dongthuan.foundation.things.kit import Refused

from ..models import AnnualPlan, PlanRow, Programme

ROW_FIELDS = ("clause", "content", "target", "lead", "starts", "ends", "product", "note")


def check_year(programme: Programme, year: int) -> None:
    if year not in programme.years:
        raise Refused(
            _("The programme runs from %(a)s to %(b)s; %(year)s lies outside.")
            % {"a": programme.since.year, "b": programme.until.year, "year": year},
            field="year",
        )


def check_clauses(programme: Programme, clause_ids: list[int], field: str) -> None:
    """The clauses must stand in the version in force."""
    version = programme.in_force_version
    there = ClauseVersion.objects.filter(version=version, clause_id__in=clause_ids).count()
    if there != len(set(clause_ids)):
        raise Refused(_("A chosen clause does not stand in the version in force."), field=field)


def make_row(plan: AnnualPlan, values: dict[str, Any], partners: list[Organisation]) -> PlanRow:
    check_row(plan, values)
    row = PlanRow(plan=plan, key=f"{plan.year}-{plan.next_key:02d}", order=plan.next_key, **values)
    plan.next_key += 1
    plan.save(update_fields=["next_key"])
    row.save()
    row.partners.set([p for p in partners if p.pk != row.lead_id])
    return row


def change_row(row: PlanRow, values: dict[str, Any], partners: list[Organisation] | None) -> None:
    check_row(row.plan, {f: getattr(row, f) for f in ROW_FIELDS} | values)
    for field, value in values.items():
        setattr(row, field, value)
    row.revision += 1
    row.save()
    if partners is not None:
        row.partners.set([p for p in partners if p.pk != row.lead_id])


def check_row(plan: AnnualPlan, values: dict[str, Any]) -> None:
    """What every row must hold, whichever way it came in."""
    if not (values.get("content") or "").strip():
        raise Refused(_("Write the content."), field="content")
    if values.get("lead") is None:
        raise Refused(_("Name the organisation that leads."), field="lead")
    ends: date | None = values.get("ends")
    starts: date | None = values.get("starts")
    if ends is None:
        raise Refused(_("Write until when."), field="ends")
    if starts and starts > ends:
        raise Refused(_("The last day may not come before the first."), field="ends")
    if not plan.year <= ends.year <= plan.year + 1:
        raise Refused(
            _("The last day lies in %(there)s; this is the plan of %(year)s.")
            % {"there": ends.year, "year": plan.year},
            field="ends",
        )
    if clause := values.get("clause"):
        check_clauses(plan.programme, [clause.pk], "clause")


def row_data(row: PlanRow) -> dict[str, Any]:
    return {
        "key": row.key, "clause": row.clause_id, "content": row.content, "target": row.target, "lead": row.lead_id,
        "partners": sorted(row.partners.values_list("pk", flat=True)), "starts": row.starts, "ends": row.ends,
        "product": row.product, "note": row.note,
    }  # fmt: skip


def changes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """The fields that changed, old and new, with the row's key."""
    return {"key": after["key"], **{f: [before[f], after[f]] for f in after if before[f] != after[f]}}


def last_hand(row: PlanRow) -> str:
    """Who changed the row last, as the record names them."""
    entry = row.thing.entries.order_by("-seq").first()
    return entry.actor_name if entry else _("Someone")
