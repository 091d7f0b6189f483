"""The tables of a new database, made once: `make setup` keeps them in build/empty, and a new demo begins as their copy.

Only a demo: copies of one cluster bear one system identifier, which PostgreSQL takes for one database. No key, no password
and no row of anybody lies in it; a demo makes its own keys, as every installation does.
"""

import hashlib
import os
import shutil
from pathlib import Path

from .binaries import run_as
from .trouble import Trouble, from_os, locked

CHECKOUT = Path(__file__).resolve().parents[3]
PLACE = CHECKOUT / "build" / "empty"


def fingerprint() -> str:
    """Changes with whatever makes the tables: migrations, the guards they call, the locked versions, this package."""
    source = CHECKOUT / "src" / "dongthuan"
    files = [CHECKOUT / "requirements.txt"]
    files += [source / "config" / name for name in ("database.py", "migrating.py", "postgres.py")]
    files += [
        p for pattern in ("**/migrations/*", "**/guards.py", "**/*.sql") for p in source.glob(pattern) if p.is_file()
    ]
    digest = hashlib.sha256()
    for path in sorted(set(files)):
        if "__pycache__" not in path.parts:
            digest.update(str(path.relative_to(CHECKOUT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def main(argv: list[str]) -> int:
    """`dongthuan demo-tables`: make them, unless they are there. Without them a demo makes its own, so it never fails."""
    try:
        PLACE.mkdir(parents=True, exist_ok=True)
        with locked(PLACE / "lock"):
            made = PLACE / fingerprint()
            if not made.exists():
                print("Making the empty tables that a demo begins with …", flush=True)
                for old in PLACE.iterdir():
                    if old.is_dir():
                        shutil.rmtree(old)
                make(made)
    except OSError as error:
        print(f"{from_os(error, 'making the empty tables')} The demo will make its own.")
    except Trouble as trouble:
        print(f"{trouble} The demo will make its own tables.")
    return 0


def make(made: Path) -> None:
    """The ordinary way, in an installation of which only the database is kept."""
    import django

    from .database import prepare
    from .home import opened
    from .postgres import APP

    for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):  # a server that is none of ours
        os.environ.pop(name, None)
    half = PLACE / "half"
    with opened(str(half)) as home:
        django.setup()
        prepare(home.owner(), APP)
    (half / "database" / "pgdata").rename(made)
    shutil.rmtree(half)


def lay(folder: Path) -> None:
    """Begin the cluster of a demo as a copy, if tables of this very version are there to be copied."""
    if os.environ.get("DATABASE_URL") or folder.exists() or not PLACE.exists():
        return
    made = PLACE / fingerprint()
    if not os.access(made, os.R_OK | os.X_OK):
        return
    half = folder.with_name(f"{folder.name}.half")
    shutil.rmtree(half, ignore_errors=True)
    shutil.copytree(made, half / "pgdata")
    if (user := run_as()).switch:
        for path in (half / "pgdata", *(half / "pgdata").rglob("*")):
            os.chown(path, user.uid, user.gid)
    half.rename(folder)
