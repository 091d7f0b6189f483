"""Votes: one by one from a browser, or those of a meeting from a file."""

from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, F
from django.utils.translation import gettext as _

from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, clean_text, lock

from .. import permissions, rules
from ..ballots import Ballot
from ..models import Conversation, Participant, Statement, Vote, VotesImport
from ..states import Answer, StatementStatus
from ..voice import ballot_key

# One statement, so that a button pressed twice at once is one vote; xmax is 0 only where the row is new.
UPSERT = """
INSERT INTO conversations_vote (participant_id, statement_id, value) VALUES (%s, %s, %s)
ON CONFLICT (participant_id, statement_id) DO UPDATE SET value = excluded.value RETURNING xmax = 0
"""
# Shared with everyone who votes, and waited for by who closes: nobody's vote falls between the two.
HELD = "SELECT status, opens, closes FROM conversations_conversation WHERE id = %s FOR SHARE"


@transaction.atomic
def vote(statement: Statement, *, key: str, value: int) -> None:
    """A participant answers a statement; answering again changes the answer. Of this no line is written anywhere."""
    conversation = statement.conversation
    with connection.cursor() as cursor:
        cursor.execute(HELD, [conversation.pk])
        conversation.status, conversation.opens, conversation.closes = cursor.fetchone()
    permissions.check_may_take_part(conversation)
    if statement.status != StatementStatus.RELEASED:
        raise Refused(_("This statement is not shown any more."))
    if value not in Answer.values:
        raise Refused(_("Agree, disagree or pass."))
    participant, _made = Participant.objects.get_or_create(conversation=conversation, key=key)
    with connection.cursor() as cursor:
        cursor.execute(UPSERT, [participant.pk, statement.pk, value])
        fresh = cursor.fetchone()[0]
    if fresh:
        Statement.objects.filter(pk=statement.pk).update(votes=F("votes") + 1)


@transaction.atomic
def import_votes(
    conversation: Conversation,
    *,
    ballots: Iterable[Ballot],
    meeting: str,
    digest: str,
    left_out: dict[str, int] | None = None,
    by: User,
) -> VotesImport:
    """Bring in the ballots of a meeting. The same file again does nothing; the same ballot of the same meeting counts once.

    `ballots`: (number of the ballot, number of the statement, 1, 0 or -1). Of a ballot's number only a keyed hash is kept.
    """
    conversation = lock(conversation)
    permissions.check_may_change(by, conversation)
    if known := conversation.imports.filter(digest=digest).first():
        return known
    if not (meeting := " ".join(clean_text(meeting).split())):
        raise Refused(_("Name the meeting: its place and day."), field="meeting")
    rows = list(ballots)
    if len(rows) > rules.MOST_BALLOTS:
        raise Refused(_("At most %(n)s rows at once; split the file.") % {"n": rules.MOST_BALLOTS}, field="file")
    numbers = _numbers(conversation, rows)
    people = _people(conversation, meeting, {voter for voter, _n, _v in rows})
    Vote.objects.bulk_create(
        [Vote(participant_id=people[voter], statement_id=numbers[n], value=value) for voter, n, value in rows],
        batch_size=5_000, update_conflicts=True, unique_fields=["participant", "statement"], update_fields=["value"],
    )  # fmt: skip
    recount(conversation)
    made = VotesImport.objects.create(
        conversation=conversation, meeting=meeting, digest=digest, votes=len(rows), left_out=left_out or {}, by=by
    )
    data: dict[str, Any] = {"meeting": meeting, "votes": len(rows), "left_out": sum((left_out or {}).values())}
    record.append("conversations.import_votes", subject=conversation.thing, by=by, data=data)
    return made


def _numbers(conversation: Conversation, rows: list[Ballot]) -> dict[str, int]:
    """Number as it stands in the file -> statement. Refuses a file that votes on what is not there."""
    shown = conversation.statements.filter(status=StatementStatus.RELEASED)
    numbers = {str(n): pk for n, pk in shown.values_list("number", "pk")}
    if strange := sorted({n for _voter, n, _v in rows if n not in numbers}):
        raise Refused(
            _("The file votes on statements that are not shown here: %(which)s. comment-id is a statement's number.")
            % {"which": ", ".join(strange[:10])},
            field="file",
        )
    return numbers


def _people(conversation: Conversation, meeting: str, voters: set[str]) -> dict[str, int]:
    keys = {ballot_key(conversation, meeting, voter): voter for voter in voters}
    Participant.objects.bulk_create(
        [Participant(conversation=conversation, key=key) for key in sorted(keys)],
        batch_size=5_000,
        ignore_conflicts=True,
    )
    found = conversation.participants.filter(key__in=list(keys)).values_list("key", "pk")
    return {keys[key]: pk for key, pk in found}


def recount(conversation: Conversation) -> None:
    """Set how often each statement was voted on."""
    counts = dict(
        Vote.objects.filter(statement__conversation=conversation).values_list("statement").annotate(n=Count("pk"))
    )
    statements = list(conversation.statements.order_by("pk"))
    for statement in statements:
        statement.votes = counts.get(statement.pk, 0)
    Statement.objects.bulk_update(statements, ["votes"])
