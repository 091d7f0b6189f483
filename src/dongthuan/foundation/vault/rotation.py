"""New keys for everything in the vault, piece by piece, as the owner; killed at any moment, it goes on where it was.

The order makes it safe. A new key is on the disk before the database names it; the database then seals with nothing else
(a sealing under way is waited for); each piece is opened under the old key and sealed anew in one transaction; the old key
leaves the file only when no row needs it.
"""

import uuid
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from . import crypto, index, keys


def rotate(link: Any, path: Path, say: Callable[[str], None] = lambda line: None) -> int:
    """Seal everything under new keys. `link`: a psycopg connection of the owner. Returns how many pieces were sealed anew."""
    if not link.execute("SELECT pg_try_advisory_lock(hashtext('vault.rotate'))").fetchone()[0]:
        raise keys.KeysMissing("Another `dongthuan vault rotate` is running. Wait for it.")
    try:
        ring = keys.load(path)
        (current,) = link.execute("SELECT id FROM vault.master WHERE current").fetchone() or (None,)
        if current is None:
            raise keys.KeysMissing("The vault has no key yet. Run `dongthuan vault setup`.")
        if waiting(link, current):
            say("Going on with the rotation that was cut off.")
        else:
            ring, current = begin(link, path, ring, current)
        ring.key(current, path)
        done = again(link, path, ring, current, say)
        finish(link, path, current)
        return done
    finally:
        link.execute("SELECT pg_advisory_unlock(hashtext('vault.rotate'))")


def waiting(link: Any, current: str) -> int:
    """How many rows still stand under another key than the current one."""
    line = "SELECT (SELECT count(*) FROM vault.data_key WHERE master <> %s) + (SELECT count(*) FROM vault.mark WHERE master <> %s)"
    return link.execute(line, [current, current]).fetchone()[0]


def begin(link: Any, path: Path, ring: keys.Ring, current: str) -> tuple[keys.Ring, str]:
    """New keys on the disk first, then in the database. A start that was cut off in between has its keys already."""
    name = list(ring.master)[-1]
    if name == current:
        name, key = keys.new_key()
        number, index_key = keys.new_key()
        ring = replace(ring, master=ring.master | {name: key}, indexes=ring.indexes | {number: index_key})
        keys.save(ring, path)
    with link.transaction():
        link.execute("UPDATE vault.master SET current = false WHERE current")  # waits for a sealing under way
        link.execute("INSERT INTO vault.master (id, current) VALUES (%s, true)", [name])
    return ring, name


def again(link: Any, path: Path, ring: keys.Ring, current: str, say: Callable[[str], None]) -> int:
    done = 0
    while piece(link, path, ring, current) or mark(link, path, ring, current):
        done += 1
        if done % 100 == 0:
            say(f"{done} pieces sealed anew, {waiting(link, current)} to go.")
    return done


def piece(link: Any, path: Path, ring: keys.Ring, current: str) -> bool:
    """Seal one piece anew, under a new data key. False when none is left."""
    with link.transaction():
        row = link.execute(
            "SELECT k.uid, k.master, k.wrapped, i.id, i.uid, i.name, d.thing_id, s.ciphertext FROM vault.data_key k"
            " JOIN public.vault_item i ON i.id = k.item_id JOIN public.vault_dossier d ON d.id = i.dossier_id"
            " JOIN vault.sealed s ON s.item_id = i.id AND s.identity = i.shows_identity"
            " WHERE k.master <> %s ORDER BY k.item_id LIMIT 1 FOR UPDATE OF k",
            [current],
        ).fetchone()
        if row is None:
            return False
        data_key, master, wrapped, item, uid, part, thing, ciphertext = row
        place = crypto.Place(thing, part, uid, data_key)
        content = crypto.open_(bytes(wrapped), bytes(ciphertext), place, master, ring.key(master, path))
        fresh = replace(place, data_key=uuid.uuid4())
        wrapped, ciphertext = crypto.close(content, fresh, current, ring.key(current, path))
        link.execute(
            "WITH k AS (UPDATE vault.data_key SET uid = %s, master = %s, wrapped = %s WHERE uid = %s)"
            " UPDATE vault.sealed SET data_key = %s, ciphertext = %s WHERE item_id = %s",
            [fresh.data_key, current, wrapped, data_key, fresh.data_key, ciphertext, item],
        )
    return True


def mark(link: Any, path: Path, ring: keys.Ring, current: str) -> bool:
    """One entry of the duplicate index, under the new index key and the new master key."""
    with link.transaction():
        row = link.execute(
            "SELECT m.id, m.uid, m.kind, m.master, m.sealed, d.thing_id FROM vault.mark m"
            " JOIN public.vault_dossier d ON d.id = m.dossier_id WHERE m.master <> %s ORDER BY m.id LIMIT 1 FOR UPDATE OF m",
            [current],
        ).fetchone()
        if row is None:
            return False
        number, uid, kind, master, sealed, thing = row
        value = crypto.unseal(ring.key(master, path), bytes(sealed), crypto.mark_bound(thing, uid, kind, master))
        sealed = crypto.seal(ring.key(current, path), value, crypto.mark_bound(thing, uid, kind, current))
        mac = index.mac(ring.index, kind, value.decode())
        twin = (
            "SELECT FROM vault.mark t WHERE t.id <> m.id AND (t.dossier_id, t.kind, t.mac) = (m.dossier_id, m.kind, %s)"
        )
        link.execute(
            f"DELETE FROM vault.mark m WHERE m.id = %s AND EXISTS ({twin})", [number, mac]
        )  # entered again since
        link.execute(
            "UPDATE vault.mark SET mac = %s, master = %s, sealed = %s WHERE id = %s", [mac, current, sealed, number]
        )
    return True


def finish(link: Any, path: Path, current: str) -> None:
    """Nothing needs the old keys: they leave the file, and the key of vouchers is renewed without a moment of doubt."""
    ring = keys.load(path)
    newest = list(ring.indexes)[-1]
    teller = keys.new_key()[1]
    inner, outer = keys.pads(teller)
    link.execute("INSERT INTO vault.teller VALUES (%s, %s)", [inner, outer])  # both are believed for a moment
    kept = keys.Ring({current: ring.master[current]}, {newest: ring.indexes[newest]}, teller)
    keys.save(kept, path)
    with link.transaction():
        link.execute("DELETE FROM vault.master WHERE NOT current")
        link.execute("DELETE FROM vault.teller WHERE inner_key <> %s", [inner])
