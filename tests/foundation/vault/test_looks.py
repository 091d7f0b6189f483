"""Who may look, with whom, on which ground; every look stands before anything is read."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction

from dongthuan.foundation.record.models import Entry
from dongthuan.foundation.vault import actions, queries
from dongthuan.foundation.vault.models import Look, Part
from dongthuan.foundation.vault.vouchers import VaultRefused

from . import SECRET_CONTENT, SECRET_NAME, make_case

VERIFY, PROTECT = "LTC30-XACMINH", "LTC47-BAOVE"


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(VaultRefused) as caught:
        yield
    assert caught.value.code == code


def test_a_look_takes_a_grant_and_a_ground_and_is_read_in_a_request_of_its_own(own_database):
    case = make_case()
    with refused("no_grant"):
        actions.look(case.content, ground=VERIFY, by=case.verifier)
    case.grant(Part.CONTENT, case.verifier)
    with refused("ground"):
        actions.look(case.content, ground="CUR-IOSITY", by=case.verifier)
    with transaction.atomic():
        look = actions.look(case.content, ground=VERIFY, by=case.verifier)
        with refused("not_written"):
            queries.reveal(look, by=case.verifier)
    assert queries.reveal(look, by=case.verifier).reveal_text() == SECRET_CONTENT
    assert queries.reveal(look, by=case.verifier).reveal_text() == SECRET_CONTENT  # again: the same look
    with refused("absent"):
        queries.reveal(look, by=case.head)
    assert (look.person_name, look.person_post) == (case.verifier.record_name(), "Thanh tra viên, Thanh tra tỉnh")
    assert Look.objects.count() == 1
    entry = Entry.objects.get(verb="vault.look")
    assert (entry.subject_id, entry.data) == (case.thing.pk, {"part": "content", "ground": VERIFY, "second": ""})
    with refused("no_grant"):
        actions.look(case.identity, ground=VERIFY, by=case.verifier)


def test_where_the_law_protects_a_second_person_approves_one_look(own_database):
    case = make_case(protected=True)
    case.grant(Part.IDENTITY, case.verifier)
    case.grant(Part.CONTENT, case.verifier)
    case.grant(Part.CONTENT, case.colleague)
    for item in (case.identity, case.content):  # who may see the identity reads the content, too, with a second person
        with refused("needs_second"):
            actions.look(item, ground=PROTECT, by=case.verifier)
    actions.look(case.content, ground=VERIFY, by=case.colleague)  # who may not, works with the content on a ground
    request = actions.ask(case.identity, ground=PROTECT, by=case.verifier)
    with refused("needs_second"):
        actions.look(case.identity, request=request, by=case.verifier)
    with refused("same_person"):
        actions.answer_yes(request, by=case.verifier)
    for somebody in (case.colleague, case.deputy, case.world.users["leader"]):
        with refused("not_second"):
            actions.answer_yes(request, by=somebody)
    request = actions.answer_yes(request, by=case.head)
    with refused("needs_second"):
        actions.look(case.content, request=request, by=case.verifier)
    look = actions.look(case.identity, request=request, by=case.verifier)
    assert (look.second, look.ground_id) == (case.head, PROTECT)
    assert queries.reveal(look, by=case.verifier).reveal_text().startswith(SECRET_NAME)
    with refused("needs_second"):
        actions.look(case.identity, request=request, by=case.verifier)
