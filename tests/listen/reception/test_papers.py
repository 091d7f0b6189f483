"""The papers say what their forms ask for, and hide whom the law protects."""

from io import BytesIO

import pytest
from docx import Document

from dongthuan.listen.reception import actions, papers, rules
from dongthuan.listen.reception.models import Visit
from tests.factories import World, make_world

from .making import NEW, WHO, arrive, identify, make_held, officer, whole

pytestmark = pytest.mark.django_db
ITEMS = [
    {"name": "Đơn kiến nghị", "pages": 2, "condition": "original"},
    {"name": "Ảnh", "pages": 3, "condition": "copy"},
]


@pytest.fixture
def world(settings) -> World:
    settings.AS_OF = NEW
    return make_world()


def said(visit: Visit, what: str, **more) -> str:
    document = Document(BytesIO(papers.as_file(visit, what, "docx", **more)))
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    return "\n".join([p.text for p in document.paragraphs] + cells)


def receipted(world: World, **row) -> Visit:
    return actions.give_receipt(whole(world, make_held(world), **row), papers=ITEMS, by=officer(world))


def test_the_receipt_names_all_the_form_asks_for(world: World):
    visit = receipted(world)
    text = said(visit, "bien-nhan")
    for words in (
        WHO["full_name"], WHO["id_number"], "01/08/2024", WHO["id_issued_at"], "Đơn kiến nghị", "bản chính", "bản sao",
        "5 trang", "02 bản", "người giao giữ 01 bản", "NGƯỜI NHẬN", "NGƯỜI GIAO", "giờ", "UBND", "Công chức tiếp công dân",
    ):  # fmt: skip
        assert words.casefold() in text.casefold(), words


def test_a_protected_name_stands_in_no_paper_without_a_look(world: World):
    visit = receipted(world, kinds=["TC"])
    for what in papers.ready(visit):
        assert WHO["full_name"] not in said(visit, what)
        assert rules.MASK in said(visit, what)
        assert WHO["full_name"] in said(visit, what, opened=True)


def test_the_notice_of_refusal_names_ground_and_number(world: World):
    visit = actions.refuse(identify(world), ground="TCD9.3", why="Đã giải quyết", by=officer(world))
    visit = actions.issue_notice(visit, number="03/TB-UBND", day=NEW, by=officer(world))
    text = said(visit, "tu-choi")
    for words in ("03/TB-UBND", "Điều 9.3", WHO["full_name"], WHO["address"], WHO["id_number"], "từ chối"):
        assert words in text, words


def test_the_minutes_hold_what_was_said(world: World):
    visit = whole(world, make_held(world), minutes="Ông trình bày: đường hỏng.", people=6)
    text = said(visit, "bien-ban")
    assert "Ông trình bày: đường hỏng." in text
    assert "đọc lại" in text


def test_papers_come_when_there_is_something_to_say(world: World):
    assert papers.ready(arrive(world)) == []


@pytest.mark.poppler
def test_a_paper_is_a_pdf_too(world: World):
    assert papers.as_file(receipted(world), "bien-nhan", "pdf").startswith(b"%PDF")
