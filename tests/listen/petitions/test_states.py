"""Every lawful way is walked; every other move is refused by the code and by the database."""

import pytest
from django.db import IntegrityError, transaction

from dongthuan.foundation.things.kit import Refused, today
from dongthuan.foundation.vault import actions as vault
from dongthuan.listen.petitions import states
from dongthuan.listen.petitions.kinds import PREFIX, Kind
from dongthuan.listen.petitions.models import Petition
from dongthuan.listen.petitions.rights import RIGHTS
from dongthuan.listen.petitions.states import ENDED, MOVES, OWNERS, PARTS, Status
from tests.factories import World

from . import making

pytestmark = pytest.mark.django_db
STARTS = ("received",)


def kind_for(*statuses: str) -> str:
    """The kind that the machine of these statuses is of."""
    return next((k for k, prefix in PREFIX.items() if any(s.startswith(prefix) for s in statuses)), Kind.REFLECTION)


def suitable(now: str, then: str) -> dict:
    """The columns a case needs so that nothing but the move itself is judged."""
    denounces = kind_for(now, then) == Kind.DENUNCIATION
    return {
        "kind": kind_for(now, then), "sealed": denounces, "title": "" if denounces else "Đất", "folded": "",
        "product": "answer", "ended_on": today(), "dialogue_on": today(), "published_on": today(), "solved": False,
    }  # fmt: skip


@pytest.fixture(scope="module")
def reached() -> set[str]:
    """Every status that a way from the receipt leads to."""
    found, layer = set(STARTS), set(STARTS)
    while layer:
        layer = {to for s in layer for to in MOVES[s]} - found
        found |= layer
    return found


def test_every_status_is_reached_and_every_way_ends(reached):
    assert reached == set(MOVES) == set(Status.values) == set(OWNERS)
    ends = set(ENDED)
    while more := {s for s, tos in MOVES.items() if set(tos) & ends} - ends:
        ends |= more
    assert ends == set(MOVES)


def test_the_parts_make_the_whole_and_never_cross():
    assert {s: to for part in PARTS.values() for s, to in part.items()} == MOVES
    for name, prefix in PREFIX.items():
        for status, tos in MOVES.items():
            if status.startswith(prefix):
                strangers = [to for to in tos if any(to.startswith(p) for k, p in PREFIX.items() if k != name)]
                assert strangers == [], status


def placed(world: World, status: str, **values: object) -> Petition:
    """A case put where a test needs it: the guard is asked about one move, not about the way there."""
    body = world.communes[0]
    plain = {"code": f"NH-{status}", "channel": "post", "received_on": today(), "intake": body, "organisation": body}
    return Petition.objects.create(**plain, status=status, **values)


def concluded_in_the_vault(petition: Petition) -> None:
    """Its conclusion lies there: nothing but the move itself is judged."""
    vault.open_dossier(petition.thing, handler=petition.organisation, by=None)
    vault.seal(petition.thing, f"conclusion-{petition.pk}", "Đúng.", by=None)
    Petition.objects.filter(pk=petition.pk).update(dossier=petition.thing)


def test_exactly_the_moves_of_the_table_pass_code_and_database(world):
    wrong = []
    for now in MOVES:
        for then in MOVES:
            if now == then:
                continue
            lawful = then in MOVES[now]
            try:
                states.check_move(now, then)
                by_code = True
            except Refused:
                by_code = False
            try:
                with transaction.atomic():
                    petition = placed(world, now, **suitable(now, then))
                    if then == "tc_concluded":
                        concluded_in_the_vault(petition)
                    Petition.objects.filter(pk=petition.pk).update(status=then)
                    by_database = True
                    transaction.set_rollback(True)
            except IntegrityError:
                by_database = False
            if (by_code, by_database) != (lawful, lawful):
                wrong.append((now, then, by_code, by_database))
    assert wrong == []


def test_a_case_ends_only_with_its_product(world):
    petition = making.answered(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        Petition.objects.filter(pk=petition.pk).update(status="closed")
    with transaction.atomic():
        Petition.objects.filter(pk=petition.pk).update(status="closed", product="answer", ended_on=today())


def test_a_second_complaint_is_decided_only_after_its_dialogue(world):
    petition = making.verifying(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        Petition.objects.filter(pk=petition.pk).update(instance=2, status="kn_decided")


def test_nothing_of_a_denunciation_may_stand_in_plain_tables(world):
    petition = making.taken_up(world, "denunciation")
    with pytest.raises(IntegrityError), transaction.atomic():
        petition.petitioners.create(full_name="Đinh Thị Lụa")
    with pytest.raises(IntegrityError), transaction.atomic():
        Petition.objects.filter(pk=petition.pk).update(title="Ông Bê")
    with pytest.raises(IntegrityError), transaction.atomic():
        Petition.objects.filter(pk=petition.pk).update(kind="complaint", sealed=False, status="kn_admissibility")
    with pytest.raises(IntegrityError), transaction.atomic():
        petition.steps.create(verb="verify", on=today(), text="Ông Bê")


def test_every_verb_is_done_somewhere():
    """A verb names only statuses there are, and every open status that somebody owns has a verb."""
    named = {s for right in RIGHTS.values() for s in right.at}
    assert named <= set(MOVES)
    assert {s for s in MOVES if MOVES[s]} <= named
