"""`python -m benchmarks.consolidate [--rows 1000000] [--peers] [--write]`: opinions in a file to the table of synthesis, beside
the floor (DuckDB hashing every text of the same file) in the same run; the quality stands in the line of the speed.

CPU seconds are of whole processes, imports included. --peers installs the peers into environments below
~/.cache/dongthuan-peers and gives them 100,000 rows, which ours gets too.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from ..results import keep
from . import generator, quality

CACHE = Path.home() / ".cache" / "dongthuan-benchmarks"
PEERS = Path.home() / ".cache" / "dongthuan-peers"
PEER_ROWS = 100_000
WANTED = {  # text-dedup asks for Spark and more, which its MinHash never loads
    "text-dedup": (["--no-deps", "text-dedup==0.4.0"], ["datasets==5.2.0", "xxhash", "scipy", "rich", "click", "click-option-group",
                   "tqdm", "ftfy", "regex", "setuptools"]),
    "datasketch": (["datasketch==2.0.0"],),
    "rensa": (["rensa==0.5.0"],),
    "scikit-learn": (["scikit-learn==1.9.1"],),
}  # fmt: skip
STEPS = """
import json, sys, time
from pathlib import Path
from dongthuan.lib.consolidation import command, progress
spent = {}
class Bar(progress.Bar):
    def __call__(self, step, done, whole):
        spent.setdefault(step, [time.process_time(), time.perf_counter(), 0, 0, done])
        spent[step][2:4] = [time.process_time(), time.perf_counter()]
command.Bar = Bar
command.main(sys.argv[1:])
print(json.dumps({"steps": {k: [v[2] - v[0], v[3] - v[1], v[4]] for k, v in spent.items()}}))
"""
FLOOR = """
import duckdb, sys
duckdb.execute(f"set threads = {sys.argv[2]}")
duckdb.execute(f"select bit_xor(hash(text)) from '{sys.argv[1]}'").fetchone()
"""


def run(*command: str | Path) -> tuple[float, float, float, str]:
    """(CPU seconds, wall seconds, peak MB, output) of a process and its children."""
    begin = time.perf_counter()
    child = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    out, err = child.communicate()
    wall = time.perf_counter() - begin
    if child.returncode:
        raise RuntimeError(err.strip().splitlines()[-1] if err.strip() else f"exit code {child.returncode}")
    facts = json.loads(out.splitlines()[-1]) if out.strip().startswith("{") or "\n{" in out else {}
    return facts.get("cpu", 0.0), wall, facts.get("peak", 0.0), out


WRAP = """
import resource, runpy, subprocess, sys, json
run = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, text=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(run.stdout)
print(json.dumps({"cpu": used.ru_utime + used.ru_stime, "peak": used.ru_maxrss / 1024}))
sys.exit(run.returncode)
"""


def measured(*command: str | Path) -> tuple[float, float, float, str]:
    return run(sys.executable, "-c", WRAP, *command)


def made(rows: int, hard: bool = False) -> Path:
    """The generated file; kept for the next run."""
    CACHE.mkdir(parents=True, exist_ok=True)
    path = CACHE / f"{rows}{'-hard' if hard else ''}.parquet"
    if not path.exists():
        generator.write(path, rows, hard=hard)
    return path


def truth_of(path: Path, out: Path) -> str:
    """Pairwise precision and recall of the letters, and how the groups agree with the meanings, within a clause."""
    found = pq.read_table(out / "groups.parquet", columns=["letter_id", "group_id", "article", "clause"])
    truth = pq.read_table(path, columns=["t_kind", "t_letter", "t_meaning"])
    real = truth["t_kind"].to_numpy() > 0
    precision, recall = quality.pairwise(found["letter_id"].to_numpy()[real], truth["t_letter"].to_numpy()[real])
    score, purity = groups_within(found, truth["t_meaning"].to_numpy(), real)
    return f"P {precision:.4f}, R {recall:.4f}; groups within a clause: NMI {score:.3f}, purity {purity:.3f}"


def groups_within(found: pa.Table, meaning: np.ndarray, real: np.ndarray) -> tuple[float, float]:
    """Of one row per letter: (NMI, purity), the mean over articles and clauses by their letters."""
    _letters, at = np.unique(found["letter_id"].to_numpy(), return_index=True)
    at = at[real[at]]
    article, clause = (found[name].fill_null(0).to_numpy()[at].astype(np.int64) for name in ("article", "clause"))
    cell, group, meaning = article << 10 | clause, found["group_id"].to_numpy()[at], meaning[at]
    order = np.argsort(cell, kind="stable")
    scores, pure, weights = [], 0, []
    for mine in np.split(order, np.flatnonzero(np.diff(cell[order])) + 1):
        if len(mine) < 2 or cell[mine[0]] == 0:
            continue
        scores.append(quality.nmi(meaning[mine], group[mine]))
        both = np.unique(np.stack([group[mine], meaning[mine]]), axis=1, return_counts=True)
        best: dict[int, int] = {}
        for g, n in zip(both[0][0].tolist(), both[1].tolist(), strict=True):
            best[g] = max(best.get(g, 0), n)
        pure += sum(best.values())
        weights.append(len(mine))
    return (float(np.average(scores, weights=weights)), pure / sum(weights)) if weights else (1.0, 1.0)


def ours(path: Path, out: Path, threads: int, memory: str) -> tuple[float, float, float, dict]:
    draft = CACHE / "draft.txt"
    draft.write_text(generator.draft())
    arguments = [path, "--draft", draft, "--out", out, "--threads", str(threads), "--memory", memory]
    cpu, wall, peak, said = measured(sys.executable, "-c", STEPS, *arguments)
    line = next(line for line in said.splitlines() if line.startswith('{"steps"'))
    return cpu, wall, peak, json.loads(line)["steps"]


def peer(name: str, path: Path, out: Path, most: int, spent: float) -> str:
    """The peer's line, or why there is none; `spent`: what our letters of `most` rows took."""
    python = PEERS / name / "bin" / "python"
    shown = next(part for part in WANTED[name][0] if "==" in part)
    try:
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", PEERS / name], check=True)
            for needed in (*WANTED[name], ["pyarrow", "numpy"]):
                subprocess.run([python, "-m", "pip", "install", "-q", *needed], check=True, timeout=600)
        cpu, wall, peak, said = measured(python, Path(__file__).with_name("peer.py"), name, path, out)
    except (OSError, subprocess.SubprocessError, RuntimeError) as error:
        return f"| {shown} | – | – | – | – | not run here: {str(error)[:120]} |"
    what = json.loads(next(line for line in said.splitlines() if line.startswith('{"found"')))["found"]
    if name != "scikit-learn":
        less = cpu / PEER_ROWS * most / spent
        what = f"{PEER_ROWS / cpu:,.0f} rows/s/core; our letters take {less:,.0f} times less (at {most:,} rows); {what}"
    return f"| {shown} | {PEER_ROWS:,} | {cpu:.1f} | {wall:.1f} | {peak:,.0f} | {what} |"


def all_peers(rows: list[tuple[int, float]], threads: int, memory: str) -> list[str]:
    """Ours on their rows, then each of them. `rows`: (rows, CPU seconds of the letters step) of the runs before."""
    table, _letters = lines(PEER_ROWS, False, threads, memory)
    most, spent = max(rows)
    path, out = made(PEER_ROWS), CACHE / f"out-{PEER_ROWS}"
    return table + [peer(name, path, out, most, spent) for name in WANTED]


def lines(rows: int, hard: bool, threads: int, memory: str) -> tuple[list[str], float]:
    """(the lines of one file, the CPU seconds of the letters step)."""
    path, out = made(rows, hard), CACHE / f"out-{rows}{'-hard' if hard else ''}"
    floor_cpu, floor_wall, floor_peak, _said = measured(sys.executable, "-c", FLOOR, path, str(threads))
    cpu, wall, peak, steps = ours(path, out, threads, memory)
    spent, _took, first = steps["letters"]
    letters = spent * rows / max(rows - first, 1)  # the first piece also compiles or loads kernels and is not in it
    name = "hard" if hard else "ordinary"
    table = [
        f"| floor, {name} | {rows:,} | {floor_cpu:.1f} | {floor_wall:.1f} | {floor_peak:,.0f} | DuckDB reads and hashes every text |",
        f"| ours, whole, {name} | {rows:,} | {cpu:.1f} | {wall:.1f} | {peak:,.0f} | {rows / cpu:,.0f} rows/s/core, "
        f"{cpu / floor_cpu:.1f} × the floor's CPU; {truth_of(path, out)} |",
    ]
    if rows < 4 * first:  # the other pieces were looked at beside the first
        return table, letters
    told = "; ".join(f"{step} {spent:.1f} CPU-s ({took:.1f} s)" for step, (spent, took, _first) in steps.items())
    told += (
        f", after the first piece of each step; letters, for all rows, {rows / max(letters, 1e-3):,.0f} rows/s/core, "
    )
    told += f"{letters / floor_cpu:.1f} × the floor's CPU"
    table.append(f"| of it | {rows:,} | | | | {told} |")
    return table, letters


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.consolidate", description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[12_100_000])
    parser.add_argument("--hard-rows", type=int, default=0, help="and so many of the hard kind")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--memory", default="2GB")
    parser.add_argument("--peers", action="store_true", help="run the named peers too")
    parser.add_argument("--write", action="store_true", help="keep the section in benchmarks/RESULTS.md")
    args = parser.parse_args()
    ours(made(2_000), CACHE / "out-warm", args.threads, args.memory)  # compiles what is not kept on disk yet
    table, spent = [], []
    for rows in args.rows:
        more, letters = lines(rows, False, args.threads, args.memory)
        table += more
        spent.append((rows, letters))
    if args.hard_rows:
        table += lines(args.hard_rows, True, args.threads, args.memory)[0]
    if args.peers:
        table += all_peers(spent, args.threads, args.memory)
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, load at the end {os.getloadavg()[0]:.1f}"
    text = "\n".join([
        f"{machine}; one run with {args.threads} threads and --memory {args.memory}. P and R: pairs of rows, campaigns and single "
        "opinions, without boilerplate.", "",
        "| what | rows | CPU-s | wall s | peak MB | speed and quality |", "|---|---|---|---|---|---|", *table,
    ])  # fmt: skip
    print(text)
    if args.write:
        keep("Consolidation", text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
