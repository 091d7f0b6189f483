"""New keys for everything, killed wherever it may be; what was moved or altered does not open."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from dongthuan.foundation.vault import actions, keys, queries, rotation
from dongthuan.foundation.vault.crypto import Swapped
from dongthuan.foundation.vault.models import Part

from . import SECRET_CONTENT, SECRET_NAME, SECRET_PHONE, Case, make_case
from .test_looks import VERIFY


@pytest.fixture
def key_file(tmp_path, monkeypatch) -> Path:
    """A key file of this test alone, because a rotation changes it."""
    path = tmp_path / "vault.json"
    keys.save(keys.load(settings.VAULT_KEYS), path)
    monkeypatch.setattr(settings, "VAULT_KEYS", path)
    return path


@pytest.fixture
def case(own_database, key_file) -> Case:
    found = make_case()
    found.grant(Part.CONTENT, found.verifier)
    found.grant(Part.IDENTITY, found.verifier)
    for number in range(20):
        actions.seal(found.thing, "attachment", f"phụ lục {number}", by=None)
    return found


@pytest.fixture
def owner(own_database):
    with psycopg.connect(own_database.owner_url, autocommit=True) as link:
        yield link


def read_all(case: Case) -> list[str]:
    looks = [actions.look(item, ground=VERIFY, by=case.verifier) for item in case.dossier.items.all()]
    return [queries.reveal(look, by=case.verifier).reveal_text() for look in looks]


def under(owner) -> set[str]:
    return {row[0] for row in owner.execute("SELECT master FROM vault.data_key UNION SELECT master FROM vault.mark")}


def test_everything_gets_new_keys(case, owner, key_file):
    before, held = read_all(case), keys.load(key_file)
    sealed = set(owner.execute("SELECT ciphertext FROM vault.sealed").fetchall())
    marks = set(owner.execute("SELECT mac FROM vault.mark").fetchall())
    assert rotation.rotate(owner, key_file) == 24
    now = keys.load(key_file)
    assert len(now.master) == len(now.indexes) == 1
    assert not {*held.master, *held.indexes} & {*now.master, *now.indexes}
    assert now.teller != held.teller
    assert key_file.stat().st_mode & 0o777 == 0o600
    assert under(owner) == set(now.master)
    assert not sealed & set(owner.execute("SELECT ciphertext FROM vault.sealed").fetchall())
    assert not marks & set(owner.execute("SELECT mac FROM vault.mark").fetchall())
    assert read_all(case) == before
    assert queries.match([("phone", "+84 912 345 678")], by=case.verifier) == {case.thing.pk: ["phone"]}
    assert owner.execute("SELECT count(*) FROM vault.teller").fetchone() == (1,)


KILLED = """
import os, signal, sys
from pathlib import Path
import psycopg
from dongthuan.foundation.vault import keys, rotation
url, path, where = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
def die(*a, **k): os.kill(os.getpid(), signal.SIGKILL)
def after(module, name, times):
    real, count = getattr(module, name), [0]
    def spy(*args, **kwargs):
        found = real(*args, **kwargs)
        count[0] += 1
        if count[0] == times: die()
        return found
    setattr(module, name, spy)
{"keys saved": lambda: after(keys, "save", 1), "begun": lambda: after(rotation, "begin", 1),
 "five pieces": lambda: after(rotation, "piece", 5), "one mark": lambda: after(rotation, "mark", 1),
 "all sealed": lambda: after(rotation, "again", 1), "keys pruned": lambda: after(keys, "save", 2)}[where]()
with psycopg.connect(url, autocommit=True) as link:
    rotation.rotate(link, path)
"""


@pytest.mark.parametrize("where", ["keys saved", "begun", "five pieces", "one mark", "all sealed", "keys pruned"])
def test_killed_anywhere_everything_still_opens_and_it_goes_on(case, owner, own_database, key_file, where):
    before = read_all(case)
    line = [sys.executable, "-c", KILLED, own_database.owner_url, str(key_file), where]
    done = subprocess.run(line, env={**os.environ, "PYTHONPATH": "src"}, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    assert read_all(case) == before
    late = actions.seal(case.thing, "attachment", "đến giữa chừng", marks=[("name", SECRET_NAME)], by=None)
    assert late.pk
    assert queries.match([("name", SECRET_NAME)], by=case.verifier) == {case.thing.pk: ["name"]}
    rotation.rotate(owner, key_file)
    now = keys.load(key_file)
    assert (len(now.master), under(owner)) == (1, set(now.master))
    assert read_all(case) == [*before, "đến giữa chừng"]
    assert queries.match([("phone", SECRET_PHONE)], by=case.verifier) == {case.thing.pk: ["phone"]}


def test_what_was_swapped_or_altered_does_not_open(case, owner):
    look = actions.look(case.content, ground=VERIFY, by=case.verifier)
    other = case.dossier.items.filter(name="attachment").first()
    assert queries.reveal(look, by=case.verifier).reveal_text() == SECRET_CONTENT

    def refused(*lines: str) -> None:
        with psycopg.connect(owner.info.dsn, autocommit=False) as link:
            for line in lines:
                link.execute(line, {"me": case.content.pk, "other": other.pk})
            link.commit()
        with pytest.raises(Swapped):
            queries.reveal(look, by=case.verifier)

    keep = owner.execute("SELECT * FROM vault.sealed WHERE item_id = %s", [case.content.pk]).fetchone()
    back = (
        "UPDATE vault.sealed SET data_key = %s, ciphertext = %s WHERE item_id = %s",
        [keep[2], keep[3], case.content.pk],
    )
    refused(
        "UPDATE vault.sealed SET ciphertext = (SELECT ciphertext FROM vault.sealed WHERE item_id = %(other)s) WHERE item_id = %(me)s"
    )
    owner.execute(*back)
    refused(
        "UPDATE vault.sealed SET ciphertext = set_byte(ciphertext, 20, get_byte(ciphertext, 20) # 1) WHERE item_id = %(me)s"
    )
    owner.execute(*back)
    # the piece with its own key, put in another's place
    refused(
        "UPDATE vault.sealed m SET data_key = o.data_key, ciphertext = o.ciphertext FROM vault.sealed o"
        " WHERE m.item_id = %(me)s AND o.item_id = %(other)s"
    )
    owner.execute(*back)
    assert queries.reveal(look, by=case.verifier).reveal_text() == SECRET_CONTENT


def test_a_missing_or_open_key_file_is_one_sentence(case, key_file):
    look = actions.look(case.content, ground=VERIFY, by=case.verifier)
    ring = keys.load(key_file)
    key_file.chmod(0o640)
    with pytest.raises(keys.KeysMissing, match="chmod 600"):
        queries.reveal(look, by=case.verifier)
    key_file.unlink()
    with pytest.raises(keys.KeysMissing, match="DONGTHUAN_VAULT_KEYS"):
        actions.seal(case.thing, "content", "x", by=None)
    keys.save(replace(ring, master=keys.new_ring().master), key_file)
    with pytest.raises(keys.KeysMissing, match=r"put back the key file"):
        queries.reveal(look, by=case.verifier)
    for damaged in (b"", b"{}", json.dumps({"master": {"a": "!"}, "index": {}, "teller": ""}).encode()):
        key_file.write_bytes(damaged)
        with pytest.raises(keys.KeysMissing, match="damaged"):
            keys.load(key_file)
