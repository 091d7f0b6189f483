"""`dongthuan vault keys | rotate | setup`: the keys of the vault, as the database's owner."""

import argparse

from dongthuan.foundation.vault import installing, keys, rotation

from . import vault_keys
from .database import connect
from .home import opened
from .trouble import Trouble, from_os


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="dongthuan vault", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    for name, what in (
        ("keys", "which keys there are, and how much each one seals"),
        ("rotate", "seal everything under new keys; goes on where it was cut off"),
        ("setup", "make the database and the key file know each other"),
    ):
        verbs.add_parser(name, help=what).add_argument("--data", help="the data folder (default: ./var)")
    options = parser.parse_args(argv)
    with opened(options.data) as home, connect(home.owner()) as link:
        path = keys.path_for(home.data)
        if options.verb == "setup":
            vault_keys.unlock(home.data)
        try:
            return {"keys": show, "rotate": rotate, "setup": setup}[options.verb](link, path)
        except keys.KeysMissing as missing:
            raise Trouble(str(missing)) from None
        except OSError as error:
            raise from_os(error, "writing the vault's keys") from error


def show(link, path) -> int:  # type: ignore[no-untyped-def]
    """The ids of the keys, never the keys. Code 1 when the file lacks one that something is sealed under."""
    held = keys.load(path).master
    rows = link.execute(
        "SELECT m.id, m.since, m.current, (SELECT count(*) FROM vault.data_key k WHERE k.master = m.id),"
        " (SELECT count(*) FROM vault.mark k WHERE k.master = m.id) FROM vault.master m ORDER BY m.since"
    ).fetchall()
    print(f"Key file: {path}")
    missing = 0
    for name, since, current, pieces, marks in rows:
        lost = name not in held
        missing += lost and bool(pieces or marks)
        state = "MISSING from the file" if lost else "seals what comes in" if current else "a rotation is not finished"
        print(f"{name}  since {since:%Y-%m-%d}  {pieces} pieces, {marks} index entries  {state}")
    return 1 if missing else 0


def rotate(link, path) -> int:  # type: ignore[no-untyped-def]
    done = rotation.rotate(link, path, lambda line: print(line, flush=True))
    print(
        f"{done} pieces are sealed under a new key; the old keys are gone from {path}. Copy the new file to its safe place."
    )
    return 0


def setup(link, path) -> int:  # type: ignore[no-untyped-def]
    if sentence := installing.install(link, path):
        raise Trouble(sentence)
    print(f"The database and {path} know each other.")
    return 0
