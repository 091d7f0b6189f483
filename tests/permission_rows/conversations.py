"""Conversations: anyone takes part and reads the map; the officers of the body that asks look after it."""

from dongthuan.listen.conversations import actions
from tests.factories import World
from tests.listen.conversations.making import bring, make_conversation, minds, statement

from . import EVERYONE, Row

WORK = {"focal_officer", "department_officer"}
HERE = {"department_officer"}
ELSEWHERE = {"focal_officer": 404}  # an officer of another body learns nothing of what waits


def made(w: World) -> dict:
    return {"id": make_conversation(w).pk}


def mapped(w: World) -> dict:
    c = make_conversation(w)
    bring(w, c, minds(12, 12))
    actions.compute(c, by=None)
    return {"id": c.pk}


def proposed(w: World) -> dict:
    return {"id": actions.propose(make_conversation(w), key="a" * 64, text="Cần thêm ghế chờ.").pk}


def shown(w: World) -> dict:
    return {"id": statement(make_conversation(w), 1).pk}


ROWS = [
    Row("conversations:list", EVERYONE),
    Row("conversations:method", EVERYONE),
    Row("conversations:detail", EVERYONE, made),
    Row("conversations:vote", EVERYONE, made, post={"statement": "1", "value": "1"}),
    Row("conversations:mine", EVERYONE, made),
    Row("conversations:propose", EVERYONE, made),
    Row("conversations:map", EVERYONE, mapped),
    Row("conversations:desk", WORK),
    Row("conversations:open", WORK),
    Row("conversations:manage", HERE, made, exact=ELSEWHERE),
    Row("conversations:add", HERE, made, exact=ELSEWHERE),
    Row("conversations:import_votes", HERE, made, exact=ELSEWHERE),
    Row("conversations:move_end", HERE, made, exact=ELSEWHERE),
    Row("conversations:close", HERE, made, post={}, exact=ELSEWHERE),
    Row("conversations:release", HERE, proposed, exact=ELSEWHERE),
    Row("conversations:refuse", HERE, shown, exact=ELSEWHERE),
]
