"""Signing: boxes first, then one signature behind the other, each leaving the earlier ones valid."""

import shutil
import subprocess
from datetime import UTC, datetime
from io import BytesIO

import pypdf
import pytest

from dongthuan.foundation.papers import signing
from dongthuan.foundation.papers.signing import FieldBox, SigningError, hanko

from . import pki
from .conftest import BOXES, codes, put


def test_two_signatures_one_after_the_other(two, world):
    first, second = signing.validate(two, world.roots)
    assert (first.signer, second.signer) == ("Nguyễn Văn Ất", "Trần Thị Bính")
    assert (first.covers, second.covers) == ("revision", "file")
    assert (first.good, second.good) == (True, True)
    assert (first.revocation, second.revocation) == ("unchecked", "unchecked")
    assert first.reason == "[Bản dựng thử] Ký ban hành"
    assert first.location == "Ninh Bình"
    assert not first.at_proved
    assert abs((datetime.now(UTC) - first.at).total_seconds()) < 3600


def test_each_revision_holds_the_one_before_byte_for_byte(paper, base, one, two):
    assert base.startswith(paper)
    assert one.startswith(base)
    assert two.startswith(one)


def test_the_boxes_stand_where_the_typesetter_puts_them(base):
    page = pypdf.PdfReader(BytesIO(base)).pages[1]
    height = float(page.mediabox.height)
    rects = [[float(n) for n in annotation.get_object()["/Rect"]] for annotation in page["/Annots"]]
    for box, rect in zip(BOXES, rects, strict=True):
        expected = [box.left, height - box.top - box.height, box.left + box.width, height - box.top]
        assert rect == pytest.approx(expected, abs=0.02)


def test_the_stamp_is_drawn_by_the_typesetter_not_by_the_library(one):
    reader = pypdf.PdfReader(BytesIO(one))
    forms, fonts = [reader.pages[1]["/Annots"][0].get_object()["/AP"]["/N"].get_object()], set()
    while forms:  # a form holds forms, the innermost the fonts
        resources = forms.pop().get("/Resources", {}).get_object()
        forms += [form.get_object() for form in resources.get("/XObject", {}).values()]
        fonts |= {str(font.get_object()["/BaseFont"]) for font in resources.get("/Font", {}).values()}
    assert fonts
    assert {font.split("+")[-1].split("-")[0] for font in fonts} == {"LiberationSerif"}


def test_without_a_stamp_the_signature_is_valid_all_the_same(base, world):
    assert codes(put(base, "Ben_A", world.first), world.roots) == []


@pytest.mark.parametrize(
    ("boxes", "code"),
    [
        ([FieldBox("X", 9, 10, 10, 50, 50)], "bad_box"),
        ([FieldBox("X", 0, 10, 10, 50, 50)], "bad_box"),
        ([FieldBox("X", 1, 580, 10, 50, 50)], "bad_box"),
        ([FieldBox("X", 1, 10, 830, 50, 50)], "bad_box"),
        ([FieldBox("X", 1, 10, 10, 0, 50)], "bad_box"),
        ([FieldBox("X", 1, 10, 10, 50, 50)] * 2, "same_box_twice"),
    ],
)
def test_a_box_that_does_not_fit_is_refused(paper, boxes, code):
    with pytest.raises(SigningError) as refused:
        signing.prepare_fields(paper, boxes)
    assert refused.value.code == code


def test_no_boxes_after_the_first_signature(one):
    with pytest.raises(SigningError) as refused:
        signing.prepare_fields(one, [FieldBox("Late", 1, 10, 10, 50, 50)])
    assert refused.value.code == "already_signed"


@pytest.mark.parametrize(("field", "code"), [("Ben_A", "field_taken"), ("Ben_X", "field_missing")])
def test_signing_a_box_that_is_taken_or_missing_is_refused(one, world, field, code):
    with pytest.raises(SigningError) as refused:
        put(one, field, world.second)
    assert refused.value.code == code


def test_a_broken_stamp_is_refused_in_a_sentence(base, world):
    with pytest.raises(SigningError) as refused:
        put(base, "Ben_A", world.first, b"%PDF-1.7\nnothing")
    assert refused.value.code == "bad_stamp"


def test_an_elliptic_key_and_an_rsa_key_sign_alike(base, world):
    for key in (world.first, world.second):
        assert codes(put(base, "Ben_A", key), world.roots) == []


def test_with_a_time_stamp_the_time_is_proved(base, world, stamp):
    with pki.time_stamp_server(world.root) as url:
        signed = put(base, "Ben_A", world.first, stamp, url)
    (report,) = signing.validate(signed, world.roots)
    assert report.good
    assert report.at_proved


def test_a_silent_time_stamp_server_is_one_sentence_and_nothing_is_signed(base, world):
    with pki.time_stamp_server(world.root) as url:
        pass
    with pytest.raises(SigningError) as refused:
        put(base, "Ben_A", world.first, None, url)
    assert refused.value.code == "no_timestamp"
    assert url in refused.value.sentence("vi")


@pytest.mark.parametrize("rubbish", [b"rubbish", b"\x30\x03\x02\x01\x00", b"\x30\x05\x30\x03\x02\x01\x02"])
def test_a_time_stamp_server_that_answers_rubbish_is_the_same_sentence(base, world, rubbish):
    with pki.time_stamp_server(world.root, rubbish=rubbish) as url, pytest.raises(SigningError) as refused:
        put(base, "Ben_A", world.first, None, url)
    assert refused.value.code == "no_timestamp"


@pytest.mark.poppler
@pytest.mark.skipif(not shutil.which("pdfsig"), reason="needs pdfsig (Debian package poppler-utils)")
def test_poppler_agrees(two, tmp_path):
    file = tmp_path / "two.pdf"
    file.write_bytes(two)
    said = subprocess.run(["pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=False).stdout
    assert said.count("Signature is Valid") == 2
    assert said.count("Total document signed") == 1
    assert said.index("Not total document signed") < said.index("Total document signed")
    damaged = bytearray(two)
    damaged[2000] ^= 1
    file.write_bytes(bytes(damaged))
    said = subprocess.run(["pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" not in said


@pytest.mark.poppler
@pytest.mark.skipif(not shutil.which("openssl"), reason="needs openssl (Debian package openssl)")
def test_openssl_agrees(two, world, tmp_path):
    """As docs/how-to/check-signatures.md does it by hand."""
    _, start, end, length = (found := hanko.Document(two).signatures[-1]).byte_range
    for name, content in {
        "signed": two[:start] + two[end : end + length],
        "other": two[:start] + two[end : end + length - 1] + b"?",
        "signature": found.contents,
        "root": pki.pem(world.root),
    }.items():
        (tmp_path / name).write_bytes(content)
    command = "openssl cms -verify -inform DER -in signature -binary -CAfile root -purpose any -out result -content"
    results = [
        subprocess.run([*command.split(), name], cwd=tmp_path, capture_output=True, check=False)
        for name in ("signed", "other")
    ]
    assert results[0].returncode == 0
    assert results[1].returncode != 0
