"""The pages of a paper, walked as people walk them."""

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dongthuan.foundation.papers import queries
from dongthuan.foundation.papers.models import Paper
from dongthuan.foundation.papers.render import to_docx
from dongthuan.foundation.things import kit as things
from tests.factories import make_world
from tests.foundation.files.bytes import PDF

from . import factories as make
from . import mutants, samples

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


@pytest.fixture
def w():
    return make_world()


def url(name: str, *args) -> str:
    return reverse(f"papers:{name}", args=args)


def words(response) -> str:
    return response.content.decode()


def test_from_draft_to_signed_through_the_pages(client, w):
    paper = make.draft(w)
    client.force_login(w.users["focal_officer"])
    assert url("number", paper.pk) in words(client.get(url("detail", paper.pk)))
    client.post(url("number", paper.pk), {"day": "", "number": ""})
    assert Paper.objects.get(pk=paper.pk).number is None
    response = client.post(url("number", paper.pk), {"day": "23/11/2026", "number": ""})
    assert response["Location"] == url("detail", paper.pk)
    assert "01-CTr/BDVTU-UBND" in words(client.get(url("detail", paper.pk)))
    client.post(url("freeze", paper.pk))
    for order, who in ((1, "leader"), (2, "leader_state")):
        client.force_login(w.users[who])
        page = words(client.get(url("detail", paper.pk)))
        assert url("sign", paper.pk, order) in page
        assert url("sign", paper.pk, 3 - order) not in page
        client.post(url("sign", paper.pk, order))
    paper.refresh_from_db()
    assert paper.status == "signed"
    page = words(client.get(url("detail", paper.pk)))
    assert paper.first_sha256 in page
    assert page.count('class="btn"') <= 1


def test_files_come_as_downloads(client, w):
    paper = make.frozen(w)
    client.force_login(w.users["leader"])
    response = client.get(url("pdf", paper.pk))
    assert response.content == queries.current_revision(paper).file.bytes()
    assert "01-CTr-BDVTU-UBND.pdf" in response["Content-Disposition"]
    assert client.get(url("revision", paper.pk, 1)).content == response.content
    assert client.get(url("revision", paper.pk, 9)).status_code == 404
    assert client.get(url("docx", paper.pk)).content.startswith(b"PK")
    assert client.get(url("pdf", make.draft(w).pk)).content.startswith(b"%PDF")


def test_a_refused_upload_says_why_and_keeps_its_place(client, w):
    paper = make.frozen(w)
    client.force_login(w.users["leader"])
    response = client.post(url("upload", paper.pk, 1), {"file": SimpleUploadedFile("a.pdf", PDF)})
    assert response.status_code == 422
    assert "error-sum" in words(response)


def test_taking_in_through_the_page(client, w):
    paper = make.draft(w)
    client.force_login(w.users["focal_officer"])
    given = {"number": "1", "day": "02/04/2021", "signer_1": "Vũ Thị Hòa", "signer_2": "", "attest": "on"}
    response = client.post(url("take_in", paper.pk), {**given, "scan": SimpleUploadedFile("quet.pdf", PDF)})
    assert response.status_code == 302, words(response)
    paper.refresh_from_db()
    assert (paper.on_paper, paper.attested_by) == (True, w.users["focal_officer"])
    assert "Vũ Thị Hòa" in words(client.get(url("detail", paper.pk)))
    again = make.draft(w)
    missing = client.post(
        url("take_in", again.pk), {**given, "attest": "", "scan": SimpleUploadedFile("quet.pdf", PDF)}
    )
    assert missing.status_code == 422


def test_voiding_through_the_page(client, w):
    paper = make.frozen(w)
    client.force_login(w.users["focal_officer"])
    assert client.get(url("void", paper.pk)).status_code == 200
    client.post(url("void", paper.pk), {"reason": "in nhầm"})
    assert Paper.objects.get(pk=paper.pk).status == "void"


def test_strangers_sign_in_first_and_others_learn_nothing(client, w):
    paper = make.draft(w)
    for name in ("detail", "pdf", "docx"):
        response = client.get(url(name, paper.pk))
        assert response.status_code == 302
        assert "login" in response["Location"]
    client.force_login(w.users["citizen"])
    assert client.get(url("detail", paper.pk)).status_code == 404


def test_a_signed_paper_about_something_public_is_open_to_everyone(client, w, monkeypatch):
    public = replace(things.kinds["organisation"], visible_to=lambda user: type(w.bdv).objects.all())
    monkeypatch.setitem(things.kinds, "organisation", public)
    draft, signed = make.draft(w), make.signed(w)
    page = words(client.get(url("detail", signed.pk)))
    assert signed.first_sha256 in page
    assert url("void", signed.pk) not in page
    assert client.get(url("pdf", signed.pk)).content.startswith(b"%PDF")
    assert client.get(url("detail", draft.pk)).status_code == 302
    client.force_login(w.users["citizen"])
    assert client.get(url("detail", draft.pk)).status_code == 404
    assert client.get(url("detail", signed.pk)).status_code == 200


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("a.docx", to_docx(samples.state_plan()), "note--done"),
        ("a.docx", mutants.docx(samples.state_plan(), mutants.sized("nation", 14)), "14 pt"),
        ("a.pdf", b"MZ", "error-sum"),
        ("a.pdf", PDF, "error-sum"),
    ],
)
def test_checking_a_layout(client, w, name, data, found):
    client.force_login(w.users["department_officer"])
    response = client.post(url("layout"), {"system": "state", "file": SimpleUploadedFile(name, data)})
    assert found in words(response)
