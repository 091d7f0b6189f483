"""Keys that an installation holds to try out signing: marked as a trial build in every place a reader looks.

One folder holds one trial authority and the keys it vouches for, a file each (private key, certificate and authority
in PEM, readable to its owner only). They prove that the steps work; they have no legal effect.
"""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPrivateKeyTypes
from cryptography.x509.oid import NameOID

from .kinds import SigningError

TRIAL = "Bản dựng thử"
MARK = f" ({TRIAL})"
AUTHORITY = "Đồng Thuận – Cơ quan chứng thực bản dựng thử"
AUTHORITY_FILE = "trial-authority.pem"
YEARS = 15


@dataclass(frozen=True)
class InstallationKey:
    """A private key with its certificate and the trial authority's."""

    private: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
    cert: x509.Certificate
    authority: x509.Certificate

    @property
    def common_name(self) -> str:
        return str(self.cert.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)


def make_installation_key(path: Path, common_name: str, organisation: str, *, rsa_bits: int = 2048) -> InstallationKey:
    """A new key at `path`, vouched for by the trial authority in the same folder (made when missing)."""
    path = Path(path)
    if path.exists():
        raise SigningError("key_exists", path=str(path))
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    authority_key, authority = _authority(path.parent / AUTHORITY_FILE)
    private = rsa.generate_private_key(public_exponent=65537, key_size=rsa_bits)
    subject = _name(_cut(common_name, 64 - len(MARK.encode())) + MARK, organisation)
    builder = _builder(subject, authority.subject, private.public_key(), ca=False)
    cert = builder.sign(authority_key, hashes.SHA256())
    _write(path, private, cert, authority)
    return InstallationKey(private, cert, authority)


def load(path: Path) -> InstallationKey:
    """The key at `path`; refused when others on the machine could read it."""
    private, certs = _read(Path(path))
    if len(certs) != 2:
        raise SigningError("key_unreadable", path=str(path))
    return InstallationKey(private, certs[0], certs[1])  # type: ignore[arg-type]  # of the kinds made here


def trial_authority(folder: Path) -> bytes:
    """The trial authority's certificate (PEM), for the list of those trusted in a demo."""
    _, certs = _read(Path(folder) / AUTHORITY_FILE)
    return certs[0].public_bytes(serialization.Encoding.PEM)


def _authority(path: Path) -> tuple[CertificateIssuerPrivateKeyTypes, x509.Certificate]:
    if not path.exists():
        with suppress(SigningError):  # another process made it at the same instant: use that one
            _make_authority(path)
    private, certs = _read(path)
    return private, certs[0]


def _make_authority(path: Path) -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    name = _name(AUTHORITY, "Đồng Thuận")
    cert = _builder(name, name, private.public_key(), ca=True).sign(private, hashes.SHA256())
    _write(path, private, cert)


def _name(common_name: str, organisation: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, _cut(organisation)),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, f"{TRIAL} – không có giá trị pháp lý"),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )


def _cut(text: str, size: int = 64) -> str:
    """No longer than a certificate allows, counted in bytes, without a torn letter."""
    return text.encode()[:size].decode(errors="ignore").strip()


def _builder(subject: x509.Name, issuer: x509.Name, public, *, ca: bool) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    usage = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"), False
    )
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(days=365 * YEARS))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=0 if ca else None), critical=True)
        .add_extension(
            x509.KeyUsage(digital_signature=not ca, content_commitment=not ca, key_cert_sign=ca, crl_sign=ca, **usage),
            critical=True,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def _write(path: Path, private: CertificateIssuerPrivateKeyTypes, *certs: x509.Certificate) -> None:
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    body = pem + b"".join(cert.public_bytes(serialization.Encoding.PEM) for cert in certs)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-key-")  # 0600 from the first byte
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        os.link(name, path)  # whole or not at all, and never over another key
    except FileExistsError as error:
        raise SigningError("key_exists", path=str(path)) from error
    finally:
        os.unlink(name)


def _read(path: Path) -> tuple[CertificateIssuerPrivateKeyTypes, list[x509.Certificate]]:
    try:
        with path.open("rb") as file:
            mode, body = os.fstat(file.fileno()).st_mode, file.read()
    except FileNotFoundError as error:
        raise SigningError("key_missing", path=str(path)) from error
    except OSError as error:
        raise SigningError("key_unreadable", path=str(path)) from error
    if stat.S_IMODE(mode) & 0o077:
        raise SigningError("key_open_to_others", path=str(path))
    try:
        # not tested for a twentieth of a second each time: it was made here, and nobody else could write it
        private = serialization.load_pem_private_key(body, password=None, unsafe_skip_rsa_key_validation=True)
        return private, x509.load_pem_x509_certificates(body)  # type: ignore[return-value]
    except (ValueError, TypeError) as error:
        raise SigningError("key_unreadable", path=str(path)) from error
