"""From a draft to a frozen paper."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from dongthuan.foundation.files import actions as files
from dongthuan.foundation.orgs.models import Organisation, Post
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, lock, today
from dongthuan.foundation.things.models import Thing

from .. import callbacks, permissions, queries, rules, signing, states
from ..models import Paper, PaperBlock, Revision
from ..render import typeset
from ..render.model import as_dict, blocks, canonical_text
from ..render.pdf import TypesetError
from ..states import Status


@dataclass(frozen=True)
class BlockSpec:
    """A signature block as its author asks for it; what is not said is worked out from the organisation and its head."""

    organisation: Organisation
    post: Post | None = None
    form: rules.Form = ""  # KT, TL, TUQ, Q
    authority: tuple[str, ...] = ()
    signer_name: str = ""


@transaction.atomic
def draft_paper(
    subject: Thing,
    *,
    system: str,
    kind: str,
    title: str,
    blocks: Iterable[BlockSpec | Organisation],
    body: Mapping[str, Any],
    by: User | None,
    place: str = "",
    unit: str = "",
) -> Paper:
    """Draft a paper about a subject (dự thảo văn bản). The first block's organisation leads and its series counts.

    `body`: {"grounds": […], "body": [nodes, Paragraph, Table…], "recipients": […], "appendices": […], "addressees": […]}.
    """
    if system not in Paper.System.values:
        raise ValueError(f"system {system!r}: one of {', '.join(Paper.System.values)}")
    specs = [b if isinstance(b, BlockSpec) else BlockSpec(b) for b in blocks]
    if not specs:
        raise Refused(_("A paper needs at least one organisation that signs it."))
    lead = specs[0].organisation
    organs = list(dict.fromkeys(s.organisation.symbol or initials(s.organisation) for s in specs))
    paper = Paper.objects.create(
        subject=subject, system=system, kind=kind, title=title, issuer=lead, place=place or lead.place_name,
        symbol=rules.symbol(system, kind, organs, unit), body=plain_body(body),
    )  # fmt: skip
    for order, spec in enumerate(specs, 1):
        make_block(paper, order, spec)
    data = {"title": title, "kind": kind, "system": system, "signs": [s.organisation.name for s in specs]}
    record.append("papers.draft_paper", subject=paper.thing, by=by, data=data)
    return paper


def initials(organisation: Organisation) -> str:
    """A symbol for an organisation that has none yet: the first letters of its short name."""
    return "".join(word[0] for word in organisation.short_name.upper().split() if word[0].isalnum())


def make_block(paper: Paper, order: int, spec: BlockSpec) -> PaperBlock:
    post = spec.post or queries.head_post(spec.organisation)
    return PaperBlock.objects.create(
        paper=paper, order=order, side="right" if order % 2 else "left", organisation=spec.organisation, post=post,
        authority=list(spec.authority or authority(spec, post)), signer_name=rules.signing_name(spec.signer_name),
    )  # fmt: skip


def authority(spec: BlockSpec, post: Post | None) -> tuple[str, ...]:
    """The lines over the signature, each organisation in its own system: TM., KT. of the state, T/M, K/T of the Party."""
    head = queries.head_post(spec.organisation)
    title = head.title if head else _("Head")
    own = "party" if spec.organisation.kind == Organisation.Kind.PARTY_BODY else "state"
    return rules.authority_lines(
        own, head=title, signer=post.title if post else title, form=spec.form,
        collective=rules.collective_of(spec.organisation.name_on(today())),
    )  # fmt: skip


def plain_body(body: Mapping[str, Any]) -> dict[str, Any]:
    """The content as JSON. A wrong shape fails here, where its author sees it, and not when it is typeset."""
    plain = {k: v for k, v in body.items() if k in (*queries.CONTENT, "superior", "issuers", "kind_title")}
    plain["body"] = as_dict(blocks(body.get("body", ())))
    plain["appendices"] = [
        {**a, "body": as_dict(blocks(a.get("body", ())))} for a in as_dict(list(body.get("appendices", ())))
    ]
    for key in ("grounds", "recipients", "addressees"):
        plain[key] = [str(v) for v in body.get(key, ())]
    return plain


@transaction.atomic
def redraft(paper: Paper, *, body: Mapping[str, Any] | None = None, title: str | None = None, by: User | None) -> Paper:
    """Change the words of a paper that is not frozen yet."""
    paper = lock(paper)
    if by is not None:
        permissions.check_may_prepare(by, paper)
    elif paper.status not in states.EDITABLE:
        raise Refused(_("The paper is frozen; its words and its number do not change any more."))
    paper.body = plain_body(body) if body is not None else paper.body
    paper.title = title if title is not None else paper.title
    paper.save(update_fields=["body", "title"])
    record.append("papers.redraft", subject=paper.thing, by=by)
    return paper


@transaction.atomic
def number(paper: Paper, *, day: date | None = None, n: int | None = None, by: User) -> Paper:
    """Give the paper its number and date (lấy số, ngày tháng văn bản). The series of its issuer, kind and year counts."""
    paper = lock(paper)
    permissions.check_may_prepare(by, paper)
    states.check_move(paper.status, Status.NUMBERED)
    day = day or today()
    if day > today():
        raise Refused(_("A paper cannot carry a day that is still to come."), field="day")
    take_number(paper, day, n)
    paper.status = Status.NUMBERED
    paper.save(update_fields=["number", "series", "dated", "status"])
    record.append("papers.number", subject=paper.thing, by=by, data={"number": paper.shown_number, "day": day})
    return paper


def take_number(paper: Paper, day: date, n: int | None) -> None:
    """The next free number of the series, or the one asked for; the issuer's row is the lock, so none is given twice."""
    Organisation.objects.select_for_update(no_key=True).get(pk=paper.issuer_id)
    series = f"{paper.issuer_id}:{paper.kind}:{day.year}"
    taken = Paper.objects.filter(series=series, number__isnull=False)
    last = taken.order_by("-number").values_list("number", flat=True).first()
    if n is not None and taken.filter(number=n).exists():
        said = {"n": f"{n:02d}", "kind": paper.kind, "year": day.year}
        raise Refused(_("Number %(n)s is taken among the %(kind)s papers of %(year)s.") % said, field="number")
    paper.number = n or rules.next_number((day.year, last) if last else None, day.year)
    paper.series, paper.dated = series, day


@transaction.atomic
def freeze(paper: Paper, *, clause_hashes: Mapping[str, str] | None = None, by: User) -> Paper:
    """Typeset and freeze (ban hành bản chính chờ ký): from here on the words stand, and every block has its empty field."""
    paper = lock(paper)
    permissions.check_may_prepare(by, paper)
    states.check_move(paper.status, Status.FROZEN)
    hashes = {**callbacks.freezing(paper, by), **(clause_hashes or {})}
    paper.refresh_from_db(fields=["body", "title"])
    for block in paper.blocks.select_related("post"):
        block.field = queries.field_name(block)
        block.signer_name = block.signer_name or queries.holder_name(block.post, paper.dated)
        block.save(update_fields=["field", "signer_name"])
    model = queries.render_model(paper, demo=settings.DEMO)
    pdf = with_fields(paper, model)
    stored = files.store(pdf, name=queries.file_name(paper, "pdf"), thing=paper.thing, by=by, accept={"pdf"})
    Revision.objects.create(paper=paper, n=1, file=stored)
    paper.canonical_hash = hashlib.sha256(canonical_text(model).encode()).hexdigest()
    paper.clause_hashes = hashes
    paper.first_sha256, paper.status = stored.sha256, Status.FROZEN
    paper.save(update_fields=["canonical_hash", "clause_hashes", "first_sha256", "status"])
    data = {"canonical_hash": paper.canonical_hash, "sha256": paper.first_sha256, "clauses": len(paper.clause_hashes)}
    record.append("papers.freeze", subject=paper.thing, by=by, data=data)
    return paper


def with_fields(paper: Paper, model: Any) -> bytes:
    """The PDF with an empty signature field in each block: made before the first signature, or they would break it."""
    try:
        made = typeset(model)
    except TypesetError as error:
        raise Refused(_("The paper could not be typeset: %(why)s") % {"why": error}) from error
    labels = {b.field: b.organisation.name for b in paper.blocks.select_related("organisation")}
    boxes = [
        signing.FieldBox(r["block"], r["page"], r["x"], r["y"], r["w"], r["h"], labels.get(r["block"], ""))
        for r in sorted(made.regions, key=lambda r: r["block"])
    ]
    return signing.prepare_fields(made.pdf, boxes)


@transaction.atomic
def void(paper: Paper, *, reason: str, by: User) -> Paper:
    """Give up a paper that was not signed by all (hủy văn bản). Its number stays used."""
    paper = lock(paper)
    permissions.check_may_void(by, paper)
    states.check_move(paper.status, Status.VOID)
    if not reason.strip():
        raise Refused(_("Say why the paper is voided."), field="reason")
    paper.status = Status.VOID
    paper.save(update_fields=["status"])
    record.append("papers.void", subject=paper.thing, by=by, note=reason)
    return paper
