"""How a new installation gets its people."""

import io

import pytest
from django.test import Client
from openpyxl import Workbook

from dongthuan.config import entry
from dongthuan.config.trouble import Trouble
from dongthuan.foundation.orgs.kit import sheets
from dongthuan.foundation.orgs.models import Role
from dongthuan.foundation.people.models import User
from tests.factories import make_user

PASSWORD = "một mật khẩu rất dài 9"


def first(monkeypatch, password: str = PASSWORD, username: str = "quan-tri") -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
    return entry.first_account([username, "--name", "Trần Thị Mẫu"])


@pytest.mark.django_db
def test_the_first_administrator_signs_in(monkeypatch):
    assert first(monkeypatch) == 0
    assert Client().login(username="quan-tri", password=PASSWORD)
    assert User.objects.get().assignments.get().post.role == Role.ADMINISTRATOR


@pytest.mark.django_db
def test_there_is_only_one_first(monkeypatch):
    make_user()
    with pytest.raises(Trouble, match="There are accounts already"):
        first(monkeypatch)


@pytest.mark.django_db
def test_a_weak_password_makes_nothing(monkeypatch):
    with pytest.raises(Trouble):
        first(monkeypatch, "123")
    assert not User.objects.exists()


def workbook(path, kind: str, *rows: dict[str, str]) -> str:
    book = Workbook()
    fields = sheets[kind].fields
    book.active.append([str(field.label) for field in fields])
    for row in rows:
        book.active.append([row.get(field.key, "") for field in fields])
    book.save(path / f"{kind}.xlsx")
    return str(path / f"{kind}.xlsx")


@pytest.mark.django_db
def test_accounts_come_from_a_sheet_once(monkeypatch, tmp_path, capsys):
    first(monkeypatch)
    file = workbook(tmp_path, "accounts", {"username": "can-bo-1", "full_name": "Lê Văn Mẫu"})
    assert entry.import_sheet(["accounts", file, "--by", "quan-tri", "--check"]) == 0
    assert User.objects.count() == 1
    for _ in range(2):
        assert entry.import_sheet(["accounts", file, "--by", "quan-tri"]) == 0
    assert User.objects.count() == 2
    assert capsys.readouterr().out.splitlines()[-3:] == ["1 new", "1 new", "1 same"]


@pytest.mark.django_db
def test_a_wrong_sheet_is_named_by_its_cell(monkeypatch, tmp_path, capsys):
    first(monkeypatch)
    file = workbook(tmp_path, "accounts", {"username": "", "full_name": "Lê Văn Mẫu"})
    with pytest.raises(Trouble, match="Nothing was imported"):
        entry.import_sheet(["accounts", file, "--by", "quan-tri"])
    assert "A2" in capsys.readouterr().err
    with pytest.raises(Trouble, match="no active account"):
        entry.import_sheet(["accounts", file, "--by", "ai-do"])
    with pytest.raises(Trouble, match="absent"):
        entry.import_sheet(["accounts", str(tmp_path / "absent.xlsx"), "--by", "quan-tri"])
