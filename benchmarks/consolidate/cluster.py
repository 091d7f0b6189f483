"""`python -m benchmarks.consolidate.cluster [--rows 1000000] [--write]`: a Spark master and two workers on loopback, one of them
killed while they scan; the files must be those of one machine, byte for byte.

CPU seconds and memory are of all processes of the cluster and of the driver, looked at twice a second. Needs `make setup-cluster`.
"""

import argparse
import os
import platform
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import pairwise
from pathlib import Path

from ..results import keep
from . import generator
from .__main__ import CACHE, made, measured

FILES = ("groups.parquet", "rejected.parquet", "summary.json", "synthesis.xlsx", "synthesis.docx")
DRIVER = """
import os, pathlib, signal, sys, time
from dongthuan.lib.consolidation import command, progress
victim, begin, step_now = int(sys.argv[1]), time.monotonic(), ""
class Bar(progress.Bar):
    def __call__(self, step, done, whole):
        global victim, step_now
        if step != step_now:
            step_now = step
            print(f"step {step} {time.monotonic() - begin:.1f}", flush=True)
            if step == "linking":
                work = pathlib.Path(sys.argv[sys.argv.index("--out") + 1]) / ".work" / "spark"
                print(f"held {sum(p.stat().st_size for p in work.rglob('*') if p.is_file())}", flush=True)
        if victim and step == "scanning" and 0.25 * whole <= done < whole:
            os.killpg(victim, signal.SIGKILL)
            print(f"killed {done / whole:.2f}", flush=True)
            victim = 0
        super().__call__(step, done, whole)
command.Bar = Bar
code = command.main(sys.argv[2:])
print(f"step end {time.monotonic() - begin:.1f}", flush=True)
sys.exit(code)
"""


class Meter(threading.Thread):
    """CPU seconds and memory of all processes of some sessions."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.sessions: set[int] = set()
        self.cpu: dict[int, float] = {}
        self.peak, self.over = 0.0, threading.Event()

    def run(self) -> None:
        tick, page = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")
        while not self.over.wait(0.5):
            held = 0
            for path in Path("/proc").glob("[0-9]*/stat"):
                try:
                    facts = path.read_text().rpartition(")")[2].split()
                except OSError:
                    continue
                if int(facts[3]) in self.sessions:
                    self.cpu[int(path.parent.name)] = (int(facts[11]) + int(facts[12])) / tick
                    held += int(facts[21]) * page
            self.peak = max(self.peak, held / (1 << 20))


@contextmanager
def cluster(meter: Meter, folder: Path, cores: int) -> Iterator[tuple[str, list[subprocess.Popen]]]:
    """A master and two workers, each with a session of its own. Gives the master's address and the workers."""
    import pyspark

    spark_class = Path(pyspark.__file__).parent / "bin" / "spark-class"
    here = ("--host", "127.0.0.1", "--webui-port", "0")
    started: list[subprocess.Popen] = []

    def start(name: str, what: str, *more: str) -> Path:
        log = folder / f"{name}.log"
        with log.open("wb") as file:
            command = [str(spark_class), f"org.apache.spark.deploy.{what}", *here, *more]
            environment = os.environ | {
                "SPARK_WORKER_DIR": str(folder / name),
                "SPARK_LOCAL_IP": "127.0.0.1",
                "PYSPARK_PYTHON": sys.executable,
            }
            started.append(subprocess.Popen(command, stdout=file, stderr=file, env=environment, start_new_session=True))
        meter.sessions.add(started[-1].pid)
        return log

    def wait_for(log: Path, words: str) -> str:
        end = time.monotonic() + 180
        while not (found := re.search(words, log.read_text(errors="replace"))):
            if time.monotonic() > end or started[-1].poll() is not None:
                raise RuntimeError(f"{log.name}: {log.read_text(errors='replace')[-600:]}")
            time.sleep(0.3)
        return found[0]

    try:
        url = wait_for(start("master", "master.Master", "--port", "0"), r"spark://127\.0\.0\.1:\d+")
        for n in (1, 2):
            log = start(f"worker{n}", "worker.Worker", "--cores", str(cores), "--memory", "1g", url)
            wait_for(log, "Successfully registered with master")
        yield url, started[1:]
    finally:
        for process in started:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def on_cluster(path: Path, draft: Path, out: Path) -> tuple[Meter, float, dict[str, float], str]:
    """(what it took, wall seconds, seconds of each step, two facts in words)."""
    meter = Meter()
    meter.start()
    with tempfile.TemporaryDirectory(prefix="cluster-") as folder, cluster(meter, Path(folder), 1) as (url, workers):
        arguments = [path, "--draft", draft, "--out", out, "--engine", "spark", "--master", url]
        command = [sys.executable, "-c", DRIVER, str(workers[0].pid), *map(str, arguments)]
        begin = time.monotonic()
        driver = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
        meter.sessions.add(driver.pid)
        said = driver.communicate()[0]
        wall = time.monotonic() - begin
        if driver.returncode:
            raise RuntimeError(f"the run ended with code {driver.returncode}")
        if (killed := re.search(r"^killed ([\d.]+)", said, re.M)) is None or workers[0].poll() is None:
            raise RuntimeError("no worker was killed while they scanned")
    meter.over.set()
    times = [(name, float(at)) for name, at in re.findall(r"^step (\w+) ([\d.]+)", said, re.M)]
    steps: dict[str, float] = {}
    for (name, at), (_next, until) in pairwise(times):
        steps[name] = steps.get(name, 0.0) + until - at
    held = int(re.findall(r"^held (\d+)", said, re.M)[0])
    facts = (
        f"one worker and what it ran was killed when {float(killed[1]):.0%} of the scan was done; "
        f"the steps' files held {held >> 20:,} MB"
    )
    return meter, wall, steps, facts


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.consolidate.cluster", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--write", action="store_true", help="keep the section in benchmarks/RESULTS.md")
    args = parser.parse_args()
    path, draft = made(args.rows), CACHE / "draft.txt"
    draft.write_text(generator.draft())
    with tempfile.TemporaryDirectory(prefix="out-") as folder:
        here, there = Path(folder) / "here", Path(folder) / "there"
        command = [sys.executable, "-m", "dongthuan.cli", "consolidate", path, "--draft", draft, "--out", here]
        cpu, wall, peak, _said = measured(*command)
        meter, took, steps, facts = on_cluster(path, draft, there)
        other = [name for name in FILES if (here / name).read_bytes() != (there / name).read_bytes()]
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, load at the end {os.getloadavg()[0]:.1f}"
    told = "; ".join(f"{name} {seconds:.0f} s" for name, seconds in steps.items())
    text = "\n".join([
        f"{machine}. A standalone master and two workers of one core and 1 GB on loopback; {facts}.", "",
        "| engine | rows | CPU-s | wall s | peak MB | |", "|---|---|---|---|---|---|",
        f"| local, 2 threads | {args.rows:,} | {cpu:.0f} | {wall:.0f} | {peak:,.0f} | |",
        f"| Spark, all processes | {args.rows:,} | {sum(meter.cpu.values()):.0f} | {took:.0f} | {meter.peak:,.0f} | {told} |", "",
        f"Other bytes in: {', '.join(other)}." if other else f"The same bytes in all {len(FILES)} files.",
    ])  # fmt: skip
    print(text)
    if args.write and not other:
        keep("Consolidation on Spark", text)
    return 1 if other else 0


if __name__ == "__main__":
    raise SystemExit(main())
