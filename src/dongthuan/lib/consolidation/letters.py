"""The first step: every row to its wording. Some threads read and scan, one takes in, in the order of the file; the work
folder holds what it takes to go on after an interruption."""

import hashlib
import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from .ids import Ids
from .prepare import NOT_UTF8, Prepared, prepare, strings
from .scan import Features, features
from .sources import Piece, Rejected, Source
from .state import OtherMethod, State
from .store import Spool
from .tables import METHOD

SAVE_SECONDS = 60.0  # no more than this is done again after an interruption
ROW_COST = 320  # bytes of a wording, for choosing between memory and files
Tell = Callable[[str, int, int], None]  # step, rows done, rows in all


@dataclass
class Letters:
    """What the first step found."""

    state: State
    wordings: Spool  # of each row of the file; -1: rejected
    rejected: Rejected


@dataclass(slots=True)
class Looked:
    """A piece looked at, without its texts: they fill much memory. `numbers`: of its rows, if not simply counted."""

    piece: Piece
    prepared: Prepared
    found: Features
    numbers: pa.Array | None


class Progress:
    """The work folder's notes: which input, how far, what was rejected."""

    def __init__(self, source: Source, work: Path) -> None:
        self.source, self.work, self.notes = source, work, work / "progress.json"
        self.saved, self.times = time.monotonic(), 0

    def mark_of_input(self) -> str:
        facts = self.source.path.stat()
        return hashlib.sha256(f"{METHOD} {facts.st_size} {facts.st_mtime_ns} {self.source.rows}".encode()).hexdigest()

    def load(self, files: Path | None) -> tuple[State | None, dict]:
        """The state as it was saved for this very input, or nothing."""
        try:
            notes = json.loads(self.notes.read_text())
            if notes["input"] != self.mark_of_input():
                return None, {}
            state = State.load(self.work / "state", files, self.work / "pairs.spool")
            wordings = self.work / "wordings.spool"
            with wordings.open("r+b") as file:
                file.truncate(notes["rows"] * 4)
            return (state, notes) if state.received == notes["taken"] else (None, {})
        except (OSError, ValueError, KeyError, OtherMethod):
            return None, {}

    def save(self, letters: Letters, rows: int, last: str | None) -> None:
        letters.state.save(self.work / "state")
        if letters.wordings.file:
            letters.wordings.file.flush()
        notes = {
            "input": self.mark_of_input(), "rows": rows, "taken": letters.state.received, "last": last,
            "rejected": letters.rejected,
        }  # fmt: skip
        part = self.notes.with_suffix(".part")
        part.write_text(json.dumps(notes))
        part.replace(self.notes)
        self.saved, self.times = time.monotonic(), self.times + 1


def find_letters(
    source: Source, work: Path, *, threads: int = 2, memory: int = 2 << 30, batch_rows: int = 0,
    save_seconds: float = SAVE_SECONDS, tell: Tell = lambda *_: None,
) -> Letters:  # fmt: skip
    """Number the wordings of all rows and link them. Goes on where an interrupted run of the same input was."""
    progress = Progress(source, work)
    files = None
    if source.rows * ROW_COST > memory:  # seldom more than half of the rows are wordings of their own
        files = work / "rows"
        files.mkdir(exist_ok=True)
    state, notes = progress.load(files)
    begun = state is not None
    letters = Letters(
        state or State(files, min(source.rows, 1 << 25), work / "pairs.spool"),
        Spool(np.int32, work / "wordings.spool", keep=begun),
        [(row, why) for row, why in notes.get("rejected", [])] if begun else list(source.rejected),
    )
    rows = notes["rows"] if begun else 0
    letters.wordings.size = rows
    letters.state.expected = source.rows
    ids = Ids(lambda: earlier_ids(source, rows), notes.get("last") if begun else None)
    if begun and notes["last"] is None:
        ids.fall_back()
    pieces = (p for p in source.pieces(batch_rows) if p.first >= rows)
    whole = True  # no piece is taken in by half
    try:
        for looked in ahead(pieces, letters.state, threads):
            whole = False
            take(letters, ids, looked)
            rows, whole = looked.piece.first + looked.piece.rows, True
            tell("letters", rows, source.rows)
            if time.monotonic() - progress.saved > save_seconds:
                progress.save(letters, rows, ids.last)
    except KeyboardInterrupt:
        if whole:
            progress.save(letters, rows, ids.last)
        raise
    if progress.times and rows > notes.get("rows", 0):
        progress.save(letters, rows, ids.last)
    letters.state.close_reading()
    return letters


def earlier_ids(source: Source, rows: int) -> Iterator[pa.Array]:
    """The ids of the first rows of the file, once more."""
    if not rows:
        return
    seen = 0
    for batch in pq.ParquetFile(source.path).iter_batches(columns=["opinion_id"], use_threads=False):
        yield strings(batch.column(0)).slice(0, rows - seen).drop_null()
        seen += batch.num_rows
        if seen >= rows:
            return


def look(piece: Piece, state: State) -> Looked:
    """What a working thread does: read, cut out, scan."""
    batch = piece.read()
    prepared = prepare(batch)
    found = features(*prepared.buffers(), prepared.given, state.texts, state.known)
    prepared.text = pa.nulls(0, prepared.text.type)  # nothing else holds on to them
    return Looked(piece, prepared, found, batch.column(piece.source.numbers) if piece.source.numbers else None)


def ahead(pieces: Iterator[Piece], state: State, threads: int) -> Iterator[Looked]:
    """The pieces looked at, in order; a few are worked on at once."""
    waiting: list[Future[Looked]] = []
    pool = ThreadPoolExecutor(threads)
    try:
        for piece in pieces:
            waiting.append(pool.submit(look, piece, state))
            if len(waiting) >= max(threads, 2):  # one is taken in here meanwhile
                yield waiting.pop(0).result()
        while waiting:
            yield waiting.pop(0).result()
    finally:
        pool.shutdown(cancel_futures=True)


def take(letters: Letters, ids: Ids, looked: Looked) -> None:
    """Take one piece in; its rows get their wordings, in the order of the file."""
    state, piece, prepared, found = letters.state, looked.piece, looked.prepared, looked.found
    if (bad := ids.repeated(prepared.ids)) is not None:
        prepared = prepare(piece.read()).without(bad)
        found = features(*prepared.buffers(), prepared.given, state.texts, state.known)
    wordings = state.add(found, piece.first if prepared.at is None else piece.first + prepared.at)
    rejected = list(prepared.rejected)
    if (broken := wordings < 0).any():
        at = np.arange(len(wordings)) if prepared.at is None else prepared.at
        rejected += [(int(place), NOT_UTF8) for place in at[broken]]
    if prepared.at is not None:
        whole = np.full(piece.rows, -1, np.int64)
        whole[prepared.at] = wordings
        wordings = whole
    letters.wordings.append(wordings.astype(np.int32))
    if rejected:
        counted = range(piece.first + 1, piece.first + piece.rows + 1)
        number = looked.numbers.to_pylist() if looked.numbers is not None else counted
        letters.rejected += [(number[place], why) for place, why in sorted(rejected)]
