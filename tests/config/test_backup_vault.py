"""Of the vault a backup holds ciphertext alone; its keys go with it only under a passphrase."""

import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from tests.config.test_up import OWN

PASSPHRASE = "năm chữ dễ nhớ mà dài"
SECRET = "người tố cáo tên là Mẫu"
SEAL = f"""
import sys
from dongthuan.config.manage import inside

def seal(argv):
    from tests.foundation.vault import make_case
    from dongthuan.foundation.vault import actions
    case = make_case()
    case.grant("identity", case.verifier)
    case.item = actions.seal(case.thing, "identity", {SECRET!r}, by=None)
    print(case.item.pk, case.verifier.pk)
    return 0

sys.exit(inside(seal, sys.argv[1:]))
"""
READ = """
import sys
from dongthuan.config.manage import inside

def read(argv):
    from dongthuan.foundation.people.models import User
    from dongthuan.foundation.vault import actions, keys, queries
    from dongthuan.foundation.vault.models import Item
    by = User.objects.get(pk=argv[1])
    try:
        look = actions.look(Item.objects.get(pk=argv[0]), ground="LTC47-BAOVE", by=by)
        print(queries.reveal(look, by=by).reveal_text())
    except keys.KeysMissing as missing:
        print(missing)
    return 0

sys.exit(inside(read, sys.argv[1:]))
"""


def run(*line: str, typed: str = "") -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, *line], input=typed, capture_output=True, text=True, env=OWN | {"PYTHONPATH": "src:."}
    )
    return done.returncode, done.stdout + done.stderr


def command(*args: str, typed: str = "") -> tuple[int, str]:
    return run("-m", "dongthuan.cli", *args, typed=typed)


@pytest.fixture(scope="module")
def home(tmp_path_factory, lay) -> tuple[Path, list[str]]:
    data = lay(tmp_path_factory.mktemp("home") / "var")
    code, said = run("-c", SEAL, "--data", str(data))
    assert code == 0, said
    return data, said.split()[-2:]


def test_without_the_keys(home, tmp_path):
    data, who = home
    code, said = command("backup", str(tmp_path / "all.tar"), "--data", str(data))
    assert (code, "but not those of the vault" in said) == (0, True)
    keys = (data / "keys" / "vault.json").read_bytes()
    with tarfile.open(tmp_path / "all.tar") as tar:
        assert not [name for name in tar.getnames() if "vault" in name]
        bytes_ = b"".join(tar.extractfile(member).read() for member in tar)
    for line in keys.decode().splitlines():
        assert len(line) < 20 or line.strip().split('"')[-2].encode() not in bytes_  # no key, in no form it is kept in
    assert SECRET.encode() not in bytes_

    new = tmp_path / "new"
    code, said = command("restore", str(tmp_path / "all.tar"), "--data", str(new))
    assert code == 0, said
    assert "The vault's keys are missing" in said
    assert not (new / "keys" / "vault.json").exists()
    code, said = run("-c", READ, "--data", str(new), *who)
    assert (code, "The vault's keys are missing" in said, SECRET in said) == (0, True, False)
    (new / "keys" / "vault.json").write_bytes(keys)
    (new / "keys" / "vault.json").chmod(0o600)
    code, said = command("vault", "setup", "--data", str(new))
    assert code == 0, said
    code, said = run("-c", READ, "--data", str(new), *who)
    assert (code, said.strip()) == (0, SECRET)


def test_with_the_keys_under_a_passphrase(home, tmp_path):
    data, who = home
    code, said = command("backup", str(tmp_path / "a.tar"), "--with-keys", "--data", str(data), typed="kurz\n")
    assert (code, "too short" in said) == (2, True)
    code, said = command("backup", str(tmp_path / "a.tar"), "--with-keys", "--data", str(data), typed=f"{PASSPHRASE}\n")
    assert (code, "under the passphrase" in said) == (0, True), said
    assert [p.name for p in tmp_path.iterdir()] == ["a.tar"]
    with tarfile.open(tmp_path / "a.tar") as tar:
        assert [name for name in tar.getnames() if "vault" in name] == ["keys/vault.json.locked"]

    new = tmp_path / "new"
    code, said = command("restore", str(tmp_path / "a.tar"), "--data", str(new), typed="một câu khác hẳn\n")
    assert (code, "not the passphrase" in said, new.exists()) == (2, True, False)
    code, said = command("restore", str(tmp_path / "a.tar"), "--data", str(new), typed=f"{PASSPHRASE}\n")
    assert code == 0, said
    assert (new / "keys" / "vault.json").read_bytes() == (data / "keys" / "vault.json").read_bytes()
    assert (new / "keys" / "vault.json").stat().st_mode & 0o077 == 0
    code, said = run("-c", READ, "--data", str(new), *who)
    assert (code, said.strip()) == (0, SECRET)

    late = tmp_path / "late"  # the keys left locked up at first
    code, said = command("restore", str(tmp_path / "a.tar"), "--data", str(late), typed="\n")
    assert (code, "stay locked up" in said, "are missing" in said) == (0, True, True)
    code, said = command("vault", "setup", "--data", str(late), typed=f"{PASSPHRASE}\n")
    assert code == 0, said
    code, said = command("vault", "keys", "--data", str(late))
    assert (code, "seals what comes in" in said) == (0, True)
    code, said = command("vault", "rotate", "--data", str(late))
    assert (code, "sealed under a new key" in said) == (0, True)
    code, said = run("-c", READ, "--data", str(late), *who)
    assert (code, said.strip()) == (0, SECRET)
