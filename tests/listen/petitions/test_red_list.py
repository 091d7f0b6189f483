"""The red list holds the open cases whose alarm runs, from the day on which it rings (TCD-08, NĐ 154 Điều 41.3.b)."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from dongthuan.listen.petitions import actions, clocks, queries
from dongthuan.listen.petitions.models import Petition

from . import making
from .making import on

pytestmark = pytest.mark.django_db
RINGS = date(2026, 8, 21)  # the 45 days from the receipt on 06/07/2026 are over
MADE = {  # what was done with a case -> whether its alarm still runs
    "taken in": (making.take_in, True),
    "classified": (making.classified, True),
    "accepted": (making.accepted, True),
    "a reflection taken up": (lambda w: making.taken_up(w, "reflection"), True),
    "a denunciation verified": (lambda w: making.verifying(w, "denunciation"), True),
    "suspended": (
        lambda w: actions.suspend(
            making.verifying(w), ground="KNS.b", number="65/QĐ-UBND", by=w.users["leader_commune"]
        ),
        True,
    ),
    "decided": (making.decided, False),
    "sent": (making.sent, False),
    "answered": (making.answered, False),
}  # fmt: skip


def red(user) -> list[Petition]:
    return list(queries.red_list(queries.listing(user)))


@pytest.mark.parametrize("made", MADE)
def test_on_the_list_from_the_day_on_which_it_rings_until_it_is_handled(world, made):
    make, runs = MADE[made]
    p = make(world)
    p.refresh_from_db()
    user = world.users["reception_officer"]
    with on(RINGS - timedelta(days=1)):
        assert red(user) == []
    with on(RINGS):
        assert red(user) == ([p] if runs else [])
    assert p.alarm_on == (RINGS if runs else None)
    before = (p.due, p.alarm_on)
    Petition.objects.update(due=None, alarm_on=RINGS if not runs else None)
    clocks.settle_many([p.pk])
    p.refresh_from_db()
    assert (p.due, p.alarm_on) == before, "many cases are settled otherwise than one"


def test_the_page_and_the_overview_count_the_same_cases(world):
    shown, other = making.accepted(world), making.decided(world)
    with on(RINGS):
        browser = Client()
        browser.force_login(world.users["leader_commune"])
        pages = [
            browser.get(reverse(f"petitions:{name}") + "?show=red").content.decode()
            for name in ("list", "overview_rows")
        ]
    assert "Điều 41.3.b; áp dụng từ 01/07/2026" in pages[0]
    for html in pages:
        assert shown.code in html
        assert other.code not in html


def test_cases_of_the_version_before_get_their_day(world):
    runs, done = making.accepted(world), making.decided(world)
    Petition.objects.update(alarm_on=None)
    with connection.cursor() as cursor:
        cursor.execute(import_module("dongthuan.listen.petitions.migrations.0023_alarm_of_a_case").FILL)
    assert dict(Petition.objects.values_list("pk", "alarm_on")) == {runs.pk: RINGS, done.pk: None}
