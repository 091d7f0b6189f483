"""A search gives the same cases in the same order on whichever way it reads them: by the index, on the walk, or sorted."""

import random
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dongthuan.foundation.things.models import Thing
from dongthuan.lib.vietnamese import fold
from dongthuan.listen.petitions import queries, search
from dongthuan.listen.petitions.finding import Found
from dongthuan.listen.petitions.models import Petition
from tests.factories import World

from .making import RECEIVED

pytestmark = pytest.mark.django_db
LONG = "dai" * 30  # longer than the index keeps of a word
VOCABULARY = [
    "đất", "Đất đai", "bồi thường,", "(thường)", "1187/QĐ-UBND.", "a.b", "100%", "O'Hara", r"\đ", "x*y", "[sic]", "dat_dai", LONG,
    LONG + "x", "“ruộng”…", "ao", "aoi", "thửa\tđất", "số–1", "C+", "^", "$5", "thi|thu", "@10", "12:đất", "a:*",
]  # fmt: skip
ASKED = [
    *VOCABULARY, "d", "da", "dat", "dai", "thuong boi", "1187", "dat thuo", "dai d", "100", "%", "_", "hara", "sic ao", "dat\x00ao",
    f"{LONG} dat",
]  # fmt: skip


def many(w: World, n: int = 260) -> None:
    """Cases of two bodies, on few days so that many fall on one; some sealed, whose words nothing may find."""
    rng = random.Random(5)
    things = Thing.objects.bulk_create([Thing(kind="petition") for _n in range(n)])
    Petition.objects.bulk_create(
        Petition(
            thing=t, code=f"TT26-{i:06}", kind="complaint", channel="post", title="", sealed=i % 9 == 0,
            folded=fold(" ".join(rng.choices(VOCABULARY, [20, *[1] * (len(VOCABULARY) - 1)], k=3))),
            received_on=RECEIVED - timedelta(days=rng.randrange(20)), intake=w.communes[0], organisation=w.communes[i % 3 == 0],
        ) for i, t in enumerate(things)
    )  # fmt: skip


def by_hand(bodies: set[int], words: list[str]) -> list[int]:
    found = []
    for row in Petition.objects.filter(sealed=False, organisation__in=bodies).order_by("-received_on", "-pk"):
        held, last = search.words_of(row.folded), words[-1]
        begun = len(last) >= search.STEM and any(h.startswith(last) for h in held)
        if all(w in held for w in words[:-1]) and (last in held or begun):
            found.append(row.pk)
    return found


def test_every_way_of_a_search_gives_the_same_cases_in_the_same_order(world):
    many(world)
    both, one = {o.pk for o in world.communes[:2]}, {world.communes[1].pk}
    ways = set()
    for text in ASKED:
        for bodies in (both, one):
            words = search.words_of(text)
            right = by_hand(bodies, words)
            rows = Petition.objects.filter(organisation__in=bodies)
            found = Found(rows, words, bodies)
            assert [p.pk for p in found[:]] == [p.pk for p in found] == right, text
            assert (len(found), found.many) == (len(right), False)
            assert found.sorted(0, 999) == found.walked(999, 999) == right, text
            few = Found(rows, words, bodies, most=6)  # as if seven were a thousand and one
            assert (len(few), few.many) == (min(len(right), 7), len(right) > 6)
            assert [p.pk for p in few[:5]] + [p.pk for p in few[5:10]] == right[:7], text
            ways.add((few.many, len(few.walked(7, 40)) == 7))
    assert ways == {(True, True), (True, False), (False, False)}, "words met soon, met late, and rare ones"


def test_words_that_were_common_years_ago_are_still_found(world):
    many(world, 240)
    Petition.objects.filter(folded__contains="ao").update(received_on=RECEIVED - timedelta(days=4000))
    bodies = {o.pk for o in world.communes[:2]}
    found = Found(Petition.objects.filter(organisation__in=bodies), ["ao"], bodies, most=2)
    assert found.many
    assert not found.walked(1, 20), "the walk alone does not meet them"
    assert [p.pk for p in found[:2]] == by_hand(bodies, ["ao"])[:2]


def test_a_search_never_leaves_the_own_bodies(world):
    many(world, 60)
    user = world.users["reception_officer"]
    found = queries.narrowed(queries.listing(user), {"q": "đất"}, user)
    assert len(found) > 5
    assert {p.organisation_id for p in found} == {world.communes[0].pk}
    assert not any(p.sealed for p in found)


@pytest.mark.parametrize("asked", ["", "?format=xlsx", "?q=dat", "?q=dat&format=xlsx", "?show=late&format=xlsx"])
def test_a_list_and_its_file_ask_as_often_of_many_cases_as_of_few(world, asked):
    """What a row draws is read with it, and nothing of a row is read again."""
    client = Client()
    client.force_login(world.users["reception_officer"])
    times = []
    for n in (30, 150):
        Petition.objects.all().delete()
        many(world, n)
        Petition.objects.update(officer=world.users["solver"], due=RECEIVED)
        client.get(f"/petitions/{asked}")
        with CaptureQueriesContext(connection) as queries_asked:
            assert client.get(f"/petitions/{asked}").status_code == 200
        times.append(len(queries_asked))
    assert times[1] - times[0] <= ("q=" in asked), "of common words the walk is asked once more"
