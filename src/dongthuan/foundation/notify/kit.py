"""What notify lends its neighbours: the registers of reminders and of the desk."""

from collections.abc import Callable, Hashable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, cast

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet

from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import asked, today, together
from dongthuan.foundation.things.models import Thing
from dongthuan.web.kit import Tag, due_tag

SOON = 7  # days


# --- reminders ------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Tidings:
    """What one person is told about one thing. The key makes it come once. `group`: the object it is listed under."""

    user: User
    key: str
    thing: Thing | None
    text: str
    due: date | None = None
    group: Thing | None = None


Reminders = Callable[[date], Iterable[Tidings]]


class ReminderRegister:
    """`reminders.add(fn)`: `fn(day)` answers who is to be reminded of what on that day; asked once a day."""

    def __init__(self) -> None:
        self._sources: dict[str, Reminders] = {}

    def add(self, fn: Reminders) -> None:
        self._sources[f"{fn.__module__}.{fn.__qualname__}"] = fn

    def on(self, day: date) -> Iterable[Tidings]:
        for fn in self._sources.values():
            yield from fn(day)


# --- the desk -------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class DeskRow:
    """One line of the desk: what must be done, why, and the next step. `due` is the legal or first due date."""

    due: date | None
    what: str
    url: str
    step: str = ""
    step_url: str = ""
    why: str = ""
    group: Thing | None = None  # the object it is listed under
    under: tuple[str, str] | None = None  # the heading and its address instead, where the row is its own object
    waiting: bool = False  # somebody else is to act
    tag: Tag | None = None  # instead of the days left
    note: str = ""  # under the tag, instead of the due date

    def shown_tag(self) -> Tag:
        return self.tag or due_tag(self.due, today())


@dataclass(frozen=True)
class DeskCounts:
    all: int = 0
    late: int = 0
    week: int = 0
    waiting: int = 0

    def __add__(self, other: "DeskCounts") -> "DeskCounts":
        return DeskCounts(*(getattr(self, f) + getattr(other, f) for f in self.__dataclass_fields__))


@dataclass(frozen=True)
class FewRows:
    """A source whose rows are few: one function, asked once."""

    fn: Callable[[User], Iterable[DeskRow]]

    def counts(self, user: User, day: date) -> DeskCounts:
        rows = self._rows(user)
        return DeskCounts(*(sum(_is(r, only, day) for r in rows) for only in ("", "late", "week", "waiting")))

    def rows(self, user: User, day: date, only: str, limit: int) -> list[DeskRow]:
        found = [r for r in self._rows(user) if _is(r, only, day)]
        return sorted(found, key=rank)[:limit]

    def _rows(self, user: User) -> list[DeskRow]:
        # Kept beside `acting`, which is read once per request too: counts and rows are asked of the same person.
        kept: dict[int, Any] = user.__dict__.setdefault("_desk_rows", {})
        if id(self) not in kept:
            kept[id(self)] = list(self.fn(user))
        return kept[id(self)]


@dataclass(frozen=True)
class ManyRows:
    """A source over a table of any size: counted with all others of its kind, one query for the rows shown (plus
    `prepare`'s fixed few)."""

    rows_for: Callable[[User], QuerySet]
    row: Callable[[Any], DeskRow]
    due: str  # the column rows are ranked by
    waiting: bool = False
    late: bool = True  # whether a passed due date makes the row late; who only reads a report that came is not late
    prepare: Callable[[list[Any]], None] = field(default=lambda objects: None)
    all_are: Q | None = None  # what holds of every row anyway, said for counting alone: an index then answers by itself
    given: Callable[[User], Hashable] | None = (
        None  # what `rows_for` asks first beside the person's posts, if it asks anything
    )

    def counted(self, all_: int, late: int, week: int) -> DeskCounts:
        """Of rows whose days were counted; see `_late` for what is late."""
        return DeskCounts(all_, late if self.late and not self.waiting else 0, week, all_ if self.waiting else 0)

    def rows(self, user: User, day: date, only: str, limit: int) -> list[DeskRow]:
        if only == "waiting" and not self.waiting:
            return []
        rows = self._asked_for(user)
        rows = rows.filter({"late": self._late, "week": self._week}[only](day)) if only in ("late", "week") else rows
        objects = list(rows.order_by(self.due, "pk")[:limit])
        self.prepare(objects)
        return [self.row(o) for o in objects]

    def _asked_for(self, user: User) -> QuerySet:
        """Not asked yet: counted and shown from the same."""
        return asked(("desk", id(self), user.pk), lambda: self.rows_for(user))

    def due_of(self, user: User) -> QuerySet:
        """The due days of all rows, to be counted."""
        rows = self._asked_for(user).order_by().values_list(self.due)
        return rows.filter(self.all_are) if self.all_are else rows

    def _late(self, day: date) -> Q:
        return Q(**{f"{self.due}__lt": day}) if self.late and not self.waiting else Q(pk__in=[])

    def _week(self, day: date) -> Q:
        return Q(**{f"{self.due}__range": (day, day + timedelta(days=SOON))})


def rank(row: DeskRow) -> tuple[date, str]:
    return (row.due or date.max, row.what)


def _is(row: DeskRow, only: str, day: date) -> bool:
    if only == "waiting":
        return row.waiting
    if only == "late":
        return row.due is not None and row.due < day and not row.waiting
    if only == "week":
        return row.due is not None and day <= row.due <= day + timedelta(days=SOON)
    return True


DAYS = """SELECT source, count(*), count(*) FILTER (WHERE due < %s), count(*) FILTER (WHERE due BETWEEN %s AND %s)
FROM ({rows}) waiting GROUP BY source"""


Questions = list[tuple[str, str, Any]]  # key of the source, its SQL, its values
MOST_KEPT = 500  # persons


def count_together(sources: dict[str, ManyRows], user: User, kept: dict[Hashable, Questions]) -> dict[str, DeskCounts]:
    """One question for all of them: to ask each costs the application more than the answer costs the database.

    To put it together costs more again, so it is kept: the words of the question, never the answer. They follow from the
    person, the day, the posts that stand for the person on it, and what a source says it is `given`. A source that asks the
    database for anything else on the way is not kept.
    """
    day = today()
    about = (user.pk, day, user.acting.fingerprint, *(s.given(user) for s in sources.values() if s.given))
    if (questions := kept.get(about)) is None:
        questions, pure = _put(sources, user)
        if pure:
            if len(kept) >= MOST_KEPT:
                kept.clear()
            kept[about] = questions
    found = {key: DeskCounts() for key in sources}
    if questions:
        parts = " UNION ALL ".join(
            f"SELECT %s::text AS source, due FROM ({sql}) part (due)" for _key, sql, _values in questions
        )
        values = [value for key, _sql, values in questions for value in (key, *values)]
        with connection.cursor() as cursor:
            cursor.execute(DAYS.format(rows=parts), [day, day, day + timedelta(days=SOON), *values])
            found |= {key: sources[key].counted(*numbers) for key, *numbers in cursor.fetchall()}
    return found


def _put(sources: dict[str, ManyRows], user: User) -> tuple[Questions, bool]:
    """The questions, and whether the database was left alone meanwhile."""
    questions: Questions = []
    seen: list[str] = []

    def watch(execute: Callable, sql: str, *rest: Any) -> Any:
        seen.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(watch):
        for key, source in sources.items():
            with suppress(EmptyResultSet):
                questions.append((key, *source.due_of(user).query.sql_with_params()))
    return questions, not seen


class Desk:
    """`desk.add(fn)`: fn(user) -> a few DeskRows. `desk.add_many(key, ManyRows(…))` for a table of any size.

    `out_of`: what the few rows are made of. Whether there is any is counted with the many; `fn` is asked only then.
    """

    def __init__(self) -> None:
        self._few: dict[str, FewRows] = {}
        self._many: dict[str, ManyRows] = {}
        self._out_of: dict[str, ManyRows] = {}
        self._kept: dict[Hashable, Questions] = {}

    def add(
        self, fn: Callable[[User], Iterable[DeskRow]], out_of: Callable[[User], QuerySet] | None = None, due: str = ""
    ) -> None:
        key = f"{fn.__module__}.{fn.__qualname__}"
        self._few[key] = FewRows(fn)
        if out_of:
            self._out_of[key] = ManyRows(out_of, cast(Any, fn), due)
        self._kept.clear()

    def add_many(self, key: str, source: ManyRows) -> None:
        self._many[key] = source
        self._kept.clear()

    def counts(self, user: User) -> DeskCounts:
        with together():
            counted = count_together({**self._many, **self._out_of}, user, self._kept)
        some = {k: s for k, s in self._few.items() if k not in counted or counted[k].all}
        counted |= {k: s.counts(user, today()) for k, s in some.items()}
        user.__dict__["_desk_counts"] = counted
        return sum(counted.values(), DeskCounts())

    def rows(self, user: User, only: str, limit: int) -> list[DeskRow]:
        """The first `limit` rows over all sources, by due date. A source that was counted and has none is not asked again."""
        counted: dict[str, DeskCounts] = user.__dict__.get("_desk_counts", {})
        sources: dict[str, FewRows | ManyRows] = {**self._many, **self._few}
        asked = [s for k, s in sources.items() if k not in counted or getattr(counted[k], only or "all")]
        found = [r for s in asked for r in s.rows(user, today(), only, limit)]
        return sorted(found, key=rank)[:limit]


reminders = ReminderRegister()
desk = Desk()
