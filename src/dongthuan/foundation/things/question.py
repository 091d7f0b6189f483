"""A question to the database whose words are put together once.

Django writes the SQL of a query anew each time. For what every page and every action asks (who acts, who answers, the row
to be locked) the writing costs several times what the answer costs the database.

    HELD = Question(lambda user, day: Assignment.objects.on(day).filter(user=user), user=int, day=date)
    rows = HELD(user=7, day=today())     # a list of what the query gives: objects, or values of columns

What the question is about is told by name with its kind: `int`, `date`, or `list` (numbers, for `…__in`).
"""

import copy
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.transaction import TransactionManagementError

MARKS: dict[type, Callable[[int], Any]] = {  # what stands for a value until one is given: nobody asks for these
    int: lambda n: 2_147_483_000 + n,
    list: lambda n: 2_147_483_000 + n,
    date: lambda n: date.max - timedelta(days=n),
}


class Question:
    def __init__(self, build: Callable[..., QuerySet], **kinds: type) -> None:
        self.build, self.kinds = build, kinds

    def __call__(self, **values: Any) -> list[Any]:
        """The rows for these values."""
        if missing := values.keys() ^ self.kinds.keys():
            raise TypeError(f"this question is about {', '.join(self.kinds)}; see {', '.join(sorted(missing))}")
        like, compiler, sql, places = self._words
        given = [values.get(name, fixed) for name, fixed in places]
        given = [list(value) if isinstance(value, set) else value for value in given]
        rows = QuerySet(like.model, query=_Asked(like.query, compiler, sql, given))  # type: ignore[arg-type]
        rows._iterable_class, rows._fields = like._iterable_class, like._fields  # type: ignore[attr-defined]
        return list(rows)

    @cached_property
    def _words(self) -> tuple[QuerySet, Any, str, list[tuple[str, Any]]]:
        """(the query as it was built, its compiler, its SQL, for each place in it the name of its value or the value)."""
        marks = {name: MARKS[kind](n) for n, (name, kind) in enumerate(self.kinds.items())}
        like = self.build(**{n: [mark] if self.kinds[n] is list else mark for n, mark in marks.items()})
        compiler = like.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, values = compiler.as_sql()
        names = {mark: name for name, mark in marks.items()}
        places = [(names.get(value, "") if isinstance(value, int | date) else "", value) for value in values]
        if lost := marks.keys() - {name for name, _value in places}:
            raise ValueError(f"the words of the question have no place for {', '.join(sorted(lost))}")
        return like, compiler, "%s".join(self._lists(sql.split("%s"), places)), places

    def _lists(self, parts: list[str], places: Sequence[tuple[str, Any]]) -> Iterator[str]:
        """The pieces of SQL between the values, with `IN (one)` of each list as `= ANY(all)`."""
        before = parts[0]
        for (name, _value), after in zip(places, parts[1:], strict=True):
            if self.kinds.get(name) is list:
                if not before.endswith(" IN (") or not after.startswith(")"):
                    raise ValueError(f"{name} is a list and can only stand behind `…__in`")
                before = before.removesuffix(" IN (") + " = ANY("
            yield before
            before = after
        yield before


class _Asked:
    """Stands where a QuerySet keeps its query: all as in the query that was built, but the SQL is written already."""

    def __init__(self, like: Any, compiler: Any, sql: str, values: list[Any]) -> None:
        self._like, self._compiler, self._sql, self._values = like, compiler, sql, values

    def __getattr__(self, name: str) -> Any:
        return getattr(self._like, name)

    def get_compiler(self, using: str | None = None, connection: Any = None, elide_empty: bool = True) -> Any:
        compiler = copy.copy(self._compiler)
        compiler.connection = connections[using or DEFAULT_DB_ALIAS]
        if (
            self._like.select_for_update and not compiler.connection.in_atomic_block
        ):  # else checked while the SQL is written
            raise TransactionManagementError("a row is locked for the time of a transaction, and there is none")
        compiler.as_sql = lambda *_args, **_options: (self._sql, tuple(self._values))
        return compiler
