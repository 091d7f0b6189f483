"""Reception: the schedule is everyone's; who serves the place does the rest; numbers go to leaders and steering viewers."""

from functools import cache

from dongthuan.listen.reception import actions
from dongthuan.listen.reception.models import DueChange
from tests.factories import World
from tests.listen.reception import making

from . import EVERYONE, Row

OFFICER = {"reception_officer"}
NUMBERS = {"reception_officer", "leader", "steering_viewer"}


def place(w: World) -> dict:
    return {"id": making.make_place(w).pk}


def planned(w: World) -> dict:
    return {"id": making.make_session(w).pk}


def posted(w: World) -> dict:
    return {"id": making.make_posted(w).pk}


def held(w: World) -> dict:
    return {"id": making.make_held(w).pk}


@cache
def id_of(step):
    return lambda w: {"id": step(w).pk}


def refused(w: World) -> dict:
    done = actions.refuse(making.identify(w), ground="TCD9.3", why="Đã giải quyết", by=making.officer(w))
    return {"id": done.pk}


def concluded(w: World):
    session = making.make_held(w)
    rows = [{"organisation": w.snv, "what": "Kiểm tra", "due": session.day, "contact": ""}]
    return actions.conclude(session, conclusion="Giao kiểm tra", commitments=rows, by=making.chair(w))


def followed(w: World):
    return actions.send_conclusion(concluded(w), by=making.officer(w))


def online(w: World) -> dict:
    return {"id": making.make_posted(w, online=True).pk}


def changed(w: World) -> dict:
    """A change that waits for a leader of the place."""
    found = making.recorded(w)
    facts = found.deadlines["TCD-01"]
    change = DueChange.objects.create(thing=found.thing, rule="TCD-01", old=facts, new=facts, reason="thử", held=True)
    return {"pk": change.pk}


def mine(name: str, kwargs, **more) -> Row:
    """Who does not serve the place is told nothing of it."""
    return Row(f"reception:{name}", OFFICER, kwargs, refused=404, **more)


ROWS = [
    Row("reception:schedule", EVERYONE),
    Row("reception:place", EVERYONE, place),
    Row("reception:book", EVERYONE, posted),
    Row("reception:booked", EVERYONE),
    Row("reception:by_code", EVERYONE),
    Row("reception:cancel", EVERYONE, post={}),
    Row("reception:sessions", OFFICER | {"leader"}),
    Row("reception:places", OFFICER | {"leader"}),
    Row("reception:open_place", OFFICER | {"leader"}),
    mine("change_place", place),
    mine("plan", place),
    mine("post", place),
    mine("unscheduled", place),
    mine("open_regular", place, post={}),
    mine("session", posted),
    mine("change_session", planned),
    mine("postpone", posted),
    mine("online", online),
    mine("hold", posted),
    Row("reception:conclude", set(), held, refused=404, exact={"reception_officer": 403}),  # a leader of the place does
    mine("send_conclusion", id_of(concluded), post={}),
    mine("close", id_of(followed), post={}),
    mine("commitment", lambda w: {"id": followed(w).commitments.get().pk}),
    mine("arrive", held),
    mine("visit", id_of(making.arrive)),
    mine("identify", id_of(making.arrive)),
    mine("refuse", id_of(making.arrive)),
    mine("notice", refused),
    mine("receive", id_of(making.identify), post={}),
    mine("record", id_of(making.received)),
    mine("receipt", id_of(making.recorded)),
    mine("answer", id_of(making.recorded)),
    mine("look", id_of(making.recorded), post={"ground": "Gọi bổ sung", "what": "identity"}),
    mine("paper", id_of(making.recorded), rest={"what": "bien-ban", "form": "docx"}),
    Row("reception:excuse", set(), changed, post={}, refused=404, exact={"reception_officer": 403}),
    Row("reception:register", OFFICER | {"leader"}),
    Row("reception:duty", NUMBERS),
    Row("reception:form_01", NUMBERS),
]
