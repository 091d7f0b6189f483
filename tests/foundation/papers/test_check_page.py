"""Anyone checks a signed file on a page: what holds, what was altered, what is no signed PDF; nothing is stored."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfWriter

from dongthuan.foundation.files.models import StoredFile
from dongthuan.foundation.papers import checking, queries
from tests.factories import make_world

from . import factories

pytestmark = pytest.mark.django_db


def sent(data: bytes, name: str = "van-ban.pdf") -> tuple[int, str]:
    response = Client(enforce_csrf_checks=True).post(reverse("papers:check"), {"file": SimpleUploadedFile(name, data)})
    assert not response.cookies
    return response.status_code, response.content.decode()


@pytest.fixture
def signed_pdf(settings) -> bytes:
    settings.DEMO = True
    return queries.current_revision(factories.signed(make_world())).file.bytes()


def test_a_signed_file_holds(signed_pdf):
    stored = StoredFile.objects.count()
    status, page = sent(signed_pdf)
    assert status == 200
    assert "Mọi chữ ký còn nguyên vẹn" in page
    assert page.count("Còn nguyên vẹn: nội dung đã ký không đổi.") == 2
    assert StoredFile.objects.count() == stored


def test_one_byte_changed_is_said(signed_pdf):
    at = signed_pdf.index(b"/Contents") - 40
    status, page = sent(signed_pdf[:at] + bytes([signed_pdf[at] ^ 1]) + signed_pdf[at + 1 :])
    assert "Mọi chữ ký còn nguyên vẹn" not in page
    assert status in (200, 422)


def unsigned() -> bytes:
    """A PDF that can be read and that nobody signed."""
    writer, out = PdfWriter(), BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(out)
    return out.getvalue()


def test_a_file_without_a_signature_and_one_that_is_no_pdf():
    status, page = sent(unsigned())
    assert status == 200
    assert "Tệp này không có chữ ký số." in page
    status, page = sent(b"MZ\x90\x00" + b"\x00" * 99)
    assert status == 422
    assert "Tệp này không phải là tệp PDF." in page


def test_too_large_a_file_is_not_read(monkeypatch):
    monkeypatch.setattr(checking, "LIMIT", 10)
    assert "Tệp PDF lớn hơn" in sent(unsigned())[1]


def test_strangers_do_not_start_many_at_once():
    checking.AT_ONCE.acquire()
    checking.AT_ONCE.acquire()
    try:
        assert sent(unsigned())[0] == 503
    finally:
        checking.AT_ONCE.release()
        checking.AT_ONCE.release()
    assert sent(unsigned())[0] == 200
