"""`python -m benchmarks.consensus [--scale 1.0] [--peer] [--write]`: groups of a million voters, and the named peer beside.

--peer installs red-dwarf into its own environment below ~/.cache/dongthuan-peers and runs it on the second size; at full
scale it alone takes minutes. CPU seconds are of the whole process; the first run of all compiles and is not counted.
"""

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # a second thread only waits at these sizes, and waiting counts as CPU
BEGIN = time.process_time()
import numpy as np  # noqa: E402
import pyarrow.csv as pcsv  # noqa: E402

from dongthuan.lib.consensus import find, from_events, reading, result, statements  # noqa: E402
from tests.lib.consensus.oracle import agreement, kmeans, places  # noqa: E402

from ..results import keep  # noqa: E402
from .generate import votes as generated  # noqa: E402

IMPORTS = time.process_time() - BEGIN
PEERS = Path.home() / ".cache" / "dongthuan-peers"
RUNS = 5


def cpu(work: Callable[[], Any], runs: int = 1) -> tuple[float, float, Any]:
    """Median CPU seconds (user and system, all threads), median wall seconds, and the last answer."""
    spent, walls, answer = [], [], None
    for _run in range(runs):
        begin, wall = time.process_time(), time.perf_counter()
        answer = work()
        spent.append(time.process_time() - begin)
        walls.append(time.perf_counter() - wall)
    return statistics.median(spent), statistics.median(walls), answer


def ours(log: Any) -> Any:
    """From the log in memory to groups with what marks and what joins them."""
    votes = from_events(*(log[name] for name in reading.COLUMNS))
    groups = find(votes)
    tallied = statements.tally(votes, groups)
    marks = [statements.representative(tallied, g) for g in range(groups.k)]
    return votes, groups, marks, statements.joining(tallied)


def line(name: str, log: Any, camps: np.ndarray) -> tuple[str, Any, float]:
    spent, wall, (votes, groups, *_rest) = cpu(lambda: ours(log), RUNS)
    grouped = groups.labels >= 0
    ids = votes.voters.to_numpy()[grouped]
    quality = f"k {groups.k}, ARI to the planted camps {agreement(camps[ids], groups.labels[grouped]):.3f}"
    if len(votes.voters) <= 20_000:
        slow = places(votes.dense())[grouped]
        same = agreement(find(votes, k=groups.k).labels[grouped], kmeans(slow, groups.k, starts=10))
        quality += f", to dense PCA + k-means at the same k {same:.5f}"
    row = f"| {name} | {len(votes.cells):,} | {spent:.2f} | {wall:.2f} | {quality} |"
    return row, (votes, groups), spent


def last_votes(found: Any) -> dict[str, np.ndarray]:
    """What the peer gets: it refuses a log in which somebody voted twice on a statement."""
    votes = found[0]
    rows = np.repeat(np.arange(len(votes.voters)), votes.counts)
    vote = (votes.cells & 3).astype(int) - 1
    statement = votes.statements.to_numpy()[votes.cells >> 2]
    return {
        "voter": votes.voters.to_numpy()[rows],
        "statement": statement,
        "vote": vote,
        "timestamp": np.arange(len(rows)),
    }


def peer(ours_cpu: float, ours_found: Any) -> str:
    """The peer's line, or why there is none."""
    python = PEERS / "red-dwarf" / "bin" / "python"
    if not python.exists():
        try:
            subprocess.run([sys.executable, "-m", "venv", PEERS / "red-dwarf"], check=True)
            subprocess.run([python, "-m", "pip", "install", "-q", "red-dwarf==0.4.0"], check=True)
        except (OSError, subprocess.CalledProcessError) as error:
            return f"red-dwarf could not be installed here ({error}); no comparison was made."
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "votes.npz"
        np.savez(file, **last_votes(ours_found))
        run = subprocess.run([python, Path(__file__).with_name("peer.py"), file], capture_output=True, text=True)
        if run.returncode:
            return f"red-dwarf stopped: {run.stderr.strip().splitlines()[-1]}"
        told = json.loads(run.stdout.splitlines()[-1])
        theirs = np.load(f"{file}.peer.npz")
    votes, groups = ours_found
    label = dict(zip(votes.voters.to_pylist(), groups.labels.tolist(), strict=True))
    same = agreement(theirs["label"], [label[v] for v in theirs["voter"].tolist()])
    return (
        f"red-dwarf 0.4.0 on the same votes: {told['cpu']:.1f} CPU-s, {told['wall']:.1f} s wall, k {told['k']}, ARI to ours "
        f"{same:.3f}; ours takes {told['cpu'] / ours_cpu:.0f} times less CPU and also counts what marks and joins the groups."
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.consensus", description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="1.0: 1,000,000 voters × 200 statements")
    parser.add_argument("--peer", action="store_true", help="run red-dwarf too")
    parser.add_argument("--write", action="store_true", help="keep the section in benchmarks/RESULTS.md")
    args = parser.parse_args()
    warm, _camps = generated(300, 20, share=0.6)
    compiling = cpu(lambda: (ours(warm), ours(generated(6_000, 20, share=0.6)[0])))[0]
    rows, found, spent = [], None, 0.0
    for voters, many in ((1_000_000, 200), (100_000, 300), (20_000, 300)):
        voters = max(200, int(voters * args.scale))
        log, camps = generated(voters, many)
        if not rows:
            with tempfile.TemporaryDirectory() as folder:
                file = Path(folder) / "votes.csv"
                pcsv.write_csv(log, file)
                read_cpu, read_wall, _events = cpu(lambda: reading.read(str(file)))  # noqa: B023
        row, answer, took = line(f"{voters:,} × {many}", log, camps)
        rows.append(row)
        if many == 300 and found is None:
            found, spent = answer, took
    votes, groups = found
    cpu_json = cpu(lambda: result(votes, groups, minimum=7))[0]
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"
    text = "\n".join([
        f"{machine}. From a log of votes in Arrow, in memory, in the order of time, to the groups and what marks and joins them; "
        f"medians of {RUNS} runs. 15 % of the votes possible were given.", "",
        "| voters × statements | votes that count | CPU-s | wall s | quality |", "|---|---|---|---|---|", *rows, "",
        f"Beside it: imports {IMPORTS:.2f} CPU-s; compiling or loading the kernels {compiling:.2f}; reading the first size from CSV "
        f"{read_cpu:.2f} CPU-s ({read_wall:.2f} s wall); the second size as plain values {cpu_json:.2f} CPU-s; "
        f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB with the generator.",
        *(["", peer(spent, found)] if args.peer else []),
    ])  # fmt: skip
    print(text)
    if args.write:
        keep("Consensus", text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
