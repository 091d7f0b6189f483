"""At the same instant: a button pressed twice is one vote, and a vote beside the close is counted whole or refused."""

from functools import partial

import pytest

from dongthuan.foundation.things.kit import Refused
from dongthuan.listen.conversations import actions
from dongthuan.listen.conversations.models import Conversation, Participant, Vote
from tests.factories import make_world
from tests.together import together

from .making import make_conversation, statement


def test_votes_at_once_and_beside_the_close(own_database):
    world = make_world()
    c = make_conversation(world)
    press = [partial(actions.vote, statement(c, 1), key="a" * 64, value=value) for value in (1, 1, -1)]
    assert together(*press) == [None, None, None]
    assert (Participant.objects.count(), Vote.objects.count(), statement(c, 1).votes) == (1, 1, 1)
    late = [partial(actions.vote, statement(c, 2), key=f"{n}" * 64, value=1) for n in range(4)]
    said = together(partial(actions.close, Conversation.objects.get(), by=world.users["department_officer"]), *late)
    counted = sum(answer is None for answer in said[1:])
    assert all(answer is None or isinstance(answer, Refused) for answer in said[1:])
    assert Vote.objects.filter(statement__number=2).count() == counted == statement(c, 2).votes
    with pytest.raises(Refused):
        late[0]()
