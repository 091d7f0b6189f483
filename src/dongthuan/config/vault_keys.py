"""The vault's keys in a backup: left out, or locked up under a passphrase."""

import getpass
import sys
from pathlib import Path

from dongthuan.foundation.vault import keys

from .trouble import Trouble

MEMBER = f"keys/{keys.NAME}.locked"
SHORTEST = 12  # characters of a passphrase


def is_one(path: Path, data: Path) -> bool:
    """Whether the file holds keys of the vault: never taken as it is."""
    return path.name.startswith(keys.NAME) or path.resolve() == keys.path_for(data).resolve()


def asked(prompt: str) -> str:
    """A passphrase from the terminal, unseen; without one, the next line of standard input."""
    return getpass.getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")


def new_passphrase() -> str:
    first = asked("Passphrase for the vault's keys: ")
    if len(first) < SHORTEST:
        raise Trouble(f"The passphrase is too short: take at least {SHORTEST} characters, such as five words.")
    if sys.stdin.isatty() and asked("Once more: ") != first:
        raise Trouble("The two passphrases differ. Nothing was written.")
    return first


def locked_up(data: Path, passphrase: str) -> bytes:
    try:
        return keys.locked_up(keys.dump(keys.load(keys.path_for(data))), passphrase)
    except keys.KeysMissing as missing:
        raise Trouble(str(missing)) from None


def unlock(data: Path) -> None:
    """Bring the keys of a restored backup back into their file; with an empty passphrase they stay locked up."""
    source, target = data / MEMBER, keys.path_for(data)
    if not source.exists() or target.exists():
        return
    passphrase = asked("Passphrase of the vault's keys in this backup (empty: leave them locked up): ")
    if not passphrase:
        print(f"The vault's keys stay locked up in {source}; what is sealed cannot be read.")
        return
    plain = keys.unlocked(source.read_bytes(), passphrase)
    if plain is None:
        raise Trouble("This is not the passphrase of the vault's keys in this backup. Nothing was restored.")
    keys.save(keys.parse(plain, source), target)
    source.unlink()
