"""What went wrong, for a person at a terminal: one clear sentence, never a traceback."""

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Trouble(Exception):
    """One clear sentence that says what happened and what to do. The command prints it and ends with code 2."""


def from_os(error: OSError, doing: str) -> Trouble:
    """The sentence for what the operating system refused."""
    place = f" {error.filename}" if error.filename else ""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return Trouble(
            f"The disk is full, so {doing} stopped{place and f' at{place}'}. Free some space and start again."
        )
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return Trouble(
            f"This user may not write{place}, which {doing} needs. Give it the right, or choose another --data."
        )
    return Trouble(f"{error.strerror or error}{place and f' ({place.strip()})'}: {doing} stopped.")


@contextmanager
def locked(path: Path, *, wait: bool = True) -> Iterator[bool]:
    """Hold an exclusive lock on the file; yields False at once if it is held elsewhere and we do not wait."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(handle)
