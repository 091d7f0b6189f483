"""A Spark session for one run: what must be there, started quietly, watched while it works, ended with its machine.

What goes wrong is one sentence; what Spark itself says of it stands in a log in the work folder.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from .spark_tasks import OTHER_CODE

JAVA, PATIENCE = 17, 60.0  # the oldest that runs Spark 4; seconds without any worker after which a run gives up
LOOK = 0.5  # seconds between two looks at how far Spark is
LOCAL = ("127.0.0.1", "localhost", "[::1]")


class CannotRun(Exception):
    """One sentence."""


def check() -> None:
    """Raises CannotRun where Spark, or the Java it needs, is missing."""
    if find_spec("pyspark") is None:
        raise CannotRun("--engine spark needs Spark, which is not installed: pip install 'dongthuan[cluster]'.")
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=f"{home}/bin" if home else None)
    if java is None:
        where = f" in JAVA_HOME ({home})" if home else ""
        raise CannotRun(f"--engine spark needs Java {JAVA} or newer; none was found{where}.")
    said = subprocess.run([java, "-version"], capture_output=True, text=True).stderr
    found = re.search(r'version "(?:1\.)?(\d+)', said)
    if not found or int(found[1]) < JAVA:
        is_ = f"{java} is Java {found[1]}" if found else f"{java} does not run"
        raise CannotRun(f"--engine spark needs Java {JAVA} or newer; {is_}.")


def knock(master: str) -> None:
    """Spark would try for a minute: see at once whether anybody answers. Raises CannotRun."""
    places, why = re.findall(r"(?:spark://|,)([^,]+):(\d+)", master), None
    if not re.match(r"local($|\[|-cluster\[)|yarn$|k8s://", master) and not places:
        raise CannotRun(f"--master {master}: a master is spark://HOST:PORT, local[N], yarn or k8s://URL.")
    for host, port in places:
        try:
            socket.create_connection((host.strip("[]"), int(port)), timeout=5).close()
            return
        except (OSError, OverflowError) as error:
            why = getattr(error, "strerror", None) or error
    if places:
        raise CannotRun(f"--master {master}: nobody answers there ({why}).")


@contextmanager
def told_to(log: Path) -> Iterator[None]:
    """What programs started meanwhile write to the terminal goes to the log, for as long as they run."""
    sys.stdout.flush()
    sys.stderr.flush()
    kept = [os.dup(1), os.dup(2)]
    try:
        with log.open("ab") as file:
            for number in (1, 2):
                os.dup2(file.fileno(), number)
        yield
    finally:
        for number, old in enumerate(kept, 1):
            os.dup2(old, number)
            os.close(old)


def options(master: str, memory: int, partitions: int) -> dict[str, str]:
    near = master.startswith("local") or any(f"//{host}" in master for host in LOCAL)
    host = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"} if near else {}
    return host | {
        "spark.app.name": "dongthuan consolidate", "spark.driver.memory": f"{max(memory >> 20, 1024)}m",
        "spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": str(partitions), "spark.sql.session.timeZone": "UTC",
    }  # fmt: skip


class Spark:
    """A running session. `tell(step, done, all)` is called while it works and may raise KeyboardInterrupt."""

    def __init__(
        self, master: str, memory: int, partitions: int, log: Path, tell: Callable[[str, int, int], None]
    ) -> None:
        check()
        knock(master)
        import signal

        from pyspark.sql import SparkSession

        self.master, self.log, self.tell = master, log, tell
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        builder = SparkSession.builder.master(master)
        for name, value in options(master, memory, partitions).items():
            builder = builder.config(name, value)
        stops = signal.getsignal(signal.SIGINT)
        try:
            with told_to(log):
                self.session = builder.getOrCreate()
        except Exception as error:
            end_java()
            raise self.sentence(error) from error
        finally:
            with suppress(ValueError):  # not in the main thread
                signal.signal(signal.SIGINT, stops)  # Spark puts its own in the place of the bar's
        self.context = self.session.sparkContext
        self.alone = self.context._jsc.isLocal()
        self.parallel = max(self.context.defaultParallelism, 1)

    def workers(self) -> int:
        return self.context._jsc.sc().getExecutorMemoryStatus().size() - 1

    def run(self, step: str, rows: int, action: Callable[[], Any]) -> Any:
        """The action's answer. Raises CannotRun when it fails, or when no worker is left to do it."""
        seen = time.monotonic()
        with ThreadPoolExecutor(1) as pool:
            future = pool.submit(action)
            try:
                while not self.ended(future):
                    self.tell(step, int(rows * self.share()), rows)
                    if self.alone or self.workers():
                        seen = time.monotonic()
                    elif time.monotonic() - seen > PATIENCE:
                        raise CannotRun(
                            f"--master {self.master}: no worker for {PATIENCE:.0f} s; the same command goes on when one is there."
                        )
            except BaseException:
                self.context.cancelAllJobs()
                while not self.ended(future):  # between two jobs of one action there was nothing to cancel
                    self.context.cancelAllJobs()
                raise
        try:
            answer = future.result()
        except Exception as error:
            raise self.sentence(error) from error
        self.tell(step, rows, rows)
        return answer

    @staticmethod
    def ended(future: Future) -> bool:
        try:
            future.exception(LOOK)
        except NotYet:
            return False
        return True

    def share(self) -> float:
        """How much of the stages that run is done."""
        tracker = self.context.statusTracker()
        infos = [info for stage in tracker.getActiveStageIds() if (info := tracker.getStageInfo(stage))]
        return sum(i.numCompletedTasks for i in infos) / max(sum(i.numTasks for i in infos), 1) if infos else 0.0

    def sentence(self, error: Exception) -> CannotRun:
        """What a person can do about it."""
        said = str(error)
        at = f"--master {self.master}"
        if OTHER_CODE in said:
            return CannotRun(f"{at}: its workers have another version of dongthuan; every machine needs the same.")
        if "No module named" in said:
            name = re.search(r"No module named '?([\w.]+)", said)
            return CannotRun(
                f"{at}: its workers lack {name[1] if name else 'a package'}: install dongthuan[cluster] there."
            )
        if "FileNotFoundError" in said or "PermissionError" in said or "Mkdirs failed" in said:
            return CannotRun(
                f"{at}: its workers must read INPUT and write to DIR under the same paths as here; see {self.log}."
            )
        if "PYTHON_VERSION_MISMATCH" in said:
            return CannotRun(
                f"{at}: its workers have another Python than here ({sys.version.split()[0]}); set PYSPARK_PYTHON."
            )
        lines = [line.strip() for line in said.splitlines() if line.strip()]
        return CannotRun(f"{at}: Spark stopped ({(lines or ['no reason given'])[0][:200]}); see {self.log}.")

    def stop(self) -> None:
        with suppress(Exception):  # a session that broke has nothing left to end
            self.session.stop()
        end_java()


def end_java() -> None:
    """Spark leaves its Java running until the program ends; linking wants the memory before."""
    from pyspark import SparkContext

    gateway = SparkContext._gateway
    if gateway is None:
        return
    with suppress(Exception):
        gateway.shutdown()
    process = getattr(gateway, "proc", None)
    if process is not None:
        process.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            process.wait(20)
        if process.poll() is None:
            process.kill()
            process.wait()
    SparkContext._gateway = SparkContext._jvm = None
