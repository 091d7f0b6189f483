"""Whether a signer's certificate is one to trust, and was good at the moment that counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from asn1crypto import crl as asn1_crl
from asn1crypto import ocsp as asn1_ocsp
from asn1crypto import x509
from cryptography import x509 as pyca

from . import hanko
from .kinds import Problem
from .trust import Trust, day, full_name, name_of

SIGNING_USAGES = {"digital_signature", "non_repudiation"}
OTHER_PURPOSES = {"server_auth", "code_signing", "time_stamping", "ocsp_signing"}
CLOCK_SLACK = timedelta(days=1)  # a signer's own clock may be wrong, not by more than this


@dataclass(frozen=True)
class Verdict:
    """What is to be said of the signer's certificate."""

    problems: list[Problem]
    revocation: str
    at: datetime | None
    at_proved: bool


def judge(found: hanko.Found, facts: hanko.Facts, trust: Trust, stored: Sequence, now: datetime) -> Verdict:
    """Is the certificate one to sign with, from a trusted authority, and good at the time that can be shown?

    That time is the one in a trusted time-stamp; without one it is `now`, for a signer's own clock proves nothing.
    """
    cert, who = found.cert, {"field": found.field, "name": name_of(found.cert)}
    proved = facts.stamp_ok
    moment = facts.stamped_at if proved and facts.stamped_at else now
    problems = _stamp_problem(found, facts, trust) + _dates(cert, who, moment) + _usage(found, trust, who)
    at = moment if proved else facts.claimed_at
    if at and not proved:
        problems += _claimed(cert, who, at, now)
    others = [*found.enclosed, *stored]
    chain, why = hanko.path(cert, others, hanko.context(trust.certificates(), moment, others=others))
    if not trust.roots:
        problems.append(Problem("no_trust", {"name": who["name"]}))
    elif why == "stranger":
        problems.append(Problem("stranger", {**who, "issuer": full_name(cert.issuer)}))
    elif isinstance(why, str) and not problems:
        problems.append(Problem(why, who))
    revocation, since = _revocation(cert, chain, others, trust, moment, proved)
    if revocation == "revoked" and since:
        problems.insert(0, Problem("revoked", {**who, "date": day(since)}))
    if not problems and not facts.trust_ok:
        problems.append(Problem("chain", who))
    return Verdict(problems, revocation, at, proved)


def _stamp_problem(found: hanko.Found, facts: hanko.Facts, trust: Trust) -> list[Problem]:
    stamped = facts.stamped_at is not None
    bad = stamped and not facts.stamp_ok
    if stamped and facts.stamp_ok and facts.stamp_cert is not None:
        pool = [*trust.certificates(), *found.enclosed]
        bad = any(_listed(facts.stamp_cert, issuer, trust.crls, None) for issuer in pool)
    return [Problem("timestamp", {"field": found.field})] if bad and found.kind == "signature" else []


def _dates(cert: x509.Certificate, who: dict, moment: datetime) -> list[Problem]:
    if moment > cert.not_valid_after:
        return [Problem("expired", {**who, "date": day(cert.not_valid_after)})]
    if moment < cert.not_valid_before:
        return [Problem("not_yet_valid", {**who, "date": day(cert.not_valid_before)})]
    return []


def _claimed(cert: x509.Certificate, who: dict, at: datetime, now: datetime) -> list[Problem]:
    facts = {**who, "date": day(at)}
    if at > now + CLOCK_SLACK:
        return [Problem("future", facts)]
    if not cert.not_valid_before - CLOCK_SLACK <= at <= cert.not_valid_after + CLOCK_SLACK:
        return [Problem("claimed_outside", facts)]
    return []


def _usage(found: hanko.Found, trust: Trust, who: dict) -> list[Problem]:
    """A signer's certificate may be used for signatures, and is not only for servers, programs or time-stamps.

    Without the extension any use is open (RFC 5280, 4.2.1.3). An authority's certificate is for certificates, unless
    it was itself put among those trusted.
    """
    cert = found.cert
    usage = set(cert.key_usage_value.native) if cert.key_usage_value else SIGNING_USAGES
    purposes = set(cert.extended_key_usage_value.native) if cert.extended_key_usage_value else set()
    authority = cert.ca and cert.dump() not in trust.roots
    fits = usage & SIGNING_USAGES and not authority and not (purposes and purposes <= OTHER_PURPOSES)
    # the purpose of a time-stamp's certificate is checked with the time-stamp
    return [] if fits or found.kind == "timestamp" else [Problem("usage", who)]


def _revocation(cert, chain, others, trust: Trust, moment: datetime, proved: bool) -> tuple[str, datetime | None]:
    """good only when a list or answer of each issuer in the chain, fresh at `moment`, says so."""
    known = {one.dump(): one for one in [*(chain or ()), *others, *trust.certificates(), cert]}
    below_root = chain[1:] if chain and len(chain) > 1 else [cert]
    for one in below_root:
        for issuer in known.values():
            since = _listed(one, issuer, trust.crls, moment if proved else None)
            if since:
                return "revoked", since
    if not chain or len(chain) < 2:
        return "unchecked", None
    crls = [crl for crl in _parsed(asn1_crl.CertificateList, trust.crls) if _while_valid(crl, cert)]
    ocsps = _parsed(asn1_ocsp.OCSPResponse, trust.ocsps)
    among = hanko.context(trust.certificates(), moment, others=others, crls=crls, ocsps=ocsps, required=True)
    checked, why = hanko.path(cert, others, among)
    if isinstance(why, datetime):
        return "revoked", why
    return ("good", None) if checked else ("unchecked", None)


def _listed(cert: x509.Certificate, issuer: x509.Certificate, crls: Iterable[bytes], until: datetime | None):
    """When this issuer's lists, however old, say the certificate was revoked (no later than `until`)."""
    if issuer.subject != cert.issuer:
        return None
    for der in crls:
        try:
            crl = pyca.load_der_x509_crl(der)
            public = pyca.load_der_x509_certificate(issuer.dump()).public_key()
            if not crl.is_signature_valid(public):  # type: ignore[arg-type]
                continue
            entry = crl.get_revoked_certificate_by_serial_number(cert.serial_number)
        except (ValueError, TypeError):
            continue
        if entry and (until is None or entry.revocation_date_utc <= until):
            return entry.revocation_date_utc
    return None


def _while_valid(crl: asn1_crl.CertificateList, cert: x509.Certificate) -> bool:
    """A list made after the certificate's end may have dropped it, so its silence says nothing."""
    return crl["tbs_cert_list"]["this_update"].native <= cert.not_valid_after


def _parsed(kind, values: Iterable[bytes]) -> list:
    """Those values that can be read; what a document carries may be broken, and then proves nothing."""
    parsed = []
    for value in values:
        try:
            one = kind.load(value, strict=True)
            one.native  # noqa: B018 - reads it through to the end
        except (ValueError, TypeError, KeyError):
            continue
        parsed.append(one)
    return parsed
