"""When the law or the calendar changes: reckon the open clocks again, and never excuse a late case in silence."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from dongthuan.foundation.law import LawError
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, lock, today

from .. import clocks, permissions
from ..models import Clock, ClockChange

CHUNK = 1_000


def reckon_again(*, reason: str, by: User | None, only: Iterable[int] | None = None) -> int:
    """Reckon every open clock again; answer how many days moved. Old and new are recorded with the reason.

    A clock that is late today and would not be by the new day keeps its old day: the change waits for a person (`excuse`).
    """
    moved, last = 0, 0
    while True:
        rows = Clock.objects.filter(ended_on=None, pk__gt=last)
        rows = rows if only is None else rows.filter(pk__in=list(only))
        chunk = list(rows.select_related("petition__thing").order_by("pk")[:CHUNK])
        if not chunk:
            return moved
        last = chunk[-1].pk
        moved += _chunk("petitions.reckon_again", chunk, reason, by)


@transaction.atomic
def _chunk(verb: str, found: list[Clock], reason: str, by: User | None) -> int:
    moved = 0
    locked = {c.pk: c for c in Clock.objects.select_for_update().filter(pk__in=[c.pk for c in found], ended_on=None)}
    for known in found:
        clock = locked.get(known.pk)
        if clock is None:
            continue
        try:
            fresh = clocks.values(clocks.reckon(clock.rule, clock.trigger, clock.asked))
        except LawError:
            continue  # the rule is no longer there: what was counted stands
        if fresh["due"] == clock.due and fresh["facts"] == clock.facts:
            continue
        held = clock.is_duty and clock.due < today() <= fresh["due"]
        if fresh["due"] != clock.due:
            moved += 1
            ClockChange.objects.create(clock=clock, old=clock.facts, new=fresh["facts"], reason=reason, held=held)
            data = {"rule": clock.rule, "old": clock.due, "new": fresh["due"], "held": held, "reason": reason}
            record.append(verb, subject=known.petition.thing, by=by, data=data)
        if not held:
            Clock.objects.filter(pk=clock.pk).update(**fresh)
            clocks.settle(known.petition)
    return moved


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
