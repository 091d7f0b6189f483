"""The one place that knows pyHanko (pinned exactly: its interface moves between releases).

What is peculiar about it, and met here:
- it skips signatures of kinds it does not know; we list every signature field and refuse those kinds by name;
- it trusts the operating system's authorities when no roots are given; we always give the roots;
- "soft-fail" does not tell *checked and good* from *not checked*; we ask twice, once with revocation data required;
- its own text stamp spaces Vietnamese letters apart; the stamp is a PDF page drawn by typst;
- it reports through the log; our reports say it, so its loggers are silent.
"""

from __future__ import annotations

import asyncio
import logging
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from asn1crypto import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from pyhanko.pdf_utils import layout, misc
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, ModificationLevel, SuspiciousModification
from pyhanko.sign.general import SigningError as HankoSigningError
from pyhanko.sign.timestamps.aiohttp_client import HTTPTimeStamper
from pyhanko.sign.validation import (
    EmbeddedPdfSignature,
    KeyUsageConstraints,
    SignatureCoverageLevel,
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
)
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import CertificateValidator, ValidationContext, errors
from pyhanko_certvalidator.registry import SimpleCertificateStore

from .kinds import FieldBox, SigningError

for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)

PrivateKey = RSAPrivateKey | EllipticCurvePrivateKey
MAX_REVISIONS = 60  # each is compared with the one before; a paper has one per signer and a few more
KINDS = {"/ETSI.CAdES.detached": "signature", "/adbe.pkcs7.detached": "signature", "/ETSI.RFC3161": "timestamp"}
COVERS = {SignatureCoverageLevel.ENTIRE_FILE: "file", SignatureCoverageLevel.ENTIRE_REVISION: "revision"}
ANY_USAGE = KeyUsageConstraints(key_usage=set(), match_all_key_usages=False)  # usage has a sentence of its own


@dataclass(frozen=True)
class Found:
    """One signature as the PDF holds it."""

    field: str
    kind: str
    byte_range: list[int]
    contents: bytes
    embedded: EmbeddedPdfSignature
    cert: x509.Certificate
    enclosed: list[x509.Certificate]
    reason: str
    location: str


@dataclass(frozen=True)
class Facts:
    """What pyHanko found about one signature; trust is judged elsewhere."""

    digest_ok: bool
    signature_ok: bool
    covers: str
    later_ok: bool
    trust_ok: bool
    claimed_at: datetime | None
    stamped_at: datetime | None  # the time in a time-stamp, whoever made it
    stamp_ok: bool
    stamp_cert: x509.Certificate | None


@contextmanager
def readable() -> Iterator[None]:
    """A hostile or broken file may fail the parser anywhere; to the person it is one sentence."""
    try:
        yield
    except SigningError:
        raise
    except (MemoryError, RecursionError) as error:
        raise SigningError("too_complex") from error
    except Exception as error:
        raise SigningError("unreadable") from error


class Document:
    """A PDF with its signatures, in the order of signing."""

    def __init__(self, pdf: bytes) -> None:
        with readable():
            self.reader = PdfFileReader(BytesIO(pdf))
            if self.reader.encrypted:
                raise SigningError("encrypted")
            if self.reader.xrefs.hybrid_xrefs_present:
                raise SigningError("hybrid")
            self.revisions: int = self.reader.xrefs.total_revisions
            if self.revisions > MAX_REVISIONS:
                raise SigningError("too_complex")
            self.empty_fields = [name for name, _, _ in fields.enumerate_sig_fields(self.reader, filled_status=False)]
            found = [self._found(name, ref) for name, _, ref in fields.enumerate_sig_fields(self.reader, True)]
            self.signatures = sorted(found, key=lambda one: one.embedded.signed_revision)

    def _found(self, name: str, ref) -> Found:
        subfilter = str(ref.get_object()["/V"].get("/SubFilter", ""))
        if subfilter not in KINDS:
            raise SigningError("kind", field=name, kind=subfilter.lstrip("/") or "?")
        embedded = EmbeddedPdfSignature(self.reader, ref, name)
        dictionary = embedded.sig_object
        try:
            cert, enclosed = embedded.signer_cert, embedded.other_embedded_certs
        except (SignatureValidationError, ValueError, KeyError, TypeError) as error:
            raise SigningError("envelope", field=name, place="X.509") from error
        return Found(
            field=name,
            kind=KINDS[subfilter],
            byte_range=[int(number) for number in embedded.byte_range],
            contents=embedded.pkcs7_content,
            embedded=embedded,
            cert=cert,
            enclosed=enclosed,
            reason=str(dictionary.get("/Reason", "")),
            location=str(dictionary.get("/Location", "")),
        )

    def stored_validation_data(self) -> tuple[list[x509.Certificate], list[bytes], list[bytes]]:
        """Certificates, revocation lists and OCSP answers kept in the document (DSS), as they stand there."""
        with readable():
            store = self.reader.root["/DSS"] if "/DSS" in self.reader.root else {}  # noqa: SIM401 - get() stays raw
            certs = [*_stored(store, "/Certs", DecodePurpose.CERTIFICATE)]
            lists, answers = (
                list(_stored(store, key, purpose))
                for key, purpose in (("/CRLs", DecodePurpose.CRL), ("/OCSPs", DecodePurpose.OCSP_RESPONSE))
            )
            return [cert for cert in map(_certificate, certs) if cert], lists, answers

    def last_change(self, since: int) -> tuple[bool, set[str]]:
        """Whether the newest revision only filled form fields compared with revision `since`, and which fields."""
        with readable():
            old, new = (self.reader.get_historical_resolver(n) for n in (since, self.revisions - 1))
            try:
                result = DEFAULT_DIFF_POLICY.apply(old, new)
            except SuspiciousModification:
                return False, set()
            return result.modification_level <= ModificationLevel.FORM_FILLING, set(result.changed_form_fields)


def _stored(store, key: str, purpose: DecodePurpose) -> Iterator[bytes]:
    for reference in list(store[key]) if key in store else []:
        yield reference.get_object().read_data(purpose)


def _certificate(der: bytes) -> x509.Certificate | None:
    """A certificate from the document's store, if it is one: broken ones prove nothing and harm nothing."""
    try:
        certificate = x509.Certificate.load(der, strict=True)
        certificate.native  # noqa: B018 - reads it through to the end
    except (ValueError, TypeError, KeyError):
        return None
    return certificate


def context(roots: Sequence[x509.Certificate], moment: datetime, *, others=(), crls=(), ocsps=(), required=False):
    """A validation context that never asks the network nor the operating system."""
    return ValidationContext(
        trust_roots=list(roots),
        other_certs=list(others),
        moment=moment,
        crls=list(crls),
        ocsps=list(ocsps),
        revocation_mode="require" if required else "soft-fail",
        retroactive_revinfo=True,
    )


def facts(found: Found, stamp_context: ValidationContext, signer_context: ValidationContext) -> Facts:
    """Digest, signature value, coverage and later changes of one signature."""
    with readable():
        try:
            return asyncio.run(_facts(found, stamp_context, signer_context))
        except SignatureValidationError:  # the envelope contradicts itself
            return Facts(False, False, "part", False, False, None, None, False, None)


async def _facts(found: Found, stamp_context, signer_context) -> Facts:
    status: Any
    altered = not _digest_holds(found)  # then what came later is beside the point, and may not even be readable
    if found.kind == "timestamp":
        status = stamp = await async_validate_pdf_timestamp(found.embedded, stamp_context, skip_diff=altered)
        claimed = None
    else:
        status = await async_validate_pdf_signature(
            found.embedded, signer_context, stamp_context, key_usage_settings=ANY_USAGE, skip_diff=altered
        )
        stamp, claimed = status.timestamp_validity, status.signer_reported_dt
    return Facts(
        digest_ok=status.intact,
        signature_ok=status.valid,
        covers=COVERS.get(status.coverage, "part"),
        later_ok=altered or status.coverage == SignatureCoverageLevel.ENTIRE_FILE or _harmless(status),
        trust_ok=status.trusted,
        claimed_at=claimed,
        stamped_at=stamp.timestamp if stamp else None,
        stamp_ok=bool(stamp and stamp.intact and stamp.valid and stamp.trusted),
        stamp_cert=stamp.signing_cert if stamp else None,
    )


def _digest_holds(found: Found) -> bool:
    digests = [
        one["values"] for one in found.embedded.signer_info["signed_attrs"] if one["type"].native == "message_digest"
    ]
    if found.kind == "timestamp" or len(digests) != 1:
        return True  # the full check tells
    return digests[0][0].native == found.embedded.compute_digest()


def _harmless(status) -> bool:
    if isinstance(status.diff_result, SuspiciousModification) or status.diff_result is None:
        return False
    return status.docmdp_ok is not False and status.modification_level <= ModificationLevel.FORM_FILLING


def stamp_time(found: Found) -> datetime | None:
    """The time inside a signature's time-stamp, not yet verified."""
    with readable():
        return _stamp_time(found)


def _stamp_time(found: Found) -> datetime | None:
    unsigned = found.embedded.signer_info["unsigned_attrs"]
    if found.kind == "timestamp":
        return found.embedded.signed_data["encap_content_info"]["content"].parsed["gen_time"].native
    for attribute in unsigned if unsigned.native is not None else ():
        if attribute["type"].native == "signature_time_stamp_token":
            token = attribute["values"][0]["content"]
            return token["encap_content_info"]["content"].parsed["gen_time"].native
    return None


def path(cert: x509.Certificate, others: Sequence[x509.Certificate], among: ValidationContext):
    """The certificates from a root down to this one, as (certificates, None) or (None, what failed)."""
    try:
        found = asyncio.run(CertificateValidator(cert, others, among).async_validate_path())
        return list(found.iter_certs(include_root=True)), None
    except errors.PathBuildingError:
        return None, "stranger"
    except errors.RevokedError as error:
        return None, error.revocation_dt
    except errors.DisallowedAlgorithmError:
        return None, "weak"
    except (errors.ValidationError, errors.PathError, ValueError):
        return None, "chain"


def lay_fields(pdf: bytes, boxes: Sequence[FieldBox]) -> bytes:
    """Add empty signature fields in one incremental update."""
    with readable():
        writer = IncrementalPdfFileWriter(BytesIO(pdf))
        for box in boxes:
            bottom_left, top_right = _corners(writer, box)
            fields.append_signature_field(
                writer,
                fields.SigFieldSpec(
                    sig_field_name=box.name,
                    on_page=box.page - 1,
                    box=(*bottom_left, *top_right),  # type: ignore[arg-type]  # it takes fractions as well
                    readable_field_name=box.label or box.name,
                ),
            )
        # "append only" from the start: a signer that had to switch it on would be changing the form
        fields.ensure_sig_flags(writer, lock_sig_flags=True)
        out = BytesIO()
        writer.write(out)
        return out.getvalue()


def _corners(writer: IncrementalPdfFileWriter, box: FieldBox) -> tuple[tuple[float, float], tuple[float, float]]:
    refusal = SigningError("bad_box", field=box.name, page=box.page)
    pages = int(writer.root["/Pages"]["/Count"])
    if not 1 <= box.page <= pages:
        raise refusal
    page = writer.find_page_for_modification(box.page - 1)[0].get_object()
    left, bottom, right, top = (float(number) for number in _inherited(page, "/MediaBox"))
    x, y = left + box.left, top - box.top - box.height
    if min(box.left, box.top) < 0 or min(box.width, box.height) <= 0 or y < bottom or x + box.width > right:
        raise refusal
    return (round(x, 2), round(y, 2)), (round(x + box.width, 2), round(y + box.height, 2))


def _inherited(page, key: str):
    while key not in page:
        page = page["/Parent"]
    return page[key]


class Holder(signers.Signer):
    """Signs with the key as it was read; pyHanko's own signer reads and tests it anew, twice for each signature."""

    def __init__(self, key: PrivateKey, cert: x509.Certificate, registry: SimpleCertificateStore) -> None:
        super().__init__(signing_cert=cert, cert_registry=registry)
        self.key = key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        if isinstance(self.key, RSAPrivateKey):
            return self.key.sign(data, PKCS1v15(), hashes.SHA256())
        return self.key.sign(data, ECDSA(hashes.SHA256()))


def sign(
    pdf: bytes,
    meta: dict[str, str],
    *,
    key: PrivateKey,
    cert: x509.Certificate,
    chain: Sequence[x509.Certificate],
    stamp_pdf: bytes | None,
    tsa_url: str | None,
) -> bytes:
    """One incremental PAdES signature in an existing field; `meta`: field_name, name, reason, location."""
    registry = SimpleCertificateStore.from_certs([cert, *chain])
    timestamper = HTTPTimeStamper(tsa_url, timeout=20) if tsa_url else None
    with tempfile.NamedTemporaryFile(suffix=".pdf") as stamp:
        if stamp_pdf:
            _check_stamp(stamp_pdf)
            stamp.write(stamp_pdf)
            stamp.flush()
        signer = signers.PdfSigner(
            signers.PdfSignatureMetadata(
                field_name=meta["field_name"],
                name=meta["name"] or None,
                reason=meta["reason"] or None,
                location=meta["location"] or None,
                subfilter=fields.SigSeedSubFilter.PADES,
                md_algorithm="sha256",
            ),
            Holder(key, cert, registry),
            timestamper=timestamper,
            stamp_style=_style(stamp.name) if stamp_pdf else StaticStampStyle(border_width=0),
        )
        try:
            writer = IncrementalPdfFileWriter(BytesIO(pdf))
            return signer.sign_pdf(writer, existing_fields_only=True).getvalue()
        except misc.PdfError as error:
            raise SigningError("unreadable") from error
        except (HankoSigningError, OSError, ValueError, TypeError, KeyError) as error:
            if not tsa_url:
                raise
            raise SigningError("no_timestamp", url=tsa_url) from error  # no answer, or none that can be read


def _check_stamp(stamp_pdf: bytes) -> None:
    try:
        with readable():
            PdfFileReader(BytesIO(stamp_pdf)).find_page_for_modification(0)
    except SigningError as error:
        raise SigningError("bad_stamp") from error


def _style(file_name: str) -> StaticStampStyle:
    fit = layout.SimpleBoxLayoutRule(
        x_align=layout.AxisAlignment.ALIGN_MID,
        y_align=layout.AxisAlignment.ALIGN_MID,
        margins=layout.Margins.uniform(0),
    )
    return StaticStampStyle.from_pdf_file(file_name, border_width=0, background_opacity=1.0, background_layout=fit)
