"""The pages: what they say, that one main action stands on each, and that what was typed comes back."""

import re
import zipfile
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document

from dongthuan.deliver.programmes import actions
from dongthuan.deliver.programmes.models import AnnualPlan, Programme
from dongthuan.journeys.plan_tasks import cascade
from tests.factories import World, make_world

from .make import WORDS, content, export_file, make_plan, make_programme, make_row, make_signed, make_signed_plan, scan

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings) -> World:
    settings.AS_OF = date(2022, 3, 1)
    return make_world()


@pytest.fixture
def focal(world: World) -> Client:
    client = Client()
    client.force_login(world.users["focal_officer"])
    return client


def facts_form(world: World, **other: object) -> dict:
    return {
        "kind": "chuong_trinh", "title": "phối hợp thực hiện công tác dân vận", "short_title": "Chương trình mới",
        "since": "01/01/2022", "until": "31/12/2026", "lead": "1", "bases": "Quyết định 290-QĐ/TW\nKết quả quy chế",
        "party_1": world.bdv.pk, "focal_1": world.phong.pk, "party_2": world.ubnd.pk, "focal_2": world.vp.pk,
    } | other  # fmt: skip


def word(lines: str = WORDS) -> SimpleUploadedFile:
    document, out = Document(), BytesIO()
    for line in lines.splitlines():
        document.add_paragraph(line)
    document.save(out)
    return SimpleUploadedFile("du-thao.docx", out.getvalue())


# --- a new programme ----------------------------------------------------------------------------------------------
def test_a_programme_is_opened_in_the_browser(world: World, focal: Client):
    assert focal.get(reverse("programmes:new")).status_code == 200
    answer = focal.post(reverse("programmes:new"), facts_form(world, words=WORDS))
    programme = Programme.objects.get()
    assert answer["Location"] == reverse("programmes:detail", args=[programme.pk])
    assert programme.text.versions.get().clauses.count() == 8
    page = focal.get(answer["Location"]).content.decode()
    assert "2. Thực hiện dân chủ ở cơ sở." in page
    assert len(re.findall(r'class="btn"', page)) == 1  # one main action


def test_a_programme_is_opened_from_a_word_file(world: World, focal: Client):
    focal.post(reverse("programmes:new"), facts_form(world, word=word()))
    programme = Programme.objects.get()
    assert [r.row.text for r in _draft(programme)] == [
        "Quán triệt chủ trương, chỉ thị về dân vận.", "Thực hiện dân chủ ở cơ sở.", "Tiếp công dân, đối thoại với Nhân dân.",
    ]  # fmt: skip
    assert programme.thing.files.get().name == "du-thao.docx"


def _draft(programme: Programme) -> list:
    from dongthuan.deliver.programmes import queries

    return queries.content_clauses(programme.text.versions.get())


@pytest.mark.parametrize(
    ("bad", "typed"),
    [
        ({"word": SimpleUploadedFile("du-thao.docx", b"MZ\x90\x00" + b"x" * 999)}, "Chương trình mới"),
        ({"words": "a" * 10_000_000}, "Chương trình mới"),
        ({"words": "I. ABC\x00"}, "Chương trình mới"),
        ({"title": "Tên có \x00 trong đó"}, "Chương trình mới"),
        ({"party_2": ""}, "Kết quả quy chế"),
        ({"since": "31/02/2022"}, "31/02/2022"),
    ],
    ids=["exe", "10MB", "nul", "nul-title", "one-party", "no-date"],
)
def test_bad_input_gets_a_sentence_and_what_was_typed_is_kept(world: World, focal: Client, bad: dict, typed: str):
    answer = focal.post(reverse("programmes:new"), facts_form(world, **bad))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'role="alert"' in page
    assert typed in page
    assert not Programme.objects.exists()


def bomb() -> SimpleUploadedFile:
    """A small file that unpacks to half a gigabyte."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", b"0" * 2**29)
    return SimpleUploadedFile("bom.docx", out.getvalue())


def test_a_word_file_that_is_a_zip_bomb_is_refused(world: World, focal: Client):
    answer = focal.post(reverse("programmes:new"), facts_form(world, word=bomb()))
    assert answer.status_code == 422
    assert "bom.docx" in answer.content.decode()
    assert not Programme.objects.exists()


def test_the_form_sent_twice_opens_one_programme(world: World, focal: Client):
    form = facts_form(world, form_key="7b1c0d2e-8f3a-4a53-9d3e-0c1d2e3f4a5b")
    first, second = (focal.post(reverse("programmes:new"), form) for _n in range(2))
    assert first["Location"] == second["Location"]
    assert Programme.objects.count() == 1


# --- the programme ------------------------------------------------------------------------------------------------
def test_numbering_and_taking_in_through_the_pages(world: World, focal: Client):
    programme = make_programme(world)
    at = reverse("programmes:number", args=[programme.pk])
    assert focal.get(at).status_code == 200
    assert focal.post(at, {"dated": ""}).status_code == 422
    url = reverse("programmes:take_in", args=[programme.pk])
    form = {
        "number": "1", "symbol": "-CTr/BDVTU-UBND", "dated": "02/04/2021", "attest": "on",
        "signers": "Vũ Thị Hòa, Trưởng ban\nĐặng Văn Hải, TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH",
    }  # fmt: skip
    unscanned = focal.post(url, form)
    assert unscanned.status_code == 422
    assert "Vũ Thị Hòa" in unscanned.content.decode()
    assert focal.post(url, form | {"scan": SimpleUploadedFile("ban-ky.pdf", scan())}).status_code == 302
    programme.refresh_from_db()
    assert programme.status == "in_force"
    left = programme.editions.get().paper.blocks.get(side="left")
    assert left.authority == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]


def test_the_public_page_shows_the_programme_and_no_draft_of_it(world: World, client: Client):
    programme, by = make_signed(world), world.users["focal_officer"]
    clause = content(programme)[2]
    actions.set_focus(programme, year=2022, theme="Trả lời dân đúng hẹn", clauses=[clause.row.clause], by=by)
    actions.amend(programme, by=by)
    page = client.get(reverse("programmes:public", args=[programme.pk])).content.decode()
    for words in ("01-CTr/BDVTU-UBND", "Trả lời dân đúng hẹn", clause.row.text, "Vũ Thị Hòa", "Đặng Văn Hải"):
        assert words in page
    assert "sửa đổi" not in page.lower()
    draft = make_programme(world, short_title="Chưa ký")
    assert client.get(reverse("programmes:public", args=[draft.pk])).status_code == 404
    listed = client.get(reverse("programmes:public_list")).content.decode()
    assert programme.short_title in listed
    assert "Chưa ký" not in listed


def test_every_status_has_its_page_in_both_languages(world: World, focal: Client, settings):
    by = world.users["focal_officer"]
    posts = {1: world.bdv.posts.get(rank="head"), 2: world.ubnd.posts.get(rank="head")}

    def look(programme: Programme, *words: str) -> None:
        url = reverse("programmes:detail", args=[programme.pk])
        pages = [focal.get(url, {"lang": lang}).content.decode() for lang in ("en", "vi")]
        for word in words:
            assert word in pages[1]
        assert all(len(re.findall(r'class="btn"', page)) <= 1 for page in pages)  # one main action at most

    draft = make_programme(world)
    look(draft, "Dự thảo", "Lấy số văn bản")
    actions.start_gathering(draft, by=by)
    look(draft, "Đang lấy ý kiến")
    actions.close_gathering(draft, by=by)
    actions.number(draft, dated=date(2022, 2, 1), signers=posts, by=by)
    look(draft, "01-CTr/BDVTU-UBND", "Đóng băng và trình ký")
    actions.send(draft, by=by)
    look(draft, "Mở văn bản để ký")
    signed = make_signed(world, short_title="Đã ký")
    look(signed, "Đang có hiệu lực", "Lập kế hoạch năm 2022")
    actions.amend(signed, by=by)
    look(signed, "Có hiệu lực, đang sửa đổi", "dự thảo sửa đổi")
    actions.drop_amendment(signed, reason="thôi", by=by)
    settings.AS_OF = date(2027, 1, 1)
    look(signed, "Đã hết thời hạn", "Kết thúc chương trình")
    assert "Hết hiệu lực" in focal.get(reverse("programmes:public", args=[signed.pk])).content.decode()
    actions.end(signed, by=by)
    look(signed, "Hết hiệu lực")


def test_the_public_page_asks_as_many_questions_of_the_database_at_any_volume(
    world: World, client: Client, django_assert_max_num_queries
):
    plan = make_signed_plan(world, rows=6)
    for row in plan.rows.all():
        cascade(row, organisations=world.communes, due=row.ends, issuer=world.bdv, by=world.users["focal_officer"])
    url = reverse("programmes:public", args=[plan.programme_id])
    with django_assert_max_num_queries(40):
        assert client.get(url).status_code == 200
    with django_assert_max_num_queries(40):
        assert client.get("/").status_code == 200


def test_the_clause_page_shows_its_words_and_what_was_planned(world: World, client: Client):
    plan = make_signed_plan(world)
    clause = content(plan.programme)[1]
    url = reverse("programmes:clause", args=[plan.programme_id, clause.clause_id])
    page = client.get(url).content.decode()
    assert clause.row.text in page
    assert "Việc thứ 1 của năm 2022" in page
    assert client.get(reverse("programmes:clause", args=[plan.programme_id, 10**17])).status_code == 404


def test_who_does_not_belong_is_led_to_the_public_page(world: World, client: Client):
    programme = make_signed(world)
    client.force_login(world.users["commune_officer"])
    answer = client.get(reverse("programmes:detail", args=[programme.pk]))
    assert answer["Location"] == reverse("programmes:public", args=[programme.pk])


# --- the plan -----------------------------------------------------------------------------------------------------
def row_form(world: World, **other: object) -> dict:
    return {
        "content": "Đối thoại với dân", "target": "mỗi xã 2 hội nghị", "lead": world.ubnd.pk, "ends": "31/12/2022",
        "partners": [world.snv.pk], "clause": "",
    } | other  # fmt: skip


@pytest.fixture
def plan(world: World) -> AnnualPlan:
    return make_plan(world)


def test_rows_are_written_and_edited_in_the_browser(world: World, focal: Client, plan: AnnualPlan):
    clause = content(plan.programme)[0].clause_id
    assert focal.post(reverse("programmes:row_add", args=[plan.pk]), row_form(world, clause=clause)).status_code == 302
    row = plan.rows.get()
    assert (row.lead, list(row.partners.all()), row.clause_id) == (world.ubnd, [world.snv], clause)
    url = reverse("programmes:row_edit", args=[row.pk])
    assert focal.get(url).status_code == 200
    assert focal.post(url, row_form(world, revision="1", content="Viết lại")).status_code == 302
    stale = focal.post(url, row_form(world, revision="1", content="Bản đến sau"))
    assert stale.status_code == 422
    page = stale.content.decode()
    assert "Bản đến sau" in page  # what was typed
    assert "Viết lại" in page  # what it says now
    assert 'value="2"' in page  # saved again on purpose, it goes through
    row.refresh_from_db()
    assert row.content == "Viết lại"


def test_a_file_is_looked_at_then_taken_over(world: World, focal: Client, plan: AnnualPlan):
    make_row(world, plan)
    file = SimpleUploadedFile("ke-hoach.xlsx", export_file(plan))
    actions.drop_row(plan.rows.get(), revision=1, by=world.users["focal_officer"])
    make_row(world, plan, "Việc có trước")
    answer = focal.post(reverse("programmes:plan_import", args=[plan.pk]), {"file": file})
    look = focal.get(answer["Location"])
    assert "2022-01" in look.content.decode()  # its row was taken out: named, nothing taken over
    assert look.context["found"].errors
    again = SimpleUploadedFile("ke-hoach.xlsx", export_file(plan))
    answer = focal.post(reverse("programmes:plan_import", args=[plan.pk]), {"file": again})
    look = focal.get(answer["Location"])
    assert not look.context["found"].does_something
    assert focal.post(answer["Location"], {"seen": "khac"}).status_code == 422


def test_what_is_no_excel_is_refused_on_the_page(world: World, focal: Client, plan: AnnualPlan):
    for name, data in [("ke-hoach.xlsx", b"MZ\x90\x00" * 99), ("ke-hoach.xls", b"\xd0\xcf\x11\xe0" * 99)]:
        answer = focal.post(reverse("programmes:plan_import", args=[plan.pk]), {"file": SimpleUploadedFile(name, data)})
        assert answer.status_code == 422
        assert 'role="alert"' in answer.content.decode()


def test_a_signed_plan_says_that_its_work_is_given_row_by_row(world: World, focal: Client, client: Client):
    url = reverse("programmes:plan", args=[make_signed_plan(world).pk])
    assert 'href="#rows"' in focal.get(url).content.decode()
    client.force_login(world.users["leader"])
    assert 'href="#rows"' not in client.get(url).content.decode()  # who cannot give it is not sent there


def test_the_plan_goes_out_as_excel(world: World, focal: Client, plan: AnnualPlan):
    make_row(world, plan)
    answer = focal.get(reverse("programmes:plan_export", args=[plan.pk]))
    assert answer["Content-Disposition"] == 'attachment; filename="ke-hoach-2022.xlsx"'
    assert answer.content[:2] == b"PK"
    assert focal.get(reverse("programmes:list") + "?format=xlsx").content[:2] == b"PK"
