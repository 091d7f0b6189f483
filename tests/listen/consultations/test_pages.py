"""Pages of consultations through the test client: what each shows, to whom, and what is kept when it is refused."""

from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from dongthuan.foundation.notify.kit import desk
from dongthuan.foundation.orgs.models import Role
from dongthuan.listen.consultations import actions, queries
from dongthuan.listen.consultations.models import Consultation, Decision, Opinion
from tests.deliver.programmes.make import make_programme
from tests.factories import World, make_officer, make_org, make_world

from .making import AFTER, OPENED, clause, decide, make_consultation, make_units, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings) -> World:
    settings.AS_OF = OPENED
    return make_world()


def page(client, world: World, who: str, url: str) -> str:
    client.force_login(world.users[who])
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def at(c: Consultation) -> str:
    return reverse("consultations:detail", args=[c.pk])


# --- asking -------------------------------------------------------------------------------------------------------
def test_ask_by_name_and_by_level(world: World, client):
    url = reverse("consultations:open", args=[make_programme(world).text.versions.get().pk])
    assert "Gửi lấy ý kiến" in page(client, world, "focal_officer", url)
    form = {"title": "Góp ý dự thảo", "due": "20/03/2026", "organisations": [world.snv.pk], "levels": ["district"],
            "named": [world.communes[0].pk]}  # fmt: skip
    wrong = client.post(url, form | {"due": "20/03/2025"})
    assert wrong.status_code == 422
    assert "Góp ý dự thảo" in wrong.content.decode()
    nobody = client.post(url, {"title": "Góp ý dự thảo", "due": "20/03/2026"})
    assert nobody.status_code == 422
    done = client.post(url, form)
    c = Consultation.objects.get()
    assert done["Location"] == at(c)
    assert set(c.invitations.values_list("organisation", flat=True)) == {
        world.snv.pk, *(d.pk for d in world.districts), world.communes[0].pk
    }  # fmt: skip
    assert {d.focal for d in c.deciders.all()} == {world.phong, world.vp}


# --- answering ----------------------------------------------------------------------------------------------------
def test_answer_clause_by_clause_and_the_whole(world: World, client):
    c = make_consultation(world)
    whole = page(client, world, "commune_officer", at(c))
    assert "Nhất trí toàn văn" in whole
    assert "Tiếp công dân, đối thoại" in whole
    url = reverse("consultations:answer", args=[c.pk, clause(c, "2").pk])
    assert "Thay mặt UBND xã Gia Vân" in page(client, world, "commune_officer", url)
    wrong = client.post(url, {"stance": "object", "wording": "", "reason": ""})
    assert wrong.status_code == 422
    assert "phải ghi lý do" in wrong.content.decode()
    client.post(url, {"stance": "propose", "wording": "Tiếp công dân hằng tháng.", "reason": "Cho rõ"})
    client.post(reverse("consultations:agree", args=[c.pk]))
    assert set(Opinion.objects.values_list("clause", "stance")) == {(clause(c, "2").pk, "propose"), (None, "agree")}
    again = page(client, world, "commune_officer", at(c))
    assert "Nhất trí toàn văn" not in again
    assert "Đề nghị sửa" in again
    new = reverse("consultations:answer_whole", args=[c.pk])
    client.post(new, {"stance": "propose", "wording": "Chuyển đổi số.", "reason": ""})
    opinion = Opinion.objects.get(clause=None)
    assert opinion.wording == "Chuyển đổi số."
    assert "Đề nghị bổ sung" in page(
        client, world, "commune_officer", reverse("consultations:opinion", args=[opinion.pk])
    )
    taken = client.post(reverse("consultations:withdraw", args=[opinion.pk]), {"reason": "Nhầm văn bản"})
    assert taken.status_code == 302
    assert Decision.objects.get().code == "RUT"


def test_an_answer_is_seen_by_its_organisation_and_the_deciders_only(world: World, client, settings):
    c = make_consultation(world)
    opinion = say(c, world.users["commune_officer"], "2", "propose", wording="Tiếp công dân hằng tháng.")
    world.users["stranger"] = make_officer(world.snv, Role.LEADER, "giam-doc-so")
    world.users["head_of_focal"] = make_officer(world.vp, Role.LEADER, "chanh-van-phong")
    world.users["other_focal"] = make_officer(
        make_org("Sở Tài chính", area=world.province, parent=world.ubnd), Role.FOCAL_OFFICER, "dau-moi-khac"
    )
    url = reverse("consultations:opinion", args=[opinion.pk])
    for who in (
        "commune_officer",
        "focal_officer",
        "focal_state",
        "leader",
        "leader_state",
        "head_of_focal",
        "steering_viewer",
    ):
        assert "hằng tháng" in page(client, world, who, url), who
    for who in ("district_officer", "department_officer", "commune_officer_2", "administrator", "citizen", "stranger",
                "other_focal"):  # fmt: skip
        client.force_login(world.users[who])
        assert client.get(url).status_code == 404, who
        assert not queries.opinions(world.users[who], c).exists()
    for who in ("district_officer", "stranger"):  # asked themselves: they see the call, not what others say
        assert "hằng tháng" not in page(client, world, who, at(c))


def test_a_proposal_is_between_the_parties_until_both_agree(world: World, client, settings):
    c = make_consultation(world)
    opinion = say(c, world.users["commune_officer"], "2", "object", reason="Chưa rõ.")
    settings.AS_OF = AFTER
    actions.start_deciding(c, by=world.users["focal_officer"])
    made = actions.propose_decision(
        opinion, code="GIU-NGUYEN", reason="Câu trả lời nội bộ", by=world.users["focal_officer"]
    )
    url = reverse("consultations:opinion", args=[opinion.pk])
    for where in (url, at(c)):
        giver = page(client, world, "commune_officer", where)
        assert "Câu trả lời nội bộ" not in giver
        assert "đề xuất quyết định" not in giver
    assert "Chưa quyết định" in page(client, world, "commune_officer", url)
    assert "Câu trả lời nội bộ" in page(client, world, "leader_state", url)
    actions.consent(made, by=world.users["focal_state"])
    assert "Câu trả lời nội bộ" in page(client, world, "commune_officer", url)


# --- deciding -----------------------------------------------------------------------------------------------------
def test_decide_propose_consent_close(world: World, client, settings):
    c = make_consultation(world)
    opinion = say(c, world.users["commune_officer"], "2", "propose", wording="Tiếp công dân hằng tháng.")
    say(c, world.users["district_officer"])
    early = page(client, world, "focal_officer", at(c))
    assert "Còn 1 cơ quan được trả lời đến hết ngày 20/03/2026" in early
    settings.AS_OF = AFTER
    client.post(reverse("consultations:start_deciding", args=[c.pk]))
    client.post(reverse("consultations:note_agreements", args=[c.pk]))
    url, decide_url = (reverse(f"consultations:{n}", args=[opinion.pk]) for n in ("opinion", "decide"))
    assert url in page(client, world, "focal_officer", at(c))  # the next to decide
    assert "Tiếp công dân hằng tháng." in page(client, world, "focal_officer", decide_url)
    kept = client.post(decide_url, {"code": "GIU-NGUYEN", "reason": "", "wording": "Đã gõ dở", "seen": "0"})
    assert kept.status_code == 422
    assert "Đã gõ dở" in kept.content.decode()
    client.post(decide_url, {"code": "TT-SUA", "wording": "Tiếp công dân hằng tháng.", "seen": "0"})
    late = client.post(decide_url, {"code": "GIU-NGUYEN", "reason": "Khác", "wording": "", "seen": "0"})
    assert late.status_code == 422
    assert "Đã có người quyết định" in late.content.decode()
    assert "Đồng ý với quyết định này" in page(client, world, "focal_state", url)
    stale = client.post(reverse("consultations:consent", args=[opinion.pk]), {"seen": "7"}, follow=True)
    assert "Quyết định vừa được sửa" in stale.content.decode()
    client.post(reverse("consultations:consent", args=[opinion.pk]), {"seen": "1"})
    client.post(reverse("consultations:note_agreements", args=[c.pk]))
    done = client.post(reverse("consultations:close", args=[c.pk]), follow=True).content.decode()
    assert "Chỗ sửa trong bản dự thảo mới" in done
    c.refresh_from_db()
    assert c.next_version.clauses.get(clause=clause(c, "2")).source == opinion.thing


def test_a_button_that_is_refused_says_why(world: World, client):
    c = make_consultation(world)
    client.force_login(world.users["focal_officer"])
    said = client.post(reverse("consultations:close", args=[c.pk]), follow=True).content.decode()
    assert "Đang nhận ý kiến đến hết ngày 20/03/2026" in said


# --- the table ----------------------------------------------------------------------------------------------------
def decided(world: World, settings) -> Consultation:
    c = make_consultation(world)
    same = [
        say(c, world.users[n], "2", "object", reason="=1+1 chưa rõ.") for n in ("commune_officer", "district_officer")
    ]
    say(c, world.users["department_officer"])
    settings.AS_OF = AFTER
    actions.start_deciding(c, by=world.users["focal_officer"])
    for opinion in same:
        decide(world, opinion, "GIU-NGUYEN", reason="Đã rõ ở luật")
    for who in ("focal_officer", "focal_state"):
        actions.note_agreements(c, by=world.users[who])
    return c


def test_the_word_file_has_the_official_form(world: World, client, settings):
    c = decided(world, settings)
    client.force_login(world.users["leader"])
    response = client.get(reverse("consultations:table", args=[c.pk, "docx"]))
    document = Document(BytesIO(response.content))
    words = "\n".join(p.text for p in document.paragraphs)
    assert "BẢN TỔNG HỢP Ý KIẾN, TIẾP THU, GIẢI TRÌNH" in words
    assert "đã gửi xin ý kiến: 3; đã trả lời: 3; tổng số ý kiến nhận được: 3." in words
    assert "giữ nguyên 2; nhất trí 1." in words
    assert "3. Các cơ quan, tổ chức nhất trí toàn bộ: Sở Nội vụ./." in words
    table = next(t for t in document.tables if t.rows[0].cells[0].text == "NHÓM VẤN ĐỀ HOẶC ĐIỀU, KHOẢN")
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0][1:] == ["CHỦ THỂ GÓP Ý", "NỘI DUNG GÓP Ý", "NỘI DUNG TIẾP THU, GIẢI TRÌNH"]
    assert len(rows) == 3  # the two of the same words are one row, both named
    assert rows[2][1] == "UBND huyện Gia Viễn; UBND xã Gia Vân"
    assert rows[2][3] == "Giữ nguyên. Lý do: Đã rõ ở luật"
    everything = words + "".join(c.text for t in document.tables for r in t.rows for c in r.cells)
    assert "TRƯỞNG BAN" in everything
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in everything


def test_the_excel_file_has_the_same_rows_and_sums(world: World, client, settings):
    c = decided(world, settings)
    client.force_login(world.users["steering_viewer"])
    response = client.get(reverse("consultations:table", args=[c.pk, "xlsx"]))
    sheet = load_workbook(BytesIO(response.content)).active
    rows = [list(r) for r in sheet.iter_rows(values_only=True)]
    head = next(n for n, r in enumerate(rows) if r[0] == "NHÓM VẤN ĐỀ HOẶC ĐIỀU, KHOẢN")
    body, total = rows[head + 1 : head + 3], rows[head + 3]
    assert [r[4] for r in body] == ["NHAT-TRI", "GIU-NGUYEN"]
    assert total[5] == 3 == sum(r[5] for r in body)
    assert "tổng số ý kiến nhận được: 3." in rows[1][0]
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


def test_the_list_and_its_excel_file(world: World, client):
    make_consultation(world)
    url = reverse("consultations:list")
    assert "Góp ý dự thảo chương trình" in page(client, world, "commune_officer", url)
    assert "Góp ý dự thảo chương trình" not in page(client, world, "commune_officer_2", url)
    assert client.get(url + "?format=xlsx")["Content-Type"].endswith("sheet")


# --- the desk and the volume --------------------------------------------------------------------------------------
def steps(world: World, who: str) -> list[str]:
    user = type(world.users[who]).objects.get(pk=world.users[who].pk)
    return [r.step for r in desk.rows(user, "", 50) if "Góp ý" in r.what]


def test_the_desk_shows_what_waits_for_whom(world: World, settings):
    c = make_consultation(world)
    assert (steps(world, "commune_officer"), steps(world, "focal_officer")) == (["Trả lời"], [])
    opinion = say(c, world.users["commune_officer"], "2", "object", reason="Chưa rõ.")
    assert steps(world, "commune_officer") == []
    settings.AS_OF = AFTER
    assert steps(world, "focal_officer") == ["Kết thúc nhận ý kiến"]
    actions.start_deciding(c, by=world.users["focal_officer"])
    assert steps(world, "focal_officer") == steps(world, "focal_state") == ["Quyết định"]
    made = actions.propose_decision(opinion, code="GIU-NGUYEN", reason="Đã rõ", by=world.users["focal_officer"])
    assert (steps(world, "focal_officer"), steps(world, "focal_state")) == ([], ["Quyết định"])
    actions.consent(made, by=world.users["focal_state"])
    assert steps(world, "focal_officer") == ["Khép lại"]
    actions.close(c, by=world.users["focal_officer"])
    assert steps(world, "focal_officer") == steps(world, "commune_officer") == []


def test_the_page_asks_the_same_number_of_queries_whatever_the_volume(world: World, client, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries_of(c: Consultation) -> int:
        client.force_login(world.users["focal_officer"])
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(at(c)).status_code == 200
        return len(seen)

    units = make_units(world, 40)
    few, many = (make_consultation(world, [unit for unit, _ in units]) for _ in range(2))
    say(few, units[0][1], "1", "propose", wording="Khác.")
    for n, (_unit, user) in enumerate(units):
        say(many, user, "123"[n % 3], "propose", wording=f"Câu {n}.")
        say(many, user)
    queries_of(few)  # what is read once per process
    assert queries_of(few) == queries_of(many)
