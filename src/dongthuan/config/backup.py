"""`dongthuan backup | restore | upgrade`: the whole installation in one file, and back into an empty folder.

The file is a tar: `manifest.json` with the size and SHA-256 of every member, `database.dump` (pg_dump's own format), the
stored files and the keys. The database is dumped first: files are only ever added, so what the dump names is there. Of the
vault it holds ciphertext alone; the vault's keys go with it only when asked, locked up under a passphrase.
"""

import argparse
import contextlib
import hashlib
import io
import json
import os
import shutil
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

import dongthuan

from . import pgtools, vault_keys
from .database import connect, create_role, grant, role_of
from .home import Home, data_folder, opened, reachable
from .setup import set_up, waiting_migrations
from .trouble import Trouble, from_os, locked

KEPT = ("files", "keys")
DUMP = "database.dump"
FORMAT = 1


def parse(argv: list[str], name: str, what: str, *, file: bool) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog=f"dongthuan {name}", description=what)
    if file:
        parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--data", help="the data folder (default: ./var)")
    if name == "backup":
        parser.add_argument(
            "--with-keys", action="store_true", help="the vault's keys too, under a passphrase that is asked for"
        )
    return parser.parse_args(argv)


# --- backup -------------------------------------------------------------------------------------------------------
def backup(argv: list[str]) -> int:
    options = parse(argv, "backup", "Write the database, the stored files and the keys into one file.", file=True)
    if not data_folder(options.data).is_dir():
        raise Trouble(f"There is no data folder {data_folder(options.data)}. Name it with --data.")
    passphrase = vault_keys.new_passphrase() if options.with_keys else ""
    with opened(options.data) as home:
        members, size = write(home, options.file, passphrase)
    kept = "and, under the passphrase, those of the vault" if passphrase else "but not those of the vault"
    print(
        f"Backup written: {options.file} ({size / 2**20:.1f} MB, {members} members). "
        f"It holds the installation's keys, {kept}: keep it safe."
    )
    return 0


def write(home: Home, target: Path, passphrase: str = "") -> tuple[int, int]:
    """Write the backup beside its final name and rename it when it is whole. Returns (members, bytes).

    With a passphrase the vault's keys go with it, locked up; else they stay where they are.
    """
    target = target.resolve()
    if target.exists():
        raise Trouble(f"{target} exists already. Choose another name; a backup is never overwritten.")
    half, dump, keys = (target.with_name(f"{target.name}.{end}") for end in ("half", "dump", "keys"))
    try:
        with private(half) as file, private(dump), private(keys) as locked_keys:
            pgtools.dump(home, dump)
            names = {DUMP: dump} | {str(p.relative_to(home.data)): p for p in kept_files(home.data)}
            if passphrase:
                locked_keys.write(vault_keys.locked_up(home.data, passphrase))
                locked_keys.flush()
                names[vault_keys.MEMBER] = keys
            manifest = {
                "format": FORMAT,
                "version": dongthuan.__version__,
                "made": datetime.now(UTC).isoformat(timespec="seconds"),
                "members": {
                    name: {"size": path.stat().st_size, "sha256": sha256(path)} for name, path in names.items()
                },
            }
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
                add(tar, "manifest.json", json.dumps(manifest, indent=1).encode())
                for name, path in names.items():
                    tar.add(path, name, recursive=False)
            file.flush()
            os.fsync(file.fileno())
            os.link(half, target)  # unlike a rename, refuses to write over a backup made meanwhile
    except OSError as error:
        raise from_os(error, "writing the backup") from error
    return len(names), target.stat().st_size


@contextlib.contextmanager
def private(path: Path) -> Iterator[IO[bytes]]:
    """A working file that only we can read, gone afterwards."""
    with open(path, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        try:
            yield file
        finally:
            path.unlink(missing_ok=True)


def kept_files(data: Path) -> list[Path]:
    found = (p for name in KEPT for p in (data / name).rglob("*") if p.is_file() and not p.is_symlink())
    return sorted(path for path in found if not vault_keys.is_one(path, data))


def add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(content), 0o600
    tar.addfile(info, io.BytesIO(content))


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# --- restore ------------------------------------------------------------------------------------------------------
def restore(argv: list[str]) -> int:
    options = parse(
        argv, "restore", "Bring a backup back into an empty data folder (and an empty database).", file=True
    )
    data = data_folder(options.data)
    if data.exists() and (not data.is_dir() or any(data.iterdir())):
        raise Trouble(f"{data} is not empty. Restore into a new folder (--data), so that nothing there is lost.")
    made = not data.exists()
    try:
        with tarfile.open(options.file) as tar:
            manifest = read_manifest(tar, options.file)
            try:
                unpack(tar, manifest, data, options.file)
                vault_keys.unlock(data)
                done = fill(options.data, data / DUMP, manifest)
            except BaseException:
                empty(data, itself=made)
                raise
    except tarfile.TarError as error:
        raise Trouble(f"{options.file} is not a backup of ours, or it is damaged ({error}).") from error
    except OSError as error:
        raise from_os(error, f"restoring {options.file}") from error
    print(f"Restored the backup of {manifest['made']} (version {manifest['version']}) into {data}.")
    for line in done:
        print(line)
    return 0


def read_manifest(tar: tarfile.TarFile, source: Path) -> dict[str, Any]:
    first = tar.next()
    content = tar.extractfile(first) if first and first.name == "manifest.json" and first.size < 2**26 else None
    try:
        manifest = json.loads(content.read()) if content else {}
    except ValueError:
        manifest = {}
    if DUMP not in manifest.get("members", {}):
        raise Trouble(f"{source} is not a backup of ours: it does not begin with our manifest.")
    if manifest.get("format") != FORMAT:
        raise Trouble(
            f"{source} was written by version {manifest.get('version')}, whose format is not known here. Install that version."
        )
    return manifest


def unpack(tar: tarfile.TarFile, manifest: dict[str, Any], data: Path, source: Path) -> None:
    """Write each member that the manifest names, and only where our own files live; every byte is checked."""
    waiting = dict(manifest["members"])
    while (member := tar.next()) is not None:
        told = waiting.pop(member.name, None)
        path = PurePosixPath(member.name)
        if (
            told is None
            or not member.isreg()
            or ".." in path.parts
            or not (member.name == DUMP or path.parts[0] in KEPT)
        ):
            raise Trouble(f"{source} holds {member.name!r}, which no backup of ours holds. Nothing was restored.")
        target = data / path
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        content = tar.extractfile(member)
        assert content is not None
        with open(target, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            shutil.copyfileobj(content, file, 2**20)
        if target.stat().st_size != told["size"] or sha256(target) != told["sha256"]:
            raise Trouble(f"{source} is damaged: {member.name} is not what was backed up. Nothing was restored.")
    if waiting:
        raise Trouble(f"{source} is cut short: {sorted(waiting)[0]} is missing. Nothing was restored.")


def fill(asked: str | None, dump: Path, manifest: dict[str, Any]) -> list[str]:
    """Load the dump as the owner, give the plain role its rights, and bring the tables up to this version."""
    with opened(asked) as home:
        owner = home.owner()
        if home.cluster is None:
            create_role(owner, home.url)
        with connect(owner) as link:
            count = link.execute("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace").fetchone()
            if count and count[0]:
                raise Trouble("The database of DATABASE_OWNER_URL is not empty. Create a new one and name it there.")
        pgtools.load(home, dump)
        dump.unlink()
        grant(owner, role_of(home.url))
        return set_up(home)


def empty(folder: Path, *, itself: bool) -> None:
    """Take back a restore that failed; the folder was empty before."""
    for path in folder.iterdir() if folder.exists() else []:
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    if itself and folder.exists():
        folder.rmdir()


# --- upgrade ------------------------------------------------------------------------------------------------------
def upgrade(argv: list[str]) -> int:
    options = parse(argv, "upgrade", "Back up, then bring tables and static files up to this version.", file=False)
    data = data_folder(options.data)
    with opened(options.data) as home, locked(data / "up.lock", wait=False) as free:
        if not free:
            raise Trouble(f"`dongthuan up` is serving {data}. Stop it first, upgrade, and start it again.")
        if home.cluster is None:
            create_role(home.owner(), home.url)
        reachable(home)
        done = save_first(home) + set_up(home)
    for line in done or ["Nothing to do: tables and files are those of this version."]:
        print(line)
    return 0


def save_first(home: Home) -> list[str]:
    """A backup, if there is something to lose and something will change."""
    import django

    django.setup()
    with connect(home.owner()) as link:
        row = link.execute("SELECT to_regclass('public.django_migrations') IS NOT NULL").fetchone()
    if not (row and row[0]) or not waiting_migrations():
        return []
    folder = home.data / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    target = folder / f"before-{dongthuan.__version__}-{datetime.now(UTC):%Y%m%d-%H%M%S}.tar"
    write(home, target)
    return [f"Backup written: {target}"]
