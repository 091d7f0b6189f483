"""A programme's draft goes out to the units; what was accepted makes its next version, and the draft can be changed again."""

from datetime import date

import pytest
from django.urls import reverse

from dongthuan.deliver.programmes.models import Programme
from dongthuan.foundation.things.kit import Refused
from dongthuan.journeys import gather_views
from dongthuan.listen.consultations import actions
from dongthuan.listen.consultations.models import Consultation, Opinion
from tests.deliver.programmes.make import make_programme, make_signed
from tests.factories import World, make_world
from tests.listen.consultations.making import decide

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings) -> World:
    settings.AS_OF = date(2021, 3, 1)
    return make_world()


def ask(world: World, programme: Programme) -> Consultation:
    parties = gather_views.deciders(programme)
    return actions.open(
        programme.text.versions.order_by("-number").first(), about=programme.thing, title="Góp ý dự thảo",
        organiser=parties[0].organisation, organisations=[world.snv], deciders=parties, due=date(2021, 3, 10),
        by=world.users["focal_officer"],
    )  # fmt: skip


def test_the_parties_decide_with_their_focal_units(world: World):
    sides = gather_views.deciders(make_programme(world))
    assert [(s.organisation, s.focal) for s in sides] == [(world.bdv, world.phong), (world.ubnd, world.vp)]


def test_draft_gathering_decided_next_version_and_draft_again(world: World, client):
    programme = make_programme(world)
    client.force_login(world.users["focal_officer"])
    page = client.get(reverse("programmes:detail", args=[programme.pk])).content.decode()
    first = programme.text.versions.get()
    assert reverse("consultations:open", args=[first.pk]) in page

    c = ask(world, programme)
    programme.refresh_from_db()
    assert programme.status == "gathering"
    page = client.get(reverse("programmes:detail", args=[programme.pk])).content.decode()
    assert reverse("consultations:detail", args=[c.pk]) in page
    assert reverse("consultations:open", args=[first.pk]) not in page
    with pytest.raises(Refused):
        ask(world, programme)  # the draft is out already

    row = first.clauses.get(text="Thực hiện dân chủ ở cơ sở.")
    wording = "Thực hiện dân chủ ở cơ sở, công khai kết quả."
    opinion = actions.answer(
        c, clause=row.clause, stance="propose", wording=wording, by=world.users["department_officer"]
    )
    actions.start_deciding(c, by=world.users["focal_officer"])
    decide(world, opinion, "TT-SUA", wording=wording)
    closed = actions.close(c, by=world.users["focal_state"])

    programme.refresh_from_db()
    assert programme.status == "draft"
    fresh = programme.text.versions.order_by("-number").first()
    assert fresh == closed.next_version
    changed = fresh.clauses.get(clause=row.clause)
    assert (changed.text, changed.source) == (wording, opinion.thing)
    unchanged = fresh.clauses.exclude(pk=changed.pk)
    assert not unchanged.filter(source__isnull=False).exists()
    verbs = list(programme.thing.entries.order_by("seq").values_list("verb", flat=True))
    assert verbs[-2:] == ["programmes.start_gathering", "programmes.close_gathering"]


def test_nothing_accepted_leaves_the_draft_as_it_was(world: World):
    programme = make_programme(world)
    c = ask(world, programme)
    actions.answer(c, clause=None, stance="agree", by=world.users["department_officer"])
    actions.start_deciding(c, by=world.users["focal_officer"])
    for who in ("focal_officer", "focal_state"):
        actions.note_agreements(c, by=world.users[who])
    assert actions.close(c, by=world.users["focal_officer"]).next_version is None
    programme.refresh_from_db()
    assert (programme.status, programme.text.versions.count()) == ("draft", 1)


def test_a_programme_in_force_is_not_sent_out(world: World, settings, client):
    settings.AS_OF = date(2021, 4, 5)
    programme = make_signed(world)
    with pytest.raises(Refused):
        ask(world, programme)
    assert not Opinion.objects.exists()
