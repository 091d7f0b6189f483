"""The conclusion on a denunciation: written by the solver, sealed at once, looked at on a ground, in the paper as its copy."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from dongthuan.foundation.papers import actions as papers
from dongthuan.foundation.record.models import Entry
from dongthuan.foundation.things.kit import Refused
from dongthuan.foundation.vault.models import Dossier, Item, Look
from dongthuan.listen.petitions import actions, conclusions
from dongthuan.listen.petitions.models import Petition
from dongthuan.listen.petitions.rules import conclusion as law
from dongthuan.listen.petitions.verbs import main_verb
from tests.factories import World, make_world

from . import making
from .making import CONCLUSION
from .test_letters import client, words_of

SECRET = "bà Lụa có giấy ghi"


@pytest.fixture
def own_world(own_database) -> World:
    return make_world()


def plain_rows_with(words: str) -> list[str]:
    """The tables that the application reads in which the words stand, whatever the column."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'")
        names = [name for (name,) in cursor.fetchall()]
        found = []
        for name in names:
            cursor.execute(f"SELECT EXISTS (SELECT FROM public.{name} t WHERE t::text LIKE %s)", [f"%{words}%"])
            if cursor.fetchone()[0]:
                found.append(name)
    return found


def looked_at(user: Client, item: Item) -> tuple[Look, str]:
    """The look that this person takes on the pages, and what the page shows."""
    told = user.post(reverse("vault:look", args=[item.pk]), {"ground": "LTC35-KETLUAN"})
    assert told.status_code == 302, told.content.decode()
    return Look.objects.first(), user.get(told["Location"]).content.decode()


def release(user: Client, look: Look) -> None:
    """The copy of what was looked at, without the witness."""
    told = user.post(reverse("vault:redact", args=[look.pk]), {"passages": SECRET, "release": "1"})
    assert told.status_code == 302


def test_from_the_solvers_words_to_the_official_paper(own_world):
    world = own_world
    solver, leader = client(world, "solver"), world.users["leader_commune"]
    p = making.verifying(world, "denunciation")
    assert main_verb(p) == "write_conclusion"
    address = reverse("petitions:step", args=[p.pk, "write_conclusion"])
    for role, status in (
        ("second_reader", 404),
        ("administrator", 404),
        ("leader_state", 404),
        ("reception_officer", 403),
    ):
        assert client(world, role).get(address).status_code == status, role
    short = solver.post(address, CONCLUSION | {"lawful": ""})
    assert short.status_code == 422
    assert short["Cache-Control"].startswith("max-age=0")
    assert solver.post(address, CONCLUSION).status_code == 302
    item = Item.objects.get(name=f"conclusion-{p.pk}")
    assert (item.shows_content, item.shows_identity) == (True, False)
    assert main_verb(Petition.objects.get(pk=p.pk)) == "conclude"
    for words in (SECRET, CONCLUSION["remedies"]):
        assert plain_rows_with(words) == []
    entry = Entry.objects.get(verb="petitions.write_conclusion")
    assert entry.data == {"on": "2026-07-06", "version": 1}
    p.refresh_from_db()
    letter = actions.draft_letter(p, form="TC-KL", said={"outcome": "partly"}, by=leader)
    assert "lưu trong hồ sơ mật" in words_of(letter.paper)
    with pytest.raises(Refused, match=r"(?i)void|hủy"):
        actions.write_conclusion(p, by=world.users["solver"], **CONCLUSION)
    papers.void(letter.paper, reason="Viết lại kết luận.", by=leader)

    look, page = looked_at(solver, item)
    assert SECRET in page
    rewriting = solver.get(f"{address}?look={look.pk}").content.decode()
    assert SECRET in rewriting
    assert f"{address}?look={look.pk}" in page
    for other in (client(world, "leader_commune"), client(world, "reception_officer")):
        assert SECRET not in other.get(f"{address}?look={look.pk}").content.decode()
    release(solver, look)
    assert conclusions.is_released(p)
    assert solver.post(address, CONCLUSION | {"judged": "Đúng toàn bộ."}).status_code == 302
    second = conclusions.written(p)
    assert second != item
    assert not conclusions.is_released(p), "a copy is of the version it was made from"

    look, page = looked_at(solver, second)
    assert "Đúng toàn bộ." in page
    release(solver, look)
    letter = actions.draft_letter(p, form="TC-KL", said={"outcome": "right"}, by=leader)
    told = words_of(letter.paper)
    assert "Hai lần nhận 2 triệu đồng" in told
    assert "Đúng toàn bộ." in told
    assert SECRET not in told
    assert plain_rows_with(SECRET) == []
    with pytest.raises(Refused):  # the copy of the conclusion is not the copy of what was denounced
        actions.hand_out(p, by=leader)
    assert letter.facts == {"outcome": "right"}


@pytest.mark.django_db
def test_the_database_concludes_nothing_that_is_not_written_and_a_superior_writes_their_own(world):
    p = making.verifying(world, "denunciation")
    with pytest.raises(IntegrityError, match="conclusion"), transaction.atomic():
        Petition.objects.filter(pk=p.pk).update(status="tc_concluded", outcome="right")
    actions.write_conclusion(p, by=world.users["solver"], **CONCLUSION)
    other = Petition(pk=p.pk + 1000, dossier=p.dossier)
    assert conclusions.written(other) is None
    assert Dossier.objects.get(thing=p.dossier).items.filter(name__startswith="conclusion").count() == 1


def test_the_sections_come_back_from_the_text_and_the_law_asks_for_six():
    assert law.split(law.joined(CONCLUSION)) == CONCLUSION | {"proposals": "Không có."}
    assert law.split("1. Nội dung tố cáo\nchỉ có vậy") == {}
    assert law.lacking(CONCLUSION) == ""
    assert law.lacking(CONCLUSION | {"duties": "  "}) == "duties"
