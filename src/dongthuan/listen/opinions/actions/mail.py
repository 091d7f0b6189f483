"""Opinions that come as letters: from the mail server, or in files that a collector saved from a mail program."""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import date

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from dongthuan.foundation.notify import actions as notify
from dongthuan.foundation.notify.queries import mail_goes_out
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.texts.models import Clause
from dongthuan.foundation.things.kit import Refused, today
from dongthuan.lib import mails

from .. import codes, letters, mail, permissions
from ..models import Intake, Mailed, Opinion, Posting
from ..states import Channel
from ._facts import enclose, line, person_key
from .collect import own_body
from .give import Given, take

MOST_PAPERS = 5  # beside one letter
LEFT_OUT = 20  # papers that are named as not kept
DAY = 86_400  # seconds
ANSWERS = 20  # to one address a day: who forges a sender shall not flood anyone through us


@dataclass(frozen=True)
class Taken:
    """The opinion with its code; whether it is new."""

    given: Given
    new: bool

    @property
    def call(self) -> str:
        """The code of the call it is on, as the subject of a letter names it."""
        return mail.code_of(self.given.opinion.posting)


@transaction.atomic
def take_mail(data: bytes, *, posting: Posting | None = None, envelope: str = "", by: User | None) -> Taken:
    """Take one letter (RFC 5322) in as one opinion; the same letter again is the same opinion.

    `by=None`: it comes from the mail server, and `posting` is found by where it was sent (`envelope`, as the server names it) or
    by its subject. By a collector, who is never taken for its author: for the `posting` at hand.
    """
    letter = read(data)
    posting = posting or mail.posting_of(letter, envelope)
    known = _known(posting, letter)
    if known is not None:
        return Taken(known, False)
    permissions.check(permissions.may_collect(by, posting) if by else permissions.may_write(posting))
    about = mail.about(letter, posting)
    clause = Clause.objects.get(pk=about.clause) if about.clause is not None else None
    given, facts = take(
        posting, Channel.MAIL, clause=clause, stance=about.stance, words=about.words, name=letter.name, contact=letter.address,
        sending=_sending(posting, letter), collected=by is not None, given_on=_day(posting, letter),
    )  # fmt: skip
    if not facts:
        return Taken(given, False)
    made = given.opinion
    papers, left_out = _enclose(made, letter)
    lines = "\n".join(f"{line(name, 80)}: {why}" for name, why in left_out)
    Mailed.objects.create(opinion=made, subject=line(letter.subject, 300), left_out=lines)
    if by is not None:
        made.intake = Intake.objects.create(
            posting=posting, kind=Intake.Kind.MAIL, collector=by, organisation=own_body(by), held_on=made.given_on, rows=1,
            done=1, finished=True,
        )  # fmt: skip
        made.save(update_fields=["intake"])
    facts |= {
        "papers": papers,
        "left_out": len(left_out),
        "answered": _answer(given, letter, [why for _name, why in left_out]),
    }
    record.append("opinions.take_mail", subject=made.posting.thing, by=by, data=facts)
    return Taken(given, True)


def read(data: bytes) -> mails.Letter:
    """The letter, or one sentence of why it cannot be read."""
    try:
        return mails.read(data)
    except mails.Unreadable as fault:
        words = {
            "big": _("The letter is larger than %(limit)s MB.") % {"limit": mails.MAX_BYTES // 2**20},
            "parts": _("The letter is packed into too many parts."),
            "encrypted": _("The letter is encrypted. Send it open."),
            "report": _("This is the report of a mail server, no opinion."),
        }
        raise Refused(words.get(fault.reason, _("This is no e-mail that can be read."))) from None


def _sending(posting: Posting, letter: mails.Letter) -> uuid.UUID:
    """The key of the letter: the same for the same Message-ID on the same call, and nobody outside can guess it, because a form
    with it opens the opinion."""
    plain = f"{letter.address}\n{letter.sent}\n{letter.subject}\n{letter.text}"
    own = letter.id or hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()
    digest = salted_hmac("dongthuan.opinions.mail", f"{posting.pk} {own}", algorithm="sha256").digest()
    return uuid.UUID(bytes=digest[:16])


def _known(posting: Posting, letter: mails.Letter) -> Given | None:
    sending = _sending(posting, letter)
    found = Opinion.objects.filter(sending=codes.hash_sending(sending)).first()
    return Given(found, codes.code_for(sending)) if found else None


def _day(posting: Posting, letter: mails.Letter) -> date:
    """The day it was written, if it can be: while the draft was posted, and not in the future."""
    if letter.sent is None or posting.posted is None:
        return today()
    try:
        day = (timezone.localtime(letter.sent) if letter.sent.tzinfo else letter.sent).date()
    except (ValueError, OverflowError):
        return today()
    return day if posting.posted <= day <= today() else today()


def _enclose(opinion: Opinion, letter: mails.Letter) -> tuple[int, list[tuple[str, str]]]:
    """Keep the papers that came with it: how many, and of each that could not be kept the name and why. It keeps no words out:
    who wrote reads of it in the receipt and beside the opinion. A picture inside the text that cannot be kept is decoration."""
    kept, left_out = 0, []
    for paper in sorted(letter.papers, key=lambda p: p.inside):
        try:
            if kept >= MOST_PAPERS:
                raise Refused(_("At most %(n)s papers are kept with one letter.") % {"n": MOST_PAPERS})
            with transaction.atomic():
                enclose(opinion, paper.data)
            kept += 1
        except Refused as refusal:
            if not paper.inside:
                left_out.append((paper.name, refusal.reason))
    return kept, left_out[:LEFT_OUT]


def _answer(given: Given, letter: mails.Letter, left_out: list[str]) -> bool:
    """Write the receipt to who wrote, in the same transaction; never to a program, nor to ourselves."""
    if (
        letter.automatic
        or mail.is_ours(letter.address)
        or not letters.is_address(letter.address)
        or not mail_goes_out()
    ):
        return False
    counted = f"opinions:answers:{person_key(letter.address)}"
    cache.add(counted, 0, DAY)
    if cache.incr(counted) > ANSWERS:
        return False
    subject, body = letters.receipt(given.opinion, given.code, left_out)
    return notify.post_mail(
        letter.address, key=f"opinions.received:{given.opinion.pk}", subject=subject, body=body, answers=letter.id
    )
