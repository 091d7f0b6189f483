"""Files signed with the signer's own token: what is taken in, and each way to be refused."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dongthuan.foundation.papers import actions, keys, queries, signing
from dongthuan.foundation.papers.models import Revision, Signature
from dongthuan.foundation.things.kit import Refused
from tests.factories import make_world
from tests.foundation.files.bytes import PDF, docx

from . import factories as make
from .signing import pki

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
NAME = "Nguyễn Văn Mẫu"


@pytest.fixture
def w():
    return make_world()


@pytest.fixture
def root(settings):
    """An authority whose certificates are trusted here."""
    made = pki.certificate("Tổ chức chứng thực thử", ca=True)
    folder = settings.KEYS_ROOT / keys.TRUST
    folder.mkdir(parents=True)
    (folder / "goc.pem").write_bytes(pki.pem(made))
    return made


def token(root, name: str = NAME, **given) -> signing.InstallationKey:
    return pki.certificate(name, root, **given)


def sign(pdf: bytes, field: str, key: signing.InstallationKey) -> bytes:
    """What a signing program on the signer's own machine does."""
    return signing.sign(pdf, field, key, stamp_pdf=None, signer_name=NAME, reason="", location="")


def current(paper) -> bytes:
    return queries.current_revision(paper).file.bytes()


def upload(paper, order: int, data: bytes, by, name: str = "da-ky.pdf"):
    return actions.upload_signed(paper, make.block(paper, order), SimpleUploadedFile(name, data), by=by)


def test_both_sign_with_their_tokens(w, root):
    paper = make.frozen(w)
    paper = upload(paper, 1, sign(current(paper), "ChuKy1", token(root)), w.users["leader"])
    assert paper.status == "signing"
    paper = upload(paper, 2, sign(current(paper), "ChuKy2", token(root)), w.users["leader_state"])
    assert paper.status == "signed"
    assert {s.method for s in Signature.objects.filter(block__paper=paper)} == {"token"}
    reports = signing.validate(current(paper), keys.trusted())
    assert [(r.field, r.intact, r.trusted) for r in reports] == [("ChuKy1", True, True), ("ChuKy2", True, True)]
    assert reports[-1].covers == "file"


def test_a_token_and_an_installation_key_stand_in_one_file(w, root):
    paper = make.frozen(w)
    paper = actions.sign_with_installation_key(paper, make.block(paper, 1), by=w.users["leader"])
    paper = upload(paper, 2, sign(current(paper), "ChuKy2", token(root)), w.users["leader_state"])
    assert paper.status == "signed"


def test_of_two_uploads_from_one_revision_the_second_is_led_to_the_new_file(w, root):
    paper = make.frozen(w)
    base = current(paper)
    upload(paper, 1, sign(base, "ChuKy1", token(root)), w.users["leader"])
    with pytest.raises(Refused, match=NAME) as refused:
        upload(paper, 2, sign(base, "ChuKy2", token(root)), w.users["leader_state"])
    assert refused.value.link == reverse("papers:pdf", args=[paper.pk])
    assert Revision.objects.filter(paper=paper).count() == 2
    paper = upload(paper, 2, sign(current(paper), "ChuKy2", token(root)), w.users["leader_state"])
    assert paper.status == "signed"


def changed(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


BAD = {
    "another PDF": lambda base, root: PDF,
    "the file as it was handed out": lambda base, root: base,
    "bytes behind the signature": lambda base, root: sign(base, "ChuKy1", token(root)) + b"\n% more\n",
    "the other party's field": lambda base, root: sign(base, "ChuKy2", token(root)),
    "two signatures at once": lambda base, root: sign(sign(base, "ChuKy1", token(root)), "ChuKy2", token(root)),
    "a changed byte in the frozen words": lambda base, root: changed(sign(base, "ChuKy1", token(root)), len(base) // 2),
    "a changed byte in the signature": lambda base, root: changed(sign(base, "ChuKy1", token(root)), len(base) + 3000),
    "a stranger's certificate": lambda base, root: sign(base, "ChuKy1", pki.certificate(NAME)),
    "an expired certificate": lambda base, root: sign(
        base, "ChuKy1", token(root, since=pki.NOW - timedelta(90), until=pki.NOW - timedelta(9))
    ),
    "somebody else's certificate": lambda base, root: sign(base, "ChuKy1", token(root, "Trần Văn Khác")),
    "a renamed program": lambda base, root: b"MZ\x90\x00" + base,
    "a Word file": lambda base, root: docx(),
    "half a file": lambda base, root: sign(base, "ChuKy1", token(root))[:-2000],
}


@pytest.mark.parametrize("fault", BAD)
def test_refused_and_nothing_is_stored(w, root, fault):
    paper = make.frozen(w)
    files = set(queries.current_revision(paper).file.path.parents[1].rglob("*"))
    with pytest.raises(Refused) as refused:
        upload(paper, 1, BAD[fault](current(paper), root), w.users["leader"])
    assert refused.value.field == "file"
    assert len(refused.value.reason) > 20
    assert Revision.objects.filter(paper=paper).count() == 1
    assert not Signature.objects.filter(block__paper=paper).exists()
    assert set(queries.current_revision(paper).file.path.parents[1].rglob("*")) == files


def test_a_revoked_certificate_is_refused(w, root, settings):
    key = token(root)
    (settings.KEYS_ROOT / keys.TRUST / "thu-hoi.crl").write_bytes(pki.crl(root, {key.cert: pki.NOW - timedelta(2)}))
    paper = make.frozen(w)
    with pytest.raises(Refused):
        upload(paper, 1, sign(current(paper), "ChuKy1", key), w.users["leader"])


def test_only_who_may_sign_may_upload(w, root):
    paper = make.frozen(w)
    for who in ("deputy", "leader_state", "focal_officer"):
        with pytest.raises(Refused):
            upload(paper, 1, sign(current(paper), "ChuKy1", token(root)), w.users[who])


def test_without_trusted_authorities_nothing_is_taken_in(w, settings):
    settings.DEMO = False
    paper = make.frozen(w)
    with pytest.raises(Refused):
        upload(paper, 1, sign(current(paper), "ChuKy1", pki.certificate(NAME)), w.users["leader"])
