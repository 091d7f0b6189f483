"""Holding a conversation: opening it, adding statements, moving its end, closing it."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from dongthuan.foundation.jobs.kit import enqueue
from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, clean_text, lock, today

from .. import permissions
from ..models import Conversation, Statement
from ..states import MOVES, StatementStatus, Status, check_move
from ._facts import next_number, statement_words


@transaction.atomic
def open(
    *,
    organiser: Organisation,
    topic: str,
    explanation: str,
    audience: str,
    opens: date,
    closes: date,
    statements: Iterable[str],
    by: User,
) -> Conversation:
    """Ask people what they think of statements, from one day to another. The first statements are the organiser's."""
    permissions.check_may_open(by, organiser)
    said = {"topic": topic, "explanation": explanation, "audience": audience}
    said = {name: clean_text(text).strip() for name, text in said.items()}
    for name, text in said.items():
        if not text:
            raise Refused(_("Write something here."), field=name)
    if closes < today():
        raise Refused(_("The day on which it closes has passed already."), field="closes")
    if closes < opens:
        raise Refused(_("It may not close before it opens."), field="closes")
    texts = [statement_words(text, "statements") for text in statements if text.strip()]
    if len(texts) < 2:
        raise Refused(_("Write at least two statements, each on a line of its own."), field="statements")
    if twice := next((t for i, t in enumerate(texts) if t.casefold() in {x.casefold() for x in texts[:i]}), None):
        raise Refused(_("“%(text)s” stands here twice.") % {"text": twice}, field="statements")
    made = Conversation.objects.create(organiser=organiser, opens=opens, closes=closes, **said)
    Statement.objects.bulk_create(
        [
            Statement(conversation=made, number=n, text=text, status=StatementStatus.RELEASED, released_on=opens)
            for n, text in enumerate(texts, 1)
        ]
    )
    data = {"statements": len(texts), "opens": opens, "closes": closes}
    record.append("conversations.open", subject=made.thing, by=by, data=data)
    return made


@transaction.atomic
def add_statement(conversation: Conversation, *, text: str, by: User) -> Statement:
    """Add a statement of the organiser's own; it is shown at once."""
    conversation = lock(conversation)
    permissions.check_may_change(by, conversation)
    made = Statement.objects.create(
        conversation=conversation, number=next_number(conversation), text=statement_words(text),
        status=StatementStatus.RELEASED, released_on=today(),
    )  # fmt: skip
    record.append("conversations.add_statement", subject=conversation.thing, by=by, data={"number": made.number})
    return made


@transaction.atomic
def move_end(conversation: Conversation, *, closes: date, reason: str, by: User) -> Conversation:
    """Move the day on which it closes; the old one stays in the record with the reason."""
    conversation = lock(conversation)
    permissions.check_may_change(by, conversation)
    if not (reason := clean_text(reason).strip()):
        raise Refused(_("Write why the day is moved."), field="reason")
    if closes < max(today(), conversation.opens):
        raise Refused(_("The new day has passed already, or lies before the opening."), field="closes")
    data = {"old": conversation.closes, "new": closes, "reason": reason}
    conversation.closes = closes
    conversation.save(update_fields=["closes"])
    record.append("conversations.move_end", subject=conversation.thing, by=by, data=data)
    return conversation


@transaction.atomic
def close(conversation: Conversation, *, by: User | None) -> Conversation:
    """Close it: no vote changes any more, and a job makes the final map. Past its last day the system closes it (`by=None`)."""
    from ..jobs import make_map

    conversation = lock(conversation)
    if by is not None:
        permissions.check_may_change(by, conversation)
    elif conversation.closes >= today():
        raise Refused(_("Votes are taken until %(day)s.") % {"day": f"{conversation.closes:%d/%m/%Y}"})
    check_move(MOVES, conversation.status, Status.CLOSED)
    conversation.status = Status.CLOSED
    conversation.save(update_fields=["status"])
    record.append("conversations.close", subject=conversation.thing, by=by)
    enqueue(make_map, conversation=conversation.pk)
    return conversation
