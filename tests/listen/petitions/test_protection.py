"""Protection of who denounces: every lawful way, every other refused by code and database; looking takes two meanwhile."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from dongthuan.foundation.record.models import Entry
from dongthuan.foundation.things.kit import Refused
from dongthuan.foundation.vault import actions as vault
from dongthuan.foundation.vault import queries as vaults
from dongthuan.foundation.vault.models import Dossier, Item, Part
from dongthuan.foundation.vault.vouchers import VaultRefused
from dongthuan.listen.petitions import actions, states
from dongthuan.listen.petitions.models import Protection
from dongthuan.listen.petitions.permissions import may
from dongthuan.listen.petitions.rules import protection as law

from . import making
from .making import on

pytestmark = pytest.mark.django_db
ACTS, PLEA, go = making.PROTECTION, making.PLEA, making.protect
WAYS = {"requested": [], "decided": ["decided"], "active": ["decided", "active"], "changed": ["decided", "active", "changed"],
        "refused": ["refused"], "ended": ["decided", "ended"]}  # fmt: skip


def asked(world):
    p = making.verifying(world, "denunciation")
    go(world, p, "requested")
    return p


def protected(petition) -> bool:
    return Dossier.objects.get(thing=petition.dossier).protected


def test_exactly_the_moves_of_the_table_pass_code_and_database(world):
    moves, wrong = states.PROTECTION_MOVES, []
    columns = {"decided_on": making.RECEIVED, "number": "1", "ended_on": making.RECEIVED, "ground": "BV54.b"}
    p = asked(world)
    for now in moves:
        for then in ACTS:
            if now == then:
                continue
            with transaction.atomic():
                for step in WAYS[now]:
                    found = go(world, p, step)
                found = Protection.objects.get()
                assert found.status == now
                assert protected(p) == (now in states.PROTECTED)
                try:
                    with transaction.atomic():
                        go(world, p, then)
                        by_code = True
                        assert Protection.objects.get().status == then
                        assert protected(p) == (then in states.PROTECTED)
                        transaction.set_rollback(True)
                except Refused:
                    by_code = False
                try:
                    with transaction.atomic():
                        Protection.objects.filter(pk=found.pk).update(status=then, **columns)
                        by_database = True
                        transaction.set_rollback(True)
                except IntegrityError:
                    by_database = False
                if {by_code, by_database} != {then in moves[now]}:
                    wrong.append((now, then, by_code, by_database))
                transaction.set_rollback(True)
    assert wrong == []


def test_from_the_request_on_nobody_looks_alone_and_the_words_lie_in_the_vault(world):
    p, leader = asked(world), world.users["leader_commune"]
    dossier = Dossier.objects.get(thing=p.dossier)
    item = Item.objects.get(dossier=dossier, name="identity")
    vault.grant(dossier, Part.IDENTITY, person=leader, post=leader.acting.posts[0], by=leader)
    assert vaults.takes_two(leader, item)
    with pytest.raises(VaultRefused) as caught:
        vault.look(item, ground="LTC47-BAOVE", by=leader)
    assert caught.value.code == "needs_second"
    with pytest.raises(VaultRefused) as caught:
        vault.end_protection(dossier, basis="bỏ qua", by=leader)
    assert caught.value.code == "under_protection"
    assert Item.objects.filter(dossier=dossier, name="protection-1", shows_identity=True, shows_content=True).exists()
    assert "trường" not in str(list(Entry.objects.filter(subject=p.thing).values_list("data", flat=True)))
    assert not p.steps.filter(text__contains="trường").exists()
    with pytest.raises(Refused):
        actions.request_protection(p, plea=PLEA, measures=["BV56"], by=leader)
    for to in ("decided", "active", "changed", "active", "ended"):
        go(world, p, to)
    vault.look(item, ground="LTC24-KIEMTRA", by=leader)
    verbs = (
        Entry.objects.filter(subject=p.thing, verb__startswith="petitions.")
        .order_by("seq")
        .values_list("verb", flat=True)
    )
    assert list(verbs)[-6:] == [
        f"petitions.{n}_protection" for n in ("request", "decide", "apply", "change", "apply", "end")
    ]


def test_it_ends_on_a_ground_that_the_law_knows(world):
    p, leader = asked(world), world.users["leader_commune"]
    go(world, p, "decided")
    with pytest.raises(Refused, match=r"neither concluded|chưa"):
        actions.end_protection(p, ground="BV54.a", number="4/QĐ", by=leader)
    with pytest.raises(Refused):
        actions.end_protection(p, ground="BV54.z", number="4/QĐ", by=leader)
    assert "BV54.d" not in {i.code for i in law.ends(date(2026, 6, 30))}
    assert "BV54.d" in {i.code for i in law.ends(date(2026, 7, 1))}
    with on(date(2026, 7, 20)):
        actions.write_conclusion(p, by=leader, **making.CONCLUSION)
        actions.conclude(p, outcome="right", number="5/KL", by=leader)
        assert actions.end_protection(p, ground="BV54.a", number="4/QĐ", by=leader).status == "ended"
    assert not protected(p)


def test_who_does_it_and_where_it_is_offered(world):
    p = making.verifying(world, "denunciation")
    desk, solver, leader = (world.users[r] for r in ("reception_officer", "solver", "leader_commune"))
    assert may(desk, p, "request_protection")
    assert not may(world.users["second_reader"], p, "request_protection")
    assert not may(leader, p, "decide_protection")
    assert not may(leader, making.verifying(world), "request_protection"), "a complaint has none"
    c = Client()
    c.force_login(desk)
    step = reverse("petitions:step", args=[p.pk, "request_protection"])
    assert "Điều 57" in c.get(step).content.decode()
    answer = c.post(step, {"measures": ["BV57"], "plea": PLEA, "urgent": "on", "on": "06/07/2026"})
    assert answer.status_code == 302
    assert Protection.objects.get().urgent
    assert not may(desk, p, "decide_protection")
    assert not may(solver, p, "end_protection")
    c.force_login(leader)
    step = reverse("petitions:step", args=[p.pk, "decide_protection"])
    assert c.post(step, {"measures": ["BV57"], "number": "1/QĐ", "on": "06/07/2026"}).status_code == 302
    page = c.get(reverse("petitions:detail", args=[p.pk])).content.decode()
    assert "1/QĐ" in page
    assert "trường" not in page
