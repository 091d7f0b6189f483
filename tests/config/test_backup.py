"""Everything in one file, and back into an empty folder; what is not ours or not whole is refused."""

import io
import json
import os
import re
import socket
import subprocess
import tarfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

import dongthuan
from dongthuan.config.binaries import run_as
from dongthuan.config.postgres import APP, OWNER, Cluster, waiting
from tests.config.test_up import told


@pytest.fixture(scope="module")
def home(tmp_path_factory, lay) -> Path:
    """An installation with rows, a stored file and keys."""
    data = lay(tmp_path_factory.mktemp("home") / "var")
    with Cluster(data / "database") as cluster, cluster.connect(APP) as link:
        link.execute("INSERT INTO things_thing (kind) SELECT 'giữ ' || n FROM generate_series(1, 500) n")
    (data / "files" / "ab").mkdir()
    (data / "files" / "ab" / "văn-bản.pdf").write_bytes(os.urandom(100_000))
    return data


@pytest.fixture(scope="module")
def saved(home, tmp_path_factory) -> Path:
    target = tmp_path_factory.mktemp("backup") / "all.tar"
    code, said = told("backup", str(target), "--data", str(home))
    assert code == 0, said
    assert [p.name for p in target.parent.iterdir()] == ["all.tar"]
    return target


def contents(data: Path) -> dict[str, object]:
    """All that must come back: every row of every table, every file, and what the plain role may do."""
    found: dict[str, object] = {}
    with Cluster(data / "database") as cluster, cluster.connect(APP) as link:
        tables = [r[0] for r in link.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")]
        for table in tables:
            found[table] = link.execute(
                f"SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t"
            ).fetchone()
        found["next"] = link.execute("SELECT last_value FROM things_thing_id_seq").fetchone()
        triggers = "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2"
        found["triggers"] = link.execute(triggers).fetchall()
        rights = (
            "SELECT relname, has_table_privilege(oid, 'INSERT'), has_table_privilege(oid, 'TRUNCATE'), pg_get_userbyid(relowner)"
            " FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1"
        )
        found["rights"] = link.execute(rights).fetchall()
    for path in sorted((data / "files").rglob("*")) + sorted((data / "keys").rglob("*")):
        if path.is_file() and path.name != "vault.json":  # the vault's keys go another way: test_backup_vault.py
            found[str(path.relative_to(data))] = path.read_bytes()
    return found


def test_there_and_back(home, saved, tmp_path):
    data = tmp_path / "new"
    code, said = told("restore", str(saved), "--data", str(data))
    assert code == 0, said
    before, after = contents(home), contents(data)
    assert after == before
    assert before["things_thing"][0] == 500 + 7  # and the seven years of the working calendar
    assert ("things_thing", True, False, OWNER) in after["rights"]
    assert after["triggers"]
    assert saved.stat().st_mode & 0o077 == 0
    assert (data / "keys" / "secret_key").stat().st_mode & 0o077 == 0


def test_a_folder_with_something_in_it_is_refused(saved, tmp_path):
    (tmp_path / "mine").write_text("x")
    code, said = told("restore", str(saved), "--data", str(tmp_path))
    assert (code, "is not empty" in said) == (2, True)
    assert [p.name for p in tmp_path.iterdir()] == ["mine"]


def test_a_backup_is_never_overwritten(home, saved):
    before = saved.stat()
    code, said = told("backup", str(saved), "--data", str(home))
    assert (code, "exists already" in said) == (2, True)
    assert saved.stat() == before


def rebuilt(saved: Path, target: Path, change) -> Path:
    """The same tar with its members passed through `change(name, bytes)`; None leaves one out."""
    with tarfile.open(saved) as old, tarfile.open(target, "w") as new:
        for member in old:
            content = change(member.name, old.extractfile(member).read())
            if content is not None:
                member.size = len(content)
                new.addfile(member, io.BytesIO(content))
    return target


def one_byte(name: str, content: bytes) -> bytes:
    return content[:-50] + bytes([content[-50] ^ 1]) + content[-49:] if name.startswith("files/") else content


def outside(name: str, content: bytes) -> bytes:
    if name != "manifest.json":
        return content
    manifest = json.loads(content)
    manifest["members"]["../outside"] = {"size": 0, "sha256": ""}
    return json.dumps(manifest).encode()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (one_byte, "is damaged: files/ab"),
        (
            lambda name, content: None if name == "keys/secret_key" else content,
            "is cut short: keys/secret_key is missing",
        ),
        (lambda name, content: None if name == "manifest.json" else content, "is not a backup of ours"),
        (lambda name, content: content.replace(b'"format": 1', b'"format": 9'), "format is not known here"),
        (outside, "is cut short: ../outside"),
    ],
)
def test_what_is_damaged_restores_nothing(saved, tmp_path, change, sentence):
    bad = rebuilt(saved, tmp_path / "bad.tar", change)
    code, said = told("restore", str(bad), "--data", str(tmp_path / "new"))
    assert code == 2
    assert sentence in said
    assert not (tmp_path / "new").exists()


def test_a_member_from_elsewhere_is_refused(saved, tmp_path):
    def name_outside(name: str, content: bytes) -> bytes:
        return content.replace(b'"files/', b'"../files/') if name == "manifest.json" else content

    bad = rebuilt(saved, tmp_path / "bad.tar", name_outside)
    with tarfile.open(bad) as old, tarfile.open(tmp_path / "worse.tar", "w") as new:
        for member in old:
            content = old.extractfile(member)
            member.name = member.name.replace("files/", "../files/")
            new.addfile(member, content)
    code, said = told("restore", str(tmp_path / "worse.tar"), "--data", str(tmp_path / "a" / "new"))
    assert (code, "which no backup of ours holds" in said) == (2, True)
    assert not (tmp_path / "a" / "files").exists()


def test_any_other_file_is_not_a_backup(tmp_path):
    (tmp_path / "x.tar").write_bytes(b"PK\x03\x04" + bytes(2000))
    code, said = told("restore", str(tmp_path / "x.tar"), "--data", str(tmp_path / "new"))
    assert (code, "Traceback" in said) == (2, False)
    assert "is not a backup of ours" in said
    code, said = told("restore", str(tmp_path / "absent.tar"), "--data", str(tmp_path / "new"))
    assert (code, "Traceback" in said) == (2, False)
    assert "absent.tar" in said


def test_upgrade_backs_up_first_and_says_what_it_did(home):
    assert told("upgrade", "--data", str(home)) == (0, "Nothing to do: tables and files are those of this version.\n")
    with Cluster(home / "database") as cluster, cluster.connect(OWNER) as link:
        link.execute("DROP TABLE web_cache")
    code, said = told("upgrade", "--data", str(home))
    assert code == 0, said
    assert re.search(r"Backup written: .*before-.*\.tar\nThe tables were brought up", said)
    (made,) = (home / "backups").iterdir()
    with tarfile.open(made) as tar:
        assert tar.getnames()[:2] == ["manifest.json", "database.dump"]


def test_the_version_is_one():
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]
    assert project["version"] == dongthuan.__version__


# --- a PostgreSQL server elsewhere --------------------------------------------------------------------------------
@pytest.fixture
def server(walkable) -> Iterator[str]:
    """The machine's own PostgreSQL (15 on Debian 12), reached by TCP and passwords; yields ADMIN's address."""
    folder = walkable("server")
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
    user = run_as()
    data = folder / "data"
    data.mkdir()
    secret = folder / "secret"
    secret.write_text("p@ss/word")
    if user.switch:
        os.chown(data, user.uid, user.gid)
    line = [programs / "initdb", "-D", data, "-U", "admin", "--auth=scram-sha-256", f"--pwfile={secret}", "--no-sync"]
    subprocess.run([*line, "--locale=C", "--encoding=UTF8"], check=True, capture_output=True, cwd="/", **user.popen())
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    line = [programs / "postgres", "-D", data, "-h", "127.0.0.1", "-p", str(port), "-k", "", "-F"]
    process = subprocess.Popen([*map(str, line)], stderr=subprocess.DEVNULL, cwd="/", **user.popen())
    url = f"postgresql://admin:p%40ss%2Fword@127.0.0.1:{port}/postgres"
    try:
        for _ in waiting(20):
            try:
                with psycopg.connect(url, autocommit=True) as link:
                    link.execute("CREATE ROLE house LOGIN CREATEROLE PASSWORD 'o'")
                    link.execute("CREATE DATABASE house OWNER house")
                break
            except psycopg.OperationalError:
                continue
        yield url
    finally:
        process.terminate()
        process.wait(20)


@pytest.mark.server
def test_on_a_server_elsewhere(home, saved, server, tmp_path):
    place = server.rpartition("@")[2].partition("/")[0]
    environment = {
        "DATABASE_OWNER_URL": f"postgresql://house:o@{place}/house",
        "DATABASE_URL": f"postgresql://plain:s%2Fecret@{place}/house",
        "DONGTHUAN_DATA": str(tmp_path / "var"),
    }
    code, said = told("restore", str(saved), **environment)  # from PostgreSQL 18 to an older server
    assert code == 0, said
    with psycopg.connect(environment["DATABASE_URL"]) as link:
        assert link.execute("SELECT count(*), current_user FROM things_thing").fetchone() == (507, "plain")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            link.execute("TRUNCATE things_thing")
    code, said = told("upgrade", **environment)
    assert (code, said) == (0, "Nothing to do: tables and files are those of this version.\n")
    code, said = told("backup", str(tmp_path / "again.tar"), **environment)
    assert code == 0, said
    code, said = told("restore", str(tmp_path / "again.tar"), "--data", str(tmp_path / "new"), **environment)
    assert (code, "is not empty" in said) == (2, True)
    code, said = told("up", "--port", "1", **environment | {"DATABASE_URL": server})
    assert code == 2
    code, said = told("setup-db", **environment | {"DATABASE_URL": server})
    assert (code, "is a superuser or owns the database" in said) == (2, True)
