"""The envelope of a signature (CMS SignedData), put together again from its parts and compared byte for byte.

A signature protects the signed attributes and, through them, the file. The rest of the envelope (version numbers,
algorithm names, certificates, a time-stamp) is protected by nothing, so a byte changed there might go unseen. Here
every such byte is either *recomputed* (lengths, tags, versions, the signer's identifier), one of few *allowed* values
(algorithms) or part of something signed *by another* (certificates by their issuer, the time-stamp by its authority).
"""

from __future__ import annotations

from collections.abc import Iterable

from asn1crypto import cms, x509
from cryptography import x509 as pyca
from cryptography.exceptions import InvalidSignature

from .kinds import Problem

DIGESTS = {"sha256", "sha384", "sha512", "sha3_256", "sha3_384", "sha3_512"}
NULL_PARAMETERS = {"rsassa_pkcs1v15", "sha256_rsa", "sha384_rsa", "sha512_rsa"}
NO_PARAMETERS = {"sha256_ecdsa", "sha384_ecdsa", "sha512_ecdsa", "ed25519", "ed448"}
OWN_PARAMETERS = {"rsassa_pss"}


class Altered(ValueError):
    """The part of the envelope that is not as it must be."""


def check(der: bytes, known: Iterable[bytes], field: str) -> list[Problem]:
    """What is wrong with the envelope; `known` are certificates already trusted (DER)."""
    try:
        info = cms.ContentInfo.load(der, strict=True)
        if rebuild(info) != der:
            raise Altered("encoding")
        suspects = unvouched(info, known)
    except Altered as error:
        return [Problem("envelope", {"field": field, "place": str(error)})]
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        return [Problem("envelope", {"field": field, "place": "ASN.1"})]
    return [
        Problem(code, {"field": field, "name": cert.subject.human_friendly, "issuer": cert.issuer.human_friendly})
        for code, cert in suspects
    ]


def tlv(tag: int, *parts: bytes) -> bytes:
    """Tag, shortest length, value."""
    value = b"".join(parts)
    size = len(value)
    if size < 0x80:
        return bytes([tag, size]) + value
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + value


def rebuild(info: cms.ContentInfo) -> bytes:
    """The one encoding these contents may have."""
    if info["content_type"].native != "signed_data":
        raise Altered("content type")
    data = info["content"]
    if len(data["signer_infos"]) != 1:
        raise Altered("signers")
    if data["crls"].native is not None:
        raise Altered("revocation lists outside the document’s store")
    signer = data["signer_infos"][0]
    stamp = data["encap_content_info"]["content_type"].native == "tst_info"
    signed_data = tlv(
        0x30,
        tlv(0x02, b"\x03" if stamp or _sid_by_key(signer) else b"\x01"),
        tlv(0x31, _declared_digest(data)),
        _content(data, stamp),
        tlv(0xA0, *(_frame_of(_certificate(choice)) for choice in data["certificates"])),
        tlv(0x31, _signer(data)),
    )
    return tlv(0x30, cms.ContentType("signed_data").dump(), tlv(0xA0, signed_data))


def _content(data: cms.SignedData, stamp: bool) -> bytes:
    if not stamp:
        return tlv(0x30, cms.ContentType("data").dump())
    inner = bytes(data["encap_content_info"]["content"])
    return tlv(0x30, cms.ContentType("tst_info").dump(), tlv(0xA0, tlv(0x04, inner)))


def _signer(data: cms.SignedData) -> bytes:
    signer = data["signer_infos"][0]
    if not len(signer["signed_attrs"]):
        raise Altered("signed attributes")
    parts = [
        tlv(0x02, b"\x03" if _sid_by_key(signer) else b"\x01"),
        _sid(data),
        _digest(signer),
        tlv(0xA0, signer["signed_attrs"].contents),
        _signature_algorithm(signer),
        tlv(0x04, signer["signature"].native),
    ]
    if signer["unsigned_attrs"].native is not None:
        parts.append(tlv(0xA1, _time_stamp(signer["unsigned_attrs"])))
    return tlv(0x30, *parts)


def _time_stamp(attributes: cms.CMSAttributes) -> bytes:
    """The only unsigned attribute accepted: one signature time-stamp, its token checked the same way."""
    kinds = [attribute["type"].native for attribute in attributes]
    if kinds != ["signature_time_stamp_token"] or len(attributes[0]["values"]) != 1:
        raise Altered("unsigned attributes")
    token = attributes[0]["values"][0]
    return tlv(0x30, cms.CMSAttributeType("signature_time_stamp_token").dump(), tlv(0x31, rebuild(token)))


def _sid_by_key(signer: cms.SignerInfo) -> bool:
    return signer["sid"].name == "subject_key_identifier"


def _sid(data: cms.SignedData) -> bytes:
    """How the signer's certificate is named, taken from that certificate itself."""
    place = _signers_place(data)
    if place < 0:
        raise Altered("signer’s certificate")
    certificate = _certificate(data["certificates"][place])
    if _sid_by_key(data["signer_infos"][0]):
        return tlv(0x80, certificate.key_identifier)
    return tlv(0x30, certificate.issuer.dump(), certificate["tbs_certificate"]["serial_number"].dump())


def _digest(signer: cms.SignerInfo) -> bytes:
    return _algorithm(signer["digest_algorithm"], DIGESTS, DIGESTS)


def _declared_digest(data: cms.SignedData) -> bytes:
    """The list of digests in front names the one the signer used, and no other."""
    used = data["signer_infos"][0]["digest_algorithm"]["algorithm"].native
    if [one["algorithm"].native for one in data["digest_algorithms"]] != [used]:
        raise Altered("digests")
    return _algorithm(data["digest_algorithms"][0], DIGESTS, DIGESTS)


def _signature_algorithm(signer: cms.SignerInfo) -> bytes:
    algorithm = signer["signature_algorithm"]
    if algorithm["algorithm"].native in OWN_PARAMETERS:
        return tlv(0x30, algorithm["algorithm"].dump(), algorithm["parameters"].dump())  # used, hence checked, below
    return _algorithm(algorithm, NULL_PARAMETERS | NO_PARAMETERS, NULL_PARAMETERS)


def _algorithm(algorithm: cms.DigestAlgorithm, allowed: set[str], may_have_null: set[str]) -> bytes:
    """The name of an allowed algorithm with no parameters, or NULL where that is customary."""
    name = algorithm["algorithm"].native
    if name not in allowed:
        raise Altered(f"algorithm {name}")
    without = tlv(0x30, algorithm["algorithm"].dump())
    with_null = tlv(0x30, algorithm["algorithm"].dump(), b"\x05\x00")
    return with_null if name in may_have_null and algorithm.dump() == with_null else without


def _certificate(choice: cms.CertificateChoices) -> x509.Certificate:
    if choice.name != "certificate":
        raise Altered("certificates")
    return choice.chosen


def _frame_of(certificate: x509.Certificate) -> bytes:
    """A certificate's issuer signs its inner part only; what stands around it is put together again."""
    inner = certificate["tbs_certificate"]
    value = certificate["signature_value"]
    return tlv(0x30, inner.dump(), inner["signature"].dump(), tlv(0x03, b"\x00", value.native))


def unvouched(info: cms.ContentInfo, known: Iterable[bytes]) -> list[tuple[str, x509.Certificate]]:
    """Enclosed certificates that are not known and that no certificate at hand has signed.

    "cert_damaged": its issuer is at hand and did not sign this. "cert_loose": its issuer is not at hand, so nobody can
    tell. The signer's own certificate may be loose (that is a stranger, which the check of trust says better), and
    any may be when nobody is trusted anyway.
    """
    known = set(known)
    enclosed = enclosed_certificates(info)
    authorities = [pyca.load_der_x509_certificate(der) for der in known | set(enclosed)]
    suspects = []
    for place, der in enumerate(enclosed):
        certificate = pyca.load_der_x509_certificate(der)
        issuers = [authority for authority in authorities if authority.subject == certificate.issuer]
        if der in known or any(_issued(issuer, certificate) for issuer in issuers):
            continue
        if issuers or (known and _signers_place(info["content"]) != place):
            suspects.append(("cert_damaged" if issuers else "cert_loose", x509.Certificate.load(der)))
    return suspects


def _signers_place(data: cms.SignedData) -> int:
    """Where among the enclosed certificates the signer's stands."""
    sid = data["signer_infos"][0]["sid"].chosen
    for place, choice in enumerate(data["certificates"]):
        certificate = choice.chosen
        if isinstance(sid, cms.IssuerAndSerialNumber):
            if certificate.serial_number == sid["serial_number"].native and certificate.issuer == sid["issuer"]:
                return place
        elif certificate.key_identifier == sid.native:
            return place
    return -1


def enclosed_certificates(info: cms.ContentInfo) -> list[bytes]:
    """Every certificate in the envelope and in its time-stamp (DER)."""
    data = info["content"]
    found = [_certificate(choice).dump() for choice in data["certificates"]]
    unsigned = data["signer_infos"][0]["unsigned_attrs"]
    for attribute in unsigned if unsigned.native is not None else ():
        for token in attribute["values"]:
            found += enclosed_certificates(token)
    return found


def _issued(issuer: pyca.Certificate, certificate: pyca.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True
