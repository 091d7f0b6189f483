"""Petitions: the desk, the solver, the second reader and the leader of the body that has the case; nobody else reads it.

The leader of these rows leads another body, so that their page is as if it did not exist; the administrator reads none.
"""

from dongthuan.foundation.things.kit import today
from dongthuan.listen.petitions import actions
from dongthuan.listen.petitions.models import ClockChange
from tests.factories import World
from tests.listen.petitions import making

from . import CASES, EVERYONE, Row, pk_of

HERE = set(CASES)
DESK, WORK = {"reception_officer"}, {"solver"}
NUMBERS = {"reception_officer", "leader", "steering_viewer"}


def sealed(w: World) -> dict:
    """Of a denunciation the second reader who was not named sees nothing."""
    return {"pk": making.taken_up(w, "denunciation", received_on=None).pk}


def concluding(w: World) -> dict:
    """Who verifies writes the conclusion into the vault; the desk sees the case and does not."""
    return {"pk": making.verifying(w, "denunciation", received_on=None).pk}


def clock(w: World) -> dict:
    petition = making.taken_up(w, received_on=None)
    return {"pk": petition.pk, "id": petition.clocks.first().pk}


def withdrawn(w: World) -> dict:
    petition = making.accepted(w, received_on=None)
    return {"pk": petition.pk, "id": actions.announce_withdrawal(petition, whole=True, by=None).pk}


def changed(w: World) -> dict:
    petition = making.accepted(w, received_on=None)
    running = petition.clocks.filter(ended_on=None).first()
    change = ClockChange.objects.create(clock=running, old=running.facts, new=running.facts, reason="thử", held=True)
    return {"pk": petition.pk, "id": change.pk}


def step(verb: str, who: set[str], make) -> Row:
    """Who does not see the case learns nothing; who sees it and may not do this is told why."""
    exact = {r: 403 for r in HERE - who}
    return Row("petitions:step", who, pk_of(make), refused=404, exact=exact, rest={"verb": verb})


def received(w: World):
    return making.take_in(w, received_on=None)


def taken_up(w: World):
    return making.taken_up(w, received_on=None)


def verifying(w: World):
    return making.verifying(w, received_on=None)


def decided(w: World):
    return making.decided(w, received_on=None)


def classified(w: World):
    return making.classified(w, received_on=None)


def reflection(w: World):
    return making.taken_up(w, "reflection", received_on=None)


case = pk_of(taken_up)


def read_by(w: World):
    petition = taken_up(w)
    return actions.assign(
        petition, officer=w.users["solver"], reader=w.users["second_reader"], by=w.users["leader_commune"]
    )


def below(w: World) -> dict:
    """The leader of these rows leads a body that stands not above the commune: to them there is no such case."""
    return {"pk": making.accepted(w, received_on=None).pk}


def ordered(w: World):
    return actions.give_order(making.accepted(w, received_on=None), number="1", due=today(), by=w.users["leader_state"])


def reported(w: World):
    found = ordered(w)
    actions.report_order(found, text="Xong", by=w.users["solver"])
    return found


order = pk_of(ordered)


def question(w: World) -> dict:
    asked = making.verifying(w, received_on=None)
    return {"pk": actions.ask_opinion(asked, to=w.bdv, text="?", by_day=today(), by=w.users["solver"]).pk}


ROWS = [
    Row("petitions:list", HERE | {"leader"}),
    Row("petitions:take_in", DESK | {"leader"}),
    Row("petitions:likely", DESK | {"leader"}, post={"full_name": "Đinh Thị Lụa"}),
    Row("petitions:detail", HERE, case, refused=404),
    Row("petitions:detail", DESK | WORK, sealed, refused=404),
    Row("petitions:receipt", HERE, case, refused=404),
    Row("petitions:clock", HERE, clock, refused=404),
    step("register", DESK, received),
    step("classify", DESK, lambda w: actions.register(received(w), title="Đất", by=w.users["reception_officer"])),
    step("guide", DESK, classified),
    step("send_back", DESK, classified),
    step("file_away", DESK, classified),
    step("take_up", DESK, classified),
    step("note_copy", DESK, classified),
    step("accept", set(), taken_up),
    step("not_accept", set(), taken_up),
    step("assign", set(), taken_up),
    step("hold_dialogue", WORK, verifying),
    step("suspend", set(), verifying),
    step("extend", set(), verifying),
    step("decide", set(), verifying),
    step("send", WORK, decided),
    step("answer", WORK, reflection),
    step("promise", set(), reflection),
    step("transfer", DESK, reflection),
    step("ask_opinion", WORK, verifying),
    Row("petitions:oversight", {"leader"}),
    Row("petitions:overview", {"leader", "steering_viewer"}),
    Row("petitions:statistics", NUMBERS),
    Row("petitions:statistics_form", NUMBERS, rest={"code": "02-xld"}),
    Row("petitions:statistics_rows", NUMBERS, rest={"code": "02-xld", "column": 1}),
    Row("petitions:statistics_download", NUMBERS, rest={"kind": "json"}),
    step("note_result", WORK, decided),
    Row("petitions:step", DESK | WORK, sealed, refused=404, rest={"verb": "request_protection"}),
    Row(
        "petitions:step",
        WORK,
        concluding,
        refused=404,
        exact={"reception_officer": 403},
        rest={"verb": "write_conclusion"},
    ),
    Row("petitions:overview_rows", {"leader", "steering_viewer"}),
    Row("petitions:give_order", set(), below, refused=404, exact=dict.fromkeys(HERE, 403)),
    Row("petitions:order", HERE, order, refused=404),
    Row("petitions:report_order", WORK, order, refused=404, exact={r: 403 for r in HERE - WORK}),
    Row("petitions:settle_order", set(), pk_of(reported), refused=404, exact=dict.fromkeys(HERE, 403)),
    Row("petitions:return_order", set(), pk_of(reported), refused=404, exact=dict.fromkeys(HERE, 403)),
    Row("petitions:opinion", {"leader"}, question, refused=404),
    Row("petitions:withdraw_opinion", WORK, question, refused=404, exact={r: 403 for r in HERE - WORK}),
    step("give_reading", {"second_reader"}, read_by),
    Row("petitions:effect_withdrawal", WORK, withdrawn, refused=404, exact={r: 403 for r in HERE - WORK}),
    Row("petitions:lapse_withdrawal", WORK, withdrawn, refused=404, exact={r: 403 for r in HERE - WORK}),
    Row("petitions:excuse", set(), changed, refused=404, exact=dict.fromkeys(HERE, 403)),
    Row("petitions:draft_letter", WORK | DESK, case, refused=404, exact={"second_reader": 403}, rest={"code": "KN-TL"}),
    Row(
        "petitions:print_letter",
        WORK | DESK,
        pk_of(received),
        post={},
        refused=404,
        exact={"second_reader": 403},
        rest={"code": "BN"},
    ),
    Row("petitions:extract", DESK | WORK, sealed, post={}, refused=404),
    Row("petitions:choose", EVERYONE),
    Row("petitions:send", EVERYONE, rest={"kind": "khieu-nai"}),
    Row("petitions:send", EVERYONE, rest={"kind": "to-cao"}),
    Row("petitions:send", EVERYONE, rest={"kind": "kien-nghi-phan-anh"}),
    Row("petitions:send", EVERYONE, rest={"kind": "quy-dinh"}),
    Row("petitions:sent", EVERYONE),
    Row("petitions:forget", EVERYONE, post={}),
    Row("petitions:mine", EVERYONE),
    Row("petitions:open_mine", {"anonymous"}, case, post={}, refused=404),
    Row("petitions:track", EVERYONE),
    Row("petitions:case", EVERYONE),
    Row("petitions:papers", EVERYONE),
    Row("petitions:withdraw", EVERYONE),
    Row("petitions:solved", EVERYONE, post={"solved": "yes"}),
]
