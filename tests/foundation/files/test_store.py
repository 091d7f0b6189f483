"""Storing: bytes first, then the row; once however often; every refusal one sentence that names the file."""

import errno

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dongthuan.foundation.files import actions
from dongthuan.foundation.files.models import Damaged, StoredFile
from dongthuan.foundation.record.models import Entry
from dongthuan.foundation.things.kit import Refused
from tests.factories import make_user, make_world

from . import bytes as b

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def root(settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"
    return settings.FILES_ROOT


@pytest.fixture
def user():
    return make_user()


def test_bytes_lie_under_their_hash_and_the_row_names_them(user):
    stored = actions.store(SimpleUploadedFile("Kế hoạch.pdf", b.PDF), thing=user.thing, by=user)
    assert stored.bytes() == b.PDF == stored.open().read()
    assert stored.path.name == stored.sha256
    assert (stored.name, stored.size, stored.mime) == ("Kế hoạch.pdf", len(b.PDF), "application/pdf")
    entry = Entry.objects.get(subject=user.thing, verb="files.store")
    assert entry.data["sha256"] == stored.sha256
    assert [p.name for p in stored.path.parent.iterdir()] == [stored.sha256]


def test_the_same_twice_is_one_row_and_one_file(user):
    first = actions.store(b.PDF, name="a.pdf", thing=user.thing, by=user)
    assert actions.store(b.PDF, name="a.pdf", thing=user.thing, by=user) == first
    other = actions.store(b.PDF, name="b.pdf", thing=user.thing, by=user)
    assert other != first
    assert other.path == first.path


def test_a_half_file_left_on_disk_is_replaced(user):
    stored = actions.store(b.PDF, name="a.pdf", by=user)
    stored.path.write_bytes(b"half")
    with pytest.raises(Damaged):
        stored.bytes()
    actions.store(b.PDF, name="a.pdf", by=user)
    assert stored.bytes() == b.PDF


@pytest.mark.parametrize(
    ("name", "data", "accept", "words"),
    [
        ("báo cáo.pdf", b"MZ\x90\x00", {"pdf"}, "“báo cáo.pdf”"),
        ("a.docx", b.bomb(), {"docx"}, "zip bomb|bom nén"),
        ("a.pdf", b.docx(), {"pdf", "docx"}, "docx"),
        ("a.docx", b.docx(), {"pdf"}, "PDF"),
        ("a\x00.pdf", b.PDF, {"pdf"}, "NUL"),
        ("x" * 300 + ".pdf", b.PDF, {"pdf"}, "304"),
        ("...", b.PDF, {"pdf"}, "name|tên"),
        ("a", b.PDF, {"pdf"}, "pdf"),
    ],
)
def test_refused_in_one_sentence(user, name, data, accept, words):
    with pytest.raises(Refused, match=words) as refused:
        actions.store(data, name=name, by=user, accept=accept, field="scan")
    assert refused.value.field == "scan"
    assert not StoredFile.objects.exists()


def test_too_big_is_refused_before_it_fills_memory(user, monkeypatch):
    monkeypatch.setattr(actions, "MAX_BYTES", 2**20)
    with pytest.raises(Refused, match="1"):
        actions.store(SimpleUploadedFile("a.pdf", bytes(2**21)), by=user)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Users\\An\\bao cao.pdf", "bao cao.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("a\u202efdp.exe.pdf", "afdp.exe.pdf"),
        ("Kê\u0301.pdf", "Kế.pdf"),
    ],
)
def test_names_keep_no_folders_and_no_tricks(given, kept):
    assert actions.clean_name(given) == kept


def test_a_file_is_attached_once(user):
    stored = actions.store(b.PDF, name="a.pdf", by=user)
    actions.attach(stored, thing=user.thing, by=user)
    assert Entry.objects.filter(verb="files.attach", subject=user.thing).count() == 1
    with pytest.raises(Refused):
        actions.attach(stored, thing=make_user().thing, by=user)


def test_download_is_an_attachment_that_no_browser_runs(client):
    world = make_world()
    stored = actions.store(b.PDF, name="Kế hoạch “2022”.pdf", by=world.users["leader"])
    url = reverse("files:download", args=[stored.pk])
    client.force_login(world.users["leader"])
    response = client.get(url)
    assert response.content == b.PDF
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment; ")
    assert "filename*=UTF-8''K%E1%BA%BF" in response["Content-Disposition"]
    assert "sandbox" in response["Content-Security-Policy"]
    client.force_login(world.users["citizen"])
    assert client.get(url).status_code == 404
    client.force_login(world.users["leader"])
    stored.path.write_bytes(b"other")
    assert client.get(url).status_code == 410


def test_a_full_disk_is_a_sentence_and_leaves_nothing_behind(root, user, monkeypatch):
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Refused, match=r"Ổ đĩa của máy chủ đã đầy.*bien-ban\.pdf"):
        actions.store(b.PDF, name="bien-ban.pdf", by=user)
    assert [path for path in root.rglob("*") if path.is_file()] == []
    assert not StoredFile.objects.exists()
