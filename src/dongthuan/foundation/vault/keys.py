"""The keys of the vault: one file beside the database, never in it. Pure: no Django.

It holds the master keys and the keys of the duplicate index by their ids, the newest last (two of each while a rotation
runs), and the key with which the web process vouches to the database for who asks.
"""

import base64
import contextlib
import json
import os
import secrets
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

NAME = "vault.json"
LOCKED = b"dongthuan vault keys 1\n"


class KeysMissing(Exception):
    """One sentence: which key is missing, and how to bring it back. Pages show it; commands end with it."""

    is_refusal = True


def path_for(data: Path) -> Path:
    """Where the key file lies: DONGTHUAN_VAULT_KEYS, else keys/vault.json in the data folder."""
    return Path(os.environ.get("DONGTHUAN_VAULT_KEYS", "").strip() or data / "keys" / NAME)


@dataclass(frozen=True)
class Ring:
    master: dict[str, bytes]
    indexes: dict[str, bytes]
    teller: bytes

    @property
    def index(self) -> bytes:
        """The key that new entries of the duplicate index are made with."""
        return list(self.indexes.values())[-1]

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
    return Ring(dict([new_key()]), dict([new_key()]), secrets.token_bytes(32))


def pads(teller: bytes) -> tuple[bytes, bytes]:
    """The two halves of HMAC-SHA256's key as RFC 2104 mixes them: all the database needs to check a voucher."""
    block = teller.ljust(64, b"\0")
    return bytes(b ^ 0x36 for b in block), bytes(b ^ 0x5C for b in block)


def dump(ring: Ring) -> bytes:
    def text(keys: dict[str, bytes]) -> dict[str, str]:
        return {name: base64.b64encode(key).decode() for name, key in keys.items()}

    plain = {"master": text(ring.master), "index": text(ring.indexes), "teller": text({"": ring.teller})[""]}
    return json.dumps(plain, indent=1).encode()


def parse(data: bytes, source: Path) -> Ring:
    try:
        plain = json.loads(data)
        master, indexes = ({str(k): base64.b64decode(v) for k, v in plain[n].items()} for n in ("master", "index"))
        ring = Ring(master, indexes, base64.b64decode(plain["teller"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise KeysMissing(f"{source} is not a key file of the vault, or it is damaged. Put back a good copy.") from None
    if not master or not indexes or any(len(k) != 32 for k in [*master.values(), *indexes.values(), ring.teller]):
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


# --- under a passphrase, for a backup ---------------------------------------------------------------------------------
def derived(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=2**16, r=8, p=1).derive(unicodedata.normalize("NFC", passphrase).encode())


def locked_up(data: bytes, passphrase: str) -> bytes:
    """A key file's bytes that only the passphrase opens (scrypt, AES-256-GCM)."""
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    return LOCKED + salt + nonce + AESGCM(derived(passphrase, salt)).encrypt(nonce, data, LOCKED)


def unlocked(data: bytes, passphrase: str) -> bytes | None:
    """What was locked up; None for a wrong passphrase or damaged bytes."""
    head = len(LOCKED)
    try:
        return AESGCM(derived(passphrase, data[head : head + 16])).decrypt(
            data[head + 16 : head + 28], data[head + 28 :], LOCKED
        )
    except (InvalidTag, ValueError):
        return None


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
