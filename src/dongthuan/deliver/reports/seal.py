"""What a frozen report is held to: the hashes that its freezing wrote into the record, whose lines hang on each other.

The report's own row may be altered together with its hash; the record's line may not, without `record verify` seeing it.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _

from dongthuan.foundation.record import queries as record
from dongthuan.foundation.record.models import Entry
from dongthuan.foundation.things.models import Thing

from . import rows
from .models import Report
from .states import Status

SEALING = ("reports.freeze", "reports.take_in")
OPENING = "reports.unfreeze"


def of(report: Report) -> dict[str, str]:
    """SHA-256 of each part of the report as it stands in the database."""
    return {
        "rows": rows.hash_of(report),
        "facts": _hash(_facts(report)),
        "declared": _hash(
            [d.label, f"{d.value:.2f}", d.unit, d.nature, f"{d.as_of or ''}", d.source, d.file.sha256 if d.file else ""]
            for d in report.declared.select_related("file").order_by("pk")
        ),
        "words": _hash([s.key, s.level, s.number, s.title, s.text] for s in report.sections.order_by("order", "key")),
    }


def _facts(report: Report) -> list[Any]:
    moment = report.moment.astimezone(UTC).isoformat(timespec="microseconds") if report.moment else ""
    days = [f"{d}" for d in (report.since, report.until, report.as_of)]
    return [
        report.programme_id,
        report.kind,
        report.title,
        report.issuer_id,
        *days,
        moment,
        report.version_id,
        report.paper_id,
    ]


def _hash(value: Iterable[Any]) -> str:
    text = json.dumps(list(value), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def sealed(things: Iterable[int] | None = None) -> dict[int, Entry]:
    """Thing of a report -> the line of the record that froze it, unless it was opened again since."""
    lines = Entry.objects.filter(verb__in=[*SEALING, OPENING])
    if things is not None:
        lines = lines.filter(subject__in=list(things))
    last = {e.subject_id: e for e in lines.order_by("seq")}
    return {thing: e for thing, e in last.items() if e.verb != OPENING}


def broken(report: Report, line: Entry | None) -> list[str]:
    """What does not agree with the record, a sentence each; empty if all does. `line`: as `sealed` gives it."""
    found = list(record.faults_of(report.thing))
    if line is None:
        return [*found, _("Nothing in the record froze this report.")] if report.status != Status.DRAFT else found
    if report.status == Status.DRAFT:
        found.append(_("The record says that it is frozen; it stands as a draft."))
    return [*found, *_unlike(report, line.data.get("seal") or {})]


def _unlike(report: Report, promised: dict[str, str]) -> Iterator[str]:
    says = {
        "rows": _("The rows behind its figures are not those that were frozen."),
        "facts": _("Its period, its moment, its wording or its paper are not those that were frozen."),
        "declared": _("Its declared figures are not those that were frozen."),
        "words": _("Its words are not those that were frozen."),
    }
    now = of(report)
    yield from (sentence for part, sentence in says.items() if promised.get(part) != now[part])
    if report.rows_hash != promised.get("rows"):
        yield _("The hash stored beside the report is not the one in the record.")


@dataclass(frozen=True)
class Vanished:
    """A frozen report that the record knows and the database does not hold any more."""

    thing: int
    at: datetime

    def __str__(self) -> str:
        return _("A frozen report has vanished (thing %(thing)s, frozen on %(day)s).") % {
            "thing": self.thing, "day": f"{self.at:%d/%m/%Y}"}  # fmt: skip


def vanished(lines: dict[int, Entry]) -> list[Vanished]:
    there = set(Report.objects.filter(thing__in=lines).values_list("thing_id", flat=True))
    known = Thing.objects.in_bulk([t for t in lines if t not in there])
    return [Vanished(t, lines[t].at) for t in sorted(known)]
