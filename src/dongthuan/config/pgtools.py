"""PostgreSQL's own programs for dumping and loading a database."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from .binaries import programs, run_as
from .database import connect
from .home import Home
from .postgres import explained

# What a newer pg_dump says and an older server does not understand; it is the default anyway.
NEWER = b"SET transaction_timeout = 0;"


def dump(home: Home, target: Path) -> None:
    """The whole database, as its owner sees it, without naming roles: they may be called otherwise where it is restored."""
    with connect(home.owner()) as link:
        major = link.info.server_version // 10_000
    line = [program(home, "pg_dump", major), "--format=custom", "--no-owner", "--no-privileges", f"--file={target}"]
    done = subprocess.run(line, capture_output=True, text=True, env=surroundings(home.owner()))
    if done.returncode:
        raise explained(done.stderr, "dumping the database")


def load(home: Home, source: Path) -> None:
    """Load a dump into an empty database, all of it or nothing."""
    with connect(home.owner()) as link:
        major = link.info.server_version // 10_000
    env = surroundings(home.owner())
    script = subprocess.Popen(
        [program(home, "pg_restore", 18), "--no-owner", "--no-privileges", "--file=-", str(source)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=env,
    )
    line = [
        program(home, "psql", major),
        "--no-psqlrc",
        "--quiet",
        "--single-transaction",
        "--set=ON_ERROR_STOP=1",
        "--output=/dev/null",
    ]
    psql = subprocess.Popen(line, stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=env)
    assert script.stdout and script.stderr and psql.stdin and psql.stderr
    head = True
    try:
        for text in script.stdout:
            head = head and not text.startswith(b"COPY ")
            if head and text.startswith(NEWER):
                continue
            psql.stdin.write(text)
        psql.stdin.close()
    except BrokenPipeError:  # psql met an error and left; it says below which
        pass
    finally:
        script.stdout.close()
    wrong = psql.stderr.read().decode(errors="replace") + script.stderr.read().decode(errors="replace")
    psql.stderr.close()
    script.stderr.close()
    if psql.wait() or script.wait():
        raise explained(wrong, "loading the database")


def program(home: Home, name: str, major: int) -> str:
    """The wheel's program; for a server elsewhere the machine's own, if it is new enough (the wheel's knows no TLS)."""
    if home.cluster is None and (found := shutil.which(name)):
        said = subprocess.run([found, "--version"], capture_output=True, text=True).stdout
        if (number := re.search(r"\) (\d+)", said)) and int(number[1]) >= major:
            return found
    return str((home.cluster.tool(name)) if home.cluster else programs(run_as()) / "bin" / name)


def surroundings(url: str) -> dict[str, str]:
    """The address in the environment, where the list of processes does not show its password."""
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    values = {
        "PGHOST": query.get("host", [parts.hostname or ""])[0],
        "PGPORT": str(parts.port or ""),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": parts.path.strip("/"),
        "PGSSLMODE": query.get("sslmode", [""])[0],
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return {**kept, "LC_ALL": "C", **{name: value for name, value in values.items() if value}}
