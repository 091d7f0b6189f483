"""`dongthuan setup-db`: tables, cache and static files brought to this version's state. Nothing to do is done quickly."""

import argparse
import hashlib
import os
from pathlib import Path

from .database import connect, create_role, grant, prepare, role_of
from .home import Home, opened, reachable
from .trouble import from_os


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="dongthuan setup-db", description="Create or update the tables, as the owner."
    )
    parser.add_argument("--data", help="the data folder (default: ./var)")
    options = parser.parse_args(argv)
    with opened(options.data) as home:
        for line in set_up(home):
            print(line)
    return 0


def set_up(home: Home) -> list[str]:
    """Bring the installation up to this version; says what was done, nothing if nothing was."""
    import django

    if home.cluster is None and home.owner_url:
        create_role(home.owner_url, home.url)
        grant(home.owner_url, role_of(home.url))
    reachable(home)
    django.setup()
    done = []
    if waiting := waiting_migrations():
        applied = prepare(home.owner(), role_of(home.url))
        done.append(f"The tables were brought up to this version ({len(applied) or len(waiting)} steps).")
    if sentence := vault_keys(home):
        done.append(sentence)
    try:
        if collect(home.data):
            done.append("The pages' static files were collected.")
    except OSError as error:
        raise from_os(error, "collecting the static files") from error
    return done


def vault_keys(home: Home) -> str:
    """Let the database and the key file know each other, if they do not yet; a sentence if the keys are missing."""
    from dongthuan.foundation.vault.installing import install, known
    from dongthuan.foundation.vault.keys import path_for

    path = path_for(home.data)
    with connect(home.url) as link:
        if known(link, path):
            return ""
    if not home.owner_url:
        return (
            "The vault does not know this installation's keys. Set DATABASE_OWNER_URL and run `dongthuan vault setup`."
        )
    with connect(home.owner()) as link:
        return install(link, path)


def waiting_migrations() -> list[str]:
    """Steps the tables still need, asked as the plain role: a start with nothing to change needs no owner."""
    from django.db import ProgrammingError, connection
    from django.db.migrations.executor import MigrationExecutor

    from .database import check_not_newer

    executor = MigrationExecutor(connection)
    check_not_newer(executor)
    plan = [f"{m.app_label}.{m.name}" for m, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM web_cache LIMIT 1")
    except ProgrammingError:
        plan.append("the cache's table")
    return plan


def collect(data: Path) -> bool:
    """Collect the static files if any of them changed since the last time."""
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            full = storage.path(path)
            info = os.stat(full)
            digest.update(f"{full} {info.st_size} {info.st_mtime_ns}\n".encode())
    mark = data / "static" / ".made-from"
    if mark.exists() and mark.read_text() == digest.hexdigest():
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(digest.hexdigest())
    return True
