"""The same petition twice: found while typing and on saving, linked, and none lost. Of a denunciation only by grant."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from dongthuan.foundation.orgs.models import Role
from dongthuan.foundation.record.models import Entry
from dongthuan.foundation.things.kit import Refused
from dongthuan.foundation.vault import actions as vault
from dongthuan.foundation.vault.models import Dossier, Part
from dongthuan.listen.petitions import actions, duplicates
from dongthuan.listen.petitions.models import Copy
from tests.factories import make_officer

from . import making

pytestmark = pytest.mark.django_db
TYPED = {"full_name": "ĐINH THỊ LỤA", "phone": "+84 912.345.678"}


def page(user, name, *args, **data):
    client = Client()
    client.force_login(user)
    url = reverse(f"petitions:{name}", args=args)
    return (client.post(url, data) if data else client.get(url)).content.decode()


def let_see(w, petition, user):
    dossier = Dossier.objects.get(thing=petition.dossier)
    vault.grant(dossier, Part.IDENTITY, person=user, post=user.acting.posts[0], by=w.users["leader_commune"])


def test_a_denunciation_sent_twice_shows_only_to_who_may_see_who_denounces(world):
    first, second = (making.classified(world, "denunciation") for _n in range(2))
    desk, leader = world.users["reception_officer"], world.users["leader_commune"]
    for user in (desk, leader):
        assert first.code not in page(user, "likely", denunciation="on", **TYPED)
        assert first.code not in page(user, "detail", second.pk)
    let_see(world, first, desk)
    told = page(desk, "likely", denunciation="on", **TYPED)
    assert first.code in told
    assert second.code not in told
    assert "Lụa" not in told
    assert first.code not in page(desk, "detail", second.pk), "both identities must be theirs to see"
    let_see(world, second, desk)
    assert first.code in page(desk, "detail", second.pk)
    assert first.code not in page(leader, "detail", second.pk)
    second = actions.join(second, to=first, by=desk)
    assert (second.status, second.same_as) == ("linked", first)


def test_the_body_it_is_about_gets_no_hint(world):
    """Also not the one of its people who held the grant before it was known whom it is about."""
    p = making.take_in(
        world, organisation=world.ubnd, by=(desk := make_officer(world.ubnd, Role.RECEPTION_OFFICER)), denunciation=True,
        denounced=[world.communes[0]],
    )  # fmt: skip
    about = world.users["reception_officer"]
    assert p.code not in page(about, "likely", denunciation="on", **TYPED)
    assert p.code not in page(about, "likely", **TYPED)
    assert duplicates.typed(about, TYPED) == []
    let = {"person": desk, "post": desk.acting.posts[0], "by": world.users["leader_state"]}
    vault.grant(Dossier.objects.get(thing=p.dossier), Part.IDENTITY, **let)
    assert [h.petition for h in duplicates.typed(desk, TYPED)] == [p]
    vault.exclude(Dossier.objects.get(thing=p.dossier), person=desk, by=world.users["leader_state"])
    assert duplicates.typed(desk, TYPED) == []


def test_a_petition_sent_to_several_bodies_is_linked_and_both_go_on(world):
    other_desk = make_officer(world.communes[1], Role.RECEPTION_OFFICER)
    here, there = making.classified(world), making.take_in(world, organisation=world.communes[1], by=other_desk)
    desk = world.users["reception_officer"]
    told = page(desk, "likely", against=making.AGAINST, **TYPED)
    assert here.code in told
    assert there.code in told
    assert there.shown_title in told
    assert reverse("petitions:detail", args=[there.pk]) not in told, "another body's case is named, not opened"
    assert there.code not in page(desk, "likely", full_name="Đinh Thị Lụa", content="chỉ trùng tên")
    assert there.code in page(desk, "detail", here.pk)
    page(desk, "step", here.pk, "note_copy", copy=there.pk)
    assert duplicates.copies(here) == [there]
    assert duplicates.copies(there) == [here]
    assert here.code in page(other_desk, "detail", there.pk)
    assert Entry.objects.filter(verb="petitions.note_copy", subject__in=[here.thing, there.thing]).count() == 2
    assert {here.status, there.status} == {"classified", "received"}
    with pytest.raises(Refused):
        actions.note_copy(here, copy=there, by=desk)


def test_a_copy_that_turns_out_to_denounce_is_linked_no_more(world):
    other_desk = make_officer(world.communes[1], Role.RECEPTION_OFFICER)
    here, there = making.take_in(world), making.take_in(world, organisation=world.communes[1], by=other_desk)
    desk = world.users["reception_officer"]
    actions.note_copy(here, copy=there, by=desk)
    actions.classify(actions.register(here, title="Đất", by=desk), kind="denunciation", by=desk)
    assert not Copy.objects.exists()
    assert not duplicates.elsewhere(there).exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Copy.objects.create(petition=here, other=there, on=making.RECEIVED, by=desk)


def test_a_case_that_was_transferred_is_no_copy_of_itself(world):
    here = making.classified(world, "reflection")
    there = actions.transfer(here, to=world.communes[1], by=world.users["reception_officer"])
    assert not duplicates.elsewhere(there).exists()
