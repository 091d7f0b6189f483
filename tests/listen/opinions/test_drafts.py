"""A real law taken away as Akoma Ntoso, valid by the standard's own schema, and as Word and PDF."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from lxml import etree
from pypdf import PdfReader

from dongthuan.foundation.texts import actions as texts
from dongthuan.lib import akoma_ntoso, outline
from dongthuan.listen.opinions import drafts
from tests.factories import make_world

from .making import post, prepare

DATA = Path(__file__).parents[2] / "data"
LAW = DATA / "legal-vi" / "luat-to-cao_25-2018-QH14.tidy.txt"
IN = {"a": akoma_ntoso.NAMESPACE}


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(DATA / "akoma-ntoso" / "akomantoso30.xsd"))


@pytest.mark.django_db
def test_a_law_is_valid_akoma_ntoso_and_keeps_each_clauses_identity(schema, client):
    world = make_world()
    posting = post(world, nodes=outline.outline(LAW.read_text(encoding="utf-8")), title="Luật Tố cáo (sửa đổi)")
    answer = client.get(f"/opinions/{posting.pk}/draft/akn/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/akn+xml")
    first = etree.fromstring(answer.content)
    schema.assertValid(first)
    assert len(first.findall(".//a:article", IN)) == 67
    assert len(first.findall(".//a:chapter", IN)) == 9
    (article,) = first.xpath("//a:article[@eId='art_23']", namespaces=IN)
    assert article.findtext("a:num", namespaces=IN) == "Điều 23."
    assert first.xpath("//a:paragraph[@eId='art_23__para_1']", namespaces=IN)[0].getparent() is article
    rows = posting.version.clauses.all()
    said = "".join("".join(r.title.split()) + "".join(r.text.split()) for r in rows)
    body = first.find(".//a:body", IN)
    words = body.xpath(".//a:heading//text() | .//a:p//text()", namespaces=IN)
    assert sorted("".join("".join(w.split()) for w in words)) == sorted(said), "no word is lost"

    moved = outline.outline(
        "Điều 1. Điều mới\nNội dung mới.\nĐiều 2. Phạm vi điều chỉnh\n" + rows.get(kind="dieu", number="1").text
    )
    later = texts.new_version(posting.text, moved, by=world.users["commune_officer"])
    second = etree.fromstring(drafts.as_akn(posting, later))
    schema.assertValid(second)
    identity = first.xpath("//a:article[@eId='art_1']/@wId", namespaces=IN)
    assert second.xpath("//a:article[@eId='art_2']/@wId", namespaces=IN) == identity


def test_whatever_an_outline_holds_is_valid(schema):
    some = [akoma_ntoso.Provision(kind, "", "", "", "", f"clause_{n}") for n, kind in enumerate(outline.KINDS)]
    deep = akoma_ntoso.Provision(
        "phu_luc", "I", "Phụ lục I", "Biểu\x07 mẫu", "Lời dẫn\n\nhai dòng", "clause_90", tuple(some)
    )
    twice = [akoma_ntoso.Provision("dieu", "5", "Điều 5.", "<b>&", "đ) \ud800", f"clause_9{n}") for n in (1, 2)]
    day = date(2026, 3, 2)
    about = akoma_ntoso.About(
        "/akn/vn/bill/2026/x-1", "Dự thảo", "UBND", "/akn/ontology/organization/vn/x", day, 1, day, day
    )
    for provisions in ([deep, *some, *twice], []):
        schema.assertValid(etree.fromstring(akoma_ntoso.bill(provisions, about)))


@pytest.mark.django_db
def test_the_draft_as_word_and_pdf_before_and_after_it_is_posted(client):
    world = make_world()
    posting = prepare(world)
    url = f"/opinions/{posting.pk}/draft/"
    assert client.get(f"{url}docx/").status_code == 404
    client.force_login(world.users["commune_officer"])
    words = "\n".join(p.text for p in Document(BytesIO(client.get(f"{url}docx/").content)).paragraphs)
    assert "Nhà văn hóa mở cửa từ 7 giờ đến 17 giờ" in words
    pdf = PdfReader(BytesIO(client.get(f"{url}pdf/").content))
    assert "DỰ THẢO" in pdf.pages[0].extract_text()
    assert client.get(f"{url}exe/").status_code == 404
