"""A plan from an Excel file: looked at first, taken over when the person says so. Taken over twice, it counts once."""

from collections.abc import Collection
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dongthuan.foundation.files import actions as files
from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.texts.models import Clause
from dongthuan.foundation.things.kit import Refused, lock

from .. import permissions, queries, workbook
from ..models import AnnualPlan, PlanImport, PlanRow
from ..workbook import Preview
from ._rows import change_row, changes, make_row, row_data


@transaction.atomic
def bring_file(plan: AnnualPlan, *, upload: UploadedFile | bytes, name: str, by: User) -> PlanImport:
    """Bring an Excel file to the plan; nothing of the plan changes yet. A file with a wrong column is refused."""
    plan = lock(plan)
    permissions.check_may_edit_plan(by, plan)
    stored = files.store(upload, name=name, thing=plan.thing, by=by, accept={"xlsx"})
    workbook.read(stored.bytes(), queries.names_for(plan), plan.year)
    brought = PlanImport.objects.create(plan=plan, file=stored, by=by)
    record.append(
        "programmes.bring_file", subject=plan.thing, by=by, data={"file": stored.name, "sha256": stored.sha256}
    )
    return brought


@transaction.atomic
def take_over(brought: PlanImport, *, seen: str, take: Collection[str] = (), by: User) -> dict[str, int]:
    """Take the file over into the plan. `seen` is the mark the preview showed: when the plan changed since, look again.

    `take`: codes of the conflicting rows (edited after the file was written) for which the file shall win.
    """
    plan = lock(brought.plan)
    permissions.check_may_edit_plan(by, plan)
    found, mark = queries.preview(brought)
    if found.errors:
        raise Refused(_("The file has errors; correct them and bring it again."))
    if mark != seen:
        raise Refused(_("The plan changed since this was shown. Look again, then confirm."))
    new = [make_row(plan, *_objects(row.values)) for row in found.added]
    for row in new:
        record.append("programmes.add_row", subject=row.thing, by=by, data=row_data(row) | {"file": brought.file.name})
    wins = [*found.changed, *(c for c in found.conflicts if c.known.key in take)]
    _change(plan, wins, by, brought.file.name)
    _reorder(plan, found, new)
    brought.applied_at = timezone.now()
    brought.save(update_fields=["applied_at"])
    counts = {
        "added": len(new), "changed": len(wins), "unchanged": len(found.unchanged), "absent": len(found.absent),
        "kept": len(found.conflicts) + len(found.changed) - len(wins),
    }  # fmt: skip
    record.append("programmes.take_over", subject=plan.thing, by=by, data=counts | {"sha256": brought.file.sha256})
    return counts


def _change(plan: AnnualPlan, wins: list[workbook.Change], by: User, file: str) -> None:
    rows = {r.key: r for r in queries.rows_of(plan).filter(key__in=[c.known.key for c in wins])}
    for change in wins:
        row = rows[change.known.key]
        before = row_data(row)
        values, partners = _objects({f: change.row.values[f] for f in change.fields})
        change_row(row, values, partners if "partners" in change.fields else None)
        data = changes(before, row_data(row)) | {"file": file}
        record.append("programmes.edit_row", subject=row.thing, by=by, data=data)


def _reorder(plan: AnnualPlan, found: Preview, new: list[PlanRow]) -> None:
    """Put the rows in the file's order; those the file does not hold follow."""
    if not found.reordered and (not new or found.order[-len(new) :] == [""] * len(new)):
        return
    fresh = iter(new)
    keys = [key or next(fresh).key for key in found.order] + [k.key for k in found.absent]
    place = {key: i for i, key in enumerate(keys, 1)}
    rows = list(plan.rows.filter(key__in=keys))
    for row in rows:
        row.order = place[row.key]
    PlanRow.objects.bulk_update(rows, ["order"])


def _objects(values: dict[str, Any]) -> tuple[dict[str, Any], list[Organisation]]:
    """Numbers of rows from the file to objects."""
    values = dict(values)
    partners = list(Organisation.objects.filter(pk__in=values.pop("partners", ())))
    if "clause" in values:
        values["clause"] = Clause.objects.get(pk=values["clause"]) if values["clause"] else None
    if "lead" in values:
        values["lead"] = Organisation.objects.get(pk=values["lead"])
    return values, partners
