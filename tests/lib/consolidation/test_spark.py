"""Spark gives the same files as one machine, byte for byte, also after a stop; what it lacks is told in one sentence.

A master with two workers, one of them killed in the middle, at a million rows: `python -m benchmarks.consolidate.cluster`.
"""

import socket
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from benchmarks.consolidate import generator
from dongthuan.lib.consolidation import command, progress

from .test_command import contents

ROWS = 4_000


@pytest.fixture(scope="module")
def world(tmp_path_factory) -> Path:
    """Opinions in four row groups, ids that do not rise and some of them twice, rows that cannot be taken; a folder whose
    name Spark could misread; and what one machine made of it."""
    folder = tmp_path_factory.mktemp("world") / "ý kiến [1]"
    folder.mkdir()
    generator.write(folder / "made.parquet", ROWS, processes=1)
    table = pq.read_table(folder / "made.parquet")
    ids = np.random.default_rng(5).permutation(ROWS).astype(str).tolist()
    texts = [text.encode() for text in table["text"].to_pylist()]
    ids[700], ids[701], ids[3_900], ids[2_000] = ids[30], ids[699], ids[30], None
    texts[30], texts[1_200], texts[2_500] = None, b"\xff\xfe hai", b" "
    columns = {name: table[name] for name in ("channel", "organisation", "author")}
    pq.write_table(pa.table({"opinion_id": ids, "text": texts, **columns}), folder / "in.parquet", row_group_size=1_000)
    (folder / "draft.txt").write_text(generator.draft())
    assert command.main(arguments(folder, "here")) == 0
    return folder


def arguments(world: Path, out: str, *more: str) -> list[str]:
    return [str(world / "in.parquet"), "--draft", str(world / "draft.txt"), "--out", str(world / out), *more]


@pytest.mark.spark
def test_spark_stopped_and_taken_up_again_gives_the_bytes_of_one_machine(world, monkeypatch, capsys):
    steps: list[str] = []

    class Bar(progress.Bar):
        stop_at = "linking"  # when Spark has done its part

        def __call__(self, step: str, done: int, whole: int) -> None:
            steps.append(step)
            if step == self.stop_at:
                raise KeyboardInterrupt
            super().__call__(step, done, whole)

    monkeypatch.setattr(command, "Bar", Bar)
    monkeypatch.setenv(
        "JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
    )  # quick to start, for a short run
    run = arguments(world, "spark", "--engine", "spark", "--master", "local[2]")
    assert command.main(run) == 130
    assert "goes on where it was" in capsys.readouterr().err
    assert set(steps) == {"scanning", "wordings", "candidates", "linking"}
    steps.clear()
    Bar.stop_at = ""
    assert command.main(run) == 0
    assert set(steps) == {"linking", "groups", "rows", "tables"}
    rejected = pq.read_table(world / "spark" / "rejected.parquet")["row"].to_pylist()
    assert rejected == [31, 702, 1_201, 2_001, 2_501, 3_901]  # the 701st came before with the 31st, which has no text
    assert contents(world / "spark") == contents(world / "here")


def told(capsys, world: Path, *more: str) -> str:
    """What is said when it cannot be done."""
    capsys.readouterr()
    assert command.main(arguments(world, "out", "--engine", "spark", *more)) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    return said


def test_without_spark_one_sentence(world, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "pyspark", None)  # as where it is not installed
    assert "pip install 'dongthuan[cluster]'" in told(capsys, world)


@pytest.mark.spark
def test_without_java_or_a_master_one_sentence(world, tmp_path, monkeypatch, capsys):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"spark://127.0.0.1:{closed.getsockname()[1]}"
        assert "nobody answers there (Connection refused)" in told(capsys, world, "--master", url)
    for nonsense in ("spark://nowhere", "nonsense", "127.0.0.1:7077"):
        assert "a master is spark://HOST:PORT" in told(capsys, world, "--master", nonsense)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert f"none was found in JAVA_HOME ({tmp_path})" in told(capsys, world)
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n")
    java.chmod(0o755)
    assert "is Java 11" in told(capsys, world)
