"""A programme on its way to signature: numbered, frozen, signed by every party, in force."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dongthuan.foundation.orgs.models import Post
from dongthuan.foundation.papers import actions as papers
from dongthuan.foundation.papers.models import Paper
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.texts import actions as texts
from dongthuan.foundation.texts.models import Version
from dongthuan.foundation.things.kit import Refused, lock, today

from .. import permissions, queries, rules, states, wording
from ..models import Edition, Programme
from ..states import Status
from ._facts import authority_of, check_reason, move, set_symbol


@transaction.atomic
def number(
    programme: Programme, *, dated: date, signers: Mapping[int, Post], recipients: Sequence[str] = (), by: User
) -> Edition:
    """Freeze the words and give the joint paper its number (lấy số). `signers`: order of the party -> who signs for it."""
    programme = lock(programme)
    permissions.check_may_number(by, programme)
    version = _words(programme)
    parties = queries.parties_on(programme, dated)
    blocks = [papers.BlockSpec(p.organisation, _post_of(p, signers)) for p in _lead_first(parties)]
    version = texts.freeze(version, by=by)
    paper = _draft(programme, version, blocks, recipients, by)
    paper = papers.number(paper, day=dated, by=by)
    edition = _edition(programme, version, paper)
    move(programme, Status.NUMBERED, "programmes.number", None, by, number=paper.shown_number, dated=dated)
    return edition


@transaction.atomic
def send(programme: Programme, *, by: User) -> Edition:
    """Freeze the paper and send it to the parties to be signed (trình ký)."""
    programme = lock(programme)
    permissions.check_may_send(by, programme)
    edition = _current_edition(programme)
    hashes = {str(c.clause_id): c.hash for c in edition.version.clauses.all()}
    paper = edition.paper
    if paper.status == "numbered":  # its own page may have frozen it already
        paper = papers.freeze(paper, clause_hashes=hashes, by=by)
    move(programme, Status.SIGNING, "programmes.send", None, by, sha256=paper.first_sha256)
    return edition


@transaction.atomic
def come_into_force(paper: Paper, *, by: Any) -> None:
    """Every party signed: the programme, or its amendment, is in force from here on (có hiệu lực)."""
    edition = Edition.objects.select_related("version").get(paper=paper, withdrawn=False)
    programme = lock(edition.programme)
    edition.signed_on = paper.dated if paper.on_paper else timezone.localdate()
    edition.save(update_fields=["signed_on"])
    if programme.status == Status.NUMBERED:  # frozen on the paper's own page
        programme = move(programme, Status.SIGNING, "programmes.send", None, by)
    states.check_move(programme.status, Status.IN_FORCE)
    programme.in_force_version, programme.status = edition.version, Status.IN_FORCE
    programme.save(update_fields=["in_force_version", "status"])
    data = {"number": paper.shown_number, "edition": edition.number, "on_paper": paper.on_paper}
    record.append("programmes.come_into_force", subject=programme.thing, by=by, data=data)


@transaction.atomic
def withdraw(programme: Programme, *, reason: str, by: User) -> Version:
    """Take the paper back before every party has signed (rút văn bản). Its number stays used; the words may change again."""
    check_reason(reason)
    programme = lock(programme)
    permissions.check_may_withdraw(by, programme)
    edition = _current_edition(programme)
    if edition.paper.status != "void":  # its own page may have voided it already
        papers.void(edition.paper, reason=reason, by=by)
    edition.withdrawn = True
    edition.save(update_fields=["withdrawn"])
    back = Status.AMENDING if programme.in_force_version_id else Status.DRAFT
    move(programme, back, "programmes.withdraw", None, by, note=reason.strip(), number=edition.paper.shown_number)
    return texts.new_version(programme.text, None, base=edition.version, note="Sửa sau khi rút văn bản trình ký", by=by)


@transaction.atomic
def take_in_signed_on_paper(
    programme: Programme,
    *,
    number: int,
    dated: date,
    signers: Mapping[int, tuple[str, str]],
    scan: Any,
    scan_name: str = "",
    symbol: str = "",
    recipients: Sequence[str] = (),
    by: User,
) -> Programme:
    """Take in what was signed with ink: its own number and date, its scan, and `by` attests that they agree.

    `signers`: order of the party -> (name, title) as printed. No time of signing is invented; the paper's date holds.
    """
    programme = lock(programme)
    permissions.check_may_take_in_signed(by, programme)
    if dated > today():
        raise Refused(_("The date on the paper lies in the future."), field="dated")
    version = _words(programme)
    parties = _lead_first(queries.parties_on(programme, dated))
    missing = [p.organisation.name for p in parties if not signers.get(p.party.order, ("", ""))[0].strip()]
    if missing:
        raise Refused(_("Who signed for %(name)s?") % {"name": missing[0]}, field="signers")
    version = texts.freeze(version, by=by)
    blocks = [
        papers.BlockSpec(p.organisation, authority=authority_of(signers[p.party.order][1]),
                         signer_name=signers[p.party.order][0].strip())
        for p in parties
    ]  # fmt: skip
    paper = set_symbol(_draft(programme, version, blocks, recipients, by), symbol)
    _edition(programme, version, paper)
    data = {"number": f"{number:02d}{paper.symbol}", "dated": dated}
    record.append("programmes.take_in_signed_on_paper", subject=programme.thing, by=by, data=data)
    papers.take_in_paper_signed(
        paper, scan=scan, scan_name=scan_name, number=number, day=dated, attested_by=by, by=by
    )  # fmt: skip
    return Programme.objects.get(pk=programme.pk)


# --- parts --------------------------------------------------------------------------------------------------------
def _words(programme: Programme) -> Version:
    """The draft that is to be signed."""
    version = programme.text.versions.order_by("-number").first()
    if version is None or version.status != "draft":
        raise Refused(_("There is no draft of the words to be signed."))
    if not version.clauses.exists():
        raise Refused(_("The draft holds no words."))
    return version


def _lead_first(parties: list[queries.PartyOn]) -> list[queries.PartyOn]:
    """The lead's block is the first and stands on the right."""
    return sorted(parties, key=lambda p: (not p.leads, p.party.order))


def _post_of(party: queries.PartyOn, signers: Mapping[int, Post]) -> Post:
    post = signers.get(party.party.order)
    field = f"signer_{party.party.order}"
    if post is None:
        raise Refused(_("Say who signs for %(name)s.") % {"name": party.organisation.name}, field=field)
    if post.organisation_id != party.organisation.pk:
        raise Refused(
            _("%(post)s does not sign for %(name)s.") % {"post": post, "name": party.organisation.name}, field=field
        )
    return post


def _draft(
    programme: Programme, version: Version, blocks: list[papers.BlockSpec], recipients: Sequence[str], by: User
) -> Paper:
    title = programme.title
    if programme.in_force_version_id:
        title = f"{title} (sửa đổi, bổ sung)"
    return papers.draft_paper(
        programme.thing, system=programme.system, kind=rules.PAPER_KINDS[programme.kind, programme.system], title=title,
        blocks=blocks, body=wording.programme_body(programme, version, recipients), by=by,
    )  # fmt: skip


def _edition(programme: Programme, version: Version, paper: Paper) -> Edition:
    number = programme.editions.filter(withdrawn=False).count() + 1
    return Edition.objects.create(programme=programme, number=number, version=version, paper=paper)


def _current_edition(programme: Programme) -> Edition:
    return programme.editions.select_related("paper", "version").get(withdrawn=False, signed_on__isnull=True)
