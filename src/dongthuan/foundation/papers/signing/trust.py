"""Whom to trust: roots and revocation lists from a folder or a list; names and days as people read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from asn1crypto import x509
from cryptography import x509 as pyca
from cryptography.hazmat.primitives.serialization import Encoding

from .kinds import SigningError

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
CERT_FILES = {".pem", ".crt", ".cer"}
SHORT = {
    "common_name": "CN",
    "organizational_unit_name": "OU",
    "organization_name": "O",
    "locality_name": "L",
    "state_or_province_name": "ST",
    "country_name": "C",
    "serial_number": "serialNumber",
    "email_address": "email",
    "user_id": "UID",
}


@dataclass
class Trust:
    """Trusted certificates and revocation lists (all DER)."""

    roots: list[bytes] = field(default_factory=list)
    crls: list[bytes] = field(default_factory=list)
    ocsps: list[bytes] = field(default_factory=list)

    def certificates(self) -> list[x509.Certificate]:
        return [x509.Certificate.load(der) for der in self.roots]


def load_trust(folder: Path) -> Trust:
    """Roots (*.pem, *.crt, *.cer) and revocation lists (*.crl) of a folder."""
    trust = Trust()
    try:
        files = sorted(path for path in Path(folder).iterdir() if path.is_file())
    except OSError as error:
        raise SigningError("cannot_open", path=str(folder), why=error.strerror or "?") from error
    for path in files:
        suffix = path.suffix.lower()
        if suffix not in CERT_FILES and suffix != ".crl":
            continue
        try:
            body = path.read_bytes()
            read, into = (read_crls, trust.crls) if suffix == ".crl" else (read_certificates, trust.roots)
            into.extend(read(body))
        except OSError as error:
            raise SigningError("cannot_open", path=str(path), why=error.strerror or "?") from error
        except ValueError as error:
            raise SigningError("bad_trust_file", path=str(path)) from error
    return trust


def as_trust(roots: Trust | Iterable | None, revocation: Iterable[bytes] = ()) -> Trust:
    """Trust from a list of certificates (PEM, DER or objects) and of revocation lists or OCSP answers."""
    if isinstance(roots, Trust):
        trust = Trust(list(roots.roots), list(roots.crls), list(roots.ocsps))
    else:
        trust = Trust([der for root in roots or () for der in read_certificates(root)])
    for data in revocation:
        try:
            trust.crls.extend(read_crls(data))
        except ValueError:
            trust.ocsps.append(data)
    return trust


def read_certificates(data: bytes | str | pyca.Certificate) -> list[bytes]:
    """The certificates in PEM or DER data, as DER.

    A certificate lying beside its private key is somebody's own, not one they trust in others: of such a file only
    authorities count.
    """
    if isinstance(data, pyca.Certificate):
        return [data.public_bytes(Encoding.DER)]
    if isinstance(data, str):
        data = data.encode()
    if b"-----BEGIN" not in data:
        return [pyca.load_der_x509_certificate(data).public_bytes(Encoding.DER)]
    with_key = b"PRIVATE KEY-----" in data
    if with_key and b"BEGIN CERTIFICATE" not in data:
        return []
    certs = [cert.public_bytes(Encoding.DER) for cert in pyca.load_pem_x509_certificates(data)]
    return [der for der in certs if not with_key or x509.Certificate.load(der).ca]


def read_crls(data: bytes) -> list[bytes]:
    """The revocation list in PEM or DER data, as DER."""
    load = pyca.load_pem_x509_crl if b"-----BEGIN" in data else pyca.load_der_x509_crl
    return [load(data).public_bytes(Encoding.DER)]


def day(moment: datetime) -> str:
    return moment.astimezone(LOCAL).strftime("%d/%m/%Y")


def full_name(name: x509.Name) -> str:
    """A distinguished name as people write it, the most particular part first: CN=…,O=…,C=VN."""
    parts = [(part["type"].native, part["value"].native) for rdn in reversed(list(name.chosen)) for part in rdn]
    return ",".join(f"{SHORT.get(kind, kind)}={value}" for kind, value in parts)


def name_of(cert: x509.Certificate, kind: str = "common_name") -> str:
    value = cert.subject.native.get(kind, "")
    value = value[0] if isinstance(value, list) else value
    return str(value) or (full_name(cert.subject) if kind == "common_name" else "")
