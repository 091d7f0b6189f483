"""Opinions from a file: Parquet as it is; CSV and Excel are first laid down as Parquet, so that all later steps read alike.

Rows are numbered from 1, the heading not counted. A row that cannot be taken is named with its reason; a file that
cannot be read at all raises Unreadable with one sentence.
"""

import codecs
import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dongthuan.lib import workbooks

NEEDED = ("opinion_id", "text")
WANTED = ("area", "organisation", "channel", "author", "sent_at", "clause")
PIECE_ROWS, PIECE_BYTES = 1 << 17, 48 << 20
SUFFIXES = (".parquet", ".csv", ".xlsx")
Rejected = list[tuple[int, str]]


class Unreadable(Exception):
    """One sentence that names the file and what is wrong with it."""


@dataclass
class Source:
    """A Parquet file of opinions. `numbers` says where the row numbers of the original stand, if not simply counted."""

    path: Path
    rows: int
    columns: tuple[str, ...]  # of NEEDED and WANTED, those that are there
    numbers: str = ""  # name of the column that holds the row's number in the file it came from
    rejected: Rejected = field(default_factory=list)

    def pieces(self, batch_rows: int = 0) -> Iterator["Piece"]:
        """The file in order, cut at its row groups, or in batches where these are large."""
        file = pq.ParquetFile(self.path)
        first, meta = 0, file.metadata
        for group in range(meta.num_row_groups):
            facts = meta.row_group(group)
            size, step = facts.num_rows, batch_rows or PIECE_ROWS
            large = size > max(step, PIECE_ROWS) or (size > 1024 and facts.total_byte_size > 4 * PIECE_BYTES)
            if not large and not batch_rows:
                yield Piece(self, first, size, group)
                first += size
                continue
            step = step if facts.total_byte_size < step * 1024 else max(1, step // 8)
            for batch in file.iter_batches(step, [group], self.reading, use_threads=False):
                yield Piece(self, first, batch.num_rows, group, batch)
                first += batch.num_rows

    @property
    def reading(self) -> list[str]:
        """The columns the first pass reads."""
        return [n for n in (*NEEDED, "clause", self.numbers) if n and (n in self.columns or n == self.numbers)]


@dataclass
class Piece:
    """Some rows that follow each other; read when asked for, by whichever thread works on them."""

    source: Source
    first: int
    rows: int
    group: int
    batch: pa.RecordBatch | None = None

    def read(self) -> pa.RecordBatch:
        if self.batch is not None:
            return self.batch
        file = pq.ParquetFile(self.source.path)
        table = file.read_row_group(self.group, self.source.reading, use_threads=False).combine_chunks()
        return table.to_batches()[0] if table.num_rows else pa.RecordBatch.from_pylist([], table.schema)


def open_source(path: Path, work: Path, tell: Callable[[int], None] = lambda rows: None) -> Source:
    """The opinions of a file; `work` is the folder where CSV and Excel are laid down, once. Raises Unreadable."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise Unreadable(f"{path}: only .parquet, .csv and .xlsx files can be read.")
    try:
        if not path.is_file():
            raise Unreadable(f"{path}: {'this is a folder, not a file' if path.is_dir() else 'no such file'}.")
        if suffix == ".parquet":
            return open_parquet(path)
        laid, notes = work / "received.parquet", work / "received.json"
        facts = [path.stat().st_size, path.stat().st_mtime_ns]
        rejected = laid_before(laid, notes, facts)
        if rejected is None:
            rejected = lay_down(path, read_csv(path) if suffix == ".csv" else read_xlsx(path), laid, tell)
            notes.write_text(json.dumps({"facts": facts, "rejected": rejected}))
    except OSError as error:
        raise Unreadable(f"{path}: cannot be read ({error.strerror or error}).") from error
    source = open_parquet(laid)
    source.numbers, source.rejected = "row", rejected
    return source


def open_parquet(path: Path) -> Source:
    try:
        file = pq.ParquetFile(path)
        names = file.schema_arrow.names
    except (pa.ArrowException, OSError) as error:
        reason = getattr(error, "strerror", None) or "it is no Parquet file, or a damaged one"
        raise Unreadable(f"{path}: cannot be read ({reason}).") from error
    check_columns(path, names)
    for name in (*NEEDED, *(n for n in WANTED if n in names)):
        kind = file.schema_arrow.field(name).type
        if pa.types.is_nested(kind):
            raise Unreadable(f"{path}: the column {name} holds {kind}, not single values.")
    return Source(path, file.metadata.num_rows, tuple(n for n in (*NEEDED, *WANTED) if n in names))


def check_columns(path: Path, names: Iterable[str]) -> None:
    names = list(names)
    if missing := [name for name in NEEDED if name not in names]:
        has = ", ".join(map(str, names[:12])) or "none"
        raise Unreadable(f"{path}: the column {' and '.join(missing)} is missing (its columns: {has}).")
    if twice := [name for name in (*NEEDED, *WANTED) if names.count(name) > 1]:
        raise Unreadable(f"{path}: the column {twice[0]} stands there twice.")


# --- CSV and Excel ------------------------------------------------------------------------------------------------
def read_csv(path: Path) -> Iterator[list[str] | str]:
    """The heading, then each record; a sentence in place of a record that is none. Comma, semicolon or tab."""
    with path.open("rb") as raw:
        start = raw.read(4096)
    encoding = "utf-16" if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig"
    heading = start.decode(encoding, "replace").partition("\n")[0]
    if encoding == "utf-8-sig" and b"\0" in start:
        raise Unreadable(f"{path}: this is no CSV file, it holds NUL characters.")
    delimiter = max(",;\t", key=heading.count)
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding=encoding, errors="surrogateescape", newline="") as stream:
        try:
            yield from csv.reader(stream, delimiter=delimiter)
        except (csv.Error, UnicodeError) as error:
            yield f"the file breaks off here: {error}"


def read_xlsx(path: Path) -> Iterator[list[str] | str]:
    """The rows of the first sheet that holds anything."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    from dongthuan.lib.sheets import text_of

    try:
        workbooks.check(path.read_bytes())
        book = CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            if any(cell != "" for row in rows[:50] for cell in row):
                for row in rows:
                    yield [text_of(cell) for cell in row]
                return
    except workbooks.Unsafe as unsafe:
        why = {"bomb": "it unpacks to more than a workbook should", "spread": "its cells are spread too far"}
        raise Unreadable(f"{path}: {why.get(unsafe.reason, 'this is no Excel workbook (.xlsx)')}.") from None
    except PasswordError:
        raise Unreadable(f"{path}: the workbook is locked with a password.") from None
    except CalamineError as error:
        raise Unreadable(f"{path}: the workbook is damaged ({error}).") from None


def laid_before(laid: Path, notes: Path, facts: list[int]) -> Rejected | None:
    """What was rejected when this very file was laid down by a run that was cut off; None if it was not."""
    try:
        told = json.loads(notes.read_text())
        if told["facts"] == facts and laid.exists():
            return [(row, why) for row, why in told["rejected"]]
    except (OSError, ValueError, KeyError):
        pass
    return None


def lay_down(
    path: Path, records: Iterator[list[str] | str], laid: Path, tell: Callable[[int], None] = lambda rows: None
) -> Rejected:
    """Write the records as Parquet. Returns the rows that are none, with their reasons."""
    heading = next(records, None)
    names = [name.strip() for name in heading] if isinstance(heading, list) else []
    while names and not names[-1]:
        names.pop()
    check_columns(path, names)
    columns = {name: names.index(name) for name in (*NEEDED, *WANTED) if name in names}
    schema = pa.schema([("row", pa.int64()), *((name, pa.string()) for name in columns)])
    rejected: Rejected = []
    part = laid.with_suffix(".part")
    with pq.ParquetWriter(part, schema, compression="zstd") as writer:
        for rows in batches(records, names, columns, rejected):
            arrays = [
                pa.array(values, kind) for values, kind in zip(zip(*rows, strict=True), schema.types, strict=True)
            ]
            writer.write_batch(pa.RecordBatch.from_arrays(arrays, schema=schema))
            tell(rows[-1][0])
    part.replace(laid)
    return rejected


def batches(
    records: Iterator[list[str] | str], names: list[str], columns: dict[str, int], rejected: Rejected
) -> Iterator[list[tuple]]:
    """Rows of (number, values), cut by number and size; what is no row goes to `rejected`."""
    rows, size = [], 0
    for number, record in enumerate(records, 1):
        if isinstance(record, str):
            rejected.append((number, record))
            continue
        if not any(record):
            continue
        if len(record) != len(names) and any(record[len(names) :]):
            rejected.append((number, f"{len(record)} cells instead of {len(names)}"))
            continue
        values = [record[at] if at < len(record) else "" for at in columns.values()]
        try:
            size += sum(len(value.encode()) for value in values)
        except UnicodeEncodeError:
            rejected.append((number, "not UTF-8"))
            continue
        rows.append((number, *(value or None for value in values)))
        if len(rows) == PIECE_ROWS or size > PIECE_BYTES:
            yield rows
            rows, size = [], 0
    if rows:
        yield rows
