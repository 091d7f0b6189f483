"""The test suite's database: a pytest plugin that must load before Django reads its settings (`-p` in pyproject.toml).

The tables are made once per state of the migrations, by the owner, in a template; each run works on a copy of it, signed
in as the plain role. A test rolls back; one that needs real commits asks for `own_database`, another copy. No table is
ever emptied and no trigger switched off. With DATABASE_URL and DATABASE_OWNER_URL the copies live on that server,
else on an embedded one in build/tests that is shared by the runs of this checkout and stopped by the last.
"""

import atexit
import contextlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count

import psycopg
from psycopg import sql

from dongthuan.foundation.vault.installing import install
from dongthuan.foundation.vault.keys import path_for

from .database import connect, create_role, named, prepare, role_of
from .empty import CHECKOUT, fingerprint
from .postgres import APP, FOR_TESTS, OWNER, Cluster, waiting
from .trouble import Trouble, locked

PLACE = CHECKOUT / "build" / "tests"
RUN = PLACE / f"run-{os.getpid()}"
NAME = f"dt_run_{os.getpid()}"
_numbers = count(1)


@dataclass
class OwnDatabase:
    """A copy of the migrated, empty database, for one test alone."""

    name: str
    url: str
    owner_url: str


class Server:
    """The server of this run, and what is made on it."""

    def __init__(self) -> None:
        url, owner = os.environ.get("DATABASE_URL", ""), os.environ.get("DATABASE_OWNER_URL", "")
        if bool(url) != bool(owner):
            raise Trouble(
                "To test against a PostgreSQL server, set both DATABASE_URL and DATABASE_OWNER_URL; else neither."
            )
        ours = Cluster(PLACE / "database", settings=FOR_TESTS | {"max_connections": "150"})
        own_url = ours.url(OWNER, "dongthuan")
        self.cluster = ours if owner in {"", own_url} else None  # a run in several processes hands its own address on
        self.url = named(url, NAME) if url else self.cluster_url(APP, NAME)
        self.owner_url = owner or own_url
        self.template = ""

    def cluster_url(self, role: str, name: str) -> str:
        assert self.cluster is not None
        return self.cluster.url(role, name)

    def start(self) -> None:
        """Start the server (if it is ours) and make the template (if the migrations changed)."""
        if self.template:
            return
        if self.cluster:
            PLACE.mkdir(parents=True, exist_ok=True)
            try:
                self.cluster.start()
            except Trouble:  # without fsync, a machine's crash may have spoilt it; it holds nothing worth keeping
                with locked(PLACE / "again.lock"):
                    shutil.rmtree(self.cluster.folder, ignore_errors=True)
                    self.cluster.start()
            atexit.register(self.cluster.stop)
        else:
            create_role(self.owner_url, self.url)
        name = f"dt_template_{fingerprint()}"
        with connect(self.owner_url) as link:
            link.execute("SELECT pg_advisory_lock(20210402)")  # one run makes the template, the others wait for it
            names = [row[0] for row in link.execute("SELECT datname FROM pg_database WHERE datname LIKE 'dt\\_%'")]
            if name not in names:
                half = f"dt_half_{os.getpid()}"
                drop(link, half)
                create(link, half)
                prepare(named(self.owner_url, half), role_of(self.url))
                link.execute(
                    sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(half), sql.Identifier(name))
                )
            if self.cluster:
                for old in names:
                    if old != name and not alive(old):
                        with contextlib.suppress(psycopg.Error):  # another run is cleaning up, or still leaving it
                            drop(link, old)
        self.template = name

    @contextmanager
    def copy(self, name: str) -> Iterator[OwnDatabase]:
        """A copy of the template, dropped afterwards."""
        with connect(self.owner_url) as link:
            drop(link, name)
            create(link, name, self.template)
        with connect(named(self.owner_url, name)) as link:
            install(link, path_for(RUN))
        try:
            yield OwnDatabase(name, named(self.url, name), named(self.owner_url, name))
        finally:
            with connect(self.owner_url) as link:
                drop(link, name)

    def own(self) -> Iterator[OwnDatabase]:
        """A copy to which Django's connections point meanwhile."""
        from django.contrib.contenttypes.models import ContentType
        from django.db import connections

        settings = connections.settings["default"]
        before = settings["NAME"]
        with self.copy(f"dt_own_{os.getpid()}_{next(_numbers)}") as copy:
            connections.close_all()
            settings["NAME"] = copy.name
            ContentType.objects.clear_cache()
            try:
                yield copy
            finally:
                connections.close_all()
                settings["NAME"] = before
                ContentType.objects.clear_cache()


def create(link: psycopg.Connection, name: str, template: str = "template0") -> None:
    line = (
        "CREATE DATABASE {} TEMPLATE {} ENCODING 'UTF8'"
        if template == "template0"
        else "CREATE DATABASE {} TEMPLATE {}"
    )
    link.execute(sql.SQL(line).format(sql.Identifier(name), sql.Identifier(template)))


def drop(link: psycopg.Connection, name: str) -> None:
    """Drop it. A connection of the plain role that is just closing may not be ended by the owner: wait for it."""
    for _ in waiting(15):
        try:
            _drop(link, name)
        except (psycopg.errors.InsufficientPrivilege, psycopg.errors.ObjectInUse):
            continue
        return
    _drop(link, name)


def _drop(link: psycopg.Connection, name: str) -> None:
    link.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def alive(name: str) -> bool:
    """Whether the run that made this database still goes on."""
    number = name.split("_")[2]
    if name.startswith("dt_template_") or not number.isdigit():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def forget_run() -> None:
    shutil.rmtree(RUN, ignore_errors=True)


def environment() -> None:
    """What the settings read. It must stand before pytest-django loads them."""
    for name in [n for n in os.environ if n.startswith("DONGTHUAN_")]:
        del os.environ[name]
    os.environ.update(
        DJANGO_SETTINGS_MODULE="dongthuan.config.settings",
        DONGTHUAN_DATA=str(RUN),
        DONGTHUAN_SECRET_KEY="only-for-tests-" + "0" * 50,
        DONGTHUAN_URL="http://localhost",
        DATABASE_URL=server.url,
        DATABASE_OWNER_URL=server.owner_url,
        DJANGO_ALLOW_ASYNC_UNSAFE="1",  # playwright's loop runs in the test's own thread
    )
    (RUN / "static").mkdir(parents=True, exist_ok=True)
    atexit.register(forget_run)


server = Server()
environment()
