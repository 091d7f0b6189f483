"""The third step: a row in groups.parquet for every opinion taken, in the order of the file, and what the synthesis counts."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from .clauses import BY_WORDING, NOT_IN_DRAFT
from .groups import Groups
from .letters import Letters, Tell
from .link import OPPOSITE, OTHER_ARTICLE
from .prepare import strings
from .sources import Source

BATCH = 1 << 16
VARIANT = {0: "", OTHER_ARTICLE: "other article", OPPOSITE: "opposite stance"}
PLACED = {0: "", 1: "", BY_WORDING: "clause by wording", NOT_IN_DRAFT: "clause not in the draft"}
PLACED[NOT_IN_DRAFT | BY_WORDING] = f"{PLACED[NOT_IN_DRAFT]}; {PLACED[BY_WORDING]}"
COUNTED = ("area", "organisation", "channel", "author")
SCHEMA = pa.schema([
    ("opinion_id", pa.string()), ("letter_id", pa.int64()), ("group_id", pa.int64()), ("representative", pa.bool_()),
    ("article", pa.int32()), ("clause", pa.int32()), ("variant_of", pa.int64()), ("reason", pa.string()),
])  # fmt: skip


def reasons(why: np.ndarray, placed: np.ndarray) -> pa.Array:
    """In words: what keeps the letter from the one it is a variant of, and how it came to its clause."""
    code = why.astype(np.int64) * 8 + placed
    words = [
        "; ".join(filter(None, (VARIANT.get(c // 8, ""), PLACED.get(c % 8, "")))) or None
        for c in range(8 * (1 + max(VARIANT)))
    ]
    return pa.array(words, pa.string()).take(pa.array(code))


def of_rows(ids: pa.Array, wordings: np.ndarray, first: int, groups: Groups, first_row: np.ndarray) -> pa.RecordBatch:
    """The rows that were taken, of a batch that begins at row `first` of the file."""
    at = np.flatnonzero(wordings >= 0)
    letter = groups.letter[wordings[at]]
    group, variant = groups.group[letter], groups.variant[letter]
    article, clause = groups.article[letter], groups.clause[letter]
    return pa.RecordBatch.from_arrays([
        ids.take(pa.array(at)).cast(pa.string()), pa.array(letter.astype(np.int64) + 1), pa.array(group.astype(np.int64) + 1),
        pa.array(first_row[groups.representative[group]] == at + first),
        pa.array(article, mask=article == 0), pa.array(clause, mask=clause == 0),
        pa.array(variant.astype(np.int64) + 1, mask=variant < 0), reasons(groups.why[letter], groups.placed[letter]),
    ], schema=SCHEMA)  # fmt: skip


def text_column(batch: pa.RecordBatch, name: str) -> pa.Array:
    """A column to count by, as strings; bytes that are no UTF-8 are shown as such."""
    if name not in batch.schema.names:
        return pa.nulls(batch.num_rows, pa.string())
    column = strings(batch.column(name))
    try:
        column.validate(full=True)
    except pa.ArrowInvalid:
        raw = column.cast(pa.large_binary() if pa.types.is_large_string(column.type) else pa.binary())
        column = pa.array([None if v is None else v.decode("utf-8", "replace") for v in raw.to_pylist()])
    return column.cast(pa.string())


def rows(source: Source, letters: Letters, groups: Groups, out: Path, tell: Tell) -> Iterator[pa.RecordBatch]:
    """Write groups.parquet; hand on what the synthesis counts."""
    names = ["opinion_id", *(n for n in COUNTED if n in source.columns)]
    first_row, first = letters.state.rows["first_row"], 0
    part = out.with_suffix(".part")
    with pq.ParquetWriter(part, SCHEMA, compression="zstd", compression_level=1) as writer:
        for batch in pq.ParquetFile(source.path).iter_batches(BATCH, columns=names):
            wordings = letters.wordings.read(first, first + batch.num_rows)
            found = of_rows(strings(batch.column("opinion_id")), wordings, first, groups, first_row)
            writer.write_batch(found)
            taken = pa.array(wordings >= 0)
            counted = [text_column(batch, name).filter(taken) for name in COUNTED]
            yield pa.RecordBatch.from_arrays(
                [found.column("group_id"), found.column("letter_id"), *counted],
                names=["group_id", "letter_id", *COUNTED],
            )
            first += batch.num_rows
            tell("rows", first, source.rows)
    part.replace(out)


def open_counts(work: Path, memory: int, threads: int) -> duckdb.DuckDBPyConnection:
    """DuckDB within the memory it may take; what is more goes to the work folder."""
    store = work / "counts.duckdb"
    store.unlink(missing_ok=True)
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": f"{max(memory // 2 >> 20, 200)}MB",
        "threads": threads,
        "temp_directory": str(work / "spill"),
    }
    return duckdb.connect(str(store), config=config)


def write_rows(
    source: Source, letters: Letters, groups: Groups, folder: Path, counts: duckdb.DuckDBPyConnection, tell: Tell
) -> None:
    """groups.parquet and rejected.parquet, and the table `voices` to count from."""
    schema = pa.schema([("group_id", pa.int64()), ("letter_id", pa.int64()), *((n, pa.string()) for n in COUNTED)])
    reader = pa.RecordBatchReader.from_batches(schema, rows(source, letters, groups, folder / "groups.parquet", tell))
    counts.register("reader", reader).execute("create or replace table voices as select * from reader")
    numbers, words = zip(*sorted(letters.rejected), strict=True) if letters.rejected else ((), ())
    table = pa.table({"row": pa.array(numbers, pa.int64()), "reason": pa.array(words, pa.string())})
    pq.write_table(table, folder / "rejected.parquet.part", compression="zstd")
    (folder / "rejected.parquet.part").replace(folder / "rejected.parquet")


def texts_at(source: Source, wanted: np.ndarray, longest: int = 1_500) -> dict[int, str]:
    """The beginnings of the texts of some rows of the file (counted from 0)."""
    found: dict[int, str] = {}
    wanted, first, file = np.sort(wanted), 0, pq.ParquetFile(source.path)
    for group in range(file.metadata.num_row_groups):
        size = file.metadata.row_group(group).num_rows
        mine = wanted[np.searchsorted(wanted, first) : np.searchsorted(wanted, first + size)] - first
        start = 0
        for batch in file.iter_batches(8192, [group], ["text"]) if len(mine) else ():
            at = mine[(mine >= start) & (mine < start + batch.num_rows)]
            if len(at):
                kept = strings(batch.column(0)).take(pa.array(at - start))
                kept = pc.utf8_slice_codeunits(kept, 0, longest)
                found |= zip((at + first).tolist(), kept.to_pylist(), strict=True)
            start += batch.num_rows
        first += size
    return found
