"""An uploaded file is the one handed out and one signature more, in the box meant for it; nothing else."""

from io import BytesIO

import pytest
from asn1crypto import crl, pem
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.sign import fields
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.validation import DocumentSecurityStore

from dongthuan.foundation.papers import signing
from dongthuan.foundation.papers.signing import SigningError

from . import attacks, pki
from .conftest import codes, put


def refused(previous: bytes, uploaded: bytes, world, field: str = "Ben_B", **options) -> str:
    with pytest.raises(SigningError) as error:
        signing.check_increment(previous, uploaded, field=field, trust=world.roots, guarded=False, **options)
    assert error.value.sentence("vi") != error.value.sentence("en")
    return error.value.code


def test_the_right_file_is_taken(base, one, two, world):
    first = signing.check_increment(base, one, field="Ben_A", trust=world.roots)
    second = signing.check_increment(one, two, field="Ben_B", trust=world.roots)
    assert (first.field, second.field) == ("Ben_A", "Ben_B")
    assert first.good
    assert second.good


@pytest.mark.parametrize(
    "subfilter", [fields.SigSeedSubFilter.PADES, fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED], ids=["CAdES", "pkcs7"]
)
def test_a_file_signed_by_a_foreign_program_is_taken(one, world, subfilter):
    uploaded = attacks.sign(one, world.second, "Ben_B", subfilter=subfilter)
    assert signing.check_increment(one, uploaded, field="Ben_B", trust=world.roots, guarded=False).good


def test_a_second_upload_from_the_same_revision_is_refused(base, one, world):
    """Two parties signed the same copy: the second would lose the first signature."""
    other = put(base, "Ben_B", world.second)
    assert refused(one, other, world) == "not_continuation"


def test_another_paper_is_refused(one, paper, world):
    another = signing.prepare_fields(
        paper.replace(b"Ninh", b"Nimh") + b"\n", [signing.FieldBox("Ben_B", 1, 9, 9, 90, 90)]
    )
    assert refused(one, put(another, "Ben_B", world.second), world) == "not_continuation"


def test_the_same_file_back_is_refused(one, world):
    assert refused(one, one, world) == "nothing_added"


@pytest.mark.parametrize("change", attacks.CHANGES, ids=lambda change: change.__name__)
def test_a_change_of_content_together_with_the_first_signature(base, world, change):
    """Nobody has signed yet, so no signature is broken; and yet it is not the text that was handed out."""
    writer = attacks.open_(base)
    change(writer)
    assert refused(base, attacks.sign(writer, world.first, "Ben_A"), world, "Ben_A") == "content_changed"


@pytest.mark.parametrize("change", [*attacks.CHANGES, attacks.repaint_box], ids=lambda change: change.__name__)
def test_a_change_of_content_together_with_the_second_signature(one, world, change):
    writer = attacks.open_(one)
    change(writer)
    uploaded = attacks.sign(writer, world.second, "Ben_B")
    assert refused(one, uploaded, world) == "content_changed"
    assert "changed_later" in codes(uploaded, world.roots)


@pytest.mark.parametrize("change", [*attacks.CHANGES, attacks.repaint_box], ids=lambda change: change.__name__)
def test_a_change_saved_before_the_second_signature(one, world, change):
    writer = attacks.open_(one)
    change(writer)
    uploaded = attacks.sign(attacks.save(writer), world.second, "Ben_B")
    assert refused(one, uploaded, world) == "several_changes"
    assert "changed_later" in codes(uploaded, world.roots)


@pytest.mark.parametrize("change", attacks.CHANGES, ids=lambda change: change.__name__)
def test_a_change_after_the_last_signature(two, world, change):
    writer = attacks.open_(two)
    change(writer)
    assert "not_whole_file" in codes(attacks.save(writer), world.roots)


def test_a_removed_signature_is_missed(one, world):
    writer = attacks.open_(one)
    attacks.remove_signature(writer)
    uploaded = attacks.sign(writer, world.second, "Ben_B")
    assert refused(one, uploaded, world) == "earlier_lost"


def test_an_earlier_signature_replaced_by_another(one, world):
    writer = attacks.open_(one)
    attacks.remove_signature(writer)
    uploaded = attacks.sign(attacks.sign(writer, world.second, "Ben_A"), world.second, "Ben_B")
    assert refused(one, uploaded, world) == "earlier_lost"


def test_a_signature_in_a_box_of_its_own_is_refused(one, world):
    assert refused(one, attacks.sign(one, world.second, "Khac"), world) == "wrong_field"


def test_two_signatures_at_once_are_refused(base, two, world):
    assert refused(base, two, world) == "several_changes"


def test_the_wrong_party_s_box_is_refused(base, world):
    assert refused(base, put(base, "Ben_B", world.second), world, "Ben_A") == "wrong_field"


def test_a_box_that_is_taken_or_unknown_is_refused(one, two, world):
    assert refused(one, two, world, "Ben_A") == "field_taken"
    assert refused(one, two, world, "Ben_X") == "field_missing"


def test_strangers_revoked_and_expired_are_refused_by_name(one, world):
    stranger = pki.certificate("Người lạ", pki.certificate("Gốc lạ", ca=True))
    old = pki.certificate("Người cũ", world.root, until=pki.NOW - pki.timedelta(days=1))
    assert refused(one, put(one, "Ben_B", stranger), world) == "stranger"
    assert refused(one, put(one, "Ben_B", old), world) == "expired"
    lists = [pki.crl(world.root, {world.second.cert: pki.NOW})]
    assert refused(one, put(one, "Ben_B", world.second), world, revocation=lists) == "revoked"


def test_a_later_signature_must_keep_what_the_first_one_locked(base, world, monkeypatch):
    """A certifying signature that allows no changes forbids even a second signature, whatever a program may do."""
    monkeypatch.setattr("pyhanko.sign.signers.pdf_signer.PdfSigner._enforce_certification_constraints", lambda *_: None)
    locked = attacks.sign(base, world.first, "Ben_A", certify=True, docmdp_permissions=fields.MDPPerm.NO_CHANGES)
    assert codes(locked, world.roots) == []
    both = attacks.sign(locked, world.second, "Ben_B")
    assert "changed_later" in codes(both, world.roots)
    assert refused(locked, both, world) == "earlier_lost"


def test_a_certifying_signature_that_allows_signing_allows_it(base, world):
    open_ = attacks.sign(base, world.first, "Ben_A", certify=True, docmdp_permissions=fields.MDPPerm.FILL_FORMS)
    assert codes(attacks.sign(open_, world.second, "Ben_B"), world.roots) == []


def test_a_kind_of_signature_from_long_ago_is_named(one, world):
    old = one.replace(b"/ETSI.CAdES.detached", b"/adbe.x509.rsa_sha1 ")
    assert codes(old, world.roots) == ["kind"]


def test_revocation_kept_in_the_document_counts(base, world):
    """Lists of every authority, stored before signing, make the answer independent of any server."""
    writer = attacks.open_(base)
    lists = [crl.CertificateList.load(pem.unarmor(one)[2]) for one in world.lists]
    DocumentSecurityStore.supply_dss_in_writer(writer, None, crls=lists)
    signed = put(attacks.save(writer), "Ben_A", world.first)
    (report,) = signing.validate(signed, world.roots)
    assert (report.good, report.revocation) == (True, "good")


def test_rubbish_kept_in_the_document_proves_nothing(base, world):
    writer = attacks.open_(base)
    rubbish = generic.ArrayObject([writer.add_object(generic.StreamObject(stream_data=b"rubbish"))])
    store = generic.DictionaryObject(dict.fromkeys(map(pdf_name, ("/Certs", "/CRLs", "/OCSPs")), rubbish))
    writer.root[pdf_name("/DSS")] = writer.add_object(store)
    writer.update_root()
    signed = put(attacks.save(writer), "Ben_A", world.first)
    (report,) = signing.validate(signed, world.roots)
    assert (report.good, report.revocation) == (True, "unchecked")


def test_a_time_stamp_of_the_whole_document_closes_it(two, world):
    """Archives add one behind the last signature; then it is the last, and covers the file."""
    stamped = stamp_document(two, world)
    reports = signing.validate(stamped, world.roots)
    assert [report.kind for report in reports] == ["signature", "signature", "timestamp"]
    assert all(report.good for report in reports)
    broken = bytearray(stamped)
    broken[len(two) + 30] ^= 1
    assert codes(bytes(broken), world.roots)


def stamp_document(pdf: bytes, world) -> bytes:
    out = BytesIO()
    PdfTimeStamper(pki.stamper(world.root)).timestamp_pdf(attacks.open_(pdf), "sha256", None, output=out)
    return out.getvalue()
