"""From a batch of rows to what the kernels take: buffers, clause codes, and the rows that cannot be taken, with reasons."""

import re
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from .compiled import kernel

NO_ID, NO_TEXT, NOT_UTF8, TWICE = "no opinion_id", "no text", "not UTF-8", "opinion_id stands in an earlier row"
MAX_ARTICLE, MAX_CLAUSE = 1 << 20, 1023
_ARTICLE = re.compile(r"(?:điều|dieu|đ|d|article)\.?\s*(\d{1,5})", re.IGNORECASE)
_CLAUSE = re.compile(r"(?:khoản|khoan|k|clause)\.?\s*(\d{1,3})", re.IGNORECASE)
_BARE = re.compile(r"\s*(\d{1,5})(?:[.,/](\d{1,3}))?\s*$")


@dataclass(slots=True)
class Prepared:
    """The rows of a batch that can be taken. `at`: their places in the batch; None when all can."""

    ids: pa.Array
    text: pa.Array
    given: np.ndarray
    at: np.ndarray | None
    rejected: list[tuple[int, str]]  # (place in the batch, reason)

    def buffers(self) -> tuple[np.ndarray, np.ndarray]:
        return buffers(self.text)

    def without(self, bad: np.ndarray) -> "Prepared":
        """Without the rows marked, which stood in an earlier row already."""
        at = np.arange(len(self.ids)) if self.at is None else self.at
        good = pa.array(~bad)
        rejected = [*self.rejected, *((int(place), TWICE) for place in at[bad])]
        return Prepared(self.ids.filter(good), self.text.filter(good), self.given[~bad], at[~bad], rejected)


def buffers(text: pa.Array) -> tuple[np.ndarray, np.ndarray]:
    """(offsets, bytes) of a column of strings, without copying."""
    _valid, offsets, data = text.buffers()
    kind = np.int64 if pa.types.is_large_string(text.type) or pa.types.is_large_binary(text.type) else np.int32
    if len(text) == 0 or offsets is None:
        return np.zeros(1, np.int64), np.frombuffer(b"\0", np.uint8)
    places = np.frombuffer(offsets, kind)[text.offset : text.offset + len(text) + 1]
    held = np.frombuffer(data, np.uint8) if data is not None else np.zeros(1, np.uint8)
    held.flags.writeable = False  # some buffers are, some are not: the kernels are compiled for one kind
    return places.astype(np.int64), held


def strings(column: pa.Array) -> pa.Array:
    """A column as strings; whole numbers as they are written, Arrow's newer layouts laid out plainly."""
    kind = column.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return column
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):  # the kernels say what is not UTF-8
        plain = pa.large_string() if pa.types.is_large_binary(kind) else pa.string()
        return pa.Array.from_buffers(plain, len(column), column.buffers(), column.null_count, column.offset)
    if pa.types.is_floating(kind):
        return pa.array([None if v is None else f"{v:.0f}" if v == int(v) else str(v) for v in column.to_pylist()])
    return column.cast(pa.string())


@kernel
def bare(offsets, data, empty):
    """Which texts hold nothing but blanks. Returns how many."""
    count = 0
    for r in range(empty.shape[0]):
        i = offsets[r]
        while i < offsets[r + 1] and data[i] <= 32:
            i += 1
        empty[r] = i == offsets[r + 1]
        count += empty[r]
    return count


def clause_codes(column: pa.Array | None, n: int) -> np.ndarray:
    """The clause each row was given with: article << 10 | clause, 0 where none can be read from it."""
    if column is None:
        return np.zeros(n, np.int32)
    words = column.cast(pa.string()).dictionary_encode()
    values = np.array([0, *(clause_code(word) for word in words.dictionary.to_pylist())], np.int32)
    return values[words.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64) + 1]


def clause_code(word: str | None) -> int:
    """ "Điều 79", "khoản 2 Điều 79", "79.2" or "79" as a code."""
    if not word:
        return 0
    if found := _BARE.match(word):
        article, clause = int(found[1]), int(found[2] or 0)
    elif found := _ARTICLE.search(word):
        part = _CLAUSE.search(word[: found.start()] + " " + word[found.end() :])
        article, clause = int(found[1]), int(part[1]) if part else 0
    else:
        return 0
    return article << 10 | clause if article < MAX_ARTICLE and clause <= MAX_CLAUSE else 0


def prepare(batch: pa.RecordBatch) -> Prepared:
    """Cut out what cannot be taken: no id, no text."""
    ids, text = strings(batch.column("opinion_id")), strings(batch.column("text"))
    given = clause_codes(batch.column("clause") if "clause" in batch.schema.names else None, len(ids))
    bad = np.zeros(len(ids), np.bool_)
    rejected = []
    for column, reason in ((ids, NO_ID), (text, NO_TEXT)):
        empty = np.zeros(len(column), np.bool_)
        if bare(*buffers(column), empty) or column.null_count:
            if column.null_count:
                empty |= column.is_null().to_numpy(zero_copy_only=False)
            rejected += [(int(place), reason) for place in np.flatnonzero(empty & ~bad)]
            bad |= empty
    if not bad.any():
        return Prepared(ids, text, given, None, [])
    good = pa.array(~bad)
    return Prepared(ids.filter(good), text.filter(good), given[~bad], np.flatnonzero(~bad), rejected)
