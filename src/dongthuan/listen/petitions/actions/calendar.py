"""When the law or the calendar changes: reckon the open clocks again, and never excuse a late case in silence.

Among a million cases few clocks differ in rule, trigger and what was asked: each such group is reckoned once. Only the
clocks whose answer changed are then touched, a piece at a time, each piece a transaction of its own.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from dongthuan.foundation.calendar.queries import working_calendar
from dongthuan.foundation.law import LawError, WorkingCalendar
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, lock, today

from .. import clocks, permissions
from ..models import Clock, ClockChange

PIECE = 2_000
GROUPS = """
SELECT (array_agg(id))[1], rule, trigger, asked FROM petitions_clock
WHERE ended_on IS NULL AND (%(only)s::bigint[] IS NULL OR id = ANY(%(only)s))
GROUP BY rule, trigger, asked, due, nominal, provisional, warning, facts ->> 'rule_version'
"""
MEMBERS = """
SELECT c.id FROM petitions_clock c JOIN petitions_clock s ON s.id = ANY(%(samples)s)
  AND c.rule = s.rule AND c.trigger = s.trigger AND c.due = s.due AND c.asked = s.asked AND c.nominal = s.nominal
  AND c.provisional = s.provisional AND c.warning = s.warning AND c.facts ->> 'rule_version' = s.facts ->> 'rule_version'
WHERE c.ended_on IS NULL AND (%(only)s::bigint[] IS NULL OR c.id = ANY(%(only)s)) ORDER BY c.id
"""
WRITE = """
UPDATE petitions_clock c SET nominal = n.nominal, due = n.due, facts = n.facts, provisional = n.provisional, warning = n.warning
FROM unnest(%(ids)s::bigint[], %(of)s::int[]) k(id, no)
JOIN unnest(%(nos)s::int[], %(nominal)s::date[], %(due)s::date[], %(facts)s::jsonb[], %(provisional)s::bool[], %(warning)s::text[])
  n(no, nominal, due, facts, provisional, warning) USING (no)
WHERE c.id = k.id
"""


def reckon_again(*, reason: str, by: User | None, only: Iterable[int] | None = None) -> int:
    """Reckon every open clock again; answer how many days moved. Old and new are recorded with the reason.

    A clock that is late today and would not be by the new day keeps its old day: the change waits for a person (`excuse`).
    A clock whose answer is the same keeps the version of the calendar it was counted with.
    """
    calendar = working_calendar()
    chosen = None if only is None else list(only)
    moved = 0
    for ids in _pieces(_changed(calendar, chosen), chosen):
        moved += _piece("petitions.reckon_again", ids, calendar, reason, by)
    return moved


def _changed(calendar: WorkingCalendar, only: list[int] | None) -> list[int]:
    """One clock of each group whose answer is another now."""
    with connection.cursor() as cursor:
        cursor.execute(GROUPS, {"only": only})
        groups = cursor.fetchall()
    stored = dict(Clock.objects.filter(pk__in=[g[0] for g in groups]).values_list("pk", "facts").iterator())
    found = []
    for sample, rule, trigger, asked in groups:
        try:
            fresh = clocks.reckon(rule, trigger, _json(asked), calendar=calendar)
        except LawError:
            continue  # the rule is no longer there: what was counted stands
        if not same(fresh.as_dict(), stored[sample]):
            found.append(sample)
    return found


def _json(value: Any) -> dict[str, Any]:
    return json.loads(value) if isinstance(value, str) else value


def same(fresh: dict[str, Any], stored: dict[str, Any]) -> bool:
    """Whether nothing but the version of the calendar differs."""
    return {**fresh, "calendar_version": None} == {**stored, "calendar_version": None}


def _pieces(samples: list[int], only: list[int] | None) -> Iterator[list[int]]:
    if not samples:
        return
    with connection.cursor() as cursor:
        cursor.execute(MEMBERS, {"samples": samples, "only": only})
        ids = [pk for (pk,) in cursor.fetchall()]
    for first in range(0, len(ids), PIECE):
        yield ids[first : first + PIECE]


@transaction.atomic
def _piece(verb: str, ids: Sequence[int], calendar: WorkingCalendar, reason: str, by: User | None) -> int:
    rows = Clock.objects.select_for_update(of=("self",)).filter(pk__in=ids, ended_on=None)
    changes, lines, written = [], [], []
    for clock in rows.select_related("petition__thing").order_by("pk"):
        try:
            deadline = clocks.reckon(clock.rule, clock.trigger, clock.asked, calendar=calendar)
        except LawError:
            continue
        facts = deadline.as_dict()
        if same(facts, clock.facts):
            continue  # another run was here
        held = clock.is_duty and clock.due < today() <= deadline.due
        if deadline.due != clock.due:
            changes.append(ClockChange(clock=clock, old=clock.facts, new=facts, reason=reason, held=held))
            data = {"rule": clock.rule, "old": clock.due, "new": deadline.due, "held": held, "reason": reason}
            lines.append((clock.petition.thing, data))
        if not held:
            written.append((clock, deadline))
    ClockChange.objects.bulk_create(changes)
    _record(verb, lines, by)
    if written:
        _write(written)
        clocks.settle_many({clock.petition_id for clock, _deadline in written})
    return len(changes)


def _record(verb: str, lines: Sequence[tuple[Any, dict[str, Any]]], by: User | None) -> None:
    """A line for each clock; of a case with several, one after the other."""
    while lines:
        now: dict[Any, dict[str, Any]] = {}
        later = []
        for thing, data in lines:
            if thing in now:
                later.append((thing, data))
            else:
                now[thing] = data
        record.append_many(verb, now, by=by)
        lines = later


def _write(found: Sequence[tuple[Clock, Any]]) -> None:
    """The new days of many clocks in one statement; equal answers travel once."""
    answers: dict[Any, int] = {}
    of = [answers.setdefault(deadline, len(answers)) for _clock, deadline in found]
    new = [clocks.values(deadline) for deadline in answers]
    values: dict[str, Any] = {
        "ids": [clock.pk for clock, _deadline in found], "of": of, "nos": list(range(len(new))),
        **{name: [n[name] for n in new] for name in ("nominal", "due", "provisional", "warning")},
        "facts": [json.dumps(n["facts"]) for n in new],
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(WRITE, values)


@transaction.atomic
def excuse(change: ClockChange, *, by: User) -> Clock:
    """A leader decides that the new day counts although the case was late by the old one."""
    change = lock(change)
    clock = lock(change.clock)
    permissions.check_may_excuse(by, clock.petition)
    if not change.held or change.decided_by_id or clock.ended_on:
        raise Refused(_("Nothing waits to be decided here."))
    fresh = clocks.values(clocks.reckon(clock.rule, clock.trigger, clock.asked))
    for name, value in fresh.items():
        setattr(clock, name, value)
    clock.save()
    change.decided_by = by
    change.save(update_fields=["decided_by"])
    clocks.settle(clock.petition)
    data = {"rule": clock.rule, "new": clock.due}
    record.append("petitions.excuse", subject=clock.petition.thing, by=by, data=data)
    return clock
