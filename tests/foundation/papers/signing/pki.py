"""A small public-key world for tests: authorities, signers of every kind, revocation lists, a time-stamp server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from asn1crypto import keys as asn1_keys
from asn1crypto import tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

from dongthuan.foundation.papers.signing import InstallationKey

NOW = datetime.now(UTC).replace(microsecond=0)
DER = serialization.Encoding.DER
PEM = serialization.Encoding.PEM
USAGES = [
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
]


def usage(*names: str) -> x509.KeyUsage:
    return x509.KeyUsage(**{name: name in names for name in USAGES})


PLAIN = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
# where lists would be found: an address that answers nobody, for nothing here may ask
NOWHERE = x509.UniformResourceIdentifier("http://192.0.2.1/list.crl")
PLACES = [x509.CRLDistributionPoints([x509.DistributionPoint([NOWHERE], None, None, None)])]
SIGNS = usage("digital_signature", "content_commitment")
CERTIFIES = usage("key_cert_sign", "crl_sign")


@cache
def key(name: str, kind: str = "ec"):
    """One key per name for the whole run: making them is slow."""
    return rsa.generate_private_key(65537, 2048) if kind == "rsa" else ec.generate_private_key(ec.SECP256R1())


def name(common: str, organisation: str = "Thử nghiệm") -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def certificate(
    common: str,
    issuer: InstallationKey | None = None,
    *,
    ca: bool = False,
    kind: str = "ec",
    uses: x509.KeyUsage | None = SIGNS,
    purposes: list | None = None,
    since: datetime = NOW - timedelta(days=30),
    until: datetime = NOW + timedelta(days=365),
) -> InstallationKey:
    """A certificate with its key; without an issuer it signs itself."""
    private = key(common, kind)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name(common))
        .issuer_name(issuer.cert.subject if issuer else name(common))
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(private.public_key()), critical=False)
    )
    if ca:
        uses = CERTIFIES
    for place in PLACES:
        builder = builder.add_extension(place, critical=False)
    if uses is not None:
        builder = builder.add_extension(uses, critical=True)
    if purposes:
        builder = builder.add_extension(x509.ExtendedKeyUsage(purposes), critical=True)
    cert = builder.sign(issuer.private if issuer else private, hashes.SHA256())
    return InstallationKey(private, cert, issuer.cert if issuer else cert)


def crl(
    issuer: InstallationKey,
    revoked: dict[x509.Certificate, datetime] | None = None,
    *,
    at: datetime = NOW - timedelta(hours=1),
    until: datetime = NOW + timedelta(days=7),
    signed_by: InstallationKey | None = None,
) -> bytes:
    """A revocation list of this issuer (PEM)."""
    builder = (
        x509.CertificateRevocationListBuilder().issuer_name(issuer.cert.subject).last_update(at).next_update(until)
    )
    for cert, when in (revoked or {}).items():
        entry = x509.RevokedCertificateBuilder().serial_number(cert.serial_number).revocation_date(when).build()
        builder = builder.add_revoked_certificate(entry)
    return builder.sign((signed_by or issuer).private, hashes.SHA256()).public_bytes(PEM)


def pem(one: InstallationKey) -> bytes:
    return one.cert.public_bytes(PEM)


def asn1(one: InstallationKey) -> tuple[asn1_x509.Certificate, asn1_keys.PrivateKeyInfo]:
    private = one.private.private_bytes(DER, *PLAIN)
    return asn1_x509.Certificate.load(one.cert.public_bytes(DER)), asn1_keys.PrivateKeyInfo.load(private)


def stamper(root: InstallationKey, at: datetime | None = None) -> DummyTimeStamper:
    authority = certificate(
        "Cấp dấu thời gian",
        root,
        kind="rsa",  # the stamper knows no other
        uses=usage("digital_signature"),
        purposes=[ExtendedKeyUsageOID.TIME_STAMPING],
        since=NOW - timedelta(days=3650),
    )
    cert, private = asn1(authority)
    return DummyTimeStamper(cert, private, fixed_dt=at)


@contextmanager
def time_stamp_server(root: InstallationKey, at: datetime | None = None, rubbish: bytes = b"") -> Iterator[str]:
    """An RFC 3161 server on loopback (or one that answers rubbish); its address."""
    source = stamper(root, at)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            reply = rubbish or source.request_tsa_response(request).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(reply)))
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
