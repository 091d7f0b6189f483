"""What a search found, the newest first, read only as far as the page shown.

Where a quarter of the newest cases hold the words, a walk from the newest case back meets a thousand of them sooner than the
index could name them. Else the index answers the first thousand and one: if those are all, they are sorted here; if there are
more, the page is met on the walk; and if it is not (the words were common years ago), the database sorts all. Every way gives
the same rows in the same order.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from . import search
from .models import Petition

MOST = 1_000  # so many are counted: who finds more adds a word
LOOK, SHARE = 200, 4  # of so many of the newest cases one in four
STEPS, FARTHEST = (20, 200), 20_000  # cases met on a first and a second walk for each that is wanted; on any walk

WALK = """SELECT id FROM (
  SELECT id, received_on, folded FROM ({rows}) near (id, received_on, folded) ORDER BY received_on DESC, id DESC LIMIT %s) newest
WHERE {words} ORDER BY received_on DESC, id DESC LIMIT %s"""


class Found(Sequence[Petition]):
    """Cases among `rows` at these bodies that hold the words: as many as are counted, in the order of the lists."""

    def __init__(self, rows: QuerySet[Petition], words: list[str], bodies: Collection[int], most: int = MOST) -> None:
        self.near, self.words, self.bodies = rows.filter(sealed=False), words, bodies
        self.rows = self.near.filter(search.holds(words, bodies, begins=True))
        self._ids = self._everywhere(most + 1)
        if not self._ids:
            keys = list(self.rows.order_by().values_list("received_on", "pk")[: most + 1])
            self.total, self.many = len(keys), len(keys) > most
            self._ids = [] if self.many else [pk for _on, pk in sorted(keys, reverse=True)]
        else:
            self.total, self.many = len(self._ids), True

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, index: Any) -> Any:
        if not isinstance(index, slice):
            return self[index : index + 1][0]
        start, stop, _step = index.indices(self.total)
        ids = self._ids[start:stop] or self._common(start, stop)
        found = self.near.in_bulk(ids)
        return [found[pk] for pk in ids if pk in found]

    def __iter__(self) -> Iterator[Petition]:
        """All of them, for a file."""
        return self.rows.order_by("-received_on", "-pk").iterator(chunk_size=2_000)

    def _everywhere(self, wanted: int) -> list[int]:
        """All that are counted, if the words are so common that the walk meets them soon."""
        if len(self.walked(LOOK // SHARE, LOOK)) < LOOK // SHARE:
            return []
        met = self.walked(wanted, FARTHEST)
        return met if len(met) == wanted else []

    def _common(self, start: int, stop: int) -> list[int]:
        for steps in STEPS:
            if len(ids := self.walked(stop, min(stop * steps, FARTHEST))) == stop:
                return ids[start:]
        return self.sorted(start, stop)

    def sorted(self, start: int, stop: int) -> list[int]:
        return list(self.rows.order_by("-received_on", "-pk").values_list("pk", flat=True)[start:stop])

    def walked(self, wanted: int, far: int) -> list[int]:
        """So many that hold the words, among so many of the bodies' newest cases."""
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
            return [pk for (pk,) in cursor.fetchall()]
