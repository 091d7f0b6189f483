"""Does an opinion_id stand twice? While ids only rise, as they mostly do, none can and nothing is kept of them; from the
first that falls on, 64 bits of each are kept."""

from collections.abc import Callable, Iterable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .compiled import kernel
from .prepare import buffers
from .scan import place
from .tables import U
from .tokens import text_key


@kernel
def mark_repeated(offsets, data, table, bad):
    """Which ids the table holds already; the others are put in. Returns how many were."""
    size, count = table.shape[0], 0
    for r in range(bad.shape[0]):
        key = text_key(data, offsets[r], offsets[r + 1])
        s = place(key, size)
        while table[s] != U(0) and table[s] != key:
            s = s + 1 if s + 1 < size else 0
        bad[r] = table[s] == key
        count += bad[r]
        table[s] = key
    return count


@kernel
def refill(old, new):
    size = new.shape[0]
    for i in range(old.shape[0]):
        if old[i] != U(0):
            s = place(old[i], size)
            while new[s] != U(0):
                s = s + 1 if s + 1 < size else 0
            new[s] = old[i]


def order(value: str) -> tuple[int, bytes]:
    """Shorter before longer, so that 9 stands before 10."""
    return len(value.encode()), value.encode()


NOTHING = np.zeros(0, np.uint64)


class Ids:
    """The ids seen so far. `earlier` reads again those of the rows before, should they cease to rise."""

    def __init__(self, earlier: Callable[[], Iterable[pa.Array]], last: str | None = None) -> None:
        self.earlier, self.last = earlier, last
        self.table = NOTHING
        self.held = 0

    def repeated(self, ids: pa.Array) -> np.ndarray | None:
        """Marks those that stood earlier; None if none did."""
        if not len(ids):
            return None
        if self.table is NOTHING:
            if self._rise(ids):
                return None
            self.fall_back()
        bad = self._mark(ids)
        return bad if bad.any() else None

    def fall_back(self) -> None:
        """Keep every id from now on, and those before."""
        self.table, self.last = np.zeros(1 << 12, np.uint64), None
        for batch in self.earlier():
            self._mark(batch)

    def _rise(self, ids: pa.Array) -> bool:
        first, last = ids[0].as_py(), ids[len(ids) - 1].as_py()
        before, after = ids[:-1], ids[1:]
        shorter, longer = pc.binary_length(before), pc.binary_length(after)
        rising = pc.or_(pc.less(shorter, longer), pc.and_(pc.equal(shorter, longer), pc.less(before, after)))
        fine = pc.all(rising, min_count=0).as_py() and (self.last is None or order(self.last) < order(first))
        if fine:
            self.last = last
        return fine

    def _mark(self, ids: pa.Array) -> np.ndarray:
        bad = np.zeros(len(ids), np.bool_)
        if self.held + len(ids) > 0.7 * len(self.table):
            larger = np.zeros(2 * (self.held + len(ids)) + 64, np.uint64)
            refill(self.table, larger)
            self.table = larger
        self.held += len(ids) - mark_repeated(*buffers(ids), self.table, bad)
        return bad
