"""Preparing a call for opinions, posting it for its lawful period, ending it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dongthuan.foundation.files import actions as files
from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.texts import actions as texts
from dongthuan.foundation.texts import queries as text_queries
from dongthuan.foundation.texts.models import Version
from dongthuan.foundation.things.kit import Refused, clean_text, today
from dongthuan.listen.consultations.models import Consultation

from .. import permissions, rules
from ..models import Posting
from ..states import Status, check_move
from ._facts import hold
from .group import have_grouped


def _posting(title: str, document: str, organiser: Organisation, by: User, **facts: Any) -> Posting:
    permissions.check(permissions.may_open(by))
    if organiser.pk not in permissions.organiser_ids(by):
        raise Refused(_("You do not act for %(who)s.") % {"who": organiser.short_name}, field="organiser")
    title = clean_text(title).strip()
    if not title:
        raise Refused(_("Write a title."), field="title")
    if document not in rules.PERIODS:
        raise Refused(_("Say what kind of document it is."), field="document")
    return Posting.objects.create(title=title, document=document, organiser=organiser, **facts)


@transaction.atomic
def prepare(
    *, title: str, document: str, organiser: Organisation, nodes: Sequence[Mapping[str, Any]], explanation: str = "",
    concerns: str = "", left_out: Mapping[str, int] | None = None, papers: Iterable[Any] = (), by: User,
) -> Posting:  # fmt: skip
    """Take a draft in and prepare the call for opinions on it. Its clauses can be corrected until it is posted."""
    if not nodes:
        raise Refused(_("No words were found."), field="file")
    posting = _posting(title, document, organiser, by, explanation=explanation, concerns=concerns)
    posting.text = texts.create_text(posting.title, nodes, owner=posting.thing, by=by)
    posting.save(update_fields=["text"])
    for paper in papers:
        files.store(paper, thing=posting.thing, by=by, field="papers")
    record.append(
        "opinions.prepare", subject=posting.thing, by=by,
        data={"document": document, "organiser": organiser.name, "left_out": dict(left_out or {})},
    )  # fmt: skip
    return posting


@transaction.atomic
def prepare_on(
    version: Version,
    *,
    title: str,
    document: str,
    organiser: Organisation,
    explanation: str = "",
    concerns: str = "",
    by: User,
) -> Posting:
    """Prepare the call for opinions on a version that stands already (a programme's draft)."""
    posting = _posting(
        title,
        document,
        organiser,
        by,
        explanation=explanation,
        concerns=concerns,
        text=version.text,
        about=version.text.owner,
    )
    record.append(
        "opinions.prepare_on", subject=posting.thing, by=by,
        data={"document": document, "organiser": organiser.name, "version": version.number},
    )  # fmt: skip
    return posting


@transaction.atomic
def post(posting: Posting, *, until: date, by: User) -> Posting:
    """Post the draft: from now everyone may speak, at least for the period of the law of this day."""
    posting = hold(posting)
    permissions.check(permissions.may_post(by, posting))
    check_move(posting.status, Status.OPEN)
    day = today()
    period = rules.period(posting.document, day)
    if period is None:
        raise Refused(_("No rule of this day says how long such a draft is posted."), field="document")
    if until < period.earliest:
        said = _("The period runs until %(day)s at least (%(basis)s).")
        raise Refused(said % {"day": f"{period.earliest:%d/%m/%Y}", "basis": period.basis}, field="until")
    version = text_queries.latest(posting.text)
    if version is None or not text_queries.reading(version):
        raise Refused(_("The draft has no words yet."))
    if not version.is_frozen and posting.about_id is None:
        version = texts.freeze(version, by=by)
    beside = Consultation.objects.filter(version=version).order_by("-pk").first()
    posting.version, posting.posted, posting.until, posting.status = version, day, until, Status.OPEN
    posting.earliest, posting.basis, posting.beside = period.earliest, period.basis, beside
    posting.save(update_fields=["version", "posted", "until", "status", "earliest", "basis", "beside"])
    record.append(
        "opinions.post", subject=posting.thing, by=by,
        data={"until": until, "earliest": period.earliest, "basis": period.basis, "note": period.note},
    )  # fmt: skip
    return posting


@transaction.atomic
def extend(posting: Posting, *, until: date, reason: str, by: User) -> Posting:
    """Give everyone more time; the old day stays in the record with the reason."""
    posting = hold(posting)
    permissions.check(permissions.may_extend(by, posting))
    if not (reason := clean_text(reason).strip()):
        raise Refused(_("Write why the day is moved."), field="reason")
    if until <= posting.until or until < today():
        raise Refused(_("The new day must come after %(day)s.") % {"day": f"{posting.until:%d/%m/%Y}"}, field="until")
    record.append(
        "opinions.extend", subject=posting.thing, by=by, data={"old": posting.until, "new": until, "reason": reason}
    )
    posting.until = until
    posting.save(update_fields=["until"])
    return posting


@transaction.atomic
def start_deciding(posting: Posting, *, by: User) -> Posting:
    """End the receiving of opinions, on paper too."""
    posting = hold(posting)
    permissions.check(permissions.may_start_deciding(by, posting))
    check_move(posting.status, Status.DECIDING)
    posting.status = Status.DECIDING
    posting.save(update_fields=["status"])
    have_grouped(posting)
    record.append("opinions.start_deciding", subject=posting.thing, by=by, data={"received": posting.opinions.count()})
    return posting
