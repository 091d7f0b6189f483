"""Signing: one after the other, each on the file the one before left."""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dongthuan.foundation.files import actions as files
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, lock, today

from .. import callbacks, keys, permissions, queries, rules, signing, states
from ..models import Paper, PaperBlock, Revision, Signature
from ..stamp import REGION_MM, stamp_pdf
from ..states import Status
from .draft import take_number


@transaction.atomic
def sign_with_installation_key(paper: Paper, block: PaperBlock, *, by: User) -> Paper:
    """Sign with a key this installation holds for the person: demo only, and stamped so."""
    paper, block = locked(paper, block)
    permissions.check_may_sign_here(by, block)
    current = queries.current_revision(paper)
    key = keys.key_of(by, block.organisation)
    at = timezone.localtime()
    lines = [
        _signed_by(by),
        ", ".join(line for line in (post_title(block), block.organisation.name_on(today())) if line),
        f"Thời gian ký: {at:%d/%m/%Y %H:%M:%S} +07:00",
    ]
    try:
        signed = signing.sign(
            current.file.bytes(), block.field, key, stamp_pdf=stamp_pdf(lines, True, *REGION_MM),
            signer_name=by.shown_name(), reason=queries.full_number(paper), location=paper.place, tsa_url=settings.TSA_URL or None,
        )  # fmt: skip
        report = signing.validate(signed, [key.authority], guarded=False)[-1]
    except signing.SigningError as error:
        raise Refused(error.sentence(get_language() or "vi")) from error
    facts = add_signature(paper, block, signed, report, Signature.Method.INSTALLATION, by)
    record.append("papers.sign_with_installation_key", subject=paper.thing, by=by, data=facts)
    return settle(paper, by)


def _signed_by(by: User) -> str:
    return f"Ký bởi: {by.shown_name()}"


def post_title(block: PaperBlock) -> str:
    return block.post.title if block.post else ""


@transaction.atomic
def upload_signed(paper: Paper, block: PaperBlock, upload: Any, *, by: User) -> Paper:
    """Take in the file that the signer signed with their own token.

    It must be the current file and one signature in the block's field behind it, nothing else: whole, from a trusted
    authority, in the name of who may sign. Of two files made from one revision the second is refused.
    """
    paper, block = locked(paper, block)
    permissions.check_may_sign(by, block)
    name = files.clean_name(getattr(upload, "name", "") or queries.file_name(paper, "pdf"), "file")
    data = files.read(upload, name, "file")
    files.checked(data, name, {"pdf"}, "file")
    current = queries.current_revision(paper)
    refuse_older_base(paper, current, data)
    try:
        report = signing.check_increment(
            current.file.bytes(), data, field=block.field, trust=keys.trusted(), now=timezone.now()
        )
    except signing.SigningError as error:
        raise Refused(error.sentence(get_language() or "vi"), field="file") from error
    if not report.trusted:
        problems = [p.sentence(get_language() or "vi") for p in report.problems]
        raise Refused(problems[0] if problems else _("The certificate of the signer is not trusted."), field="file")
    check_signer(report, block, by)
    facts = add_signature(paper, block, data, report, Signature.Method.TOKEN, by)
    record.append("papers.upload_signed", subject=paper.thing, by=by, data=facts)
    return settle(paper, by)


def refuse_older_base(paper: Paper, current: Revision, data: bytes) -> None:
    """A file signed from an earlier revision lacks what was signed since: say so and lead to the new file."""
    if data.startswith(current.file.bytes()):
        return
    for older in paper.revisions.exclude(pk=current.pk).select_related("file").order_by("-n"):
        if data.startswith(older.file.bytes()):
            who = ", ".join(
                s.signer_name for s in Signature.objects.filter(revision__paper=paper, revision__n__gt=older.n)
            )
            raise Refused(
                _("Meanwhile %(who)s signed; this file lacks that signature. Download the new file and sign it.")
                % {"who": who},
                field="file",
                link=reverse("papers:pdf", args=[paper.pk]),
            )


def check_signer(report: signing.SignatureReport, block: PaperBlock, by: User) -> None:
    """The certificate must name the person who may sign, or the organisation itself (its seal)."""
    names = {
        by.full_name,
        rules.signing_name(by.full_name),
        block.signer_name,
        block.organisation.name,
        block.organisation.name_on(today()),
    }
    if keys.plain_name(report.signer) in {keys.plain_name(n) for n in names if n}:
        return
    said = {"found": report.signer, "expected": by.full_name}
    raise Refused(
        _("The file is signed by %(found)s; expected was a certificate of %(expected)s.") % said, field="file"
    )


def locked(paper: Paper, block: PaperBlock) -> tuple[Paper, PaperBlock]:
    """The paper's row is the queue at which signers stand."""
    paper = lock(paper)
    block = paper.blocks.select_related("organisation", "post__organisation", "signature").get(pk=block.pk)
    block.paper = paper
    return paper, block


def add_signature(
    paper: Paper, block: PaperBlock, data: bytes, report: signing.SignatureReport, method: str, by: User
) -> dict[str, Any]:
    """Store the new revision and who signed; the facts for the record."""
    current = queries.current_revision(paper)
    stored = files.store(data, name=queries.file_name(paper, "pdf"), thing=paper.thing, by=by, accept={"pdf"})
    revision = Revision.objects.create(paper=paper, n=current.n + 1, file=stored)
    Signature.objects.create(
        block=block, revision=revision, method=method, signer_name=by.shown_name(), signer=by, at=report.at or timezone.now(),
        certificate=f"{report.cert.subject}\nSHA-256 {report.cert.sha256}",
    )  # fmt: skip
    return {
        "organisation": block.organisation.name, "signer": report.signer, "certificate": report.cert.sha256,
        "sha256": stored.sha256, "revision": revision.n,
    }  # fmt: skip


def settle(paper: Paper, by: User) -> Paper:
    """Move on; when nobody is missing the paper is signed, and its subject hears of it."""
    to = Status.SIGNING if queries.unsigned(paper) else Status.SIGNED
    if to != paper.status:
        states.check_move(paper.status, to)
        paper.status = to
        paper.save(update_fields=["status"])
    if to == Status.SIGNED:
        callbacks.run(paper, by)
    return paper


@transaction.atomic
def take_in_paper_signed(
    paper: Paper,
    *,
    scan: Any,
    number: int,
    day: date,
    signers: Mapping[int, str] | None = None,
    attested_by: User,
    by: User,
    scan_name: str = "",
) -> Paper:
    """Take in a paper signed with ink (bản giấy đã ký): its scan, its own number and day, who signed, who attests.

    `signers`: order of the block -> name, where it is not the holder of its post on that day.
    """
    paper = lock(paper)
    permissions.check_may_take_in(by, paper)
    states.check_move(paper.status, Status.SIGNED)
    if day > today():
        raise Refused(_("A paper cannot carry a day that is still to come."), field="day")
    take_number(paper, day, number)
    stored = files.store(scan, name=scan_name, thing=paper.thing, by=by, accept={"pdf", "image"}, field="scan")
    revision = Revision.objects.create(paper=paper, n=1, file=stored)
    for block in paper.blocks.select_related("post"):
        name = (signers or {}).get(block.order) or block.signer_name or queries.holder_name(block.post, day)
        if not name:
            said = {"organisation": block.organisation.name}
            raise Refused(
                _("Who signed for %(organisation)s? Enter the name as it stands on the paper.") % said, field="signers"
            )
        block.signer_name = name
        block.save(update_fields=["signer_name"])
        Signature.objects.create(
            block=block, revision=revision, method=Signature.Method.PAPER, signer_name=name, at=None
        )
    paper.on_paper, paper.attested_by, paper.status = True, attested_by, Status.SIGNED
    paper.canonical_hash = hashlib.sha256(queries.words(paper).encode()).hexdigest()
    paper.save(update_fields=["on_paper", "attested_by", "status", "number", "series", "dated", "canonical_hash"])
    data = {"number": paper.shown_number, "day": day, "scan": stored.sha256, "attested_by": attested_by.record_name()}
    record.append("papers.take_in_paper_signed", subject=paper.thing, by=by, data=data)
    callbacks.run(paper, by)
    return paper
