"""Opening, computing, writing, freezing a report; conferences."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dongthuan.deliver.programmes.models import Programme
from dongthuan.foundation.files import actions as files
from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.papers import actions as papers
from dongthuan.foundation.papers.models import Paper
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, clean_text, lock, today

from .. import editions, paper, permissions, queries, rows, rules, seal, skeleton
from ..models import DeclaredFigure, Report, Section
from ..rules import Declared
from ..states import Kind, Status, check_move


@transaction.atomic
def open(programme: Programme, *, kind: str, year: int, issuer: Organisation, by: User) -> Report:
    """Open a report of a period: its figures are computed and its skeleton drafted (báo cáo sơ kết, tổng kết)."""
    permissions.check_may_write(by, programme)
    if kind in (Kind.SIX_MONTH, Kind.ANNUAL, Kind.MID_TERM) and year not in programme.years:
        raise Refused(_("The programme does not run in %(year)s.") % {"year": year}, field="year")
    since, until = rules.period(kind, year, programme.since, programme.until)
    if since > until:
        raise Refused(_("The programme does not run in this period."), field="year")
    report = Report(programme=programme, kind=kind, issuer=issuer, since=since, until=until)
    report.title = skeleton.title_of(report)
    try:
        with transaction.atomic():
            report.save()
    except IntegrityError:
        raise Refused(_("This period has a report of this kind already."), field="kind") from None
    _compute(report)
    record.append("reports.open", subject=report.thing, by=by, data={"kind": kind, "since": since, "until": until})
    return report


def _compute(report: Report) -> int:
    """Rows of this moment, for the wording of the programme that is in force on their day; the skeleton follows."""
    report.as_of, report.moment = min(report.until, today()), timezone.now()
    before = editions.pin(report)
    report.save(update_fields=["as_of", "moment"])
    counted = rows.store(report)
    skeleton.refresh(report, before)
    return counted


@transaction.atomic
def compute(report: Report, *, by: User) -> Report:
    """Compute the figures anew from the data of this moment."""
    report = lock(report)
    permissions.check_may_edit(by, report)
    counted = _compute(report)
    record.append("reports.compute", subject=report.thing, by=by, data={"rows": counted, "as_of": report.as_of})
    return report


@transaction.atomic
def write(section: Section, *, text: str, revision: int, by: User) -> Section:
    """Write a section. Whoever saved in between is not overwritten."""
    report = lock(section.report)
    permissions.check_may_edit(by, report)
    section = lock(section)
    if section.revision != revision:
        raise Refused(
            _("Someone saved this section in the meantime. Copy your text, open the section again and join both.")
        )
    text = clean_text(text)
    if unknown := queries.unknown_tokens(report, text):
        raise Refused(_("%(token)s names no figure of this report.") % {"token": unknown[0]}, field="text")
    section.text, section.revision = text, section.revision + 1
    section.save(update_fields=["text", "revision"])
    record.append("reports.write", subject=report.thing, by=by, data={"section": f"{section.number}. {section.title}"})
    return section


@transaction.atomic
def declare(report: Report, *, file: UploadedFile | None = None, by: User, **values: Any) -> DeclaredFigure:
    """Declare a figure that a named paper states; it has no rows and says so."""
    report = lock(report)
    permissions.check_may_edit(by, report)
    if not str(values.get("source", "")).strip():
        raise Refused(_("A declared figure names the paper it comes from."), field="source")
    if values.get("nature") == DeclaredFigure.Nature.MOMENT and not values.get("as_of"):
        raise Refused(_("A figure at a moment needs its day."), field="as_of")
    stored = files.store(file, name=file.name or "", thing=report.thing, by=by) if file else None
    figure = DeclaredFigure.objects.create(report=report, file=stored, **values)
    record.append(
        "reports.declare", subject=report.thing, by=by,
        data={"label": figure.label, "value": str(figure.value), "unit": figure.unit, "source": figure.source},
    )  # fmt: skip
    return figure


@transaction.atomic
def remove_declared(figure: DeclaredFigure, *, by: User) -> None:
    """Take a declared figure out of a draft."""
    report = lock(figure.report)
    permissions.check_may_edit(by, report)
    record.append("reports.remove_declared", subject=report.thing, by=by, data={"label": figure.label})
    figure.delete()


@transaction.atomic
def freeze(report: Report, *, dated: date | None = None, by: User) -> Report:
    """Freeze the figures with their rows and moment, number the paper and typeset it, ready to be signed."""
    report = lock(report)
    permissions.check_may_edit(by, report)
    check_move(report.status, Status.FROZEN)
    _compute(report)
    _check_tokens(report)
    made = papers.number(paper.draft(report, by=by), day=dated or today(), by=by)
    made = papers.freeze(made, by=by)
    report.paper, report.status, report.rows_hash = made, Status.FROZEN, rows.hash_of(report)
    report.save(update_fields=["paper", "rows_hash", "status"])
    data = {"rows": report.rows.count(), "number": made.shown_number, "seal": seal.of(report)}
    record.append("reports.freeze", subject=report.thing, by=by, data=data)
    return report


def _check_tokens(report: Report) -> None:
    for section in report.sections.all():
        if unknown := queries.unknown_tokens(report, section.text):
            raise Refused(_("Section %(n)s names a figure that does not exist: %(token)s.") % {
                "n": section.number, "token": unknown[0]})  # fmt: skip


@transaction.atomic
def mark_signed(made: Paper, *, by: User | None) -> Report | None:
    """The last signature was put on the report's paper."""
    report = Report.objects.filter(paper=made).first()
    if report is None:
        return None
    report = lock(report)
    check_move(report.status, Status.SIGNED)
    report.status = Status.SIGNED
    report.save(update_fields=["status"])
    record.append("reports.mark_signed", subject=report.thing, by=by, data={"number": made.shown_number})
    return report


@transaction.atomic
def unfreeze(report: Report, *, reason: str, by: User) -> Report:
    """Give up the unsigned paper and open the draft again; the number stays used, the figures are computed anew."""
    report = lock(report)
    permissions.check_may_unfreeze(by, report)
    check_move(report.status, Status.DRAFT)
    if not reason.strip():
        raise Refused(_("Say why the paper is given up."), field="reason")
    papers.void(report.paper, reason=reason, by=by)
    report.paper, report.rows_hash, report.status = None, "", Status.DRAFT
    report.save(update_fields=["paper", "rows_hash", "status"])
    _compute(report)
    record.append("reports.unfreeze", subject=report.thing, by=by, note=reason)
    return report


@transaction.atomic
def take_in(
    report: Report,
    *,
    number: int,
    dated: date,
    signers: Mapping[int, str],
    scan: Any,
    scan_name: str = "",
    figures: Sequence[Declared] = (),
    by: User,
) -> Report:
    """Take in a report signed with ink: its scan, its own number and day; `by` attests. Its figures freeze with it.

    `figures` stand on the paper itself, which is their source. `signers`: order of the block -> name on the paper.
    """
    report = lock(report)
    permissions.check_may_take_in(by, report)
    check_move(report.status, Status.SIGNED)
    if dated > today():
        raise Refused(_("A paper cannot carry a day that is still to come."), field="dated")
    _check_tokens(report)
    made = paper.draft(report, by=by)
    symbol = made.symbol if made.symbol.startswith(("-", "/")) else f"-{made.symbol}"
    source = f"Báo cáo số {number:02d}{symbol} ngày {dated:%d/%m/%Y}"
    for f in figures:
        report.declared.create(label=f.label, value=f.value, unit=f.unit, nature=f.nature, as_of=f.as_of, source=source)
    if figures:
        made = papers.redraft(made, body=paper.content(report), by=by)
    report.paper, report.rows_hash = made, rows.hash_of(report)
    report.save(update_fields=["paper", "rows_hash"])
    data = {
        "number": f"{number:02d}{symbol}", "dated": dated, "attested_by": by.record_name(), "declared": len(figures),
        "seal": seal.of(report),
    }  # fmt: skip
    record.append("reports.take_in", subject=report.thing, by=by, data=data)
    papers.take_in_paper_signed(
        made, scan=scan, scan_name=scan_name, number=number, day=dated, signers=signers, attested_by=by, by=by
    )
    return Report.objects.get(pk=report.pk)
