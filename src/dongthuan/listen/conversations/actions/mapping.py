"""Making the map: all votes through the public method, and only what may be shown is kept."""

from array import array
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import lock

from ..models import Conversation, Snapshot, Vote
from ..states import StatementStatus, Status


@transaction.atomic
def compute(conversation: Conversation, *, by: User | None) -> Snapshot | None:
    """Make the map anew; of a closed conversation the final one, once. None while fewer than ten people have voted.

    The row is locked only to write, so that people vote while it is made. What was closed before the votes were read holds
    still, and only such a map is final.
    """
    conversation = Conversation.objects.select_related("thing").get(pk=conversation.pk)
    known = Snapshot.objects.filter(conversation=conversation).first()
    if known and known.final:
        return known
    final = conversation.status == Status.CLOSED
    people, statements, values = _read(conversation)
    made = _mapped(people, statements, values)
    conversation = lock(conversation)
    if made is None or Snapshot.objects.filter(conversation=conversation, final=True).exists():
        return Snapshot.objects.filter(conversation=conversation).first()
    picture, method = made
    snapshot, _new = Snapshot.objects.update_or_create(
        conversation=conversation,
        defaults={
            "at": timezone.now(), "picture": picture, "method": method, "joined": len(set(people)), "final": final,
            "digest": sha256(people.tobytes() + statements.tobytes() + values.tobytes()).hexdigest(),
        },
    )  # fmt: skip
    record.append(
        "conversations.compute", subject=conversation.thing, by=by,
        data={"votes": picture["votes"], "people": picture["people"], "final": final, "digest": snapshot.digest},
    )  # fmt: skip
    return snapshot


def _read(conversation: Conversation) -> tuple[array, array, array]:
    """The votes on what is shown, in one order, so that the same votes have the same digest."""
    people, statements, values = array("q"), array("q"), array("b")
    rows = Vote.objects.filter(statement__conversation=conversation, statement__status=StatementStatus.RELEASED)
    triples = rows.order_by("participant", "statement").values_list("participant_id", "statement_id", "value")
    for person, statement, value in triples.iterator(chunk_size=20_000):
        people.append(person)
        statements.append(statement)
        values.append(value)
    return people, statements, values


def _mapped(people: array, statements: array, values: array) -> tuple[dict, dict] | None:
    import numpy as np  # imported late: the compiled method runs in the worker, no page waits for it

    from dongthuan.lib.consensus import VERSION, find, from_events
    from dongthuan.lib.consensus.opinion import MINIMUM
    from dongthuan.lib.consensus.statements import METHOD

    from ..picture import published

    if not people:
        return None
    columns = (np.frombuffer(people, np.int64), np.frombuffer(statements, np.int64), np.frombuffer(values, np.int8))
    votes = from_events(*columns)
    minimum = min(MINIMUM, len(votes.statements))
    groups = find(votes, minimum=minimum)
    picture = published(votes, groups)
    if picture is None:
        return None
    method = {"name": METHOD, "version": VERSION, "minimum": minimum, "explained": list(groups.explained)}
    return picture, method
