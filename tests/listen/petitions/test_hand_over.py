"""A denunciation that is transferred: its sealed dossier goes along, by the pages and for good, and never to whom it is about."""

from datetime import date

import psycopg
import pytest
from django.urls import reverse

from dongthuan.foundation.notify.models import Notice
from dongthuan.foundation.orgs import actions as orgs
from dongthuan.foundation.vault import queries as vaults
from dongthuan.foundation.vault import vouchers
from dongthuan.foundation.vault.models import Dossier, Item, Look
from dongthuan.listen.petitions import actions
from dongthuan.listen.petitions.models import Petition
from tests.factories import World, make_officer, make_world

from . import making
from .test_letters import client

NO = psycopg.errors.InsufficientPrivilege


@pytest.fixture
def own_world(own_database) -> World:
    return make_world()


def told(world: World, who: str) -> list[str]:
    rows = Notice.objects.filter(user=world.users[who], key__startswith="vault.hand_over")
    return list(rows.values_list("text", flat=True))


def test_the_dossier_goes_with_its_case_and_the_giver_reads_nothing_more(own_world, own_database):
    world = own_world
    desk, head, solver = (client(world, r) for r in ("reception_officer", "leader_commune", "solver"))
    superior = client(world, "leader_state")
    p = making.classified(world, "denunciation", denounced=[world.snv])
    p = actions.assign(p, officer=world.users["solver"], by=world.users["leader_commune"])
    dossier = Dossier.objects.get(thing=p.dossier)
    content = Item.objects.get(dossier=dossier, name="content")
    shown = solver.post(reverse("vault:look", args=[content.pk]), {"ground": "LTC24-KIEMTRA"})["Location"]
    assert "1187" in solver.get(shown).content.decode()

    page, step = reverse("vault:detail", args=[dossier.pk]), reverse("petitions:step", args=[p.pk, "transfer"])
    assert step in head.get(page).content.decode()
    assert step not in solver.get(page).content.decode(), "who may not transfer is told why, and has no way there"
    assert superior.get(page).status_code == 404
    refused = desk.post(step, {"to_org": world.snv.pk, "on": "06/07/2026"})
    assert refused.status_code == 422
    assert Dossier.objects.get().handler == world.communes[0]
    assert desk.post(step, {"to_org": world.ubnd.pk, "number": "7/PC", "on": "06/07/2026"}).status_code == 302

    dossier = Dossier.objects.get()
    assert dossier.handler == world.ubnd
    assert not dossier.grants.filter(ended_at=None).exists()
    for giver in (desk, head, solver):
        assert giver.get(page).status_code == 404
        assert giver.get(reverse("vault:look", args=[content.pk])).status_code == 404
        taken = giver.post(reverse("petitions:extract", args=[p.pk]), follow=True)
        assert "application/pdf" not in taken["Content-Type"]
    assert solver.get(shown).status_code == 410, "the quarter of an hour of an earlier look is over too"
    passed = "LTC 24.2"
    assert passed in superior.get(page).content.decode()
    assert passed in head.get(reverse("petitions:detail", args=[p.pk])).content.decode()
    assert len(told(world, "leader_commune")) == len(told(world, "leader_state")) == 1
    assert all(passed in text for text in told(world, "leader_state"))
    assert Notice.objects.filter(key__startswith="vault.hand_over").count() == 2
    assert Petition.objects.get(parent=p).organisation == world.ubnd

    # The same with the plain role's own connection, and vouchers as the web process would sign them.
    giver, taker = world.users["leader_commune"], world.users["leader_state"]
    with psycopg.connect(own_database.url, autocommit=True) as link:
        with pytest.raises(NO):
            link.execute("UPDATE vault_dossier SET handler_id = %s", [world.communes[0].pk])
        for by, to, code in ((giver, world.communes[0], "not_of_handler"), (taker, world.snv, "handler_excluded")):
            voucher = vouchers.sign("hand_over", by=by, dossier=dossier.pk, handler=to.pk)
            with pytest.raises(NO, match=f"vault:{code}"):
                link.execute("SELECT public.vault_hand_over(%s, %s)", voucher)
        look = Look.objects.get()
        with pytest.raises(NO, match="vault:no_grant"):
            link.execute("SELECT * FROM public.vault_take(%s, %s)", vouchers.sign("take", by=look.person, look=look.pk))


@pytest.mark.django_db
def test_a_denunciation_of_the_head_leaves_their_body_in_one_breath(world):
    """Else the head, who gives the grants, could read who denounces them before it is handed over."""
    desk, head = client(world, "reception_officer"), client(world, "leader_commune")
    p, chairman = making.classified(world, "denunciation"), world.users["leader_commune"]
    dossier = Dossier.objects.get(thing=p.dossier)
    step = reverse("petitions:step", args=[p.pk, "transfer"])
    assert "id_about" in desk.get(step).content.decode()
    assert (
        "id_about"
        not in desk.get(
            reverse("petitions:step", args=[making.taken_up(world, "reflection").pk, "transfer"])
        ).content.decode()
    )
    assert desk.post(step, {"body": "Công an tỉnh", "about": chairman.pk, "on": "06/07/2026"}).status_code == 422
    sent = desk.post(step, {"to_org": world.ubnd.pk, "about": chairman.pk, "on": "06/07/2026"})
    assert sent["Location"] == reverse("petitions:list")
    made = Petition.objects.get(parent=p)
    assert (made.organisation, Dossier.objects.get().handler) == (world.ubnd, world.ubnd)
    for giver in (desk, head):
        assert giver.get(reverse("petitions:detail", args=[p.pk])).status_code == 404
        assert giver.get(reverse("vault:detail", args=[dossier.pk])).status_code == 404
    assert told(world, "leader_commune") == [], "whom it is about does not hear of it"
    assert world.communes[0] in vaults.outside_bodies(p.dossier)
    assert client(world, "leader_state").get(reverse("petitions:detail", args=[made.pk])).status_code == 200


@pytest.mark.django_db
def test_what_a_merged_body_had_passes_to_its_successor_and_never_to_whom_it_is_about(world):
    old, heir = world.communes[:2]
    head = make_officer(heir, "leader", title="Chủ tịch", rank="head")
    solver = make_officer(heir, "solver", title="Công chức")
    sealed, about_heir = (
        making.verifying(world, "denunciation"),
        making.taken_up(world, "denunciation", denounced=[heir]),
    )
    plain = making.verifying(world)
    orgs.merge([old], heir, on=date(2026, 7, 7), basis="NQ thử", by=world.users["administrator"])
    assert actions.pass_on() == 0, "not before its last day is over"
    with making.on(date(2026, 7, 7)):
        assert actions.pass_on() == 3
        assert actions.pass_on() == 0
        for p, body in ((sealed, heir), (plain, heir), (about_heir, old.parent)):
            p.refresh_from_db()
            assert (p.organisation, p.officer) == (body, None)
        assert set(Dossier.objects.values_list("handler", flat=True)) == {heir.pk, old.parent_id}
        for p in (sealed, plain):
            actions.assign(p, officer=solver, by=head)
        content = Item.objects.get(dossier__thing=sealed.dossier, name="content")
        assert vaults.may(solver, content).granted
        actions.write_conclusion(sealed, by=solver, **making.CONCLUSION)
