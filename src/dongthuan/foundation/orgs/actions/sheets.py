"""Importing a sheet in three steps. Reading it twice, half-edited or in another order never doubles a row."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, lock, must
from dongthuan.lib import sheets as lib

from ..kit import WRONG, Step, kind_of, plan, sheets
from ..models import SheetImport


def _said(problem: lib.Unreadable) -> str:
    """Why a file cannot be taken, in one sentence naming the place."""
    return {
        "big": _("The file is larger than %(detail)s MB. Split it and send the parts."),
        "not-xlsx": _("This is not an Excel file (.xlsx), whatever its name says. Save it as .xlsx and send it again."),
        "bomb": _("The file unpacks to far more than an Excel sheet holds; it was not opened."),
        "spread": _("The sheet reaches too far right or down; it was not opened. Delete what stands beyond the table."),
        "locked": _("The file is protected by a password. Save it without one and send it again."),
        "empty": _("The file has no filled cell."),
        "long": _("The sheet has more than %(detail)s rows. Split it and send the parts."),
        "wide": _("The sheet has more than %(detail)s columns."),
        "cell": _("Cell %(detail)s holds more text than a name can have."),
        "broken": _(
            "The file is damaged and cannot be read (%(detail)s). Open it in Excel, save it, and send it again."
        ),
    }[problem.reason] % {"detail": problem.detail}


@transaction.atomic
def read_sheet(what: str, *, file_name: str, data: bytes, by: Any) -> SheetImport:
    """Step 1: take in a sheet and find its columns by their headings. Nothing of it is applied yet."""
    kind = sheets[what]
    must(kind.may(by))
    try:
        rows = lib.read(data)
    except lib.Unreadable as problem:
        raise Refused(_said(problem), field="file") from None
    mapping = lib.guess(rows[lib.header_row(rows, kind.fields)], kind.fields)
    sheet = SheetImport.objects.create(what=what, file_name=file_name[-200:], rows=rows, mapping=mapping, by_id=by.pk)
    record.append("orgs.read_sheet", subject=sheet.thing, by=by, data={"file": sheet.file_name, "rows": len(rows)})
    return sheet


@transaction.atomic
def map_sheet(sheet: SheetImport, *, mapping: dict[str, int], by: Any) -> SheetImport:
    """Step 2: say which column is which field, where the headings did not."""
    sheet = _mine(sheet, by)
    kind = kind_of(sheet)
    mapping = kind.columns(mapping)
    for field in kind.fields:
        if field.required and field.key not in mapping:
            raise Refused(_("Say which column holds “%(label)s”.") % {"label": field.label}, field=field.key)
    if twice := next((f for f in kind.fields if list(mapping.values()).count(mapping.get(f.key, -1)) > 1), None):
        raise Refused(_("The column of “%(label)s” is chosen twice.") % {"label": twice.label}, field=twice.key)
    sheet.mapping = mapping
    sheet.save(update_fields=["mapping"])
    record.append("orgs.map_sheet", subject=sheet.thing, by=by, data={"mapping": mapping})
    return sheet


@transaction.atomic
def apply_sheet(sheet: SheetImport, *, by: Any) -> SheetImport:
    """Step 3: carry out what the check showed, all rows or none. What is already there is left alone."""
    sheet = _mine(sheet, by)
    steps = plan(sheet)
    if wrong := [step for step in steps if step.status == WRONG]:
        raise Refused(_("Nothing was imported: %(error)s") % {"error": wrong[0].errors[0]})
    for step in steps:
        if step.do is not None:
            step.do(by)
    sheet.applied_at = timezone.now()
    sheet.outcome = _outcome(steps)
    sheet.save(update_fields=["applied_at", "outcome"])
    record.append("orgs.apply_sheet", subject=sheet.thing, by=by, data=sheet.outcome)
    return sheet


def _mine(sheet: SheetImport, by: Any) -> SheetImport:
    sheet = lock(sheet)
    must(kind_of(sheet).may(by))
    if sheet.applied_at is not None:
        raise Refused(_("This sheet was already imported."))
    return sheet


def _outcome(steps: list[Step]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for step in steps:
        counts[step.status] = counts.get(step.status, 0) + 1
    return counts
