"""The embedded PostgreSQL server: its data folder, starting it, stopping it.

One `Cluster` per data folder. Whoever uses it holds a shared lock; the last one to leave stops the server, and a server
left running by a killed process is taken over by the next. Whether it runs is asked of the socket, never of the pid file:
after a crash that number may belong to any process. There is no TCP port, and the socket lies in a folder for one user.
"""

import fcntl
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from .binaries import MAJOR, RunAs, may_enter, private_folder, programs, run_as
from .trouble import Trouble, from_os, locked

OWNER, APP, NAME = "dongthuan_owner", "dongthuan_app", "dongthuan"
SOCKET_LIMIT = 80  # a socket's path may hold 107 bytes; the file name in it takes 20
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "log_min_messages": "warning",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "dynamic_shared_memory_type": "mmap",  # a container's /dev/shm may be 64 MB
}
FOR_TESTS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Cluster:
    """The database of one data folder. `with Cluster(folder):` starts it (or joins it) and leaves it at the end."""

    def __init__(self, folder: Path, *, settings: dict[str, str] | None = None):
        self.folder = folder.resolve()
        self.data = self.folder / "pgdata"
        self.log = self.folder / "server.log"
        self.settings = {**SETTINGS, **(settings or {})}
        self._held: int | None = None
        self._child: subprocess.Popen[bytes] | None = None

    # --- addresses ------------------------------------------------------------------------------------------------
    @property
    def user(self) -> RunAs:
        owner = self.data.stat().st_uid if self.data.exists() else None
        return run_as(owner)

    @property
    def socket(self) -> Path:
        """Where the socket is: in the data folder, or elsewhere if that path is too long or closed to the server's user.

        A running server says itself where it listens, whatever has happened to the rights of the folders since.
        """
        if running := self._running():
            return running[1]
        here = self.folder / "socket"
        if len(os.fsencode(here)) <= SOCKET_LIMIT and may_enter(self.folder, self.user):
            return here
        name = sha256(os.fsencode(self.folder)).hexdigest()[:16]
        return Path("/tmp") / f"dongthuan-socket-{self.user.uid}-{name}"

    def _running(self) -> tuple[int, Path] | None:
        """Process number and socket folder of our server, if the process of the pid file is really ours and alive."""
        try:
            lines = (self.data / "postmaster.pid").read_text().split("\n")
            number, socket = int(lines[0]), Path(lines[4])
        except (OSError, ValueError, IndexError):
            return None
        return (number, socket) if is_our_server(number, socket) else None

    def url(self, role: str = APP, name: str = NAME) -> str:
        return f"postgresql://{role}@:5432/{name}?host={quote(str(self.socket), safe='')}"

    # --- starting and stopping ------------------------------------------------------------------------------------
    def __enter__(self) -> "Cluster":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start the server, or join the one that runs. Safe from several processes at once."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with locked(self.folder / "launcher.lock"):
                self._hold()
                try:
                    self._ensure_running()
                except BaseException:
                    self._release()
                    raise
        except OSError as error:
            raise from_os(error, "starting the database") from error

    def _ensure_running(self) -> None:
        self._check_version()
        if not self.data.exists():
            self._initialise()
        self._socket_folder()
        self._write_access()
        if not self.ready():
            self._wait_for_previous()
            self._launch()
        self._create_roles()

    def stop(self) -> None:
        """Leave the server; the last user stops it (fast: open transactions are rolled back)."""
        if self._held is None:
            return
        with locked(self.folder / "launcher.lock"):
            self._release()
            if self._alone():
                self.shut_down()

    def ready(self) -> bool:
        """Whether the server accepts connections on our socket."""
        if not (self.socket / ".s.PGSQL.5432").exists():
            return False
        return self._run("pg_isready", "-q", "-h", str(self.socket), "-t", "5").returncode == 0

    def pid(self) -> int | None:
        """The number of our server's process, if it runs."""
        running = self._running()
        return running[0] if running else None

    def shut_down(self) -> None:
        running = self._running()
        if running is None:
            return
        number, socket = running
        os.kill(number, signal.SIGINT)
        for step in waiting(30):
            if self._child is not None and self._child.poll() is not None:
                break
            if not is_our_server(number, socket):
                break
            if step == 100:  # ten seconds: somebody holds on; an immediate stop loses nothing that was committed
                os.kill(number, signal.SIGQUIT)
        self._child = None

    def tool(self, name: str) -> Path:
        """One of PostgreSQL's programs: pg_dump, pg_restore, psql …"""
        return programs(self.user) / "bin" / name

    # --- the shared lock ------------------------------------------------------------------------------------------
    def _hold(self) -> None:
        if self._held is None:
            self._held = os.open(self.folder / "users.lock", os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(self._held, fcntl.LOCK_SH)

    def _release(self) -> None:
        if self._held is not None:
            os.close(self._held)
            self._held = None

    def _alone(self) -> bool:
        with locked(self.folder / "users.lock", wait=False) as free:
            return free

    # --- steps ----------------------------------------------------------------------------------------------------
    def _run(self, program: str, *args: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        user = self.user
        return subprocess.run(
            [str(programs(user) / "bin" / program), *args],
            capture_output=True,
            text=True,
            env=environment(),
            cwd=cwd or "/",
            **user.popen(),  # type: ignore[call-overload]
        )

    def _place(self, data: Path) -> str:
        """How the server is told its folder. Root's server may not walk the path to it, but it starts inside it."""
        return "/proc/self/cwd" if self.user.switch else str(data)

    def _check_version(self) -> None:
        mark = self.data / "PG_VERSION"
        if mark.exists() and (found := mark.read_text().strip()) != MAJOR:
            raise Trouble(
                f"The data in {self.data} was written by PostgreSQL {found}; this version runs PostgreSQL {MAJOR}. "
                f"Make a backup with the version that wrote it (`dongthuan backup`), then restore it into a new folder."
            )

    def _initialise(self) -> None:
        half = self.data.with_name("pgdata.half")
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(mode=0o700)
        user = self.user
        if user.switch:
            os.chown(half, user.uid, user.gid)
        settings = [part for key, value in self.settings.items() for part in ("-c", f"{key}={value}")]
        done = self._run(
            "initdb",
            *("-D", self._place(half), "-U", "postgres", "--encoding=UTF8", "--locale=C"),
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--auth=peer", "--no-instructions"),
            *(["--no-sync"] if self.settings.get("fsync") == "off" else []),
            *settings,
            cwd=half,
        )
        if done.returncode:
            raise explained(done.stderr or done.stdout, f"making the database folder {self.data}")
        half.rename(self.data)

    def _socket_folder(self) -> None:
        if self.socket.parent != self.folder:
            private_folder(self.socket.name, uid=self.user.uid)
            return
        self.socket.mkdir(mode=0o700, exist_ok=True)
        self.socket.chmod(0o700)
        if self.user.switch:
            os.chown(self.socket, self.user.uid, self.user.gid)

    def _write_access(self) -> None:
        """Only the operating-system user who owns the data (and root) may connect, under any role; nobody by network."""
        names = {"root"} if self.user.switch else {"root", self.user.name}
        wanted = {
            "pg_hba.conf": "local all all peer map=house\n",
            "pg_ident.conf": "".join(f'house "{name}" all\n' for name in sorted(names)),
        }
        for name, text in wanted.items():
            path = self.data / name
            if path.read_text() != text:
                path.write_text(text)

    def _wait_for_previous(self) -> None:
        """Wait for our own server that starts or stops just now; remove what a dead one left behind."""
        for _ in waiting(60):
            number = self.pid()
            if number is None:
                break
            if self.ready():
                return
        else:
            raise Trouble(
                f"The database process {number} neither answers nor ends. End it (kill {number}) and start again."
            )
        for left in (self.data / "postmaster.pid", self.socket / ".s.PGSQL.5432.lock", self.socket / ".s.PGSQL.5432"):
            left.unlink(missing_ok=True)

    def _launch(self) -> None:
        if self.ready():
            return
        user = self.user
        for _ in waiting(60):
            begin = self.log.stat().st_size if self.log.exists() else 0
            if begin > 10 * 2**20:
                self.log.unlink()
                begin = 0
            with open(self.log, "ab", opener=lambda path, flags: os.open(path, flags, 0o600)) as log:
                self._child = subprocess.Popen(
                    [str(self.tool("postgres")), "-D", self._place(self.data), "-k", str(self.socket)],
                    **{"stdin": subprocess.DEVNULL, "stdout": log, "stderr": log, "cwd": self.data},
                    env=environment(),
                    start_new_session=True,
                    **user.popen(),  # type: ignore[call-overload]
                )
            for _step in waiting(120):  # recovery after a crash may take a while
                if self.ready():
                    return
                if self._child.poll() is not None:
                    break
            else:
                raise Trouble(f"The database did not become ready within two minutes. Its log: {self.log}")
            said = self.log.read_bytes()[begin:].decode(errors="replace")
            if "still in use" not in said:  # the children of a killed server need a moment to notice
                raise explained(said, "starting the database", self.log)
        raise Trouble(f"Processes of an earlier database server still run on {self.data}. End them and start again.")

    def _create_roles(self) -> None:
        """The owner of the tables, and the plain role the application runs as: it owns nothing and bypasses nothing."""
        with self.connect("postgres", "postgres") as link:
            ensure_role(link, OWNER, "LOGIN CREATEDB CREATEROLE")
            ensure_role(link, APP, "LOGIN")
            if not link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
                link.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(NAME), sql.Identifier(OWNER)))

    def connect(self, role: str = OWNER, name: str = NAME) -> psycopg.Connection:
        return psycopg.connect(host=str(self.socket), port=5432, user=role, dbname=name, autocommit=True)


def ensure_role(link: psycopg.Connection, name: str, rights: str, password: str = "") -> None:
    """Create the role if it is not there yet."""
    if link.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone():
        return
    secret = sql.SQL(" PASSWORD {}").format(sql.Literal(password)) if password else sql.SQL("")
    link.execute(sql.SQL("CREATE ROLE {} {}{}").format(sql.Identifier(name), sql.SQL(rights), secret))


def is_our_server(number: int, socket: Path) -> bool:
    """Whether that process is alive and is the server of this socket (it stands in its command line)."""
    try:
        if Path("/proc/self").exists():
            line = Path(f"/proc/{number}/cmdline").read_bytes()  # empty for a zombie
            return os.fsencode(socket) in line.split(b"\0") or (
                b"postgres" in line and b"-k " + os.fsencode(socket) in line
            )
        told = subprocess.run(["ps", "-o", "args=", "-p", str(number)], capture_output=True, text=True).stdout
        return f"-k {socket}" in told
    except OSError:
        return False


def waiting(seconds: float) -> Iterator[int]:
    """Steps of a tenth of a second, for that long."""
    end = time.monotonic() + seconds
    step = 0
    while time.monotonic() < end:
        yield step
        step += 1
        time.sleep(0.02 if step < 20 else 0.1)


def environment() -> dict[str, str]:
    """A plain environment: what the caller's language or PG… variables say must not change the server."""
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TZ": "UTC"}


REASONS = {
    "No space left on device": "The disk is full. Free some space and start again.",
    "Check free disk space": "The disk is full. Free some space and start again.",
    "Permission denied": "The database's user may not write its folder. Give it back, or choose another --data.",
    "could not access directory": "The database's user may not enter its folder. Choose another --data.",
    "has wrong ownership": "The database's folder belongs to another user. Start as that user, or choose another --data.",
    "not compatible with": "The data was written by another PostgreSQL version. Restore a backup into a new folder.",
    "Cannot allocate memory": "There is not enough memory for the database.",
}


def explained(said: str, doing: str, log: Path | None = None) -> Trouble:
    """The sentence for what PostgreSQL said; its own last line if we know no better."""
    for sign, sentence in REASONS.items():
        if sign in said:
            return Trouble(f"{sentence} (While {doing}.)")
    lines = [line for line in said.strip().splitlines() if any(w in line for w in ("FATAL", "error", "PANIC"))]
    last = (lines or said.strip().splitlines() or ["no reason given"])[-1].strip()
    return Trouble(f"PostgreSQL refused while {doing}: {last}" + (f" Its log: {log}" if log else ""))
