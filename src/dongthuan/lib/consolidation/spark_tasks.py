"""What a worker of a Spark cluster does: read a row group of the file and scan it, as a thread of the local engine does.

Handed to `mapInArrow`: batches in, batches out. Nothing of Spark is imported here.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from . import link
from .compiled import STAMP
from .ids import Ids
from .prepare import NOT_UTF8, Prepared, buffers, prepare
from .scan import Features, features, raw_keys
from .sources import PIECE_ROWS, Source
from .tables import BANDS, BLOOM, CONTEXTS, HASHES

OTHER_CODE = "other code than the driver's"
# A row of the first step is a wording's first row in a piece (key, fixed, pairs, bands), or the piece itself (the rest).
SCANNED = (
    "group int, at long, key long, fixed binary, pairs binary, bands array<int>, "
    "rows long, keys binary, ids binary, texts array<long>, rejected string, rising boolean, first_id string, last_id string"
)
IDS = "id long, at long"
FIXED = np.dtype([
    ("facts", np.int32, 5), ("signature", np.uint8, HASHES), ("blooms", np.uint64, BLOOM), ("negated", np.uint64, CONTEXTS),
])  # fmt: skip


class OtherCode(Exception):
    """A worker with another version of this code could give other features."""


@dataclass
class Job:
    """What is to be scanned: (row group, its first row) by the number a worker is given, and rows to leave out."""

    source: Source
    groups: list[tuple[int, int]]
    repeated: dict[int, list[int]] = field(default_factory=dict)  # by row group: rows whose id stood in an earlier row
    stamp: str = STAMP

    def scan(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Numbers of row groups in, SCANNED out."""
        if self.stamp != STAMP:
            raise OtherCode(OTHER_CODE)
        for batch in batches:
            for number in batch.column(0).to_pylist():
                yield from self.scan_group(*self.groups[number])

    def scan_group(self, group: int, first: int) -> Iterator[pa.RecordBatch]:
        file = pq.ParquetFile(self.source.path)
        step = PIECE_ROWS if file.metadata.row_group(group).total_byte_size < PIECE_ROWS * 1024 else PIECE_ROWS // 8
        bad = np.array(self.repeated.get(group, ()), np.int64)
        for batch in file.iter_batches(step, [group], self.source.reading, use_threads=False):
            mine = bad[(bad >= first) & (bad < first + batch.num_rows)] - first
            yield from scan_piece(group, first, batch, self.source.numbers, mine)
            first += batch.num_rows


def scan_piece(
    group: int, first: int, batch: pa.RecordBatch, numbers: str, bad: np.ndarray
) -> Iterator[pa.RecordBatch]:
    """The wordings of some rows that follow each other, then what is known of the rows. `bad`: places to leave out."""
    prepared = prepare(batch)
    at = np.arange(batch.num_rows) if prepared.at is None else prepared.at
    if len(bad):
        gone = np.isin(at, bad)
        prepared, at = prepared.without(gone), at[~gone]
    ids, rising = whole(batch.num_rows, at, id_keys(prepared)), Ids(lambda: ())
    rising.repeated(prepared.ids)
    nothing = np.zeros((16, 2), np.uint64)
    found = features(*prepared.buffers(), prepared.given, nothing, nothing)
    wordings, new = number(found)
    yield from wordings_of(group, first + at[found.rows[new]], found, new)
    rejected = prepared.rejected + [(int(place), NOT_UTF8) for place in at[wordings < 0]]
    row = batch.column(numbers).to_pylist() if numbers else range(first + 1, first + batch.num_rows + 1)
    keys = np.append(found.keys[new], np.uint64(0))[wordings]  # the last is of no wording
    texts = found.raw[found.rows[found.facts[:, 4] == 0]]
    facts = {
        "group": group, "at": first, "rows": batch.num_rows, "keys": whole(batch.num_rows, at, keys).tobytes(),
        "ids": ids.tobytes(), "texts": texts.view(np.int64), "rejected": json.dumps([(row[place], why) for place, why in rejected]),
        "rising": not len(prepared.ids) or rising.last is not None, "first_id": None, "last_id": rising.last,
    }  # fmt: skip
    if len(prepared.ids) and facts["rising"]:
        facts["first_id"] = prepared.ids[0].as_py()
    yield rows_of(1, **{name: pa.array([value], SCHEMA.field(name).type) for name, value in facts.items()})


def whole(rows: int, at: np.ndarray, values: np.ndarray) -> np.ndarray:
    """The values at their places among all rows; 0 at those that were left out."""
    laid = np.zeros(rows, np.uint64)
    laid[at] = values
    return laid


def id_keys(prepared: Prepared) -> np.ndarray:
    offsets, data = buffers(prepared.ids)
    found = np.empty(len(prepared.ids), np.uint64)
    raw_keys(offsets, data, np.zeros(len(found), np.int32), found)
    return found


def number(found: Features) -> tuple[np.ndarray, np.ndarray]:
    """The wording of each row as a number of this piece (-1: not UTF-8), and where each stands among the rows looked at."""
    room = 2 * len(found.rows) + 16
    known, texts = np.zeros((room, 2), np.uint64), np.zeros((room, 2), np.uint64)
    wordings, new = np.empty(len(found.raw), np.int64), np.empty(len(found.rows), np.int32)
    _end, fresh, _texts = link.take_in(
        found.raw, found.rows, found.keys, found.facts[:, 4], known, texts, 0, wordings, new
    )
    return wordings, new[:fresh]


def wordings_of(group: int, at: np.ndarray, found: Features, new: np.ndarray) -> Iterator[pa.RecordBatch]:
    n, slot = len(new), found.slot[new]
    fixed = np.zeros(n, FIXED)
    fixed["facts"], fixed["signature"] = found.facts[new], found.signatures[slot]
    fixed["blooms"], fixed["negated"] = found.blooms[slot], found.negated[slot]
    bands = pa.array(found.bands[slot].ravel().view(np.int32))
    if n:  # slots are given in the order in which wordings are met, so their word pairs follow each other
        yield rows_of(
            n, group=pa.array(np.full(n, group, np.int32)), at=pa.array(at), key=pa.array(found.keys[new].view(np.int64)),
            fixed=binary(np.arange(n + 1) * FIXED.itemsize, fixed),
            pairs=binary(np.append(0, found.ends[slot]) * 2, found.pairs),
            bands=pa.ListArray.from_arrays(pa.array(np.arange(n + 1, dtype=np.int32) * BANDS), bands),
        )  # fmt: skip


def binary(offsets: np.ndarray, data: np.ndarray) -> pa.Array:
    """A column of bytes cut out of an array."""
    parts = [None, pa.py_buffer(offsets.astype(np.int32)), pa.py_buffer(np.ascontiguousarray(data))]
    return pa.Array.from_buffers(pa.binary(), len(offsets) - 1, parts)


KINDS = {
    "int": pa.int32(), "long": pa.int64(), "binary": pa.binary(), "string": pa.string(), "boolean": pa.bool_(),
    "array<int>": pa.list_(pa.int32()), "array<long>": pa.list_(pa.int64()),
}  # fmt: skip
SCHEMA = pa.schema([(name, KINDS[kind]) for name, kind in (part.split() for part in SCANNED.split(", "))])


def rows_of(n: int, **columns: pa.Array) -> pa.RecordBatch:
    """SCANNED with these columns, the others empty."""
    return pa.RecordBatch.from_arrays([columns.get(f.name, pa.nulls(n, f.type)) for f in SCHEMA], schema=SCHEMA)


def rows_by_id(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """(at, ids) of pieces in, IDS out: one row for each row that has an id."""
    for batch in batches:
        for first, keys in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            ids = np.frombuffer(keys, np.int64)
            at = np.flatnonzero(ids)
            yield pa.RecordBatch.from_arrays([pa.array(ids[at]), pa.array(at + first)], names=["id", "at"])
