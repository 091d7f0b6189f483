"""The keys of the vault: one file beside the database, never in it. Pure: no Django.

It holds the master keys by their ids (two while a rotation runs), the key of the duplicate index, and the key with which
the web process vouches to the database for who asks.
"""

import base64
import contextlib
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

NAME = "vault.json"


class KeysMissing(Exception):
    """One sentence: which key is missing, and how to bring it back. Pages show it; commands end with it."""

    is_refusal = True


def path_for(data: Path) -> Path:
    """Where the key file lies: DONGTHUAN_VAULT_KEYS, else keys/vault.json in the data folder."""
    return Path(os.environ.get("DONGTHUAN_VAULT_KEYS", "").strip() or data / "keys" / NAME)


@dataclass(frozen=True)
class Ring:
    master: dict[str, bytes]
    index: bytes
    teller: bytes

    def key(self, name: str, path: Path) -> bytes:
        if found := self.master.get(name):
            return found
        raise KeysMissing(
            f"The vault's key {name} is not in {path}: put back the key file of the installation that sealed this "
            "(or restore a backup made with --with-keys), or name it in DONGTHUAN_VAULT_KEYS."
        )


def new_key() -> tuple[str, bytes]:
    return secrets.token_hex(6), secrets.token_bytes(32)


def new_ring() -> Ring:
    return Ring(dict([new_key()]), secrets.token_bytes(32), secrets.token_bytes(32))


def pads(teller: bytes) -> tuple[bytes, bytes]:
    """The two halves of HMAC-SHA256's key as RFC 2104 mixes them: all the database needs to check a voucher."""
    block = teller.ljust(64, b"\0")
    return bytes(b ^ 0x36 for b in block), bytes(b ^ 0x5C for b in block)


def dump(ring: Ring) -> bytes:
    def text(value: bytes) -> str:
        return base64.b64encode(value).decode()

    plain = {
        "master": {k: text(v) for k, v in ring.master.items()},
        "index": text(ring.index),
        "teller": text(ring.teller),
    }
    return json.dumps(plain, indent=1).encode()


def parse(data: bytes, source: Path) -> Ring:
    try:
        plain = json.loads(data)
        master = {str(k): base64.b64decode(v, validate=True) for k, v in plain["master"].items()}
        ring = Ring(master, base64.b64decode(plain["index"]), base64.b64decode(plain["teller"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise KeysMissing(f"{source} is not a key file of the vault, or it is damaged. Put back a good copy.") from None
    if not master or any(len(k) != 32 for k in [*master.values(), ring.index, ring.teller]):
        raise KeysMissing(f"{source} is not a key file of the vault, or it is damaged. Put back a good copy.")
    return ring


def load(path: Path) -> Ring:
    """The keys; refuses a file that others on the machine may read."""
    try:
        with path.open("rb") as file:
            mode, data = os.fstat(file.fileno()).st_mode, file.read()
    except OSError as error:
        raise KeysMissing(
            f"The vault's keys are missing ({path}: {error.strerror}): put back the key file, name another in "
            "DONGTHUAN_VAULT_KEYS, or, where nothing was ever sealed, run `dongthuan vault setup`."
        ) from None
    if mode & 0o077:
        raise KeysMissing(f"Others may read the vault's keys. Run `chmod 600 {path}` and start again.")
    return parse(data, path)


def save(ring: Ring, path: Path) -> None:
    """Whole or not at all: a new file beside, flushed to the disk, then the name."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        with open(beside, "wb", opener=lambda name, flags: os.open(name, flags | os.O_EXCL, 0o600)) as file:
            file.write(dump(ring))
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def create(path: Path) -> Ring:
    """A first key file. Two starts at once agree on one."""
    beside = path.with_name(f"{path.name}.first-{os.getpid()}")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with open(beside, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(dump(new_ring()))
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    return load(path)
