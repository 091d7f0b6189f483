"""What stands otherwise than when the report was computed, and what nobody could have changed: told apart.

*Changed since*: something was written down after the report's moment (a report accepted, a due date moved, a task handed
over), or without a trace; the frozen figure does not move. *Altered*: the report is not what its freezing wrote into the
record.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.record.models import Entry
from dongthuan.foundation.things.kit import kind_of, resolve
from dongthuan.foundation.things.models import Thing

from . import rows, seal
from .models import Report
from .states import Bucket, Status


@dataclass(frozen=True)
class Change:
    """A task that stands otherwise than in the report's rows."""

    title: str
    url: str | None
    was: str
    now: str
    untraced: bool = False  # nothing that was written down since explains it


@dataclass(frozen=True)
class Outcome:
    """Of one report: what is altered (sentences), which stored rows do not follow from the facts, what changed since."""

    altered: list[str] = field(default_factory=list)
    rows: list[Change] = field(default_factory=list)
    since: list[Change] = field(default_factory=list)


def of(report: Report, line: Entry | None) -> Outcome:
    """`line`: what froze it, as `seal.sealed` gives it."""
    altered = seal.broken(report, line)
    rows_altered = line is not None and rows.hash_of(report) != line.data.get("seal", {}).get("rows")
    then = {d["task"]: d for d in rows.differences(report, report.moment)}
    now = rows.differences(report)
    if rows_altered:  # the rows that do not follow from what was known then are the altered ones, not changes
        return Outcome(altered, _told(then.values()), _told(d for d in now if d["task"] not in then))
    return Outcome(altered, [], _told(now, untraced=then))


def of_one(report: Report) -> Outcome:
    """As `of`, for a page: drafts are not frozen, so nothing in them is altered."""
    if report.status == Status.DRAFT:
        return Outcome(since=_told(rows.differences(report)))
    return of(report, seal.sealed([report.thing_id]).get(report.thing_id))


def _told(found: Iterable[dict[str, Any]], untraced: Iterable[int] = ()) -> list[Change]:
    listed, marked = list(found), set(untraced)
    things = Thing.objects.in_bulk([d["task"] for d in listed])
    objects = resolve(things.values())
    ids = {d[k] for d in listed for k in ("organisation_was", "organisation_now") if d[k]}
    names = {o.pk: o.short_name for o in Organisation.objects.filter(pk__in=ids)}
    return [_change(d, things[d["task"]], objects.get(d["task"]), names, d["task"] in marked) for d in listed]


def _change(d: dict[str, Any], thing: Thing, obj: Any, names: dict[int, str], untraced: bool) -> Change:
    was, now = (str(Bucket(b).label) if b else _("Not among the rows") for b in (d["was"], d["now"]))
    if d["was"] and d["now"]:
        was, now = (f"{words}{_more(d, side, names)}" for words, side in ((was, "was"), (now, "now")))
    kind = kind_of(thing)
    return Change(kind.title(obj) if obj else str(thing), kind.url(obj) if obj else None, was, now, untraced)


def _more(d: dict[str, Any], side: str, names: dict[int, str]) -> str:
    """What else differs beside the standing."""
    said = []
    if d["organisation_was"] != d["organisation_now"]:
        said.append(names.get(d[f"organisation_{side}"], ""))
    same = d["was"] == d["now"]
    if same and d["evidence_was"] != d["evidence_now"]:
        said.append(_("evidence: %(n)s") % {"n": d[f"evidence_{side}"]})
    if same and d["obstacles_was"] != d["obstacles_now"]:
        said.append(_("obstacles: %(n)s") % {"n": d[f"obstacles_{side}"]})
    return f" ({', '.join(said)})" if said else ""
