"""Having a say, without an account; taking it back with the code."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from dongthuan.foundation.orgs.models import Area
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.texts.models import Clause
from dongthuan.foundation.things.kit import Refused, today

from .. import codes, permissions
from ..models import Opinion, Posting
from ..states import Channel, Status
from ._facts import enclose, fresh, giver, said


@dataclass(frozen=True)
class Given:
    """The opinion and the code its giver follows it by. The code is shown now and never stored."""

    opinion: Opinion
    code: str


@transaction.atomic
def give(posting: Posting, *, by: User | None, **what: Any) -> Given:
    """Say what one thinks of a clause, or of the whole: see `take`."""
    given, facts = take(posting, Channel.WEB, **what)
    if facts:
        record.append("opinions.give", subject=given.opinion.posting.thing, by=by, data=facts)
    return given


def take(
    posting: Posting, channel: str, *, clause: Clause | None, stance: str, words: str = "", wording: str = "", name: str = "",
    contact: str = "", area: Area | None = None, behalf: str = "", authority: str = "", sending: uuid.UUID | None = None,
    paper: Any = None, collected: bool = False, given_on: date | None = None,
) -> tuple[Given, dict[str, Any]]:  # fmt: skip
    """Take one opinion in, for a verb that records what is returned beside it (nothing, if it was known).

    `sending`: the form's key; sent again with it, nothing new is made. `paper`: freed of what it says about its author.
    `collected`: an official brings it in, who may; only a letter may leave its stance open.
    """
    sending = sending or uuid.uuid4()
    key, code = codes.hash_sending(sending), codes.code_for(sending)
    if known := Opinion.objects.filter(sending=key).first():
        return Given(known, code), {}
    posting = Posting.objects.select_related("thing").get(pk=posting.pk)
    if not collected:
        permissions.check(permissions.may_speak(posting))
    words, wording = said(posting, clause, stance, words, wording, may_leave_open=channel == Channel.MAIL)
    opinion = fresh(
        posting, clause, stance, words, wording, channel=channel, area=area, behalf=behalf, authority=authority,
        sending=key, code_hash=codes.hash_code(code), given_on=given_on or today(),
    )  # fmt: skip
    # Two of the same form at once: the second waits here for the first, and then finds it.
    made, new = Opinion.objects.get_or_create(sending=key, defaults=_values(opinion))
    if not new:
        return Given(made, code), {}
    if who := giver(made, name, contact):
        who.save()
    if paper:
        enclose(made, paper)
    # The record never forgets: it holds that somebody spoke, not what they said or who they are.
    facts = {
        "opinion": made.pk,
        "channel": channel,
        "stance": stance,
        "clause": clause and clause.pk,
        "paper": bool(paper),
    }
    return Given(made, code), facts


def _values(opinion: Opinion) -> dict[str, Any]:
    names = ("posting", "clause", "stance", "words", "wording", "channel", "area", "behalf", "authority", "given_on",
             "text_key", "code_hash")  # fmt: skip
    return {name: getattr(opinion, name) for name in names}


@transaction.atomic
def withdraw(opinion: Opinion, *, by: User | None) -> Opinion:
    """Whoever holds the code takes the opinion back, until deciding begins; it stays counted as withdrawn."""
    opinion = Opinion.objects.select_for_update(of=("self",)).select_related("posting__thing").get(pk=opinion.pk)
    if opinion.withdrawn_at:
        return opinion
    if opinion.posting.status != Status.OPEN:
        raise Refused(permissions.may_speak(opinion.posting).reason)  # type: ignore[union-attr]
    opinion.withdrawn_at = timezone.now()
    opinion.save(update_fields=["withdrawn_at"])
    record.append("opinions.withdraw", subject=opinion.posting.thing, by=by, data={"opinion": opinion.pk})
    return opinion
