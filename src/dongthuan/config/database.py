"""Preparing a database: roles, migrations as the owner, what the application's plain role may do.

The application's role owns nothing and bypasses nothing: it reads and writes rows, and can neither change nor empty a table.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import unquote, urlsplit, urlunsplit

import psycopg
from psycopg import conninfo, sql

from dongthuan.foundation.vault.installing import rights

from .postgres import ensure_role
from .trouble import Trouble

OLDEST = 15


def role_of(url: str) -> str:
    return unquote(urlsplit(url).username or "")


def named(url: str, name: str) -> str:
    """The same address with another database."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def shown(url: str) -> str:
    """The address without its password, for sentences."""
    return re.sub(r"(//[^:/@]*):[^@]*@", r"\1:…@", url)


def connect(url: str) -> psycopg.Connection:
    """A connection for the house's own work; what fails is one sentence that names the address."""
    try:
        if url.partition("://")[0] not in {"postgres", "postgresql"}:
            raise psycopg.ProgrammingError("it does not begin with postgresql://")
        conninfo.conninfo_to_dict(url)
        link = psycopg.connect(url, autocommit=True, connect_timeout=5)
    except psycopg.ProgrammingError as error:
        raise Trouble(
            f"{shown(url)!r} is not a PostgreSQL address ({str(error).strip()}). Write postgresql://USER:PASSWORD@HOST:5432/NAME."
        ) from error
    except psycopg.OperationalError as error:
        lines = [line.strip() for line in str(error).strip().splitlines()]
        raise Trouble(
            f"The database at {shown(url)} cannot be reached: {lines[-1]} Check DATABASE_URL and that the server runs."
        ) from error
    if (found := link.info.server_version // 10_000) < OLDEST:
        link.close()
        raise Trouble(
            f"The server at {shown(url)} is PostgreSQL {found}; "
            f"version {OLDEST} or newer is needed. Upgrade the server, then start again."
        )
    return link


def check_plain(url: str) -> None:
    """Refuse to serve as a role that could go round the database's guards."""
    with connect(url) as link:
        row = link.execute(
            "SELECT rolsuper, rolbypassrls, pg_get_userbyid(d.datdba) = current_user"
            " FROM pg_roles, pg_database d WHERE rolname = current_user AND d.datname = current_database()"
        ).fetchone()
    if row and any(row):
        raise Trouble(
            f"DATABASE_URL signs in as {role_of(url)!r}, which is a superuser or owns the database. The application runs as a "
            "plain role: give that address as DATABASE_OWNER_URL, and another role in DATABASE_URL; `dongthuan upgrade` creates it."
        )


def create_role(owner_url: str, app_url: str) -> None:
    """Create the plain role of DATABASE_URL, with its password, if the server does not know it."""
    with connect(owner_url) as link:
        try:
            ensure_role(link, role_of(app_url), "LOGIN", unquote(urlsplit(app_url).password or ""))
        except psycopg.errors.InsufficientPrivilege:
            raise Trouble(
                f"The owner {role_of(owner_url)!r} may not create roles. Let an administrator run: "
                f"CREATE ROLE {role_of(app_url)} LOGIN PASSWORD '…'; then start again."
            ) from None


def grant(owner_url: str, app: str) -> None:
    """What the plain role may do with the tables there are, and those that migrations will make."""
    role = sql.Identifier(app)
    with connect(owner_url) as link:
        for line in (
            "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
            "GRANT USAGE ON SCHEMA public TO {}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {}",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {}",
        ):
            try:
                link.execute(sql.SQL(line).format(role))
            except psycopg.errors.InsufficientPrivilege:
                if not line.startswith("REVOKE"):  # on a server whose schema belongs to an administrator
                    raise
        rights(link, app)


@contextmanager
def as_owner(owner_url: str) -> Iterator[None]:
    """Django's connection signs in as the owner, for migrations; afterwards as the plain role again."""
    from django.db import connections

    from .settings import database

    connections["default"].close()
    settings = connections.settings["default"]
    before = {key: settings[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")}
    settings.update({key: database(owner_url)[key] for key in before})
    try:
        yield
    finally:
        connections["default"].close()
        settings.update(before)


def prepare(owner_url: str, app: str) -> list[str]:
    """Bring the tables up to this version's state, as the owner. Returns the migrations that were applied."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from .migrating import migrate

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dongthuan.config.settings")
    grant(owner_url, app)
    with as_owner(owner_url):
        executor = MigrationExecutor(connection)
        check_not_newer(executor)
        waiting = [f"{m.app_label}.{m.name}" for m, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
        if waiting:
            migrate()
        call_command("createcachetable", verbosity=0)
    grant(owner_url, app)
    return waiting


def check_not_newer(executor: object) -> None:
    """Refuse a database that a newer version of ours has changed: this version would misread it."""
    loader = executor.loader  # type: ignore[attr-defined]
    unknown = sorted(
        f"{app}.{name}"
        for app, name in loader.applied_migrations
        if app in loader.migrated_apps
        and (app, name) not in loader.disk_migrations
        and (app, name) not in loader.replacements
    )
    if unknown:
        raise Trouble(
            f"The database was changed by a newer version ({unknown[0]}{' and more' if unknown[1:] else ''} is not known here). "
            "Install that version, or restore a backup made before it."
        )
