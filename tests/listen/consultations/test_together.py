"""Two people at the same instant: nothing is lost, nothing is agreed that was not seen."""

from functools import partial

import pytest
from django.conf import settings as configured

from dongthuan.foundation.things.kit import Refused
from dongthuan.listen.consultations import actions
from dongthuan.listen.consultations.models import Consultation, Decision, Opinion
from tests.factories import World, make_world
from tests.together import together

from .making import AFTER, OPENED, make_consultation, say


@pytest.fixture
def decided_on(own_database, settings) -> tuple[World, Consultation, Opinion]:
    settings.AS_OF = OPENED
    world = make_world()
    c = make_consultation(world)
    opinion = say(c, world.users["commune_officer"], "2", "object", reason="Chưa rõ.")
    configured.AS_OF = AFTER
    return world, actions.start_deciding(c, by=world.users["focal_officer"]), opinion


def propose(world: World, opinion: Opinion, who: str, reason: str) -> Decision:
    return actions.propose_decision(opinion, code="GIU-NGUYEN", reason=reason, seen=0, by=world.users[who])


def test_of_two_deciders_at_once_the_second_must_read_the_first(decided_on):
    world, _c, opinion = decided_on
    done = together(
        partial(propose, world, opinion, "focal_officer", "Lý do của Đảng"),
        partial(propose, world, opinion, "focal_state", "Lý do của chính quyền"),
    )
    assert sorted(type(d).__name__ for d in done) == ["Decision", "Refused"]
    decision = Decision.objects.get()
    assert decision.revision == 1
    assert decision.agreed_at is None
    assert decision.consents.count() == 1


def test_consent_and_a_new_proposal_at_once_never_agree_on_unseen_words(decided_on):
    world, _c, opinion = decided_on
    made = propose(world, opinion, "focal_officer", "Bản một")
    again = partial(
        actions.propose_decision, opinion, code="GIU-NGUYEN", reason="Bản hai", seen=1, by=world.users["focal_officer"]
    )
    done = together(partial(actions.consent, made, seen=1, by=world.users["focal_state"]), again)
    decision = Decision.objects.get()
    assert decision.reason == "Bản hai" or any(isinstance(d, Refused) for d in done)
    assert decision.agreed_at is None  # the consent was to "Bản một": before or after, it does not stand for "Bản hai"


def test_closing_twice_at_once_makes_one_next_version(decided_on):
    world, c, opinion = decided_on
    made = actions.propose_decision(
        opinion, code="TT-SUA", wording="Tiếp công dân hằng tháng.", by=world.users["focal_officer"]
    )
    actions.consent(made, by=world.users["focal_state"])
    done = together(*(partial(actions.close, c, by=world.users[who]) for who in ("focal_officer", "focal_state")))
    assert sorted(type(d).__name__ for d in done) == ["Consultation", "Refused"]
    assert c.version.text.versions.count() == 2


def test_two_officers_of_one_unit_leave_one_answer(own_database, settings):
    settings.AS_OF = OPENED
    world = make_world()
    c = make_consultation(world)
    by = world.users["commune_officer"]
    together(
        partial(say, c, by, "2", "object", reason="Một"), partial(say, c, by, "2", "object", reason="Hai"),
    )  # fmt: skip
    assert Opinion.objects.count() == 1
    assert Opinion.objects.get().thing.entries.filter(verb="consultations.answer").count() == 2
