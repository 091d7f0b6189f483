"""Signing papers and checking signatures (PAdES): pure functions on bytes, no Django, no clock but the one given.

See README.md for what is checked and why. The library behind it takes most of a second to load, so it is imported
where it is used: most processes never sign or check anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from .keys import TRIAL, InstallationKey, load, make_installation_key, trial_authority
from .kinds import Certificate, FieldBox, Problem, SignatureReport, SigningError
from .trust import Trust, as_trust, load_trust

__all__ = [
    "Certificate",
    "FieldBox",
    "InstallationKey",
    "Problem",
    "SignatureReport",
    "SigningError",
    "Trust",
    "check_increment",
    "load",
    "load_trust",
    "make_installation_key",
    "prepare_fields",
    "sign",
    "trial_authority",
    "validate",
]


def prepare_fields(pdf: bytes, boxes: Sequence[FieldBox]) -> bytes:
    """Lay all empty signature boxes, before anyone signs: adding one later would break the first signature."""
    from . import frame, hanko

    frame.check_file(pdf)
    document = hanko.Document(pdf)
    if document.signatures:
        raise SigningError("already_signed")
    names = [*document.empty_fields, *(box.name for box in boxes)]
    for name in names:
        if names.count(name) > 1:
            raise SigningError("same_box_twice", field=name)
    return hanko.lay_fields(pdf, boxes)


def sign(
    pdf: bytes,
    field: str,
    key: InstallationKey,
    *,
    stamp_pdf: bytes | None,
    signer_name: str,
    reason: str,
    location: str,
    tsa_url: str | None = None,
) -> bytes:
    """Sign one empty box with a key of the installation: PAdES B-B, or B-T when a time-stamp server is given.

    The result begins with `pdf`, byte for byte. Its stated reason says that it is a trial build.
    """
    from asn1crypto import x509
    from cryptography.hazmat.primitives import serialization

    from . import hanko

    document = hanko.Document(pdf)
    if field not in document.empty_fields:
        taken = any(found.field == field for found in document.signatures)
        raise SigningError("field_taken" if taken else "field_missing", field=field)
    cert, authority = (
        x509.Certificate.load(one.public_bytes(serialization.Encoding.DER)) for one in (key.cert, key.authority)
    )
    meta = {"field_name": field, "name": signer_name, "location": location, "reason": f"[{TRIAL}] {reason}".strip()}
    signed = hanko.sign(
        pdf,
        meta,
        key=key.private,
        cert=cert,
        chain=[authority],
        stamp_pdf=stamp_pdf,
        tsa_url=tsa_url,
    )
    if not signed.startswith(pdf):
        raise AssertionError("a signature must be added behind the file, never into it")
    return signed


def validate(
    pdf: bytes,
    trust: Trust | Iterable | None,
    *,
    now: datetime | None = None,
    revocation: Iterable[bytes] = (),
    guarded: bool = True,
) -> list[SignatureReport]:
    """Every signature of a file, in the order of signing; refuses a file that cannot be read.

    trust: a folder's `load_trust`, or a list of root certificates (PEM, DER, objects). revocation: lists (CRL) and
    OCSP answers at hand. now: the moment the question is asked for, e.g. when the file was received.
    guarded: check in a child process with limits; only for files of our own making may it be False.
    """
    from . import check, guard

    arguments = (pdf, as_trust(trust, revocation), now)
    return guard.guarded("inspect", *arguments) if guarded else check.inspect(*arguments)


def check_increment(
    previous: bytes,
    uploaded: bytes,
    *,
    field: str,
    trust: Trust | Iterable | None,
    now: datetime | None = None,
    revocation: Iterable[bytes] = (),
    guarded: bool = True,
) -> SignatureReport:
    """The new signature in an uploaded file, which must be `previous` and one signature in `field`, nothing else.

    Raises SigningError with the first reason to refuse it.
    """
    from . import check, guard

    arguments = (previous, uploaded, field, as_trust(trust, revocation), now)
    return guard.guarded("inspect_increment", *arguments) if guarded else check.inspect_increment(*arguments)
