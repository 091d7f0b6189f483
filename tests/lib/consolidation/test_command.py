"""The command from file to table: every row once, the same bytes for any threads and after a kill, and what goes wrong in one
sentence."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

from benchmarks.consolidate import generator
from dongthuan import cli
from dongthuan.lib.consolidation import command, synthesis

ROWS = 4_000
FILES = ("groups.parquet", "rejected.parquet", "summary.json", "synthesis.docx", "synthesis.xlsx")


@pytest.fixture(scope="module")
def world(tmp_path_factory) -> Path:
    """Generated opinions, the draft, and what one run made of them."""
    folder = tmp_path_factory.mktemp("world")
    generator.write(folder / "made.parquet", ROWS, processes=1)
    (folder / "draft.txt").write_text(generator.draft())
    assert command.main(arguments(folder, folder / "once")) == 0
    return folder


def arguments(world: Path, out: Path, *more: str) -> list[str]:
    return [str(world / "made.parquet"), "--draft", str(world / "draft.txt"), "--out", str(out), *more]


def contents(out: Path) -> dict[str, bytes]:
    assert sorted(p.name for p in out.iterdir()) == list(FILES)
    return {name: (out / name).read_bytes() for name in FILES}


def test_every_row_stands_in_one_group_and_the_sums_agree(world, capsys):
    out = world / "once"
    rows = pq.read_table(out / "groups.parquet")
    summary = json.loads((out / "summary.json").read_text())
    assert rows["opinion_id"].to_pylist() == [str(n) for n in range(ROWS)]
    groups = set(rows["group_id"].to_pylist())
    stands = rows.filter(rows["representative"])
    assert sorted(stands["group_id"].to_pylist()) == sorted(groups)
    assert (summary["received"], summary["rejected"], summary["groups"]) == (ROWS, 0, len(groups))
    assert summary["letters"] == len(set(rows["letter_id"].to_pylist()))
    assert sum(summary["by_channel"].values()) == ROWS
    sheet = load_workbook(out / "synthesis.xlsx", read_only=True).worksheets[0]
    table = [row for row in sheet.iter_rows(min_row=5, values_only=True) if len(row) > 6 and row[6]]
    assert sum(row[4] for row in table) == ROWS  # received = the sum of the rows
    assert sum(row[6] for row in table) == len(groups)
    paper = Document(str(out / "synthesis.docx"))
    assert paper.tables[0].rows[-1].cells[1].text == f"{ROWS:,} ý kiến".replace(",", ".")


def test_threads_and_memory_change_no_byte(world, tmp_path):
    assert command.main(arguments(world, tmp_path / "out", "--threads", "4", "--memory", "256MB")) == 0
    assert contents(tmp_path / "out") == contents(world / "once")


def test_a_paper_names_the_largest_groups_and_counts_the_others(tmp_path):
    sizes = {g: 2 + g * 7 % 10 for g in range(1, 41)}
    rows = [
        synthesis.Row(g % 3 + 1, g % 2, synthesis.place(g % 3 + 1, g % 2), "", f"ý {g}", size, 1, 1, g)
        for g, size in sizes.items()
    ]
    rows.append(synthesis.rest(1, 1, 9, 7, 5))
    short = synthesis.folded(rows, 10)
    named = [row for row in short if row.group_id]
    assert 0 < len(named) <= 10
    assert min(row.opinions for row in named) > max(sizes[g] for g in sizes if g not in {r.group_id for r in named})
    for count in ("opinions", "letters", "groups"):
        assert sum(getattr(row, count) for row in short) == sum(getattr(row, count) for row in rows)
    assert len({row.place for row in short if not row.group_id}) == sum(not row.group_id for row in short)
    assert synthesis.folded(rows, 40) is rows


KILLED = """
import os, signal, sys
from dongthuan.lib.consolidation import command, letters, progress
class Bar(progress.Bar):
    def __call__(self, step, done, whole):
        if step == sys.argv[1] and done >= int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)
command.Bar = Bar
letters.find_letters.__kwdefaults__ |= {"save_seconds": 0, "batch_rows": 500}
command.main(sys.argv[3:])
"""


def test_a_run_killed_twice_goes_on_and_ends_with_the_same_bytes(world, tmp_path):
    out = tmp_path / "out"
    paths = os.pathsep.join(sys.path)
    for step, rows in (("letters", 2_000), ("rows", 1)):
        run = [sys.executable, "-c", KILLED, step, str(rows), *arguments(world, out)]
        assert subprocess.run(run, env=os.environ | {"PYTHONPATH": paths}, capture_output=True).returncode == -9
        assert json.loads((out / ".work" / "progress.json").read_text())["rows"] >= 1_000
        assert not (out / "summary.json").exists()
    assert command.main(arguments(world, out)) == 0
    assert contents(out) == contents(world / "once")


def test_a_workbook_with_bad_rows_and_a_long_one(tmp_path, capsys):
    book = Workbook()
    for row in (
        ("opinion_id", "text", "channel", "organisation"),
        ("a", "Tôi nhất trí với Điều 2", "web", "Hội A"),
        ("b", "Tôi phản đối Điều 2", "web", None),
        ("c", None, "web", None),
        ("a", "Ý kiến khác", "giấy", None),
        ("d", "=1+1 đề nghị bổ sung Điều 3", None, "Hội B"),
    ):
        book.active.append([None if v is None else str(v) for v in row])
    book.active["B6"].data_type = "s"
    book.save(tmp_path / "in.xlsx")
    assert cli.main(["consolidate", str(tmp_path / "in.xlsx"), "--out", str(tmp_path / "out"), "--json"]) == 0
    summary = json.loads(capsys.readouterr().out)
    assert (summary["received"], summary["rejected"], summary["groups"]) == (5, 2, 3)
    assert summary["by_channel"] == {"web": 2, "không rõ": 1}
    rejected = pq.read_table(tmp_path / "out" / "rejected.parquet")
    assert rejected.to_pylist() == [
        {"row": 3, "reason": "no text"},
        {"row": 4, "reason": "opinion_id stands in an earlier row"},
    ]


def test_a_hundred_megabytes_break_nothing(tmp_path):
    text = pa.array(["Tôi đồng ý với Điều 1", "một hai ba " * 9_000_000], pa.large_string())
    pq.write_table(pa.table({"opinion_id": ["1", "2"], "text": text}), tmp_path / "in.parquet", compression="zstd")
    assert command.main([str(tmp_path / "in.parquet"), "--out", str(tmp_path / "out")]) == 0
    assert pq.read_table(tmp_path / "out" / "groups.parquet")["group_id"].to_pylist() == [1, 2]


def test_no_opinions_at_all(tmp_path):
    (tmp_path / "in.csv").write_text("opinion_id,text\n")
    assert command.main([str(tmp_path / "in.csv"), "--out", str(tmp_path / "out")]) == 0
    assert pq.read_table(tmp_path / "out" / "groups.parquet").num_rows == 0


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (["missing.csv"], "missing.csv: no such file"),
        (["columns.csv"], "the column text is missing"),
        (["fine.csv", "--draft", "columns.csv"], "columns.csv"),
        (["fine.csv", "--draft", "empty.txt"], "no article"),
        (["fine.csv", "--out", "fine.csv"], "cannot be written to"),
    ],
    ids=lambda given: given[-1] if isinstance(given, list) else "",
)
def test_what_cannot_be_done_is_one_sentence(tmp_path, monkeypatch, capsys, given, says):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "columns.csv").write_text("opinion_id,words\n1,x\n")
    (tmp_path / "fine.csv").write_text("opinion_id,text\n1,x\n")
    (tmp_path / "empty.txt").write_text("Chỉ có lời nói đầu.\n")
    assert command.main([*given, *(() if "--out" in given else ("--out", "out"))]) == 2
    said = capsys.readouterr().err
    assert says in said
    assert said.count("\n") == 1
