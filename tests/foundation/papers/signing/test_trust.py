"""Whom we trust: strangers, certificates out of date, revoked or made for something else, and revocation known or not."""

from datetime import timedelta

import pytest
from cryptography.x509.oid import ExtendedKeyUsageOID

from dongthuan.foundation.papers import signing
from dongthuan.foundation.papers.signing import SigningError, Trust

from . import pki
from .conftest import codes, put

DAY = timedelta(days=1)


def signed_by(base, **options):
    """(file, key) signed by a certificate of the kind asked for."""
    issuer = options.pop("issuer")
    key = pki.certificate(options.pop("name", "Người ký thử"), issuer, **options)
    return put(base, "Ben_A", key), key


def test_a_stranger_is_named_with_who_vouches_for_them(base, world):
    stranger = pki.certificate("Gốc lạ", ca=True)
    signed, _ = signed_by(base, issuer=stranger, name="Người lạ")
    (report,) = signing.validate(signed, world.roots, guarded=False)
    assert report.intact
    assert not report.trusted
    assert [problem.code for problem in report.problems] == ["stranger"]
    sentence = report.problems[0].sentence("vi")
    assert "Người lạ" in sentence
    assert "Gốc lạ" in sentence


def test_an_authority_of_the_same_name_is_still_a_stranger(base, world):
    false_root = pki.InstallationKey(pki.key("khoá khác"), world.root.cert, world.root.cert)
    signed, _ = signed_by(base, issuer=false_root)
    assert codes(signed, world.roots)


def test_without_a_list_of_authorities_nobody_is_trusted(one):
    (report,) = signing.validate(one, None, guarded=False)
    assert (report.intact, report.trusted) == (True, False)
    assert [problem.code for problem in report.problems] == ["no_trust"]


@pytest.mark.parametrize(
    ("since", "until", "code"),
    [(-60 * DAY, -DAY, "expired"), (DAY * 3, 60 * DAY, "not_yet_valid")],
)
def test_a_certificate_out_of_date(base, world, since, until, code):
    signed, _ = signed_by(base, issuer=world.root, since=pki.NOW + since, until=pki.NOW + until)
    found = codes(signed, world.roots)
    assert found[0] == code
    report = signing.validate(signed, world.roots, guarded=False)[0]
    date = {"expired": report.cert.not_after, "not_yet_valid": report.cert.not_before}[code]
    assert report.problems[0].params["date"] == signing.trust.day(date)


def test_a_certificate_that_has_expired_since_needs_a_proof_of_time(one, world):
    """Years later: without a time-stamp nobody can tell whether it was signed in time."""
    assert codes(one, world.roots, now=pki.NOW + 400 * DAY)[0] == "expired"


def test_with_a_time_stamp_it_stays_good_after_the_certificate_has_expired(base, world):
    with pki.time_stamp_server(world.root) as url:
        signed = put(base, "Ben_A", world.first, None, url)
    later = pki.NOW + 366 * DAY
    trust = [pki.pem(world.root)]
    key = signing.validate(signed, trust, now=later - 2 * DAY, guarded=False)[0]
    assert key.good
    assert later > key.cert.not_after


def test_signed_at_a_time_that_is_still_to_come(one, world):
    assert "future" in codes(one, world.roots, now=pki.NOW - 3 * DAY)


@pytest.mark.parametrize(
    "options",
    [
        {"uses": pki.usage("key_encipherment")},
        {"uses": pki.CERTIFIES},
        {"uses": None, "purposes": [ExtendedKeyUsageOID.SERVER_AUTH]},
        {"purposes": [ExtendedKeyUsageOID.SERVER_AUTH]},
        {"purposes": [ExtendedKeyUsageOID.TIME_STAMPING]},
        {"ca": True},
    ],
)
def test_a_certificate_made_for_something_else(base, world, options):
    signed, _ = signed_by(base, issuer=world.root, **options)
    assert codes(signed, world.roots)[0] == "usage"


@pytest.mark.parametrize(
    "options",
    [
        {"uses": pki.usage("digital_signature")},
        {"uses": pki.usage("content_commitment")},
        {"uses": None},
        {"purposes": [ExtendedKeyUsageOID.EMAIL_PROTECTION, ExtendedKeyUsageOID.CLIENT_AUTH]},
    ],
)
def test_certificates_as_the_licensed_authorities_issue_them(base, world, options):
    signed, _ = signed_by(base, issuer=world.root, **options)
    assert codes(signed, world.roots) == []


def test_a_signer_whose_authority_may_not_issue(base, world):
    """A certificate for signing papers is no authority, even when the root vouches for it."""
    signed, _ = signed_by(base, issuer=world.second, name="Con của người ký")
    assert "chain" in codes(signed, world.roots)


def test_good_only_when_every_authority_says_so(one, world):
    assert state(one, world.roots) == "unchecked"
    assert state(one, world.roots, pki.crl(world.middle)) == "unchecked"
    assert state(one, world.roots, *world.lists) == "good"


def test_a_list_counts_though_the_certificate_names_no_place_of_lists(base, world, monkeypatch):
    monkeypatch.setattr(pki, "PLACES", [])
    key = pki.certificate("Không nơi công bố", world.root)
    assert state(put(base, "Ben_A", key), world.roots, pki.crl(world.root)) == "good"


def state(pdf, roots, *lists, now=None) -> str:
    return signing.validate(pdf, roots, revocation=lists, now=now, guarded=False)[0].revocation


def test_an_old_list_proves_nothing_good(one, world):
    old = [pki.crl(ca, at=pki.NOW - 9 * DAY, until=pki.NOW - 2 * DAY) for ca in (world.root, world.middle)]
    assert state(one, world.roots, *old) == "unchecked"


def test_a_list_signed_by_another_is_not_believed(one, world):
    forged = pki.crl(world.middle, {world.first.cert: pki.NOW - DAY}, signed_by=world.second)
    assert state(one, world.roots, forged) == "unchecked"
    assert codes(one, world.roots, revocation=[forged]) == []


def test_a_revoked_certificate(one, world):
    revoked = pki.crl(world.middle, {world.first.cert: pki.NOW - DAY})
    (report,) = signing.validate(one, world.roots, revocation=[pki.crl(world.root), revoked], guarded=False)
    assert (report.intact, report.trusted, report.revocation) == (True, False, "revoked")
    assert report.problems[0].code == "revoked"
    assert world.first.common_name in report.problems[0].sentence("vi")


def test_an_old_list_that_names_the_certificate_still_tells(one, world):
    old = pki.crl(world.middle, {world.first.cert: pki.NOW - 9 * DAY}, at=pki.NOW - 8 * DAY, until=pki.NOW - DAY)
    assert codes(one, world.roots, revocation=[old]) == ["revoked"]


def test_a_revoked_authority_takes_its_signers_along(one, world):
    revoked = pki.crl(world.root, {world.middle.cert: pki.NOW - DAY})
    assert "revoked" in codes(one, world.roots, revocation=[revoked])


@pytest.mark.parametrize(("when", "expected"), [(-DAY, "revoked"), (timedelta(hours=3), "good")])
def test_revoked_before_or_after_a_proved_time(base, world, when, expected):
    """A proved time earlier than the revocation keeps the signature good; a claimed one would not."""
    with pki.time_stamp_server(world.root) as url:
        signed = put(base, "Ben_A", world.first, None, url)
    later = pki.NOW + DAY
    lists = [
        pki.crl(world.root, at=later, until=later + 7 * DAY),
        pki.crl(world.middle, {world.first.cert: pki.NOW + when}, at=later, until=later + 7 * DAY),
    ]
    assert state(signed, world.roots, *lists, now=later + timedelta(hours=1)) == expected


def test_revoked_after_a_claimed_time_is_revoked(one, world):
    lists = [pki.crl(world.middle, {world.first.cert: pki.NOW + DAY}, at=pki.NOW + DAY, until=pki.NOW + 9 * DAY)]
    assert state(one, world.roots, *lists, now=pki.NOW + 2 * DAY) == "revoked"


def test_a_time_stamp_of_a_stranger_is_refused(base, world):
    stranger = pki.certificate("Gốc lạ", ca=True)
    with pki.time_stamp_server(stranger) as url:
        signed = put(base, "Ben_A", world.first, None, url)
    (report,) = signing.validate(signed, world.roots, guarded=False)
    assert "timestamp" in [problem.code for problem in report.problems]
    assert not report.good
    assert not report.at_proved


def test_a_folder_of_trust(tmp_path, world):
    (tmp_path / "root.pem").write_bytes(pki.pem(world.root))
    (tmp_path / "middle.CER").write_bytes(world.middle.cert.public_bytes(pki.DER))
    (tmp_path / "list.crl").write_bytes(pki.crl(world.root))
    (tmp_path / "readme.txt").write_text("không phải chứng thư")
    trust = signing.load_trust(tmp_path)
    assert (len(trust.roots), len(trust.crls)) == (2, 1)


@pytest.mark.parametrize("name", ["bad.pem", "bad.crt", "bad.crl"])
def test_a_broken_file_of_trust_is_named(tmp_path, world, name):
    (tmp_path / "root.pem").write_bytes(pki.pem(world.root))
    (tmp_path / name).write_bytes(b"rubbish")
    with pytest.raises(SigningError) as refused:
        signing.load_trust(tmp_path)
    assert refused.value.code == "bad_trust_file"
    assert name in refused.value.sentence("vi")


def test_of_a_folder_of_keys_only_the_authority_is_trusted(tmp_path, base):
    key = signing.make_installation_key(tmp_path / "one.pem", "Người thử", "X")
    (tmp_path / "bare.pem").write_bytes(key.private.private_bytes(pki.PEM, *pki.PLAIN))
    trust = signing.load_trust(tmp_path)
    assert set(trust.roots) == {key.authority.public_bytes(pki.DER)}
    assert codes(put(base, "Ben_A", key), trust) == []


def test_an_empty_folder_trusts_nobody_and_a_missing_one_is_named(tmp_path, one):
    assert codes(one, signing.load_trust(tmp_path)) == ["no_trust"]
    with pytest.raises(SigningError) as refused:
        signing.load_trust(tmp_path / "none")
    assert refused.value.code == "cannot_open"


@pytest.mark.parametrize("options", [{}, {"ca": True}, {"uses": None}])
def test_a_certificate_that_vouches_for_itself_is_trusted_only_when_it_is_listed(base, world, options):
    alone = pki.certificate("Tự ký", **options)
    signed = put(base, "Ben_A", alone)
    assert codes(signed, world.roots)
    expected = ["usage"] if "ca" in options else []  # an authority whose certificate says: for certificates only
    assert codes(signed, [alone.cert]) == expected


def test_trust_may_be_given_in_every_form(one, world):
    for form in (world.roots, [world.root.cert], [world.root.cert.public_bytes(pki.DER)], Trust([der(world)])):
        assert codes(one, form) == []


def der(world) -> bytes:
    return world.root.cert.public_bytes(pki.DER)
