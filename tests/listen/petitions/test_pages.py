"""The pages: the office's way through a case, and what whoever holds a code sees."""

import re
import uuid
from io import BytesIO

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from dongthuan.listen.petitions import actions, limits
from dongthuan.listen.petitions.models import Petition
from tests.factories import World

from . import making

pytestmark = pytest.mark.django_db


def client(w: World, role: str = "") -> Client:
    found = Client()
    if role:
        found.force_login(w.users[role])
    return found


def filing(w: World, **other: object) -> dict[str, object]:
    return {
        "organisation": w.communes[0].pk, "full_name": "Đinh Thị Lụa", "address": "thôn 3", "phone": "0912345678",
        "content": "Đường liên thôn hỏng.", "sending": str(uuid.uuid4()), **other,
    }  # fmt: skip


def do(c: Client, p: Petition, verb: str, **data: object) -> Petition:
    answer = c.post(reverse("petitions:step", args=[p.pk, verb]), data)
    assert answer.status_code == 302, answer.content.decode()[:6000]
    p.refresh_from_db()
    return p


def test_the_desk_takes_in_and_the_receipt_is_shown_once(world):
    c = client(world, "reception_officer")
    key = str(uuid.uuid4())
    data = filing(world, channel="post", received_on="06/07/2026", against=making.AGAINST, signed="on", sending=key)
    answer = c.post(reverse("petitions:take_in"), data)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    page = c.get(answer["Location"]).content.decode()
    assert re.search(r'class="code">[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}<', page)
    assert "<svg" in page
    c.post(reverse("petitions:take_in"), data)
    assert Petition.objects.count() == 1
    assert 'class="code"' not in client(world, "solver").get(answer["Location"]).content.decode()


def test_how_many_there_are_of_a_kind_stands_beside_it_on_the_whole_list_only(world):
    desk = client(world, "reception_officer")
    p = do(desk, making.take_in(world), "register", title="Khiếu nại đất", field="land", signed="on")
    do(desk, p, "classify", kind="complaint")

    def kinds(**params: str) -> list[str]:
        page = desk.get(reverse("petitions:list"), params).content.decode()
        part = page.partition('aria-label="Theo loại"')[2].partition("</ul>")[0]
        return [" ".join(chip.split()) for chip in re.findall(r'<a class="chip"[^>]*>([^<]*)</a>', part)]

    assert kinds() == ["Mọi loại 1", "Khiếu nại 1"]
    for narrowed in ({"show": "late"}, {"q": "đất"}, {"q": "đất", "kind": "complaint"}):
        assert {"Mọi loại", "Khiếu nại", "Tố cáo"} <= set(kinds(**narrowed))
    assert "Khiếu nại đất" in desk.get(reverse("petitions:list"), {"q": "dat", "kind": "complaint"}).content.decode()


def test_a_complaint_through_the_pages(world):
    desk, leader, solver = (client(world, r) for r in ("reception_officer", "leader_commune", "solver"))
    p = making.take_in(world)
    p = do(desk, p, "register", title="Khiếu nại đất", field="land", signed="on")
    p = do(desk, p, "classify", kind="complaint")
    p = do(desk, p, "take_up")
    p = do(leader, p, "assign", officer=world.users["solver"].pk)
    p = do(leader, p, "accept", number="61/TB-UBND", on="06/07/2026")
    page = solver.get(reverse("petitions:detail", args=[p.pk])).content.decode()
    assert "05/08/2026" in page
    assert 'class="cal"' in page
    assert "Điều 28" in page
    p = do(solver, p, "verify", on="06/07/2026")
    p = do(solver, p, "hold_dialogue", on="06/07/2026", text="Đã đối thoại.")
    p = do(leader, p, "decide", outcome="right", number="70/QĐ-UBND", on="06/07/2026")
    p = do(solver, p, "send", on="06/07/2026")
    assert p.status == "kn_sent"
    for clock in p.clocks.all():
        page = solver.get(reverse("petitions:clock", args=[p.pk, clock.pk]))
        assert page.status_code == 200
        assert clock.rule in page.content.decode()


def test_every_form_of_every_step_is_drawn(world):
    """Each step that someone may take now shows its form."""
    from dongthuan.listen.petitions.permissions import may
    from dongthuan.listen.petitions.rights import RIGHTS
    from dongthuan.listen.petitions.verbs import VERBS

    made = [
        making.take_in(world), making.classified(world), making.classified(world, "mixed"), making.taken_up(world),
        making.verifying(world), making.decided(world), making.sent(world), making.answered(world),
        making.taken_up(world, "reflection"), making.taken_up(world, "regulation"), making.taken_up(world, "denunciation"),
        making.verifying(world, "denunciation"),
    ]  # fmt: skip
    seen = set()
    for p in made:
        for role in ("reception_officer", "solver", "leader_commune"):
            c = client(world, role)
            for verb in RIGHTS:
                if verb in VERBS and may(world.users[role], p, verb):
                    answer = c.get(reverse("petitions:step", args=[p.pk, verb]))
                    assert answer.status_code == 200, verb
                    seen.add(verb)
            assert c.get(reverse("petitions:detail", args=[p.pk])).status_code == 200
    assert len(seen) > 30, sorted(set(RIGHTS) - seen)


def test_the_list_is_searched_without_marks_and_exported_without_names(world):
    p, other = making.classified(world), making.classified(world, "denunciation")
    c = client(world, "reception_officer")
    page = c.get(reverse("petitions:list") + "?q=dien+tich+dat").content.decode()
    assert p.code in page
    assert other.code not in page
    assert other.code in c.get(reverse("petitions:list") + f"?q={other.code}").content.decode()
    book = load_workbook(BytesIO(c.get(reverse("petitions:list") + "?format=xlsx").content))
    cells = [str(v) for row in book.active.iter_rows(values_only=True) for v in row]
    assert p.code in cells
    assert "Lụa" not in " ".join(cells)


def test_a_citizen_sends_follows_and_answers_whether_it_was_solved(world):
    c = client(world)
    answer = c.post(reverse("petitions:send", args=["kien-nghi-phan-anh"]), filing(world))
    assert answer.status_code == 302, answer.content.decode()[:3000]
    page = c.get(answer["Location"]).content.decode()
    code = re.search(r'class="code">([0-9A-Z-]+)<', page)[1]
    assert c.post(reverse("petitions:forget")).status_code == 302
    assert c.get(reverse("petitions:case"))["Location"] == reverse("petitions:track")
    assert c.post(reverse("petitions:track"), {"code": code.lower()})["Location"] == reverse("petitions:case")
    page = c.get(reverse("petitions:case")).content.decode()
    assert "Đã nhận đơn" in page
    assert "Lụa" not in page
    assert "hỏng" not in page
    p = Petition.objects.get()
    desk, solver = world.users["reception_officer"], world.users["solver"]
    p = actions.classify(actions.register(p, title="Đường hỏng", by=desk), kind="reflection", by=desk)
    p = actions.assign(actions.take_up(p, by=desk), officer=solver, by=world.users["leader_commune"])
    p = actions.answer(p, text="Đã sửa xong đường.", by=solver)
    assert "Đã sửa xong đường" in c.get(reverse("petitions:case")).content.decode()
    assert "Rất hài lòng" in c.get(reverse("petitions:case")).content.decode()
    c.post(reverse("petitions:solved"), {"solved": "no", "satisfaction": "1"})
    p.refresh_from_db()
    assert p.status == "kp_assigned"


def test_a_denunciation_shows_its_state_and_a_day_only(world):
    c = client(world)
    answer = c.post(reverse("petitions:send", args=["to-cao"]), filing(world, content="Ông Bê nhận tiền."))
    assert answer.status_code == 302, answer.content.decode()[:3000]
    page = c.get(reverse("petitions:case")).content.decode()
    assert "Bê" not in page
    assert "Lụa" not in page
    form = c.get(reverse("petitions:send", args=["to-cao"])).content.decode()
    assert "data-keep" not in form
    assert "keep.js" not in form


def test_wrong_codes_are_counted_by_the_address_that_our_proxy_saw(world, settings):
    cache.clear()
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    c, wrong = client(world), {"code": "0000-0000-00000"}

    def typed(claim: str) -> int:
        return c.post(reverse("petitions:track"), wrong, headers={"X-Forwarded-For": claim}).status_code

    answers = [typed(f"10.0.0.{n}, 203.0.113.7") for n in range(limits.WRONG_CODES.most + 1)]
    assert answers == [422] * limits.WRONG_CODES.most + [429]
    assert typed("203.0.113.8") == 422, "who sits behind another address has tries of their own"


def test_a_cookie_that_was_not_signed_here_opens_nothing(world):
    p = making.take_in(world)
    c = client(world)
    c.cookies["dt-case"] = str(p.pk)
    assert c.get(reverse("petitions:case"))["Location"] == reverse("petitions:track")


def test_a_desk_shows_what_waits(world):
    p = making.taken_up(world)
    page = client(world, "leader_commune").get(reverse("journeys:desk")).content.decode()
    assert p.code in page
    assert p.code not in client(world, "administrator").get(reverse("journeys:desk")).content.decode()
