"""A checkpoint: the heads of all chains under one signed root, a small file anyone may keep and check against later.

Form (JSON): format, at, size, root, heads [[subject, length, head]…], public_key, signature (Ed25519 over the canonical
form of format, at, size and root), timestamp (RFC 3161 token over the root, base64, or null).
"""

import base64
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from . import tree
from .chain import canonical

FORMAT = "dongthuan-checkpoint-1"
Head = tuple[int, int, str]  # subject, length of its chain, hash of its last line in hex


class CheckpointError(Exception):
    """The file is no checkpoint, or not one that was signed. The message is one sentence."""


@dataclass(frozen=True)
class Checkpoint:
    at: str
    size: int
    root: str
    heads: list[Head]
    public_key: str
    signature: str
    timestamp: str | None = None
    format: str = FORMAT

    def signed_part(self) -> bytes:
        return canonical([self.format, self.at, self.size, self.root])

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))


def root_of(heads: list[Head]) -> str:
    return tree.root([canonical(list(h)) for h in heads]).hex()


def load_key(path: Path) -> Ed25519PrivateKey:
    """The installation's checkpoint key; made on first use, readable by its owner alone."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        pem = Ed25519PrivateKey.generate().private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        path.touch(mode=0o600)
        path.write_bytes(pem)
    key = serialization.load_pem_private_key(path.read_bytes(), None)
    if not isinstance(key, Ed25519PrivateKey):
        raise CheckpointError(f"{path} is not an Ed25519 key.")
    return key


def make(heads: list[Head], *, at: str, key: Ed25519PrivateKey, timestamp: str | None = None) -> Checkpoint:
    public = key.public_key().public_bytes_raw().hex()
    bare = Checkpoint(at, len(heads), root_of(heads), heads, public, "", timestamp)
    return Checkpoint(**{**asdict(bare), "signature": key.sign(bare.signed_part()).hex()})


def read(path: Path, *, trusted_key: str | None = None) -> Checkpoint:
    """Read and check a checkpoint: its form, its signature, its root. `trusted_key` (hex) must be its signer, if given."""
    try:
        raw: dict[str, Any] = json.loads(path.read_text())
        point = Checkpoint(**{**raw, "heads": [(int(s), int(n), str(h)) for s, n, h in raw["heads"]]})
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(point.public_key))
        signature = bytes.fromhex(point.signature)
    except OSError as error:
        raise CheckpointError(f"{path} cannot be read: {error.strerror}.") from None
    except (ValueError, TypeError, KeyError, UnicodeDecodeError):
        raise CheckpointError(f"{path} is not a checkpoint file.") from None
    if point.format != FORMAT:
        raise CheckpointError(f"{path} has the form {point.format!r}; this version reads {FORMAT!r}.")
    try:
        public.verify(signature, point.signed_part())
    except InvalidSignature:
        raise CheckpointError(f"{path}: its signature does not fit; the file was altered.") from None
    if trusted_key and trusted_key != point.public_key:
        raise CheckpointError(
            f"{path} was signed by another key ({point.public_key[:16]}…), not by this installation's."
        )
    if point.root != root_of(point.heads) or point.size != len(point.heads):
        raise CheckpointError(f"{path}: its list of heads does not give its root; the file was altered.")
    return point


def time_stamp(root: str, url: str) -> str:
    """An RFC 3161 token over the root from a time-stamping authority, base64."""
    import asyncio

    from pyhanko.sign.timestamps.aiohttp_client import HTTPTimeStamper

    token = asyncio.run(HTTPTimeStamper(url).async_timestamp(bytes.fromhex(root), "sha256"))
    return base64.b64encode(token.dump()).decode()
