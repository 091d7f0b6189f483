"""`dongthuan up`: web server, worker and database under one parent, which starts a dead one again and stops all in order."""

import argparse
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from .children import Child
from .empty import lay
from .home import Home, data_folder, opened, reachable
from .postgres import Cluster
from .trouble import Trouble, from_os, locked

DEMO_DAY = "2025-12-10"  # the programme's last weeks: its term report and its successor wait to be finished
BEGUN, BUILT = "build-begun", "build-done"  # marks in the data folder of a demo
LOOK_EVERY = 0.5  # seconds between two looks at the children


@dataclass(frozen=True)
class Options:
    port: int
    host: str
    data: str | None
    as_of: str


def parse(argv: list[str], name: str, what: str, data: str | None = None) -> Options:
    parser = argparse.ArgumentParser(prog=f"dongthuan {name}", description=what)
    parser.add_argument("--port", type=int, default=int(os.environ.get("DONGTHUAN_PORT", "8000")))
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: this machine only)")
    parser.add_argument("--data", default=data, help="the data folder (default: ./var)")
    parser.add_argument(
        "--as-of", default=os.environ.get("DONGTHUAN_AS_OF", ""), metavar="YYYY-MM-DD", help="the day called today"
    )
    options = parser.parse_args(argv)
    try:
        _ = options.as_of and date.fromisoformat(options.as_of)
    except ValueError:
        raise Trouble(f"--as-of {options.as_of} is not a day. Write it as 2025-07-01.") from None
    if not 0 < options.port < 65536:
        raise Trouble(f"--port {options.port} is not a port. Choose a number from 1024 to 65535.")
    return Options(options.port, options.host, options.data, options.as_of)


def main(argv: list[str]) -> int:
    return run(parse(argv, "up", "Start the database, the web server and the worker, and keep them running."))


def demo(argv: list[str]) -> int:
    """The same, on a folder of its own, filled with the demo the first time."""
    default = os.environ.get("DONGTHUAN_DATA", "") or "var/demo"
    options = parse(argv, "demo", "Build the Ninh Bình demo (once) and start it.", default)
    options = replace(options, as_of=options.as_of or DEMO_DAY)
    os.environ["DONGTHUAN_DEMO"] = "1"
    return run(options, demo=True)


def run(options: Options, *, demo: bool = False) -> int:
    """Start everything; a demo that is not built yet is built first. Returns when told to stop."""
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stopping.set())
    check_port(options.host, options.port)
    os.environ.setdefault("DONGTHUAN_URL", f"http://localhost:{options.port}")
    if options.as_of:
        os.environ["DONGTHUAN_AS_OF"] = options.as_of
    data = data_folder(options.data)
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise from_os(error, "opening the data folder") from error
    with locked(data / "up.lock", wait=False) as free:
        if not free:
            raise Trouble(
                f"The data folder {data} is already served by another `dongthuan up`. Stop that one, or choose another --data."
            )
        building = demo and not (data / BUILT).exists()
        if building:
            clear_half_built(data)
            (data / BEGUN).touch()
            lay(data / "database")
        with opened(options.data) as home:
            reachable(home)
            web = Child("web server", web_command(options, data / BUILT if demo else None))
            children = [web, Child("worker", dongthuan("worker"))]
            try:
                if building and not os.environ.get("DONGTHUAN_WEB"):
                    web.look()  # it reads itself in meanwhile, and listens when the demo is built
                if code := once(["demo-build"], stopping) if building else once(["setup-db"]):
                    return code
                if building and not stopping.is_set():
                    (data / BUILT).touch()
                serve(home, options, children, stopping)
            finally:
                for child in children:  # web first, so that no page starts a job that nobody would take
                    child.stop()
        say("Stopped.")
    return 0


def clear_half_built(data: Path) -> None:
    """A demo whose building was cut off is built anew; an installation that is no demo is never touched."""
    if (data / BUILT).exists():
        return
    if not (data / BEGUN).exists():
        if (data / "database").exists():
            raise Trouble(f"{data} holds an installation that is not a demo. Choose another --data for the demo.")
        return
    say("The last start was cut off while it built the demo; building it anew.")
    Cluster(data / "database").shut_down()
    for name in ("database", "files"):
        shutil.rmtree(data / name, ignore_errors=True)


def serve(home: Home, options: Options, children: list[Child], stopping: threading.Event) -> None:
    """Start the children, say when all is ready, and look after them until told to stop."""
    ready = False
    begin = time.monotonic()
    while not stopping.is_set():
        if home.cluster and home.cluster.pid() is None:
            say("The database has stopped; starting it again.")
            home.cluster.start()
        for child in children if ready else children[:1]:  # the pages first; the jobs can wait for a moment
            if said := child.look():
                say(said)
        if not ready and answers(options):
            ready = True
            children[1].look()
            welcome(home, options)
        if not ready and (children[0].failures >= 3 or time.monotonic() - begin > 120):
            raise Trouble("The web server does not become ready; what it said stands above.")
        stopping.wait(LOOK_EVERY if ready else 0.1)


def welcome(home: Home, options: Options) -> None:
    """The address, on a line of its own, and what the demo has to say (its accounts)."""
    text = home.data / "welcome.txt"
    if text.exists():
        say(text.read_text().rstrip())
    say(f"Ready: {os.environ['DONGTHUAN_URL']}")
    say("Ctrl-C stops everything.")


def say(line: str) -> None:
    print(line, flush=True)


def dongthuan(*args: str) -> list[str]:
    return [sys.executable, "-m", "dongthuan.cli", *args]


def once(command: Sequence[str], stopping: threading.Event | None = None) -> int:
    """Run one of our commands to its end, apart from our terminal's Ctrl-C; a long one ends when we are told to stop."""
    process = subprocess.Popen(dongthuan(*command), start_new_session=True)
    while process.poll() is None:
        if stopping is not None and stopping.wait(0.1):
            process.terminate()
            process.wait()
            return 0
        if stopping is None:
            process.wait()
    return process.returncode


def web_command(options: Options, after: Path | None = None) -> list[str]:
    """The web server's command line; DONGTHUAN_WEB replaces it (for another WSGI server). It listens `after` the file is there."""
    if own := os.environ.get("DONGTHUAN_WEB", ""):
        return own.format(host=options.host, port=options.port).split()
    return [
        *(sys.executable, "-m", "dongthuan.config.web"),
        *(("--after", str(after)) if after else ()),
        *("--interface", "wsgi", "--host", options.host, "--port", str(options.port)),
        *(
            "--workers",
            os.environ.get("DONGTHUAN_WEB_WORKERS", "2"),
            "--blocking-threads",
            "4",
            "--respawn-failed-workers",
        ),
        *("--workers-kill-timeout", "10", "--no-access-log", "--log-level", "warning"),
        "dongthuan.config.wsgi:application",
    ]


def check_port(host: str, port: int) -> None:
    """Refuse a busy port in a sentence, and also one where `localhost` would lead to somebody else."""
    places = [(socket.AF_INET, host)] if ":" not in host else [(socket.AF_INET6, host)]
    if host == "127.0.0.1":
        places.append((socket.AF_INET6, "::1"))
    for family, address in places:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address, port))
            except PermissionError:
                raise Trouble(f"This user may not open port {port}. Choose one from 1024 up with --port.") from None
            except OSError as error:
                if error.errno == 98:  # EADDRINUSE
                    raise Trouble(
                        f"Port {port} is in use by another program. Choose another with --port {port + 1}."
                    ) from None
                if address != "::1":
                    raise Trouble(f"This machine has no address {address} to listen on ({error.strerror}).") from None


def answers(options: Options) -> bool:
    """Whether /readyz says yes."""
    address = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(options.host, options.host)
    link = http.client.HTTPConnection(address, options.port, timeout=10)
    try:
        link.request("GET", "/readyz", headers={"Host": "localhost"})
        return link.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        link.close()
