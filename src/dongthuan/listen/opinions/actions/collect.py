"""What officials bring in: papers, minutes, e-mails, Excel files. The collector is kept apart from whoever said it."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dongthuan.foundation.files import actions as files
from dongthuan.foundation.jobs.kit import enqueue
from dongthuan.foundation.orgs.models import Area, Organisation
from dongthuan.foundation.people import queries as people
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.texts.models import Clause
from dongthuan.foundation.things.kit import Refused, today
from dongthuan.lib import sheets

from .. import permissions, queries, sheet
from ..models import Giver, Intake, Opinion, Posting
from ..states import Channel
from ._facts import day_of, fresh, giver, line, said

CHUNK = 5_000  # rows of a sheet taken in one transaction: what was interrupted goes on after the last whole one
FEW = 300  # rows that are read while the collector waits
FAULTS = 200  # that are kept to be shown


def own_body(by: User) -> Organisation:
    """The collector's own body."""
    post = next(p for p in people.of(by).all_posts if p.role in permissions.COLLECTORS)
    return post.organisation


def _intake(
    posting: Posting, kind: str, held_on: date | None, place: str, upload: Any, by: User, accept: set[str]
) -> Intake:
    permissions.check(permissions.may_collect(by, posting))
    made = Intake.objects.create(
        posting=posting,
        kind=kind,
        collector=by,
        organisation=own_body(by),
        place=line(place, 200),
        held_on=day_of(held_on, posting),
    )
    if upload:
        made.file = files.store(upload, thing=made.thing, by=by, accept=accept, field="scan")
        made.save(update_fields=["file"])
    return made


@transaction.atomic
def bring_paper(
    posting: Posting, *, kind: str, held_on: date | None, place: str = "", scan: Any = None,
    opinions: Sequence[Mapping[str, Any]], by: User,
) -> Intake:  # fmt: skip
    """Bring in what stands on paper, in minutes or in an e-mail: each opinion with whoever gave it, as far as it says.

    An opinion: clause, stance, words, wording, name, contact, area, behalf, authority.
    """
    if kind not in (Intake.Kind.PAPER, Intake.Kind.MEETING, Intake.Kind.MAIL):
        raise Refused(_("Say what it stands on."), field="kind")
    if not scan:
        raise Refused(_("Keep the paper with it: a scan or a photograph."), field="scan")
    if kind == Intake.Kind.MEETING and not place.strip():
        raise Refused(_("Say where the meeting was held."), field="place")
    if not opinions:
        raise Refused(_("Write down at least one opinion."))
    made = _intake(posting, kind, held_on, place, scan, by, {"pdf", "image", "docx"})
    rows, givers = [], []
    for n, facts in enumerate(opinions):
        row = _written(posting, made, facts)
        rows.append(row)
        givers.append(giver(row, str(facts.get("name") or ""), str(facts.get("contact") or "")))
        made.rows = n + 1
    Opinion.objects.bulk_create(rows)
    Giver.objects.bulk_create([g for g in givers if g])
    made.done, made.finished = made.rows, True
    made.save(update_fields=["rows", "done", "finished"])
    record.append("opinions.bring_paper", subject=posting.thing, by=by, data={"kind": kind, "opinions": len(rows)})
    return made


def _written(posting: Posting, made: Intake, facts: Mapping[str, Any]) -> Opinion:
    clause: Clause | None = facts.get("clause")
    words, wording = said(posting, clause, facts["stance"], facts.get("words") or "", facts.get("wording") or "")
    return fresh(
        posting, clause, facts["stance"], words, wording, channel=made.kind, intake=made, given_on=made.held_on,
        area=facts.get("area"), behalf=facts.get("behalf"), authority=facts.get("authority"),
    )  # fmt: skip


@transaction.atomic
def bring_sheet(posting: Posting, *, upload: Any, held_on: date | None = None, place: str = "", by: User) -> Intake:
    """Take an Excel file in, one row an opinion. A file that is known already leads to its first coming."""
    made = _intake(posting, Intake.Kind.SHEET, held_on, place, None, by, set())
    stored = files.store(upload, thing=made.thing, by=by, accept={"xlsx"}, field="upload")
    before = Intake.objects.filter(posting=posting, kind=Intake.Kind.SHEET, file__sha256=stored.sha256).first()
    if before is not None:
        raise Refused(
            _("This file was taken in on %(day)s; nothing of it is counted twice.") % {"day": f"{before.at:%d/%m/%Y}"},
            field="upload",
        )
    cells = _cells(stored.bytes())
    try:
        header = sheets.header_row(cells, sheet.FIELDS)
        next(sheet.read(cells[: header + 2], sheet.Places([]), {}), None)
    except sheets.Unreadable as fault:
        raise Refused(_told(fault), field="upload") from None
    made.file, made.rows = stored, sum(1 for row in cells[header + 1 :] if any(row))
    if made.rows > sheet.MAX_ROWS:
        raise Refused(_told(sheets.Unreadable("long", str(sheet.MAX_ROWS))), field="upload")
    made.save(update_fields=["file", "rows"])
    record.append(
        "opinions.bring_sheet", subject=posting.thing, by=by, data={"rows": made.rows, "sha256": stored.sha256}
    )
    if made.rows <= FEW:
        read_rows(made, by=by)
        made.refresh_from_db()
    else:
        from ..jobs import read_sheet

        enqueue(read_sheet, key=f"opinions.read_sheet:{made.pk}", intake=made.pk)
    return made


def _cells(data: bytes) -> list[list[str]]:
    try:
        return sheet.rows_of(data)
    except sheets.Unreadable as fault:
        raise Refused(_told(fault), field="upload") from None


def _told(fault: sheets.Unreadable) -> str:
    words = {
        "columns": _("The columns are missing: %(what)s. Take the form from this page."),
        "empty": _("The workbook is empty."), "locked": _("The workbook is locked with a password."),
        "long": _("The sheet has more than %(what)s rows. Cut it in two."),
        "big": _("The file is larger than %(what)s MB. Cut it in two."),
        "cell": _("The text in cell %(what)s is too long."), "wide": _("The sheet has more than %(what)s columns."),
    }  # fmt: skip
    return words.get(fault.reason, _("This is no Excel workbook that can be read.")) % {"what": fault.detail}


@transaction.atomic
def read_rows(made: Intake, *, by: User | None) -> bool:
    """Take the next rows of a sheet in; whether that was all. Run again after an interruption, it goes on where it was."""
    made = Intake.objects.select_for_update(of=("self",)).select_related("posting__thing", "file").get(pk=made.pk)
    if made.finished or made.file is None:
        return True
    posting = made.posting
    places = sheet.Places([p for _n, p in queries.places(posting).values()])
    communes = Area.objects.on(today()).filter(level=Area.Level.COMMUNE)
    areas = {sheets.fold(word): a.pk for a in communes for word in (a.name, a.full_name)}
    found = list(islice(sheet.read(_cells(made.file.bytes()), places, areas), made.done, made.done + CHUNK))
    good = [row for row, _faults in found if row is not None]
    before = set(posting.opinions.filter(row_key__in=[r.key for r in good]).values_list("row_key", flat=True))
    rows, givers = [], []
    for r in good:
        if r.key in before:
            continue
        row = fresh(
            posting, None, r.stance, r.words, r.wording, clause_id=r.clause, channel=Channel.SHEET, intake=made,
            area_id=r.area, behalf=r.behalf, given_on=r.day or made.held_on, row_key=r.key,
        )  # fmt: skip
        rows.append(row)
        givers.append(giver(row, r.name, r.contact))
    Opinion.objects.bulk_create(rows)
    Giver.objects.bulk_create([g for g in givers if g])
    made.faults = (made.faults + [list(f) for _row, faults in found for f in faults])[:FAULTS]
    made.done, made.known = made.done + len(found), made.known + len(before)
    made.finished = len(found) < CHUNK
    made.save(update_fields=["faults", "done", "known", "finished"])
    record.append(
        "opinions.read_rows",
        subject=posting.thing,
        by=by,
        data={"intake": made.pk, "rows": len(rows), "done": made.done},
    )
    return made.finished
