"""When the calendar or the law changes: reckon the days still owed again, and never excuse what is late in silence."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from dongthuan.foundation.law import Deadline, LawError, WorkingCalendar
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, lock, today

from .. import law, permissions
from ..models import DueChange, Session, Visit
from ..states import AHEAD, IN_REGISTER, SessionStatus, VisitStatus
from .schedule import ONLINE, POSTING
from .visits import ANSWER, NOTICE

PIECE = 500


@dataclass(frozen=True)
class Due:
    """A day that is owed: its rule, of what, while which; the column that holds it beside its arithmetic, if one does."""

    rule: str
    model: type[Visit] | type[Session]
    owed: Q
    column: str = ""

    def rows(self) -> QuerySet[Any]:
        return self.model.objects.filter(self.owed)


DUES = (
    Due(ANSWER, Visit, Q(status__in=IN_REGISTER, answered_on__isnull=True), "answer_due"),
    Due(
        NOTICE, Visit, Q(status=VisitStatus.REFUSED, notice_needed=True, notice_on__isnull=True, notice_due__isnull=False),
        "notice_due",
    ),
    Due(POSTING, Session, Q(status=SessionStatus.SCHEDULED, post_by__isnull=False), "post_by"),
    *(Due(rule, Session, Q(status__in=AHEAD, online=True)) for rule in ONLINE),
)  # fmt: skip


def reckon_again(*, reason: str, by: User | None) -> int:
    """Reckon answers (TCD-01), notices (TCD-06), postings (TCD-04) and online days (TCD-07) again while they are owed; answer how
    many days moved.

    Old and new are recorded with the reason. A day that is past and would not be by the new calendar stays: the change
    waits for a person (`excuse`). A day whose arithmetic is the same keeps the version of the calendar it was counted with.
    """
    calendar = law.working_calendar()
    pieces = ((due, ids) for due in DUES for ids in _pieces(due, calendar))
    return sum(_piece("reception.reckon_again", due, ids, calendar, reason, by) for due, ids in pieces)


def _pieces(due: Due, calendar: WorkingCalendar) -> Iterator[list[int]]:
    """Those whose day is another now, a piece at a time. What was counted from one day is reckoned once."""
    fresh: dict[str, Deadline | None] = {}
    found = []
    for pk, kept in due.rows().order_by("pk").values_list("pk", "deadlines").iterator():
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
    rows = due.rows().select_for_update(of=("self",)).filter(pk__in=ids).select_related("thing")
    changes, lines = [], {}
    for owed in rows.order_by("pk"):
        old = owed.deadlines[due.rule]
        before = date.fromisoformat(str(old["due"]))
        new = _reckoned(due.rule, str(old["trigger"]), calendar)
        if new is None or _same(new, old):
            continue  # another run was here
        held = before < today() <= new.due
        if new.due != before:
            changes.append(
                DueChange(thing=owed.thing, rule=due.rule, old=old, new=new.as_dict(), reason=reason, held=held)
            )
            lines[owed.thing] = {"rule": due.rule, "old": before, "new": new.due, "held": held, "reason": reason}
        if not held:
            _apply(owed, due, new)
    DueChange.objects.bulk_create(changes)
    if lines:
        record.append_many(verb, lines, by=by)
    return len(changes)


def _apply(owed: Visit | Session, due: Due, new: Deadline) -> None:
    if due.column:
        setattr(owed, due.column, new.due)
    owed.deadlines = {**owed.deadlines, **law.stored(new)}
    owed.save(update_fields=[*filter(None, [due.column]), "deadlines"])


@transaction.atomic
def excuse(change: DueChange, *, by: User) -> Visit | Session:
    """A leader decides that the new day counts although it was late by the old one."""
    change = lock(change)
    due = next(d for d in DUES if d.rule == change.rule)
    owed = lock(due.model.objects.get(thing=change.thing_id))
    permissions.check(permissions.may_excuse(by, owed.session.place if isinstance(owed, Visit) else owed.place))
    if not change.held or change.decided_by_id or not due.rows().filter(pk=owed.pk).exists():
        raise Refused(_("Nothing waits to be decided here."))
    new = law.asked(due.rule, date.fromisoformat(str(owed.deadlines[due.rule]["trigger"])))
    _apply(owed, due, new)
    change.decided_by = by
    change.save(update_fields=["decided_by"])
    record.append("reception.excuse", subject=owed.thing, by=by, data={"rule": due.rule, "new": new.due})
    return owed
