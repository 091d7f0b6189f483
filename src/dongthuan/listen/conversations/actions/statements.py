"""What participants propose, and what a person makes of it before anybody sees it."""

from django.db import transaction
from django.utils.translation import gettext as _

from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, clean_text, lock, today

from .. import permissions, rules
from ..models import Conversation, Participant, Statement
from ..states import STATEMENT_MOVES, Ground, StatementStatus, check_move
from ._facts import next_number, statement_words


@transaction.atomic
def propose(conversation: Conversation, *, key: str, text: str, by: None = None) -> Statement:
    """A participant proposes a statement. Nobody sees it before an officer has read and released it."""
    conversation = lock(conversation)
    permissions.check_may_take_part(conversation)
    words = statement_words(text)
    participant, _made = Participant.objects.get_or_create(conversation=conversation, key=key)
    same = participant.proposals.filter(text=words).first()
    if same:
        return same  # sent twice, counted once
    if participant.proposals.filter(status=StatementStatus.WAITING).count() >= rules.MOST_WAITING:
        raise Refused(_("Your earlier proposals are still being read. Propose more when they have been."), field="text")
    made = Statement.objects.create(
        conversation=conversation, number=next_number(conversation), text=words, proposer=participant,
        status=StatementStatus.WAITING,
    )  # fmt: skip
    record.append("conversations.propose", subject=conversation.thing, by=by, data={"number": made.number})
    return made


def _locked(statement: Statement) -> Statement:
    conversation = lock(statement.conversation)
    found = Statement.objects.select_for_update().get(pk=statement.pk)
    found.conversation = conversation
    return found


@transaction.atomic
def release(statement: Statement, *, text: str, by: User) -> Statement:
    """Show it to everyone. `text` is what is shown: personal data is taken out first, and the words that held it are not kept."""
    statement = _locked(statement)
    permissions.check_may_release(by, statement)
    check_move(STATEMENT_MOVES, statement.status, StatementStatus.RELEASED)
    words = statement_words(text)
    changed = words != statement.text
    if changed and statement.votes:
        raise Refused(_("People have voted on these words. Add the new ones as another statement."), field="text")
    statement.text, statement.status, statement.released_on = words, StatementStatus.RELEASED, today()
    statement.ground = statement.reason = ""
    statement.save()
    record.append(
        "conversations.release", subject=statement.conversation.thing, by=by,
        data={"number": statement.number, "changed": changed},
    )  # fmt: skip
    return statement


@transaction.atomic
def refuse(statement: Statement, *, ground: str, reason: str, by: User) -> Statement:
    """Do not show it, or show it no longer. Its proposer reads the reason; votes on it count no more."""
    statement = _locked(statement)
    permissions.check_may_refuse(by, statement)
    check_move(STATEMENT_MOVES, statement.status, StatementStatus.REFUSED)
    if ground not in Ground.values:
        raise Refused(_("Choose a ground."), field="ground")
    if not (reason := clean_text(reason).strip()):
        raise Refused(_("Write the reason: its proposer reads it."), field="reason")
    statement.status, statement.ground, statement.reason = StatementStatus.REFUSED, ground, reason
    statement.save()
    record.append(
        "conversations.refuse", subject=statement.conversation.thing, by=by,
        data={"number": statement.number, "ground": ground, "reason": reason},
    )  # fmt: skip
    return statement
