"""Checking signatures: what a file carries, and whether an uploaded file only adds the expected signature."""

from __future__ import annotations

from datetime import UTC, datetime

from . import envelope, frame, hanko
from .judge import judge
from .kinds import Certificate, Problem, SignatureReport, SigningError
from .trust import Trust, full_name, name_of

BREAKS = {"byte_range", "padding", "envelope", "cert_damaged", "altered", "forged", "changed_later", "not_whole_file"}


def inspect(pdf: bytes, trust: Trust, now: datetime | None = None) -> list[SignatureReport]:
    """Every signature of a file, in the order of signing."""
    frame.check_file(pdf)
    return _reports(pdf, hanko.Document(pdf), trust, now or datetime.now(UTC))


def inspect_increment(
    previous: bytes, uploaded: bytes, field: str, trust: Trust, now: datetime | None = None
) -> SignatureReport:
    """The one new signature of an uploaded file, or the first reason to refuse it.

    The file must be the one handed out, byte for byte, and one update behind it that does nothing but sign `field`.
    """
    frame.check_file(uploaded)
    if not uploaded.startswith(previous):
        raise SigningError("not_continuation")
    before, after = hanko.Document(previous), hanko.Document(uploaded)
    if field not in before.empty_fields:
        taken = any(found.field == field for found in before.signatures)
        raise SigningError("field_taken" if taken else "field_missing", field=field)
    _only_one_signature_more(before, after, field)
    reports = _reports(uploaded, after, trust, now or datetime.now(UTC))
    for report in reports[:-1]:
        if not report.intact:
            raise SigningError("earlier_lost", field=report.field)
    if reports[-1].problems:
        first = reports[-1].problems[0]
        raise SigningError(first.code, **first.params)
    return reports[-1]


def _only_one_signature_more(before: hanko.Document, after: hanko.Document, field: str) -> None:
    now = {found.field: found for found in after.signatures}
    for found in before.signatures:
        same = now.get(found.field)
        if same is None or (same.byte_range, same.contents) != (found.byte_range, found.contents):
            raise SigningError("earlier_lost", field=found.field)
    new = set(now) - {found.field for found in before.signatures}
    if not new:
        raise SigningError("nothing_added")
    if after.revisions != before.revisions + 1:
        raise SigningError("several_changes")
    if new != {field}:
        raise SigningError("wrong_field", field=field)
    only_filled, changed = after.last_change(before.revisions - 1)
    if not only_filled or changed != {field} or after.signatures[-1].field != field:
        raise SigningError("content_changed")


def _reports(pdf: bytes, document: hanko.Document, trust: Trust, now: datetime) -> list[SignatureReport]:
    stored, crls, ocsps = document.stored_validation_data()
    trust = Trust(trust.roots, [*trust.crls, *crls], [*trust.ocsps, *ocsps])
    last = document.signatures[-1] if document.signatures else None
    with hanko.readable():
        return [_report(pdf, found, found is last, trust, stored, now) for found in document.signatures]


def _report(pdf, found: hanko.Found, is_last: bool, trust: Trust, stored, now: datetime) -> SignatureReport:
    problems = _frame_problems(pdf, found, trust)
    roots = trust.certificates()
    moment = hanko.stamp_time(found) or now
    facts = hanko.facts(
        found, hanko.context(roots, now, others=stored), hanko.context(roots, moment, others=[*stored, *found.enclosed])
    )
    place = {"field": found.field}
    if not facts.digest_ok:
        problems.append(Problem("altered", place))
    elif not facts.signature_ok:
        problems.append(Problem("forged", place))
    covers = facts.covers
    if covers == "file" and frame.covered_until(found.byte_range) != len(pdf):
        covers = "part"
    if is_last and covers != "file":
        problems.append(Problem("not_whole_file", place))
    elif facts.digest_ok and (not facts.later_ok or covers == "part"):
        problems.append(Problem("changed_later", place))
    verdict = judge(found, facts, trust, stored, now)
    problems += verdict.problems
    cert = found.cert
    return SignatureReport(
        field=found.field,
        kind=found.kind,
        signer=name_of(cert),
        organisation=name_of(cert, "organization_name"),
        cert=Certificate(
            subject=full_name(cert.subject),
            issuer=full_name(cert.issuer),
            serial=f"{cert.serial_number:x}",
            sha256=cert.sha256.hex(),
            not_before=cert.not_valid_before,
            not_after=cert.not_valid_after,
        ),
        at=verdict.at,
        at_proved=verdict.at_proved,
        covers=covers,
        intact=not any(problem.code in BREAKS for problem in problems),
        trusted=not any(problem.code not in BREAKS for problem in problems),
        revocation=verdict.revocation,
        reason=found.reason,
        location=found.location,
        problems=tuple(problems),
    )


def _frame_problems(pdf: bytes, found: hanko.Found, trust: Trust) -> list[Problem]:
    problems = frame.check_gap(pdf, found.byte_range, found.contents, found.field)
    der, padding = frame.split_padding(found.contents)
    if any(padding):
        problems.append(Problem("padding", {"field": found.field}))
    return problems + envelope.check(der, trust.roots, found.field)
