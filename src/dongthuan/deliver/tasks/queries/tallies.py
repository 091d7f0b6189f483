"""Counting tasks: on time, within an extension, late, in hand, overdue, stopped. One query whatever the volume."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from dongthuan.foundation.things.kit import kind_of, resolve, today
from dongthuan.foundation.things.models import Thing
from dongthuan.web.kit import Bar

from ..models import IS_OPEN, Task, overdue_q
from ..states import Status

FIELDS = {"because": "because_id", "organisation": "organisation_id", "area": "organisation__area_id",
          "issuer": "issuer_id", "batch": "batch"}  # fmt: skip


@dataclass(frozen=True)
class Tally:
    """Disjoint counts; `open` are those in hand and not overdue."""

    on_time: int = 0
    extended: int = 0
    late: int = 0
    open: int = 0
    overdue: int = 0
    stopped: int = 0

    @property
    def done(self) -> int:
        return self.on_time + self.extended + self.late

    @property
    def total(self) -> int:
        return self.done + self.open + self.overdue + self.stopped

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, f) + getattr(other, f) for f in self.__dataclass_fields__))

    def bar(self, label: Any, url: str = "") -> Bar:
        """As pages draw it: on time (an extension was granted, so it counts there), late, in hand, overdue."""
        return Bar(label, done=self.on_time + self.extended, slow=self.late, now=self.open, late=self.overdue, url=url)


def _counts(day: date) -> dict[str, Count]:
    overdue = overdue_q(day)
    return {
        "on_time": Count("pk", filter=Q(timing="on_time")),
        "extended": Count("pk", filter=Q(timing="extended")),
        "late": Count("pk", filter=Q(timing="late")),
        "open": Count("pk", filter=IS_OPEN & ~overdue),
        "overdue": Count("pk", filter=overdue),
        "stopped": Count("pk", filter=Q(status=Status.STOPPED)),
    }


def tally(tasks: QuerySet[Task], by: str, day: date | None = None) -> dict[Any, Tally]:
    """Counts by "because", "organisation", "area", "issuer", "batch" (one query), or "clause" (a few more)."""
    if by == "clause":
        return _fold(tally(tasks, "because", day), _clauses)
    rows: Any = tasks.order_by().values(key=F(FIELDS[by])).annotate(**_counts(day or today()))
    return {row["key"]: Tally(**{name: row[name] for name in Tally.__dataclass_fields__}) for row in rows}


def tally_total(tasks: QuerySet[Task], day: date | None = None) -> Tally:
    """All of them in one."""
    return Tally(**tasks.order_by().aggregate(**_counts(day or today())))


def progress_of(things: Iterable[Thing], day: date | None = None) -> Tally:
    """The tasks ordered because of any of these things, counted without a reader: figures that everyone may know."""
    return tally_total(Task.objects.filter(because__in=list(things)), day)


def _fold(counts: dict[int, Tally], keys_of: Callable[[Iterable[int]], dict[int, Any]]) -> dict[Any, Tally]:
    keys, folded = keys_of(counts), {}
    for because, tally_ in counts.items():
        key = keys.get(because)
        folded[key] = folded.get(key, Tally()) + tally_
    return folded


def _clauses(because_ids: Iterable[int]) -> dict[int, int | None]:
    """Thing a task was ordered by -> the clause's thing: itself, or what its kind says it came from."""
    things = {t.pk: t for t in Thing.objects.filter(pk__in=list(because_ids))}
    found: dict[int, int | None] = {pk: pk for pk, t in things.items() if t.kind == "clause"}
    rest = [t for t in things.values() if t.kind != "clause"]
    for pk, obj in resolve(rest).items():
        whence = kind_of(things[pk]).whence
        sources = whence(obj) if whence else ()
        found[pk] = next((s.pk for s in sources if s is not None and s.kind == "clause"), None)
    return found


def because_of_clause(tasks: QuerySet[Task], clause: int) -> list[int]:
    """The things these tasks were ordered by that come from the clause (the number of its thing)."""
    ordered = tasks.order_by().values_list("because_id", flat=True).distinct()
    return [because for because, found in _clauses(ordered).items() if found == clause]
