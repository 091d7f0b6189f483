"""The launcher's traps: each was a real fault of another launcher."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from dongthuan.config import binaries
from dongthuan.config.binaries import may_enter, private_folder, programs, run_as
from dongthuan.config.postgres import APP, FOR_TESTS, OWNER, Cluster, explained, is_our_server
from dongthuan.config.trouble import Trouble, from_os

ROOT = os.geteuid() == 0


def cluster(folder: Path) -> Cluster:
    return Cluster(folder, settings=FOR_TESTS)


@pytest.fixture
def place(walkable) -> Path:
    return walkable("pg") / "database"


def ask(server: Cluster, question: str, role: str = APP) -> object:
    with server.connect(role) as link:
        return link.execute(question).fetchone()[0]


def mark(server: Cluster) -> None:
    with server.connect(OWNER) as link:
        link.execute("CREATE TABLE mark (a int); INSERT INTO mark VALUES (7)")


def test_a_second_start_finds_the_data(place):
    with cluster(place) as server:
        mark(server)
    with cluster(place) as server:
        assert ask(server, "SELECT a FROM mark", OWNER) == 7
    assert server.pid() is None


def test_what_the_server_is(place):
    with cluster(place) as server:
        assert ask(server, "SHOW listen_addresses") == ""
        assert ask(server, "SELECT lower('ĐIỆN BIÊN')") == "điện biên"
        assert ask(server, "SELECT 'ĐIỆN' ILIKE 'điện'") is True
        rights = (
            "SELECT rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
        )
        assert ask(server, rights) is False
        assert ask(server, "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'dongthuan'") == OWNER
        assert stat.S_IMODE(server.socket.stat().st_mode) == 0o700


def test_a_number_that_now_belongs_to_another_process_is_no_server(place):
    with cluster(place) as server:
        mark(server)
        left = (server.data / "postmaster.pid").read_text()
        socket = server.socket
    stale = "\n".join([str(os.getpid()), *left.split("\n")[1:]])
    (server.data / "postmaster.pid").write_text(stale)
    (socket / ".s.PGSQL.5432.lock").write_text(stale)
    assert server.pid() is None
    with cluster(place) as server:
        assert ask(server, "SELECT a FROM mark", OWNER) == 7


def test_a_killed_server_starts_again_with_its_data(place):
    with Cluster(place) as server:  # as in service: what was committed is on the disk
        mark(server)
        with server.connect(OWNER) as link, link.transaction():
            link.execute("INSERT INTO mark VALUES (8)")
            os.kill(server.pid(), signal.SIGKILL)
            with pytest.raises(psycopg.OperationalError):
                link.execute("SELECT pg_sleep(30)")
        server.start()  # not yet reaped by us: its process is a zombie
        assert ask(server, "SELECT sum(a) FROM mark", OWNER) == 7


RACE = """
import sys
from pathlib import Path
from dongthuan.config.postgres import Cluster, FOR_TESTS, OWNER
with Cluster(Path(sys.argv[1]), settings=FOR_TESTS) as server, server.connect(OWNER) as link:
    link.execute("SELECT pg_advisory_lock(1)")
    link.execute("CREATE TABLE IF NOT EXISTS race (a int)")
    link.execute("INSERT INTO race VALUES (1)")
    print(link.execute("SELECT count(*) FROM race").fetchone()[0], flush=True)
    if len(sys.argv) > 2:
        sys.stdin.read()
"""


def run_race(place: Path, *args: str, **options: object) -> subprocess.Popen:
    line = [sys.executable, "-c", RACE, str(place), *args]
    return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)


def test_starts_at_the_same_moment_share_one_server(place):
    runs = [run_race(place) for _ in range(4)]
    said = [run.communicate(timeout=60) for run in runs]
    assert [run.returncode for run in runs] == [0] * 4, said
    with cluster(place) as server:
        assert ask(server, "SELECT count(*) FROM race", OWNER) == 4
    assert server.pid() is None


def test_the_last_to_leave_stops_the_server(place):
    first, second = cluster(place), cluster(place)
    first.start()
    second.start()
    number = first.pid()
    first.stop()
    assert second.pid() == number
    assert ask(second, "SELECT 1") == 1
    second.stop()
    assert second.pid() is None


def test_a_server_left_by_a_killed_parent_is_taken_over(place):
    run = run_race(place, "wait", stdin=subprocess.PIPE)
    assert run.stdout.readline() == "1\n"
    run.kill()
    run.communicate()
    left = cluster(place).pid()
    assert left is not None
    with cluster(place) as server:
        assert server.pid() == left
        assert ask(server, "SELECT count(*) FROM race", OWNER) == 1
    assert not is_our_server(left, server.socket)


def test_a_path_too_long_for_a_socket(place):
    deep = place / ("thư-mục-rất-dài-" * 4) / ("x" * 60)
    with cluster(deep) as server:
        assert ask(server, "SELECT 1") == 1
        assert server.socket.parent == Path("/tmp")
        assert stat.S_IMODE(server.socket.stat().st_mode) == 0o700


def test_a_folder_only_we_may_enter_stays_so(tmp_path):
    """For root this is the case of code and data under /root: the server's user may walk to neither."""
    closed = tmp_path / "home"
    closed.mkdir(mode=0o700)
    with cluster(closed / "database") as server:
        assert ask(server, "SELECT 1") == 1
        assert may_enter(closed, server.user) is not ROOT
    with cluster(closed / "database") as server:
        assert ask(server, "SELECT 1") == 1
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


def test_programs_nobody_may_reach_are_copied_with_their_libraries(tmp_path):
    source = binaries.wheel_programs()
    closed = tmp_path / "home" / binaries.WHEEL
    closed.mkdir(parents=True)
    (closed / source.name).symlink_to(source)
    libraries = source.parent.with_name(f"{binaries.WHEEL}.libs")
    (closed.parent / libraries.name).symlink_to(libraries)
    (tmp_path / "home").chmod(0o700)
    user = run_as()
    found = programs(user, closed / source.name)
    assert (found != closed / source.name) is ROOT
    told = subprocess.run(
        [found / "bin" / "psql", "--version"], capture_output=True, text=True, cwd="/", **user.popen()
    )
    assert told.stdout.startswith("psql (PostgreSQL) 18"), told.stderr
    assert programs.__wrapped__(user, closed / source.name) == found
    if ROOT:
        subprocess.run(["rm", "-r", str(found.parents[1])], check=True)


def test_another_user_of_the_machine_may_not_connect(place):
    with cluster(place) as server:
        assert server.socket.stat().st_uid == server.user.uid
        assert stat.S_IMODE(server.socket.stat().st_mode) == 0o700
        if ROOT:  # even the server's own user may not sign in as a role
            line = [server.tool("psql"), "-h", server.socket, "-U", OWNER, "-d", "dongthuan", "-c", "SELECT 1"]
            told = subprocess.run(line, capture_output=True, text=True, cwd="/", **server.user.popen())
            assert "Peer authentication failed" in told.stderr


def test_data_of_another_version_is_refused_in_a_sentence(place):
    with cluster(place) as server:
        pass
    (server.data / "PG_VERSION").write_text("15\n")
    with pytest.raises(Trouble, match=r"written by PostgreSQL 15; this version runs PostgreSQL 18.*dongthuan backup"):
        server.start()


def test_a_half_made_folder_is_made_again(place):
    (place / "pgdata.half").mkdir(parents=True)
    (place / "pgdata.half" / "PG_VERSION").write_text("18\n")
    with cluster(place) as server:
        assert ask(server, "SELECT 1") == 1


def test_the_callers_environment_does_not_matter(place, monkeypatch):
    for name, value in {"PGDATA": "/nowhere", "PGPORT": "1", "LANG": "tr_TR.UTF-8", "LC_ALL": "xx"}.items():
        monkeypatch.setenv(name, value)
    with cluster(place) as server:
        assert server.ready()


def test_a_folder_that_somebody_laid_in_our_place_is_refused(tmp_path):
    name = f"dongthuan-test-{os.getpid()}"
    laid = Path("/tmp") / name
    laid.symlink_to(tmp_path)
    try:
        with pytest.raises(Trouble, match="belongs to somebody else"):
            private_folder(name, uid=os.geteuid())
    finally:
        laid.unlink()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("FATAL:  could not write to file: No space left on device", "The disk is full"),
        ("FATAL:  data directory has wrong ownership", "belongs to another user"),
        ("could not open file: Permission denied", "may not write its folder"),
        ("LOG: a\nFATAL:  something new\n", "FATAL:  something new"),
    ],
)
def test_what_postgres_says_becomes_a_sentence(said, sentence):
    assert sentence in str(explained(said, "starting"))


def test_a_full_disk_is_a_sentence():
    with pytest.raises(OSError, match="No space") as caught, open("/dev/full", "wb", buffering=0) as full:
        full.write(b"x")
    assert "The disk is full" in str(from_os(caught.value, "writing"))
