"""A visit becomes a case: its facts are taken over, each shows the other, and a denouncer goes into the vault at once."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from dongthuan.foundation.record.models import Entry
from dongthuan.foundation.things.kit import Refused, today
from dongthuan.journeys.visit_to_case import make_case
from dongthuan.listen.petitions.models import Petition, Petitioner, Statement
from dongthuan.listen.reception import actions as reception
from tests.factories import make_world
from tests.listen.reception import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    with making.day(making.NEW):
        yield make_world()


def test_a_delegation_becomes_one_case_with_its_representatives(world):
    desk = making.officer(world)
    others = [{"full_name": "Lê Văn Mẫu", "address": "Thôn 4"}]
    came = making.received(
        world, making.identify(world, making.arrive(world, people=5), mandate_on=today(), representatives=others)
    )
    visit = reception.record_visit(came, content="Quyết định thu hồi đất sai.", wish="Đo lại.", kinds=["KN"], by=desk)
    c = Client()
    c.force_login(desk)
    page = reverse("reception:visit", args=[visit.pk])
    address = reverse("journeys:visit_case", args=[visit.pk])
    assert address in c.get(page).content.decode()
    form = c.get(address).context["form"]
    data = {"organisation": world.communes[0].pk, "sending": form["sending"].value()}
    there = c.post(address, data)["Location"]
    petition = Petition.objects.get()
    assert 'class="code"' in c.get(there).content.decode()
    assert c.post(address, data)["Location"] == there  # the same form again
    assert Petition.objects.count() == 1
    assert (petition.channel, petition.received_on, petition.status) == ("reception", today(), "received")
    assert petition.clocks.filter(rule="TCD-01").exists()
    people = petition.petitioners.values_list("full_name", "represents")
    assert list(people) == [("Trần Thị Mẫu", True), ("Lê Văn Mẫu", True)]
    assert petition.statement.request == "Đo lại."
    visit.refresh_from_db()
    assert visit.case == petition.thing
    assert petition.code in c.get(page).content.decode()
    assert visit.vietnamese_title in c.get(reverse("petitions:detail", args=[petition.pk])).content.decode()
    with pytest.raises(Refused):
        make_case(visit, organisation=world.communes[0], sending=uuid.uuid4(), by=desk)
    assert Petition.objects.count() == 1


def test_who_denounces_at_the_reception_goes_into_the_vault(world):
    desk = making.officer(world)
    came = making.received(world, making.identify(world, making.arrive(world, protected=True)))
    visit = reception.record_visit(came, content="Ông Bê nhận tiền.", kinds=["TC"], by=desk)
    got = make_case(visit, organisation=world.communes[0], denounced=[world.snv], sending=uuid.uuid4(), by=desk)
    assert got.petition.sealed
    assert not Petitioner.objects.exists()
    assert not Statement.objects.exists()
    look = Entry.objects.get(verb="reception.look")
    assert look.data["ground"].startswith("Chuyển lượt tiếp")
    told = " ".join(str(e.data) for e in Entry.objects.all())
    assert "Trần Thị" not in told
    assert "Bê" not in told


def test_a_visit_that_is_not_in_the_register_becomes_nothing(world):
    with pytest.raises(Refused):
        make_case(
            making.received(world), organisation=world.communes[0], sending=uuid.uuid4(), by=making.officer(world)
        )
