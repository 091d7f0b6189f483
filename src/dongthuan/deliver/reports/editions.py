"""Which wording of the programme a report speaks of: the one in force on the last day its figures cover."""

from datetime import date

from dongthuan.deliver.programmes.models import Edition, Programme
from dongthuan.foundation.texts.models import Version

from .models import Report


def in_force_on(programme: Programme, day: date) -> Edition:
    """The last edition signed by the day; before the first signature (a period that began earlier), the first one."""
    signed = programme.editions.filter(withdrawn=False, signed_on__isnull=False).select_related("version", "paper")
    editions = list(signed.order_by("number"))
    return next((e for e in reversed(editions) if e.signed_on and e.signed_on <= day), editions[0])


def of(report: Report) -> Edition | None:
    """The edition whose wording the report is pinned to."""
    found = report.programme.editions.filter(version=report.version_id, withdrawn=False)
    return found.select_related("paper").first() if report.version_id else None


def named(edition: Edition) -> str:
    """As papers and pages name it: "văn bản số 01-CTr/BDVTU-UBND, bản ký ngày 02/04/2021"."""
    signed = f", bản ký ngày {edition.signed_on:%d/%m/%Y}" if edition.signed_on else ""
    return f"văn bản số {edition.paper.shown_number}{signed}"


def pin(report: Report) -> Version | None:
    """Pin the report to the wording of its day; the wording it spoke of before, if that was another one."""
    before, report.version = report.version, in_force_on(report.programme, report.as_of or report.until).version
    report.save(update_fields=["version"])
    return before if before is not None and before.pk != report.version_id else None
