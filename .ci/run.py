#!/usr/bin/env python3
"""Continuous integration, on a fresh Debian with Python ≥ 3.11: one line per stage, with its seconds.

Installs what the tests need from Debian's packages, so that nothing is skipped; a skip fails the run. Runs the README's
commands (make test, make check), what asks the database again on a PostgreSQL server, the demo from start to Ctrl-C, the benchmarks
at 1/100 size. What a stage said is in build/ci/STAGE.log; of a failing one the end is printed.
"""

import contextlib
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOGS = ROOT / "build" / "ci"
PACKAGES = {  # what must be there, and the packages that bring it
    "chromium": ["chromium"],
    "soffice": ["libreoffice-writer", "libreoffice-calc"],
    "pdftotext": ["poppler-utils"],
    "msgfmt": ["gettext"],
    "git": ["git"],
    "make": ["make"],
    "fc-match": ["fontconfig"],
    "java": ["default-jre-headless"],
}
ROOM = 8 * 2**30  # bytes of memory that must be free before the tests write there
SHELL = "chromium-headless-shell"  # the browser without its windows; only quicker, so Debian need not have it


class Failed(Exception):
    pass


def sh(name: str, *command: str, **environment: str) -> str:
    """Run a command, its output into the stage's log; returns the output."""
    log = LOGS / f"{name}.log"
    with log.open("ab") as file:
        code = subprocess.run(
            command, cwd=ROOT, stdout=file, stderr=subprocess.STDOUT, env=os.environ | environment
        ).returncode
    said = log.read_text(errors="replace")
    if code:
        raise Failed(f"`{' '.join(command)}` ended with code {code}\n{said[-12000:]}")
    return said


def closing_line(said: str) -> str:
    lines = [line for line in said.splitlines() if re.search(r"\d+ (passed|failed|error)", line)]
    return lines[-1].strip("= ") if lines else "no closing line"


def whole_suite() -> str:
    """What the suite counted, in pytest's words."""
    log = LOGS / "test.log"
    found = re.findall(
        r"\d+ (?:passed|failed|skipped|errors?)", closing_line(log.read_text(errors="replace")) if log.exists() else ""
    )
    return ", ".join(found)


# --- stages -------------------------------------------------------------------------------------------------------
def packages() -> str:
    missing = [p for program, names in PACKAGES.items() if not shutil.which(program) for p in names]
    if not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        missing.append("postgresql")
    if not list(Path("/usr/share/fonts").glob("**/LiberationSerif-Regular.*")):  # as wide as Times New Roman
        missing.append("fonts-liberation")
    if not missing and shutil.which(SHELL):
        return "all there"
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if as_root and not shutil.which("sudo"):
        if missing:
            raise Failed(f"Missing: {' '.join(missing)}. Install them, or run as root.")
        return "all there, without the quicker browser"
    apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    install = [*apt, "install", "-y", "--no-install-recommends"]
    try:
        sh("packages", *apt, "update")
        sh("packages", *install, *missing, SHELL)
        return f"installed {' '.join([*missing, SHELL])}"
    except Failed:
        if missing:
            sh("packages", *install, *missing)
    return f"installed {' '.join(missing) or 'nothing'}, without the quicker browser"


def setup() -> str:
    sh("setup", "make", "setup-dev")
    return ""


def cluster() -> str:
    sh("cluster", "make", "setup-cluster")
    return ""


# The whole suite in three processes, each file in one of them: two cores then seldom wait. What takes minutes begins first.
PROCESSES = ["-n", "3", "--dist", "loadfile", "--no-loadscope-reorder"]
LONG = ["tests/journeys", "tests/test_permission_table.py", "tests/test_hostile.py", "tests/config"]
# Again on a server: what asks its own version, roles, triggers, locks or collation. The whole suite runs there too
# (docs/how-to/install.md says how), but would mostly say the same again: pages and files ask the tables what the
# actions beside them ask, and what kills a database (test_away.py) brings one of its own wherever it runs.
ON_SERVER = ["tests/config/test_plumbing.py", "tests/test_truth.py"]
ON_SERVER += [f"tests/deliver/tasks/test_{name}.py" for name in ("actions", "queries", "together")]
ON_SERVER += ["tests/deliver/programmes/test_together.py", "tests/deliver/reports/test_altered.py"]
ON_SERVER += [f"tests/listen/petitions/{name}.py" for name in ("test_states", "test_calendar")]
ON_SERVER += ["tests/listen/consultations/test_together.py"]
ON_SERVER += [f"tests/foundation/{room}" for room in ("record", "notify", "jobs")]
ON_SERVER += [f"tests/foundation/vault/test_{name}.py" for name in ("looks", "role", "rotation", "sealed", "subject")]
ON_SERVER += [f"tests/foundation/orgs/test_{name}.py" for name in ("areas", "organisations")]
ON_SERVER += [f"tests/foundation/people/test_{name}.py" for name in ("accounts", "posts")]
ON_SERVER += ["tests/foundation/papers/test_at_once.py", "tests/foundation/test_sorting.py"]
ASKS = ["-m 'not browser and not office and not poppler'"]


def pytest(name: str, which: list[str], **environment: str) -> str:
    options = {"PYTEST_ADDOPTS": "--fail-on-skip --durations=60", **environment}
    return closing_line(sh(name, "make", "test", f"ARGS={' '.join(which)}", **options))


def test() -> str:
    """Everything under tests/, named piece by piece: pytest would put a folder with its parts back into one order."""
    here = [p for p in (ROOT / "tests").iterdir() if p.is_dir() or p.match("test_*.py")]
    others = {f"tests/{p.name}" for p in here if not p.name.startswith("_")} - set(LONG)
    return pytest("test", [*PROCESSES, *LONG, *sorted(others)])


def test_server() -> str:
    with server() as addresses:
        return pytest("on-server", [*ON_SERVER, *ASKS], **addresses)


def check() -> str:
    sh("check", "make", "check")
    return ""


def bench() -> str:
    sh("bench", "make", "bench", "ARGS=--scale 0.01")
    sh("bench", ".venv/bin/python", "-m", "benchmarks.consolidate", "--rows", "20000")
    return ""


def demo() -> str:
    """`make demo` as a person runs it: wait until it is ready, open it, press Ctrl-C, and nothing is left running."""
    sh("demo-setup", "make", "setup")
    port, begin = free_port(), time.monotonic()
    url = f"http://localhost:{port}"
    with tempfile.TemporaryDirectory(prefix="demo-") as data, (LOGS / "demo.log").open("wb") as log:
        command = ["make", "demo", f"ARGS=--port {port} --data {data}/var"]
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
        try:
            until(lambda: status(f"{url}/readyz") == 200, 300, process)
            ready = time.monotonic() - begin
            if status(f"{url}/") != 200:
                raise Failed(f"the front page answers {status(f'{url}/')}")
            until(lambda: f"Ready: {url}" in (LOGS / "demo.log").read_text(), 30, process)
            os.killpg(process.pid, signal.SIGINT)  # what a terminal does at Ctrl-C
            process.wait(60)
            said = (LOGS / "demo.log").read_text(errors="replace")
            if "Stopped." not in said or "Traceback" in said:
                raise Failed(f"the demo did not stop cleanly:\n{said[-4000:]}")
            left = [line for line in processes() if data in line]
            if left or status(f"{url}/healthz"):
                raise Failed(f"the demo left something running: {left}")
        except Failed as failed:
            raise Failed(f"{failed}\n{(LOGS / 'demo.log').read_text(errors='replace')[-6000:]}") from None
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
                process.wait(60)
    return f"ready after {ready:.0f} s, stopped by Ctrl-C"


# --- tools --------------------------------------------------------------------------------------------------------
@contextlib.contextmanager
def server() -> Iterator[Mapping[str, str]]:
    """A PostgreSQL server from Debian's packages, in a folder of its own, on a free port, reached with passwords."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[0]
    port = free_port()
    become = {}
    if os.geteuid() == 0:
        user = pwd.getpwnam("postgres")
        become = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    with tempfile.TemporaryDirectory(prefix="server-") as folder:
        Path(folder).chmod(0o755)
        data = Path(folder) / "data"
        data.mkdir()
        if become:
            shutil.chown(data, "postgres")
        options = {"cwd": "/", "stdout": subprocess.DEVNULL, **become}
        line = [
            programs / "initdb",
            "-D",
            data,
            "-U",
            "postgres",
            "--auth=trust",
            "--locale=C",
            "--encoding=UTF8",
            "--no-sync",
        ]
        subprocess.run([*map(str, line)], check=True, **options)
        line = [
            programs / "postgres",
            "-D",
            data,
            "-h",
            "127.0.0.1",
            "-p",
            port,
            "-k",
            "",
            "-F",
            "-c",
            "max_connections=200",
        ]
        with (LOGS / "server.log").open("wb") as log:
            process = subprocess.Popen([*map(str, line)], stderr=log, **options)
        try:
            admin = f"postgresql://postgres@127.0.0.1:{port}/postgres"
            psql = [str(programs / "psql"), "-q", "-X", admin, "-c"]
            until(lambda: subprocess.run([*psql, "SELECT 1"], capture_output=True).returncode == 0, 30, process)
            for sql in (
                "CREATE ROLE house LOGIN CREATEDB CREATEROLE PASSWORD 'o'",
                "CREATE DATABASE house OWNER house",
            ):
                subprocess.run([*psql, sql], check=True)
            yield {
                "DATABASE_OWNER_URL": f"postgresql://house:o@127.0.0.1:{port}/house",
                "DATABASE_URL": f"postgresql://plain:p@127.0.0.1:{port}/house",
            }
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(60)


def until(true: Callable[[], bool], seconds: float, process: subprocess.Popen) -> None:
    end = time.monotonic() + seconds
    while not true():
        if process.poll() is not None:
            raise Failed(f"it ended with code {process.returncode}")
        if time.monotonic() > end:
            raise Failed(f"not there after {seconds} s")
        time.sleep(0.2)


def status(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=20) as response:
            return response.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def processes() -> list[str]:
    return subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True).stdout.splitlines()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


# Groups one after the other; in a group, rows of stages beside each other. The benchmarks come before the tests: what they
# compile of the arithmetic stays compiled for the processes of the suite, which would else each do it.
STAGES = [
    [(packages,), (setup,)] if shutil.which("make") else [(packages, setup)],
    [(check,), (cluster,), (bench,)],
    [(test,), (test_server, demo)],
]


def run(stage: Callable[[], str]) -> bool:
    """Run one stage and print its line; says whether it went well."""
    start = time.monotonic()
    try:
        said, word = stage(), "ok"
    except (Failed, subprocess.SubprocessError, OSError) as failed:
        said, word = str(failed), "FAILED"
    print(f"{word:<6} {stage.__name__:<17} {time.monotonic() - start:6.1f} s  {said}", flush=True)
    return word == "ok"


def failing(row: Iterable[Callable[[], str]]) -> list[str]:
    """Run a row of stages; the names of those that failed."""
    return [stage.__name__ for stage in row if not run(stage)]


@contextlib.contextmanager
def in_memory() -> Iterator[None]:
    """What the tests write lies in memory, where there is room: databases made and dropped by the hundred, each of a thousand
    files, took a tenth of the run on a disk whose file system spares the places of files just deleted.
    """
    memory, place = Path("/dev/shm"), ROOT / "build" / "tests"  # the second is where the suite's own server lives
    if not os.access(memory, os.W_OK) or shutil.disk_usage(memory).free < ROOM:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="dongthuan-", dir=memory, ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)  # the servers run as users of their own
        os.environ["TMPDIR"] = tempfile.tempdir = folder
        if place.is_symlink():
            place.unlink()  # of a run that was killed
        if here := not place.exists():
            (Path(folder) / "tests").mkdir()
            place.symlink_to(Path(folder) / "tests")
        try:
            yield
        finally:
            if here:
                place.unlink()


def main() -> int:
    shutil.rmtree(LOGS, ignore_errors=True)
    LOGS.mkdir(parents=True)
    wanted, bad, begin = sys.argv[1:], [], time.monotonic()
    with in_memory():
        for group in STAGES:
            rows = [[stage for stage in row if not wanted or stage.__name__ in wanted] for row in group]
            with ThreadPoolExecutor(len(rows)) as pool:
                bad += [name for names in pool.map(failing, rows) for name in names]
            if bad and group is STAGES[0]:
                break
    seconds = time.monotonic() - begin
    print(f"{'all well' if not bad else 'failed: ' + ', '.join(bad)} after {seconds:.0f} s")
    if counted := whole_suite():
        print(f"{counted} in {seconds:.2f}s")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
