"""What a plan's Excel file may name, how the plan stands against it, and what it would change."""

import hashlib

from dongthuan.foundation.orgs.models import Organisation

from .. import workbook
from ..models import AnnualPlan, PlanImport, PlanRow
from ..workbook import FIELDS, Known, Names, Preview, fold
from .clauses import readings
from .year import organisations_of, rows_of


def names_for(plan: AnnualPlan) -> Names:
    """What the cells of the plan's file may name."""
    clauses: dict[str, int | None] = {}
    for reading in readings(plan.programme.in_force_version):
        if reading.code:
            key = fold(reading.code)
            clauses[key] = None if key in clauses else reading.clause_id
    found: dict[str, set[int]] = {}
    for org in organisations_of(plan.year).prefetch_related("names"):
        for name in {org.name, org.short_name, org.code, *(n.name for n in org.names.all())}:
            found.setdefault(fold(name), set()).add(org.pk)
    return Names(clauses, {name: ids.copy().pop() if len(ids) == 1 else None for name, ids in found.items()})


def known_rows(plan: AnnualPlan) -> list[Known]:
    """The rows as they stand now, in the values a file is compared with."""
    return [known(row) for row in rows_of(plan)]


def known(row: PlanRow) -> Known:
    values = {
        "clause": row.clause_id, "content": row.content, "target": row.target, "lead": row.lead_id,
        "partners": frozenset(p.pk for p in row.partners.all()), "starts": row.starts, "ends": row.ends,
        "product": row.product, "note": row.note,
    }  # fmt: skip
    assert list(values) == FIELDS
    return Known(row.key, row.revision, values)


def file_rows(plan: AnnualPlan) -> list[dict[str, object]]:
    """The rows as the file shows them."""
    codes = {r.clause_id: r.code for r in readings(plan.programme.in_force_version)}
    ambiguous = {name for name, pk in names_for(plan).organisations.items() if pk is None}

    def named(org: Organisation) -> str:
        return org.code if fold(org.short_name) in ambiguous else org.short_name

    return [
        {
            "key": row.key, "clause": codes.get(row.clause_id, ""), "content": row.content, "target": row.target,
            "lead": named(row.lead), "partners": "; ".join(named(p) for p in row.partners.all()),
            "starts": row.starts, "ends": row.ends, "product": row.product, "note": row.note, "revision": row.revision,
        }
        for row in rows_of(plan)
    ]  # fmt: skip


def preview(brought: PlanImport) -> tuple[Preview, str]:
    """What the file would change now, and a mark of the plan's present state."""
    plan = brought.plan
    known = known_rows(plan)
    sheet = workbook.read(brought.file.bytes(), names_for(plan), plan.year)
    return workbook.compare(sheet, known), state_mark(known)


def state_mark(known: list[Known]) -> str:
    return hashlib.sha256(repr([(k.key, k.revision) for k in known]).encode()).hexdigest()[:16]
