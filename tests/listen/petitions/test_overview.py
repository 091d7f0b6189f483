"""A leader's numbers: each opens what it counted, and none tells of a sealed case to whom it must not."""

import re
from datetime import date
from html import unescape
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from dongthuan.foundation.orgs.models import Role
from dongthuan.foundation.vault import actions as vault
from dongthuan.foundation.vault.models import Dossier
from dongthuan.listen.petitions import actions
from dongthuan.listen.petitions.overview import counts
from tests.factories import make_officer

from . import making
from .making import on

pytestmark = pytest.mark.django_db
OVERVIEW = reverse("petitions:overview")


def client(user) -> Client:
    found = Client()
    found.force_login(user)
    return found


@pytest.fixture
def chair(world):
    return make_officer(world.districts[0], Role.LEADER, title="Chủ tịch", rank="head")


def total(user) -> counts.Load:
    return sum(counts.cells(user).values(), counts.Load())


def test_every_number_opens_exactly_what_it_counted(world, chair):
    other_desk = make_officer(world.communes[1], Role.RECEPTION_OFFICER)
    making.accepted(world)  # due 05/08
    making.taken_up(world, "regulation")  # due 13/07
    making.answered(world)
    making.decided(world)
    making.take_in(world, organisation=world.communes[1], by=other_desk, channel="post")
    making.take_in(world, received_on=date(2026, 7, 1), channel="post")
    for day in (making.RECEIVED, date(2026, 7, 14), date(2026, 8, 4), date(2026, 8, 30)):
        with on(day):
            for user in (chair, world.users["leader_commune"], world.users["leader"]):
                c, links = client(user), 0
                for way in counts.WAYS:
                    page = c.get(OVERVIEW, {"by": way}).content.decode()
                    for url, number in re.findall(r'<a href="([^"]*/overview/rows/\?by=[^"]+)">(\d+)</a>', page):
                        rows = c.get(unescape(url)).context["table"].rows
                        assert len(rows) == int(number), (day, url)
                        links += 1
                assert links > 3
    with on(date(2026, 8, 30)):
        assert (total(chair).red, total(chair).late) == (
            4,
            3,
        )  # late: the complaint, the regulation, a decision not sent
        assert total(world.users["leader_commune"]).red == 3


def test_what_the_senders_say_is_counted_and_opens_its_rows(world, chair):
    for solved, satisfaction in ((True, 5), (True, 5), (False, 1), (True, None)):
        actions.say_solved(making.answered(world), solved=solved, satisfaction=satisfaction, by=None)
    c = client(chair)
    said = {name: n for name, _label, n in c.get(OVERVIEW).context["said"]}
    assert said == {"said-5": 2, "said-4": 0, "said-3": 0, "said-2": 0, "said-1": 1, "reopened": 1}
    for name, n in said.items():
        rows = c.get(reverse("petitions:overview_rows"), {"show": name}).context["table"].rows
        assert len(rows) == n, name


def test_a_sealed_case_is_counted_only_for_who_may_see_it(world, chair):
    p, leader = making.taken_up(world, "denunciation"), world.users["leader_commune"]
    for user, n in ((chair, 0), (world.users["leader"], 0), (leader, 1)):
        assert total(user).open == n
        page = client(user).get(OVERVIEW, {"by": "kind"}).content.decode()
        assert ("Tố cáo" in page) == bool(n)
    deputy = make_officer(world.communes[0], Role.LEADER, title="Phó Chủ tịch", rank="deputy")
    assert total(deputy).open == 1
    vault.exclude(Dossier.objects.get(thing=p.dossier), person=deputy, by=leader)
    assert total(deputy).open == 0, "whom it is about does not count it"
    assert p.code not in client(deputy).get(reverse("petitions:overview_rows")).content.decode()


def test_the_rows_name_no_subject_to_who_stands_above(world, chair):
    p = making.classified(world)
    page = client(chair).get(reverse("petitions:overview_rows")).content.decode()
    assert p.code in page
    assert p.title not in page
    assert reverse("petitions:detail", args=[p.pk]) not in page
    own = client(world.users["leader_commune"]).get(reverse("petitions:overview_rows")).content.decode()
    assert reverse("petitions:detail", args=[p.pk]) in own
    book = load_workbook(BytesIO(client(chair).get(OVERVIEW, {"format": "xlsx"}).content)).active
    assert [c.value for c in book[2]][1] == 1


def test_the_number_of_queries_does_not_grow(world, chair, django_assert_num_queries):
    def ask() -> None:
        chair.__dict__.pop("acting", None)
        counts.parts(counts.cells(chair), "unit")

    making.take_in(world)
    ask()
    with CaptureQueriesContext(connection) as first:
        ask()
    for n in range(3):
        desk = make_officer(world.communes[n % 2], Role.RECEPTION_OFFICER)
        making.take_in(world, organisation=world.communes[n % 2], by=desk)
    with django_assert_num_queries(len(first)):
        ask()
    assert len(first) < 25
