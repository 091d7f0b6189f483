"""`dongthuan up`: starts, says so, restarts what died, stops in order, finds its data again; refusals are sentences."""

import os
import queue
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from dongthuan.config import postgres
from dongthuan.config.postgres import APP, NAME, Cluster, waiting
from tests.site import free_port

OWN = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "DONGTHUAN_", "DJANGO_"))}


class Up:
    """A `dongthuan` process and the lines it has said."""

    def __init__(self, *args: str, **environment: str):
        line = [sys.executable, "-m", "dongthuan.cli", *args]
        self.process = subprocess.Popen(
            line,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=OWN | environment,
            start_new_session=True,
        )
        self.lines: queue.Queue[str] = queue.Queue()
        self.said: list[str] = []
        threading.Thread(target=lambda: [self.lines.put(line) for line in self.process.stdout], daemon=True).start()

    def until(self, pattern: str) -> str:
        while True:
            try:
                line = self.lines.get(timeout=90)
            except queue.Empty:
                raise AssertionError(f"never said {pattern!r}, but: {self.said}") from None
            self.said.append(line)
            if re.search(pattern, line):
                return line

    def stop(self, how: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(how)
        return self.process.wait(60)

    def children(self, word: str) -> list[int]:
        """Processes directly under it whose command line holds the word."""
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                if parent == self.process.pid and word.encode() in (entry / "cmdline").read_bytes():
                    found.append(int(entry.name))
            except OSError:
                continue
        return found


def told(*args: str, **environment: str) -> tuple[int, str]:
    line = [sys.executable, "-m", "dongthuan.cli", *args]
    done = subprocess.run(line, capture_output=True, text=True, env=OWN | environment, timeout=120)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def data(tmp_path) -> Iterator[Path]:
    yield tmp_path / "var"
    Cluster(tmp_path / "var" / "database").shut_down()


def get(url: str) -> int:
    with urllib.request.urlopen(url, timeout=20) as response:
        return response.status


def answers_again(url: str) -> bool:
    for _ in waiting(60):
        try:
            return get(url) == 200
        except OSError:
            continue
    return False


def test_a_whole_day(data):
    port = free_port()
    url = f"http://localhost:{port}"
    up = Up("up", "--port", str(port), "--data", str(data))
    assert up.until("Ready:").strip() == f"Ready: {url}"
    assert get(f"{url}/readyz") == 200
    assert stat_mode(data / "keys" / "secret_key") == 0o600
    cluster = Cluster(data / "database")
    with psycopg.connect(cluster.url(APP)) as link:
        link.execute("INSERT INTO things_thing (kind) VALUES ('kept')")

    (worker,) = up.children("dongthuan.cli")
    os.kill(worker, signal.SIGKILL)
    up.until(r"The worker was killed \(signal 9\); starting it again")
    (web,) = up.children("dongthuan.config.web")
    os.kill(web, signal.SIGTERM)
    up.until("The web server .*; starting it again")
    assert answers_again(f"{url}/readyz")
    os.kill(cluster.pid(), signal.SIGKILL)
    up.until("The database has stopped; starting it again")
    assert answers_again(f"{url}/readyz")

    code, said = told("up", "--port", str(free_port()), "--data", str(data))
    assert code == 2
    assert "already served by another `dongthuan up`" in said
    assert up.stop() == 0
    up.until("Stopped")
    assert cluster.pid() is None
    assert not up.children("")

    again = Up("up", "--port", str(port), "--data", str(data), "--as-of", "2025-07-01")
    again.until("Ready:")
    assert not any("tables were brought" in line for line in again.said)
    with psycopg.connect(cluster.url(APP)) as link:
        assert link.execute("SELECT kind FROM things_thing WHERE kind = 'kept'").fetchall() == [("kept",)]
    assert again.stop(signal.SIGTERM) == 0


def test_a_killed_parent_leaves_no_server_on_the_port(data, lay):
    lay(data)
    port = free_port()
    up = Up("up", "--port", str(port), "--data", str(data))
    up.until("Ready:")
    up.stop(signal.SIGKILL)
    for _ in waiting(30):
        try:
            get(f"http://127.0.0.1:{port}/healthz")
        except OSError:
            break
    again = Up("up", "--port", str(port), "--data", str(data))
    again.until("Ready:")
    assert again.stop() == 0


def test_a_busy_port_is_a_sentence(data):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        code, said = told("up", "--port", str(port), "--data", str(data))
    assert (code, said.count("\n")) == (2, 1)
    assert f"Port {port} is in use" in said
    assert not data.exists()


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("mysql://x/y", "is not a PostgreSQL address"),
        ("postgresql://someone:hidden@127.0.0.1:1/none", "cannot be reached"),
        ("postgresql://[bad", "is not a PostgreSQL address"),
    ],
)
def test_a_wrong_address_is_a_sentence(data, url, sentence):
    code, said = told("up", "--port", str(free_port()), "--data", str(data), DATABASE_URL=url)
    assert (code, "Traceback" in said) == (2, False)
    assert sentence in said
    assert "hidden" not in said


def test_the_owner_may_not_serve(data, tmp_path):
    with Cluster(tmp_path / "other", settings=postgres.FOR_TESTS) as cluster:
        code, said = told(
            "up", "--port", str(free_port()), "--data", str(data), DATABASE_URL=cluster.url(postgres.OWNER)
        )
        assert code == 2
        assert "DATABASE_OWNER_URL" in said
        code, said = told("up", "--port", str(free_port()), "--data", str(data), DATABASE_URL=cluster.url(APP))
        assert code == 2
        assert "Set DATABASE_OWNER_URL" in said


def test_a_server_too_old_is_a_sentence(monkeypatch, tmp_path):
    from dongthuan.config import database
    from dongthuan.config.trouble import Trouble

    monkeypatch.setattr(database, "OLDEST", 99)
    old = pytest.raises(Trouble, match=r"is PostgreSQL 18; version 99 or newer is needed")
    with Cluster(tmp_path / "db", settings=postgres.FOR_TESTS) as cluster, old:
        database.connect(cluster.url(APP))


def test_a_database_of_a_newer_version_is_a_sentence(own_database):
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from dongthuan.config.database import check_not_newer
    from dongthuan.config.trouble import Trouble

    with psycopg.connect(own_database.owner_url) as link:
        link.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('things', '0999_later', now())")
    with pytest.raises(Trouble, match="changed by a newer version"):
        check_not_newer(MigrationExecutor(connection))


def test_the_demo_never_builds_into_a_real_installation(data, lay):
    code, said = told("demo", "--port", str(free_port()), "--data", str(lay(data)))
    assert (code, "is not a demo" in said) == (2, True)


def test_a_demo_cut_off_while_building_is_built_anew(tmp_path, capsys):
    from dongthuan.config import up

    with Cluster(tmp_path / "database", settings=postgres.FOR_TESTS):
        pass
    (tmp_path / up.BEGUN).touch()
    up.clear_half_built(tmp_path)
    assert "building it anew" in capsys.readouterr().out
    assert not (tmp_path / "database").exists()
    (tmp_path / "database").mkdir()
    (tmp_path / up.BUILT).touch()
    up.clear_half_built(tmp_path)
    assert (tmp_path / "database").exists()


def test_a_demo_begins_with_tables_of_this_version_only(tmp_path, monkeypatch):
    from dongthuan.config import empty

    monkeypatch.setattr(empty, "PLACE", tmp_path / "empty")
    monkeypatch.delenv("DATABASE_URL")
    empty.lay(tmp_path / "none made")
    assert not (tmp_path / "none made").exists()
    with Cluster(tmp_path / "made", settings=postgres.FOR_TESTS) as cluster, cluster.connect("postgres", NAME) as link:
        link.execute("CREATE TABLE made_before ()")
    (tmp_path / "empty").mkdir()
    (tmp_path / "made" / "pgdata").rename(tmp_path / "empty" / empty.fingerprint())
    for place in (tmp_path / "one", tmp_path / "other"):
        empty.lay(place)
    with Cluster(tmp_path / "one") as one, Cluster(tmp_path / "other") as other:  # copies, not the same one
        for cluster in (one, other):
            with cluster.connect("postgres", NAME) as link:
                link.execute("DROP TABLE made_before")
    monkeypatch.setattr(empty, "fingerprint", lambda: "of another version")
    empty.lay(tmp_path / "stale")
    assert not (tmp_path / "stale").exists()


def test_the_web_server_listens_only_after(tmp_path):
    """It is told which file to wait for: while a demo is being built its port is closed."""
    port, built = free_port(), tmp_path / "built"
    url = f"http://localhost:{port}"
    own = OWN | {"DONGTHUAN_DATA": str(tmp_path), "DATABASE_URL": "postgresql://nobody@/nothing", "DONGTHUAN_URL": url}
    own["DONGTHUAN_SECRET_KEY"] = "only-for-tests-" + "0" * 50
    line = [
        sys.executable,
        "-m",
        "dongthuan.config.web",
        "--after",
        str(built),
        "--interface",
        "wsgi",
        "--port",
        str(port),
    ]
    web = subprocess.Popen([*line, "--workers", "1", "dongthuan.config.wsgi:application"], env=own)
    try:
        assert told("check")[0] == 0  # about as long as it takes to read the house in
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", port)) != 0
        built.touch()
        assert answers_again(f"{url}/healthz")
    finally:
        web.terminate()
        assert web.wait(60) == 0


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (["fly"], "There is no command 'fly'"),
        (["up", "--as-of", "yesterday"], "is not a day"),
        (["up", "--port", "99999"], "is not a port"),
        (["up", "--host", "203.0.113.7"], "has no address 203.0.113.7"),
        (["up", "--data", "/proc/nothing"], "/proc/nothing"),
    ],
)
def test_a_mistake_at_the_terminal_is_a_sentence(args, sentence):
    port = [] if "--port" in args or args[0] == "fly" else ["--port", str(free_port())]
    code, said = told(*args, *port)
    assert (code, "Traceback" in said) == (2, False)
    assert sentence in said


def test_help_names_every_command():
    from dongthuan import cli

    code, said = told("--help")
    assert code == 0
    for name in set(cli.COMMANDS) - cli.HIDDEN:
        assert f"\n  {name} " in said


def stat_mode(path: Path) -> int:
    return path.stat().st_mode & 0o777
