"""The record cannot be altered unseen."""

import json
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from dongthuan.foundation.record import actions, command, files, queries
from dongthuan.foundation.record.checkpoint import CheckpointError, read
from dongthuan.foundation.record.models import Entry
from dongthuan.foundation.record.verify import verify
from dongthuan.foundation.things.kit import Kind, kinds
from dongthuan.foundation.things.models import Thing


def write(lines: int = 3) -> Thing:
    thing = Thing.objects.create(kind="test")
    for n in range(lines):
        actions.append("tests.step", subject=thing, by=None, data={"n": n, "chữ": "đường"}, note=f"dòng {n}")
    return thing


@pytest.fixture
def attack(own_database) -> Callable[..., None]:
    """What the owner of the tables could do on this copy: switch the guards off. So the record must tell."""

    def run(*statements: str) -> None:
        with psycopg.connect(own_database.owner_url, autocommit=True) as link:
            link.execute("ALTER TABLE record_entry DISABLE TRIGGER USER")
            for statement in statements:
                link.execute(statement)
            link.execute("ALTER TABLE record_entry ENABLE TRIGGER USER")

    return run


@pytest.fixture
def places(settings, tmp_path: Path) -> Path:
    settings.KEYS_ROOT, settings.DATA_ROOT = tmp_path / "keys", tmp_path
    return tmp_path


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sql",
    ["UPDATE record_entry SET note = 'x'", "DELETE FROM record_entry", "TRUNCATE record_entry"],
)
def test_the_database_refuses_to_change_a_line(sql: str) -> None:
    write()
    with pytest.raises(Exception, match=r"append-only|permission denied"), transaction.atomic():
        connection.cursor().execute(sql)
    assert Entry.objects.count() >= 3


@pytest.mark.django_db
def test_a_line_cannot_take_anothers_place() -> None:
    thing = write()
    line = Entry.objects.filter(subject=thing).last()
    line.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        line.save(force_insert=True)


@pytest.mark.django_db
def test_an_untouched_record_is_whole() -> None:
    write()
    result = verify()
    assert (result.findings, result.chains >= 1, result.lines >= 3) == ([], True, True)


@pytest.mark.parametrize(
    ("sql", "kinds"),
    [
        ("UPDATE record_entry SET note = 'khác' WHERE seq = 2", {"altered"}),
        ("UPDATE record_entry SET data = '{}' WHERE seq = 2", {"altered"}),
        ("UPDATE record_entry SET at = at - interval '1 day' WHERE seq = 1", {"altered"}),
        ("UPDATE record_entry SET actor_name = 'Ai đó' WHERE seq = 3", {"altered"}),
        ("DELETE FROM record_entry WHERE seq = 2", {"gap"}),
        ("DELETE FROM record_entry WHERE seq = 3", {"cut"}),
        ("DELETE FROM record_entry", {"vanished"}),
        ("UPDATE record_chain SET length = 2", {"unhooked"}),
    ],
)
def test_verify_names_what_was_done(attack, sql: str, kinds: set[str]) -> None:
    write()
    attack(sql)
    assert kinds <= {f.kind for f in verify().findings}


def test_a_checkpoint_sees_what_the_chain_alone_cannot(attack, places: Path) -> None:
    thing = write()
    path, _point = files.write_checkpoint()
    actions.append("tests.later", subject=thing, by=None)
    assert verify(read(path)).later == 1
    assert verify(read(path)).findings == []
    attack("DELETE FROM record_entry", "DELETE FROM record_chain")  # a clean sweep: nothing hangs loose any more
    assert verify().findings == []
    assert [f.kind for f in verify(read(path)).findings] == ["vanished"]


def test_a_chain_written_anew_does_not_fit_the_checkpoint(attack, places: Path) -> None:
    thing = write()
    path, _point = files.write_checkpoint()
    attack("DELETE FROM record_entry", "DELETE FROM record_chain")
    for n in range(3):
        actions.append("tests.step", subject=thing, by=None, data={"n": n + 1})
    assert verify().findings == []
    assert [f.kind for f in verify(read(path)).findings] == ["rewritten"]


@pytest.mark.django_db
def test_an_altered_checkpoint_is_refused(places: Path) -> None:
    write()
    path, _point = files.write_checkpoint()
    raw = json.loads(path.read_text())
    raw["heads"][0][2] = "0" * 64
    path.write_text(json.dumps(raw))
    with pytest.raises(CheckpointError, match="altered"):
        read(path)
    path.write_text("no json")
    with pytest.raises(CheckpointError, match="not a checkpoint"):
        read(path)


@pytest.mark.django_db
def test_a_checkpoint_of_another_house_is_refused(places: Path, settings, capsys) -> None:
    write()
    path, _point = files.write_checkpoint()
    settings.KEYS_ROOT = places / "other"
    assert command.main(["verify", "--against", str(path)]) == 2
    assert "another key" in capsys.readouterr().err


@pytest.mark.django_db
def test_the_command_says_whole(places: Path, capsys) -> None:
    write()
    assert command.main(["checkpoint", "--to", str(places / "c.json")]) == 0
    assert command.main(["verify", "--against", str(places / "c.json")]) == 0
    assert "whole" in capsys.readouterr().out


@pytest.mark.django_db
def test_history_reads_newest_first() -> None:
    thing = write()
    assert [line.note for line in queries.history(None, thing)] == ["dòng 2", "dòng 1", "dòng 0"]


@pytest.mark.django_db
def test_what_people_typed_is_never_markup(monkeypatch) -> None:
    kind = Kind("test", "", "", str, str, lambda u: None, {"tests.said": lambda d: f"nói <b>“{d['words']}”</b>"})
    monkeypatch.setitem(kinds, "test", kind)
    thing = Thing.objects.create(kind="test")
    actions.append("tests.said", subject=thing, by=None, data={"words": "<script>alert(1)</script>"})
    sentence = queries.history(None, thing)[0].sentence
    assert "<script>" not in sentence
    assert "<b>“&lt;script&gt;" in sentence
