"""Making the database and the key file know each other, as the owner. Pure: no Django; a psycopg connection of the owner."""

import hashlib
import hmac
import json
import secrets
import time
from pathlib import Path
from typing import Any

from . import keys


def install(link: Any, path: Path) -> str:
    """Bring them together; returns a sentence if the keys that the database names are missing, else nothing.

    Keys are made only for a vault in which nothing was ever sealed: a new key opens no old piece, so none is made for it.
    """
    if not link.execute("SELECT to_regclass('vault.master') IS NOT NULL").fetchone()[0]:
        return ""
    row = link.execute("SELECT id FROM vault.master WHERE current").fetchone()
    used = link.execute("SELECT EXISTS (SELECT FROM vault.data_key) OR EXISTS (SELECT FROM vault.mark)").fetchone()[0]
    if not path.exists() and not used:
        keys.create(path)
    try:
        ring = keys.load(path)
        if row and used:
            ring.key(row[0], path)
    except keys.KeysMissing as missing:
        return str(missing)
    inner, outer = keys.pads(ring.teller)
    with link.transaction():
        if row is None or (not used and row[0] not in ring.master):
            link.execute("DELETE FROM vault.master")
            link.execute("INSERT INTO vault.master (id, current) VALUES (%s, true)", [list(ring.master)[-1]])
        link.execute("DELETE FROM vault.teller WHERE inner_key <> %s", [inner])
        link.execute("INSERT INTO vault.teller VALUES (%s, %s) ON CONFLICT (inner_key) DO NOTHING", [inner, outer])
    return ""


def rights(link: Any, app: str) -> None:
    """Take from the plain role what the blanket grants gave it: the vault is reached by its functions only."""
    from psycopg import sql

    if not link.execute("SELECT to_regclass('vault.master') IS NOT NULL").fetchone()[0]:
        return
    role = sql.Identifier(app)
    for what in ("SCHEMA vault", "ALL TABLES IN SCHEMA vault", "ALL FUNCTIONS IN SCHEMA vault"):
        link.execute(sql.SQL(f"REVOKE ALL ON {what} FROM PUBLIC, {{}}").format(role))
    guarded = "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'guard_vault'"
    for (table,) in link.execute(guarded).fetchall():
        link.execute(sql.SQL(f"REVOKE INSERT, UPDATE, DELETE ON {table} FROM {{}}").format(role))
    definers = "SELECT oid::regprocedure::text FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"
    for (function,) in link.execute(definers + " AND starts_with(proname, 'vault_')").fetchall():
        link.execute(sql.SQL(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC").format())
        link.execute(sql.SQL(f"GRANT EXECUTE ON FUNCTION {function} TO {{}}").format(role))


def known(link: Any, path: Path) -> bool:
    """Asked as the plain role: whether the database believes this key file and names a master key that is in it."""
    try:
        ring = keys.load(path)
    except keys.KeysMissing:
        return False
    told = {"verb": "ready", "by": None, "nonce": secrets.token_hex(8), "until": int(time.time()) + 60}
    text = json.dumps(told)
    mac = hmac.new(ring.teller, text.encode(), hashlib.sha256).hexdigest()
    row = link.execute("SELECT public.vault_ready(%s, %s), public.vault_master()", [text, mac]).fetchone()
    return bool(row[0]) and row[1] in ring.master
