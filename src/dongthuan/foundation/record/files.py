"""Where checkpoints lie and how one is written. A later checkpoint never replaces an earlier one."""

from pathlib import Path

from django.conf import settings
from django.utils import timezone

from . import queries
from .checkpoint import Checkpoint, load_key, make, root_of, time_stamp


def key_path() -> Path:
    return Path(settings.KEYS_ROOT) / "record_checkpoint.pem"


def public_key() -> str:
    return load_key(key_path()).public_key().public_bytes_raw().hex()


def folder() -> Path:
    return Path(settings.DATA_ROOT) / "checkpoints"


def write_checkpoint(to: Path | None = None) -> tuple[Path, Checkpoint]:
    """Write a signed checkpoint (time-stamped where a time-stamping authority is set) and return where it lies."""
    heads, at = queries.heads(), timezone.now()
    stamp = time_stamp(root_of(heads), settings.TSA_URL) if settings.TSA_URL else None
    point = make(heads, at=at.isoformat(), key=load_key(key_path()), timestamp=stamp)
    path = to or folder() / f"{at:%Y%m%dT%H%M%S%f}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x") as out:
        out.write(point.as_json())
    return path, point


def latest() -> Path | None:
    return max(folder().glob("*.json"), default=None) if folder().exists() else None
