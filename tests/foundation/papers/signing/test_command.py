"""`dongthuan check-signatures`: what it prints, and how it ends."""

import json
import os
import subprocess
import sys

import pytest

from dongthuan.foundation.papers.command import main

from . import pki

KEYS = ["signer", "cert", "at", "covers", "intact", "trusted", "revocation"]


@pytest.fixture
def place(tmp_path, two, world):
    """A folder with the signed paper and the folder of those trusted."""
    (tmp_path / "two.pdf").write_bytes(two)
    (tmp_path / "trust").mkdir()
    (tmp_path / "trust" / "root.pem").write_bytes(pki.pem(world.root))
    return tmp_path


def run(place, capsys, *options: str, file: str = "two.pdf") -> tuple[int, str, str]:
    status = main([str(place / file), *(option.replace("TRUST", str(place / "trust")) for option in options)])
    return status, *capsys.readouterr()


def test_all_intact_and_trusted(place, capsys):
    status, out, err = run(place, capsys, "--trust", "TRUST", "--json")
    rows = json.loads(out)
    assert (status, err) == (0, "")
    assert [list(row) for row in rows] == [KEYS, KEYS]
    assert [row["covers"] for row in rows] == ["revision", "file"]
    assert {row["revocation"] for row in rows} == {"unchecked"}
    assert all(row["intact"] is True and row["trusted"] is True for row in rows)


def test_nobody_is_trusted_unless_we_say_whom(place, capsys):
    status, out, err = run(place, capsys, "--json")
    assert status == 1
    assert {row["trusted"] for row in json.loads(out)} == {False}
    assert "danh sách tổ chức chứng thực" in err


def test_lists_in_the_folder_make_it_good_or_revoked(place, capsys, world):
    for number, one in enumerate(world.lists):
        (place / "trust" / f"{number}.crl").write_bytes(one)
    status, out, _ = run(place, capsys, "--trust", "TRUST", "--json")
    assert (status, {row["revocation"] for row in json.loads(out)}) == (0, {"good"})
    (place / "trust" / "9.crl").write_bytes(pki.crl(world.root, {world.second.cert: pki.NOW}))
    status, out, err = run(place, capsys, "--trust", "TRUST", "--json")
    assert (status, [row["revocation"] for row in json.loads(out)]) == (1, ["good", "revoked"])
    assert "Trần Thị Bính" in err


def test_a_damaged_paper(place, capsys, two):
    (place / "two.pdf").write_bytes(two[:3000] + b"X" + two[3001:])
    status, out, _ = run(place, capsys, "--trust", "TRUST", "--json")
    assert status == 1
    assert {row["intact"] for row in json.loads(out)} == {False}


def test_a_paper_without_signature(place, capsys, paper):
    (place / "two.pdf").write_bytes(paper)
    status, out, err = run(place, capsys, "--trust", "TRUST", "--json")
    assert (status, json.loads(out), err) == (1, [], "Tệp PDF chưa có chữ ký số nào.\n")


@pytest.mark.parametrize(
    ("file", "content"), [("two.pdf", b"rubbish"), ("two.pdf", b"%PDF-1.7\nrubbish"), ("none.pdf", None)]
)
def test_unreadable_is_one_sentence(place, capsys, file, content):
    if content:
        (place / file).write_bytes(content)
    status, out, err = run(place, capsys, "--trust", "TRUST", "--json", file=file)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert "Traceback" not in err


def test_an_unreadable_folder_of_trust_is_one_sentence(place, capsys):
    status, _, err = run(place, capsys, "--trust", str(place / "nowhere"))
    assert status == 2
    assert "nowhere" in err


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("vi", ["Chữ ký 1: Ben_A", "Nguyên vẹn", "chưa kiểm tra", "mọi chữ ký đều"]),
        ("en", ["Signature 1", "unchecked", "all"]),
    ],
)
def test_the_text_reads_well(place, capsys, language, words):
    status, out, err = run(place, capsys, "--trust", "TRUST", "--lang", language)
    assert (status, err) == (0, "")
    for word in [*words, "Trần Thị Bính"]:
        assert word in out


def test_the_text_says_what_is_wrong(place, capsys, two):
    (place / "two.pdf").write_bytes(two + b"\n")
    status, out, _ = run(place, capsys, "--trust", "TRUST")
    assert status == 1
    assert "không bao phủ toàn bộ tệp" in out
    assert "KHÔNG phải mọi chữ ký" in out


def test_it_asks_no_server(place, world):
    """The certificates name a server of lists; nothing is asked, with sockets forbidden it says the same."""
    code = (
        "import socket, sys\n"
        "def no(*a, **k): raise SystemExit('asked the network')\n"
        "socket.socket.connect = socket.create_connection = socket.getaddrinfo = no\n"
        "from dongthuan.foundation.papers.signing import check, load_trust\n"
        f"pdf = open({str(place / 'two.pdf')!r}, 'rb').read()\n"
        f"reports = check.inspect(pdf, load_trust({str(place / 'trust')!r}))\n"
        "sys.exit(0 if all(r.good for r in reports) and len(reports) == 2 else 3)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], env=os.environ, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
