"""What a search found, the newest first, read only as far as the page shown.

A walk from the newest case back looks for a page of them. If it ends so soon that a quarter of the newest cases hold the words,
it goes on to a thousand and one, sooner than the index could name them. Else the index answers the first thousand and one: if
those are all, they are sorted here; if there are more, the first page was met already and the others are on a longer walk; and if
they are not (the words were common years ago), the database sorts all. Every way gives the same rows in the same order.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from . import search
from .models import Petition

MOST = 1_000  # so many are counted: who finds more adds a word
PAGE, COMMON, NEAR = 50, 200, 1_000  # a page is met: among so many they are common; the first walk ends after so many
STEPS, FARTHEST = 200, 20_000  # cases met on a longer walk for each that is wanted; on any walk

WALK = """SELECT id, nth FROM (
  SELECT id, received_on, folded, row_number() OVER (ORDER BY received_on DESC, id DESC) AS nth
  FROM ({rows}) near (id, received_on, folded) ORDER BY received_on DESC, id DESC LIMIT %s) newest
WHERE {words} ORDER BY received_on DESC, id DESC LIMIT %s"""


class Found(Sequence[Petition]):
    """Cases among `rows` at these bodies that hold the words: as many as are counted, in the order of the lists."""

    def __init__(self, rows: QuerySet[Petition], words: list[str], bodies: Collection[int], most: int = MOST) -> None:
        self.near, self.words, self.bodies = rows.filter(sealed=False), words, bodies
        self.rows = self.near.filter(search.holds(words, bodies, begins=True))
        met = self._walk(PAGE, NEAR)
        self._ids = [pk for pk, _nth in met]  # the first of them, as far as they are known
        if len(met) == PAGE and met[-1][1] <= COMMON:
            self._ids = self.walked(most + 1, FARTHEST)
        if len(self._ids) > most:
            self.total, self.many = most + 1, True
            return
        keys = list(self.rows.order_by().values_list("received_on", "pk")[: most + 1])
        self.total, self.many = len(keys), len(keys) > most
        if not self.many:
            self._ids = [pk for _on, pk in sorted(keys, reverse=True)]

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, index: Any) -> Any:
        if not isinstance(index, slice):
            return self[index : index + 1][0]
        start, stop, _step = index.indices(self.total)
        ids = self._ids[start:stop] if stop <= len(self._ids) else self._common(start, stop)
        found = self.near.in_bulk(ids)
        return [found[pk] for pk in ids if pk in found]

    def __iter__(self) -> Iterator[Petition]:
        """All of them, for a file."""
        return self.rows.order_by("-received_on", "-pk").iterator(chunk_size=2_000)

    def _common(self, start: int, stop: int) -> list[int]:
        met = self.walked(stop, min(stop * STEPS, FARTHEST))
        return met[start:] if len(met) == stop else self.sorted(start, stop)

    def sorted(self, start: int, stop: int) -> list[int]:
        return list(self.rows.order_by("-received_on", "-pk").values_list("pk", flat=True)[start:stop])

    def walked(self, wanted: int, far: int) -> list[int]:
        """So many that hold the words, among so many of the bodies' newest cases."""
        return [pk for pk, _nth in self._walk(wanted, far)]

    def _walk(self, wanted: int, far: int) -> list[tuple[int, int]]:
        """The same, and beside each after how many cases it was met."""
        parts: list[str] = []
        values: list[Any] = []
        for body in self.bodies:
            rows = self.near.filter(organisation=body).order_by("-received_on", "-pk")
            try:
                sql, params = rows.values_list("pk", "received_on", "folded")[:far].query.sql_with_params()
            except EmptyResultSet:
                continue
            parts.append(f"({sql})")
            values += params
        if not parts:
            return []
        holding, patterns = search.walking(self.words, begins=True)
        with connection.cursor() as cursor:
            cursor.execute(
                WALK.format(rows=" UNION ALL ".join(parts), words=holding), [*values, far, *patterns, wanted]
            )
            return cursor.fetchall()
