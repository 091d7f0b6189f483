"""When the calendar or the law changes: reckon the days of open visits again, and never excuse a late one in silence."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from dongthuan.foundation.law import Deadline, LawError, WorkingCalendar
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, lock, today

from .. import law, permissions
from ..models import DueChange, Visit
from ..states import IN_REGISTER, VisitStatus
from .visits import ANSWER, NOTICE

PIECE = 500


@dataclass(frozen=True)
class Due:
    """A day that a visit owes: its rule, the column that holds it, while which it is owed."""

    rule: str
    column: str
    owed: Q


DUES = (
    Due(ANSWER, "answer_due", Q(status__in=IN_REGISTER, answered_on__isnull=True)),
    Due(NOTICE, "notice_due", Q(status=VisitStatus.REFUSED, notice_needed=True, notice_on__isnull=True, notice_due__isnull=False)),
)  # fmt: skip


def reckon_again(*, reason: str, by: User | None) -> int:
    """Reckon the answers (TCD-01) and notices (TCD-06) that are still owed again; answer how many days moved.

    Old and new are recorded with the reason. A day that is past and would not be by the new calendar stays: the change
    waits for a person (`excuse`). A day whose arithmetic is the same keeps the version of the calendar it was counted with.
    """
    calendar = law.working_calendar()
    pieces = ((due, ids) for due in DUES for ids in _pieces(due, calendar))
    return sum(_piece("reception.reckon_again", due, ids, calendar, reason, by) for due, ids in pieces)


def _pieces(due: Due, calendar: WorkingCalendar) -> Iterator[list[int]]:
    """The visits whose day is another now, a piece at a time. Visits of one day are reckoned once."""
    fresh: dict[str, Deadline | None] = {}
    found = []
    for pk, kept in Visit.objects.filter(due.owed).order_by("pk").values_list("pk", "deadlines").iterator():
        if (stored := kept.get(due.rule)) is None:
            continue
        trigger = str(stored["trigger"])
        if trigger not in fresh:
            fresh[trigger] = _reckoned(due.rule, trigger, calendar)
        now = fresh[trigger]
        if now and not _same(now, stored):
            found.append(pk)
    for first in range(0, len(found), PIECE):
        yield found[first : first + PIECE]


def _reckoned(rule: str, trigger: str, calendar: WorkingCalendar) -> Deadline | None:
    try:
        return law.deadline(rule, date.fromisoformat(trigger), calendar)
    except LawError:
        return None  # the rule is no longer there: what was counted stands


def _same(fresh: Deadline, stored: dict[str, Any]) -> bool:
    """Whether nothing but the version of the calendar differs."""
    return {**fresh.as_dict(), "calendar_version": None} == {**stored, "calendar_version": None}


@transaction.atomic
def _piece(verb: str, due: Due, ids: list[int], calendar: WorkingCalendar, reason: str, by: User | None) -> int:
    rows = Visit.objects.select_for_update(of=("self",)).filter(due.owed, pk__in=ids).select_related("thing")
    changes, lines = [], {}
    for visit in rows.order_by("pk"):
        old, before = visit.deadlines[due.rule], getattr(visit, due.column)
        new = _reckoned(due.rule, str(old["trigger"]), calendar)
        if new is None or _same(new, old):
            continue  # another run was here
        held = before < today() <= new.due
        if new.due != before:
            changes.append(DueChange(visit=visit, rule=due.rule, old=old, new=new.as_dict(), reason=reason, held=held))
            lines[visit.thing] = {"rule": due.rule, "old": before, "new": new.due, "held": held, "reason": reason}
        if not held:
            _apply(visit, due, new)
    DueChange.objects.bulk_create(changes)
    if lines:
        record.append_many(verb, lines, by=by)
    return len(changes)


def _apply(visit: Visit, due: Due, new: Deadline) -> None:
    setattr(visit, due.column, new.due)
    visit.deadlines = {**visit.deadlines, **law.stored(new)}
    visit.save(update_fields=[due.column, "deadlines"])


@transaction.atomic
def excuse(change: DueChange, *, by: User) -> Visit:
    """A leader decides that the new day counts although the visit was late by the old one."""
    change = lock(change)
    visit = lock(change.visit)
    permissions.check(permissions.may_excuse(by, visit))
    due = next(d for d in DUES if d.rule == change.rule)
    if not change.held or change.decided_by_id or not Visit.objects.filter(due.owed, pk=visit.pk).exists():
        raise Refused(_("Nothing waits to be decided here."))
    new = law.asked(due.rule, date.fromisoformat(str(visit.deadlines[due.rule]["trigger"])))
    _apply(visit, due, new)
    change.decided_by = by
    change.save(update_fields=["decided_by"])
    record.append("reception.excuse", subject=visit.thing, by=by, data={"rule": due.rule, "new": new.due})
    return visit
