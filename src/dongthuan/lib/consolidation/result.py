"""The third step: a row in groups.parquet for every opinion taken, in the order of the file, and what the synthesis counts."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
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
from .prepare import buffers, strings
from .scan import raw_keys
from .sources import Source

BATCH = 1 << 16
VARIANT = {0: "", OTHER_ARTICLE: "other article", OPPOSITE: "opposite stance"}
PLACED = {0: "", 1: "", BY_WORDING: "clause by wording", NOT_IN_DRAFT: "clause not in the draft"}
PLACED[NOT_IN_DRAFT | BY_WORDING] = f"{PLACED[NOT_IN_DRAFT]}; {PLACED[BY_WORDING]}"
COUNTED = ("area", "organisation", "channel", "author")
UNKNOWN = "không rõ"
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


class Names:
    """A column to count by, as numbers: each name has the place at which it came first."""

    def __init__(self, missing: str | None = None) -> None:
        """`missing`: what a row without one is counted under."""
        self.places: dict[str, int] = {}
        self.missing = missing

    def numbers(self, column: pa.Array) -> pa.Array:
        found = strings(column).dictionary_encode()
        places = pa.array([self.place(word) for word in words_of(found.dictionary)], pa.int32())
        at = places.take(found.indices)
        return at if self.missing is None or not at.null_count else at.fill_null(self.place(self.missing))

    def place(self, name: str) -> int:
        return self.places.setdefault(name, len(self.places))

    def table(self) -> pa.Table:
        return pa.table(
            {"id": pa.array(range(len(self.places)), pa.int32()), "name": pa.array(self.places, pa.string())}
        )


def words_of(names: pa.Array) -> list[str]:
    """As strings; bytes that are no UTF-8 are shown as such."""
    try:
        names.validate(full=True)
    except pa.ArrowInvalid:
        raw = names.cast(pa.large_binary() if pa.types.is_large_string(names.type) else pa.binary())
        return [value.decode("utf-8", "replace") for value in raw.to_pylist()]
    return names.to_pylist()


def keys_of(column: pa.Array) -> pa.Array:
    """64 bits of each name: enough to count how many differ."""
    column = strings(column)
    offsets, data = buffers(column)
    keys = np.empty(len(column), np.uint64)
    raw_keys(offsets, data, np.zeros(len(column), np.int32), keys)
    return pa.array(keys, mask=column.is_null().to_numpy(zero_copy_only=False) if column.null_count else None)


VOICES = pa.schema([
    ("group_id", pa.int32()), ("letter_id", pa.int32()), ("area", pa.int32()), ("organisation", pa.int32()),
    ("channel", pa.int32()), ("author", pa.uint64()),
])  # fmt: skip


def rows(
    source: Source, letters: Letters, groups: Groups, out: Path, names: dict[str, Names], tell: Tell
) -> Iterator[pa.RecordBatch]:
    """Write groups.parquet; hand on what the synthesis counts."""
    columns = ["opinion_id", *(n for n in COUNTED if n in source.columns)]
    first_row, first = letters.state.rows["first_row"], 0
    part = out.with_suffix(".part")
    with pq.ParquetWriter(part, SCHEMA, compression="zstd", compression_level=1, use_dictionary=["reason"]) as writer:
        for batch in pq.ParquetFile(source.path).iter_batches(BATCH, columns=columns):
            wordings = letters.wordings.read(first, first + batch.num_rows)
            found = of_rows(strings(batch.column("opinion_id")), wordings, first, groups, first_row)
            writer.write_batch(found)
            if found.num_rows < batch.num_rows:
                batch = batch.filter(pa.array(wordings >= 0))
            none = pa.nulls(batch.num_rows, pa.string())
            given = [batch.column(n) if n in source.columns else none for n in COUNTED]
            counted = [names[n].numbers(column) for n, column in zip(COUNTED[:3], given, strict=False)]
            ids = [found.column(n).cast(pa.int32()) for n in ("group_id", "letter_id")]
            yield pa.RecordBatch.from_arrays([*ids, *counted, keys_of(given[3])], schema=VOICES)
            first += len(wordings)
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
    """groups.parquet and rejected.parquet, and the tables `voices`, `organisations` and `channels` to count from."""
    names = {"area": Names(), "organisation": Names(), "channel": Names(UNKNOWN)}
    made = rows(source, letters, groups, folder / "groups.parquet", names, tell)
    reader = pa.RecordBatchReader.from_batches(VOICES, made)
    counts.register("reader", reader).execute("create or replace table voices as select * from reader")
    for name in ("organisation", "channel"):
        counts.register("names", names[name].table())
        counts.execute(f"create or replace table {name}s as select * from names")
    numbers, words = zip(*sorted(letters.rejected), strict=True) if letters.rejected else ((), ())
    table = pa.table({"row": pa.array(numbers, pa.int64()), "reason": pa.array(words, pa.string())})
    pq.write_table(table, folder / "rejected.parquet.part", compression="zstd")
    (folder / "rejected.parquet.part").replace(folder / "rejected.parquet")


def texts_at(source: Source, wanted: np.ndarray, *, threads: int = 2, longest: int = 1_500) -> dict[int, str]:
    """The beginnings of the texts of some rows of the file (counted from 0)."""
    wanted, first, parts = np.sort(wanted), 0, []
    meta = pq.ParquetFile(source.path).metadata
    for group in range(meta.num_row_groups):
        size = meta.row_group(group).num_rows
        mine = wanted[np.searchsorted(wanted, first) : np.searchsorted(wanted, first + size)] - first
        if len(mine):
            parts.append((group, first, mine))
        first += size

    def one(part: tuple[int, int, np.ndarray]) -> dict[int, str]:
        group, first, mine = part
        found: dict[int, str] = {}
        start = 0
        for batch in pq.ParquetFile(source.path).iter_batches(8192, [group], ["text"], use_threads=False):
            at = mine[(mine >= start) & (mine < start + batch.num_rows)]
            if len(at):
                kept = pc.utf8_slice_codeunits(strings(batch.column(0)).take(pa.array(at - start)), 0, longest)
                found |= zip((at + first).tolist(), kept.to_pylist(), strict=True)
            start += batch.num_rows
        return found

    with ThreadPoolExecutor(threads) as pool:
        return {row: text for found in pool.map(one, parts) for row, text in found.items()}
