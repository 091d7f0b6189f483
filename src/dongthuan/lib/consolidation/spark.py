"""The first step on a Spark cluster, for those who outgrow one machine: the same letters as on one, by construction.

The workers scan the row groups with the kernels of the local engine (`mapInArrow`); Spark finds of each wording the first row,
and for each band of a wording the first wording that has it too: the candidates. The driver numbers the wordings in
the order of the file and links them with the local engine's kernel. What a finished step found lies in the work
folder, so an interrupted run goes on behind it; a worker that is lost costs the work it did, which others do again.
"""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.compute as pc
import pyarrow.parquet as pq

from . import link
from .compiled import STAMP
from .ids import order
from .letters import ROW_COST, Letters, Progress, Tell
from .letters import find_letters as find_letters_here
from .scan import Features
from .sources import Source
from .spark_session import Spark, check
from .spark_tasks import FIXED, IDS, SCANNED, Job, rows_by_id
from .state import FULL, State
from .store import Spool
from .tables import BANDS

STEPS = ("reading", "scanning", "wordings", "candidates", "linking", "groups", "rows", "tables")  # what the bar tells
PER_TASK = 500_000  # rows, after the scan
CHUNK = 1 << 16  # wordings linked at once


def find_letters(source: Source, work: Path, *, master: str, memory: int, tell: Tell = lambda *_: None) -> Letters:
    """What `letters.find_letters` finds. Raises CannotRun."""
    check()
    if not source.rows:
        return find_letters_here(source, work)
    source = replace(source, path=source.path.resolve())
    Steps(source, work.resolve(), master, memory, tell).take()
    return linked(source, work.resolve(), memory, tell)


class Steps:
    """What Spark computes, each step into a folder of its own, once."""

    def __init__(self, source: Source, work: Path, master: str, memory: int, tell: Tell) -> None:
        self.source, self.master, self.memory, self.tell = source, master, memory, tell
        self.work, self.folder = work, work / "spark"
        self.spark: Spark | None = None
        facts = pq.ParquetFile(source.path).metadata
        sizes = [facts.row_group(g).num_rows for g in range(facts.num_row_groups)]
        firsts = np.cumsum([0, *sizes]).tolist()
        self.groups = [(g, firsts[g]) for g, size in enumerate(sizes) if size]

    def take(self) -> None:
        """Every step that is not done yet."""
        mark, notes = f"{STAMP} {Progress(self.source, self.work).mark_of_input()}", self.folder / "input"
        if not notes.exists() or notes.read_text() != mark:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.mkdir()
            notes.write_text(mark)
        try:
            self.scan()
            if not self.done("wordings"):
                self.write("wordings", self.wordings())
            if not self.done("candidates"):
                self.write("candidates", self.candidates())
        finally:
            if self.spark:
                self.spark.stop()

    # --- Spark ----------------------------------------------------------------------------------------------------
    @property
    def session(self) -> Any:
        """Started when something is left to do."""
        if self.spark is None:
            partitions = max(2, self.source.rows // PER_TASK)
            self.spark = Spark(self.master, self.memory, partitions, self.work / "spark.log", self.tell)
            if self.spark.parallel > partitions:
                self.spark.session.conf.set("spark.sql.shuffle.partitions", str(self.spark.parallel))
        return self.spark.session

    def done(self, name: str) -> bool:
        return (self.folder / name / "_SUCCESS").exists()

    def run(self, step: str, action: Any) -> Any:
        assert self.spark is not None
        return self.spark.run(step, self.source.rows, action)

    def write(self, name: str, table: Any, step: str = "") -> None:
        path = self.folder / name
        self.run(step or name, lambda: table.write.mode("overwrite").parquet(f"file://{path}"))

    def read(self, name: str) -> Any:
        path = f"file://{self.folder / name}"
        return self.session.read.parquet("".join(f"\\{c}" if c in "[]{}*?\\" else c for c in path))

    # --- the steps ------------------------------------------------------------------------------------------------
    def scan(self) -> None:
        """SCANNED of every row group; then again of those that hold an id for the second time."""
        if not self.done("scanned"):
            self.scan_groups("scanned", Job(replace(self.source, rejected=[]), self.groups))
        if self.done("texts"):
            return
        repeated = {} if ids_rise(self.folder / "scanned") else self.rows_with_ids_met_before()
        (self.folder / "again.json").write_text(json.dumps(sorted(repeated)))
        if repeated:
            groups = [(group, first) for group, first in self.groups if group in repeated]
            self.scan_groups("again", Job(replace(self.source, rejected=[]), groups, repeated))
        import pyspark.sql.functions as F

        table = self.scanned("texts").where(F.col("texts").isNotNull())
        self.write(
            "texts", table.select(F.explode("texts").alias("text")).distinct().agg(F.count("*").alias("n")), "scanning"
        )

    def scan_groups(self, name: str, job: Job) -> None:
        numbers = self.session.range(0, len(job.groups), 1, len(job.groups))
        self.write(name, numbers.mapInArrow(job.scan, SCANNED), "scanning")

    def rows_with_ids_met_before(self) -> dict[int, list[int]]:
        from pyspark.sql import Window
        from pyspark.sql import functions as F

        pieces = self.read("scanned").where(F.col("ids").isNotNull()).select("at", "ids")
        nth = F.row_number().over(Window.partitionBy("id").orderBy("at"))
        later = pieces.mapInArrow(rows_by_id, IDS).withColumn("nth", nth).where("nth > 1").select("at")
        rows = np.sort(self.run("scanning", later.toArrow)["at"].to_numpy())
        groups, firsts = zip(*self.groups, strict=True)
        which = np.searchsorted(firsts, rows, "right") - 1
        return {groups[n]: rows[which == n].tolist() for n in np.unique(which).tolist()}

    def scanned(self, *columns: str) -> Any:
        """These columns of what was scanned, of each row group as it was scanned last."""
        from pyspark.sql import functions as F

        table, again = self.read("scanned"), scanned_again(self.folder)
        if not again:
            return table.select(*columns)
        return table.where(~F.col("group").isin(again)).select(*columns).union(self.read("again").select(*columns))

    def in_order(self, table: Any) -> Any:
        """By `at`, the files too: a range of rows each."""
        from pyspark.sql import functions as F

        parts = int(self.session.conf.get("spark.sql.shuffle.partitions"))
        part = F.least(F.expr(f"cast(at div {-(-self.source.rows // parts)} as int)"), F.lit(parts - 1))
        return table.repartitionById(parts, part)

    def wordings(self) -> Any:
        """Each wording as its first row had it."""
        from pyspark.sql import functions as F

        rows = self.scanned("key", "at", "fixed", "pairs", "bands").where(F.col("key").isNotNull())
        first = rows.groupBy("key").agg(F.min(F.struct("at", "fixed", "pairs", "bands")).alias("one"))
        return self.in_order(first.select("key", "one.*")).sortWithinPartitions("at")

    def candidates(self) -> Any:
        """For each band of each wording the first wording that has the same, if that is another."""
        from pyspark.sql import Window
        from pyspark.sql import functions as F

        bands = self.read("wordings").select("at", F.posexplode("bands").alias("band", "value"))
        before = Window.partitionBy("band", "value").orderBy("at")
        heads = bands.withColumn("head", F.first("at").over(before.rowsBetween(Window.unboundedPreceding, 0)))
        kept = heads.where("head < at").select("at", F.col("band").cast("byte").alias("band"), "head")
        return self.in_order(kept).sortWithinPartitions("at")


# --- reading what Spark wrote ----------------------------------------------------------------------------------------
def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("part-*.parquet"))


def scanned_again(folder: Path) -> list[int]:
    return json.loads((folder / "again.json").read_text())


def pieces(folder: Path, columns: list[str]) -> Iterator[dict]:
    """The pieces of one folder of SCANNED, in the order of its files."""
    for path in files(folder):
        for batch in pq.ParquetFile(path).iter_batches(columns=["rows", *columns]):
            yield from batch.filter(pc.is_valid(batch.column("rows"))).to_pylist()


def ids_rise(folder: Path) -> bool:
    """Whether the ids rise from the first row to the last, so that none can stand twice."""
    found = sorted(pieces(folder, ["at", "rising", "first_id", "last_id"]), key=lambda piece: piece["at"])
    ends = [piece for piece in found if piece["last_id"] is not None]
    return all(piece["rising"] for piece in found) and all(
        order(one["last_id"]) < order(other["first_id"]) for one, other in pairwise(ends)
    )


def pieces_in_order(folder: Path) -> Iterator[dict]:
    """(at, rows, keys, rejected) of every piece, as it was scanned last."""
    again, places = set(scanned_again(folder)), []
    for name in ("scanned", "again") if again else ("scanned",):
        for path in files(folder / name):
            for batch in pq.ParquetFile(path).iter_batches(columns=["rows", "at", "group"]):
                mine = batch.filter(pc.is_valid(batch.column("rows"))).to_pylist()
                places += [(p["at"], path) for p in mine if name == "again" or p["group"] not in again]
    held: tuple[Path | None, dict[int, dict]] = None, {}
    for at, path in sorted(places):
        if held[0] != path:
            table = pq.read_table(path, columns=["rows", "at", "keys", "rejected"])
            held = path, {piece["at"]: piece for piece in table.filter(pc.is_valid(table["rows"])).to_pylist()}
        yield held[1][at]


def wordings_of_keys(keys: np.ndarray, known: np.ndarray) -> np.ndarray:
    """The wording of each key; -1 for the key 0, of a row that was rejected."""
    found, nothing = np.empty(len(keys), np.int64), np.empty((0, 5), np.int32)
    new = np.empty(0, np.int32)
    link.take_in(keys, new, np.empty(0, np.uint64), nothing[:, 4], known, known, 0, found, new)
    found[keys == 0] = -1
    return found


# --- on the driver ----------------------------------------------------------------------------------------------------
def linked(source: Source, work: Path, memory: int, tell: Tell) -> Letters:
    """The state of the local engine, from what Spark found."""
    folder, files_ = work / "spark", None
    if source.rows * ROW_COST > 2 * memory:
        files_ = work / "rows"
        files_.mkdir(exist_ok=True)
    tell("linking", 0, source.rows)
    state = State(files_, min(source.rows, 1 << 25), work / "pairs.spool")
    for features, at in read_wordings(folder / "wordings"):
        state.copy_in(features, np.arange(len(at)), at)
    state.distinct = sum(pq.read_table(path)["n"].to_pylist()[0] for path in files(folder / "texts"))
    keys = np.stack([state.rows["keys"], np.arange(state.wordings, dtype=np.uint64)], axis=1)
    state.known = np.zeros((int(state.wordings / FULL) + 64, 2), np.uint64)
    link.rehash(keys, state.known)
    del keys
    for heads, first in read_candidates(folder / "candidates", np.asarray(state.rows["first_row"])):
        link.link(heads, first, state.arrays())
    letters = Letters(state, Spool(np.int32, work / "wordings.spool"), list(source.rejected))
    for piece in pieces_in_order(folder):
        found = wordings_of_keys(np.frombuffer(piece["keys"], np.uint64).copy(), state.known)
        letters.wordings.append(found.astype(np.int32))
        link.count_rows(found, state.rows.arrays["counts"], 1)
        state.received += int((found >= 0).sum())
        letters.rejected += [(row, why) for row, why in json.loads(piece["rejected"])]
        tell("linking", letters.wordings.size, source.rows)
    if letters.wordings.size != source.rows:
        raise RuntimeError(f"Spark told of {letters.wordings.size:,} of {source.rows:,} rows")
    state.close_reading()
    return letters


def read_wordings(folder: Path) -> Iterator[tuple[Features, np.ndarray]]:
    """The features of the wordings and their first rows, in the order of the file."""
    last = -1
    for path in files(folder):
        for batch in pq.ParquetFile(path).iter_batches(CHUNK, columns=["key", "at", "fixed", "pairs"]):
            key, at, fixed, pairs = batch.columns
            at, n = at.to_numpy(), batch.num_rows
            assert (np.diff(at, prepend=last) > 0).all(), "the wordings are not in the order of the file"
            last = int(at[-1])
            facts = np.frombuffer(b"".join(fixed.to_pylist()), FIXED)
            yield Features(
                np.empty(0, np.uint64), np.arange(n, dtype=np.int32), key.to_numpy().view(np.uint64), np.ascontiguousarray(facts["facts"]),
                np.arange(n, dtype=np.int32), np.ascontiguousarray(facts["signature"]), np.empty((n, BANDS), np.uint32),
                np.ascontiguousarray(facts["blooms"]), np.ascontiguousarray(facts["negated"]),
                np.frombuffer(b"".join(pairs.to_pylist()), np.uint16),
                np.cumsum(pc.binary_length(pairs).to_numpy() // 2).astype(np.int64),
            ), at  # fmt: skip


def read_candidates(folder: Path, first_rows: np.ndarray) -> Iterator[tuple[np.ndarray, int]]:
    """The heads of the wordings from a number on, a chunk at a time; chunks without any are left out."""
    chunk, heads = -1, np.empty((BANDS, 0), np.int32)
    for path in files(folder):
        for batch in pq.ParquetFile(path).iter_batches(columns=["at", "band", "head"]):
            band = batch.column("band").to_numpy()
            mine, head = (np.searchsorted(first_rows, batch.column(name).to_numpy()) for name in ("at", "head"))
            for start in np.unique(mine // CHUNK).tolist():
                assert start >= chunk, "the candidates are not in the order of the file"
                if start != chunk:
                    if chunk >= 0:
                        yield heads, chunk * CHUNK
                    chunk = start
                    heads = np.full((BANDS, min(CHUNK, len(first_rows) - start * CHUNK)), -1, np.int32)
                here = mine // CHUNK == start
                heads[band[here], mine[here] - start * CHUNK] = head[here]
    if chunk >= 0:
        yield heads, chunk * CHUNK
