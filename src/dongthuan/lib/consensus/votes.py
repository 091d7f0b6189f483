"""From vote events to the matrix of last votes, without a Python object per vote."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from . import kernels

AGREE, PASS, DISAGREE = 1, 0, -1
MOST_STATEMENTS = 4_000  # a cell is 16 bits, and the tables of statements against statements take 30 bytes a pair


@dataclass(frozen=True)
class Votes:
    """The last vote of each voter on each statement, by rows. Voters and statements stand in ascending order of their ids."""

    voters: pa.Array
    statements: pa.Array
    start: np.ndarray  # row r holds cells[start[r]:start[r + 1]]
    cells: np.ndarray  # statement * 4 + vote + 1
    events: int  # votes given, changed ones included

    @property
    def counts(self) -> np.ndarray:
        """How many statements each voter voted on."""
        return np.diff(self.start)

    def dense(self, missing: float = np.nan) -> np.ndarray:
        """Voters by statements, for small sets and tests."""
        out = np.full((len(self.voters), len(self.statements)), missing)
        rows = np.repeat(np.arange(len(self.voters)), self.counts)
        out[rows, self.cells >> 2] = (self.cells & 3).astype(float) - 1
        return out


def from_events(voter: Any, statement: Any, vote: Any, timestamp: Any = None) -> Votes:
    """The matrix from columns (Arrow or numpy): ids of whole numbers or text, votes 1, 0, -1, moments as whole numbers.

    The last vote by timestamp counts; without timestamps, or among equal ones, the later event. Raises ValueError when a
    vote is none of the three, or when there are more than 4,000 statements.
    """
    voters, v, low, begin = numbered(voter)
    statements, s, lowest, heard = numbered(statement)
    if len(statements) > MOST_STATEMENTS:
        raise ValueError(
            f"{len(statements):,} statements are more than {MOST_STATEMENTS:,}, the most one map can hold."
        )
    answers = numbers(vote, np.int8)
    if len(answers) and not (answers.min() >= DISAGREE and answers.max() <= AGREE):
        raise ValueError("A vote is 1 (agree), 0 (pass) or -1 (disagree).")
    moments = np.empty(0, np.int64) if timestamp is None else numbers(timestamp, np.int64)
    if len(moments) and kernels.in_time(moments):
        moments = moments[:0]
    rank = np.cumsum(heard > 0, dtype=np.int32) - 1
    ends = np.cumsum(begin)
    cells, when = np.empty(len(v), np.uint16), np.empty(len(moments), np.int64)
    kernels.gathered(v, low, (ends - begin).astype(np.uint64), s, lowest, rank, answers, moments, cells, when)
    rows = np.concatenate([np.zeros(1, np.int64), ends[begin > 0]])
    start = kernels.last_ones(rows, cells, when, len(statements))
    return Votes(voters, statements, start, cells[: start[-1]], len(v))


def column(values: Any) -> pa.Array:
    if isinstance(values, pa.ChunkedArray):
        return values.combine_chunks() if values.num_chunks != 1 else values.chunk(0)
    return values if isinstance(values, pa.Array) else pa.array(values)


def numbers(values: Any, kind: Any) -> np.ndarray:
    """A column of whole numbers as numpy, copied only when its type differs."""
    return np.ascontiguousarray(column(values).to_numpy(zero_copy_only=False), dtype=kind)


def numbered(values: Any) -> tuple[pa.Array, np.ndarray, int, np.ndarray]:
    """(distinct ids in ascending order, whole numbers in that order for each event, the lowest, how often each occurs)."""
    ids = column(values)
    if pa.types.is_integer(ids.type) and len(ids):
        plain = ids.to_numpy(zero_copy_only=False)
        low, high = map(int, kernels.span(plain))
        if high - low < 2 * len(plain) + 65_536:  # nearly gapless: they number themselves
            table = np.zeros(high - low + 1, np.int64)
            kernels.counted(plain, low, table)
            return pa.array(np.flatnonzero(table) + low), plain, low, table
    coded = pc.dictionary_encode(ids)
    order = pc.sort_indices(coded.dictionary).to_numpy()
    rank = np.empty(len(order), np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    codes = rank[coded.indices.to_numpy(zero_copy_only=False)]
    return coded.dictionary.take(pa.array(order)), codes, 0, np.bincount(codes, minlength=len(order))
