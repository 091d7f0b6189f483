"""The pages of texts: one happy path each, and what a person typed is never lost."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dongthuan.foundation.texts import actions, queries, reasons
from dongthuan.foundation.texts.models import ClauseVersion, Version
from dongthuan.lib.outline import outline
from dongthuan.web.kit import panels

from .conftest import PROGRAMME

LIB = Path(__file__).parents[3] / "src" / "dongthuan" / "lib" / "outline"


@pytest.fixture
def page(client, focal):
    client.force_login(focal)

    def get(name, *args, **query):
        response = client.get(reverse(f"texts:{name}", args=args), query)
        assert response.status_code == 200
        return response.content.decode()

    return get


@pytest.fixture
def send(client, focal):
    client.force_login(focal)
    return lambda name, *args, query="", **data: client.post(reverse(f"texts:{name}", args=args) + query, data)


def row(version, cited):
    return next(p.row for p in queries.reading(version) if p.citation == cited)


def test_reading(page, text, draft, focal):
    second = actions.new_version(text, outline(PROGRAMME.replace("Sơ kết hằng năm", "Sơ kết sáu tháng")), by=focal)
    shown = page("detail", text.pk)
    assert reverse("texts:compare", args=[draft.pk, second.pk]) in shown
    assert "đã lập văn bản" in shown
    whole = page("version", second.pk)
    assert "NỘI DUNG PHỐI HỢP" in whole
    assert f'id="clause-{row(second, "Mục II.2").clause_id}"' in whole
    compared = page("compare", draft.pk, second.pk)
    assert "<del>hằng năm</del>" in compared
    assert "<ins>sáu tháng</ins>" in compared
    assert "Kỷ luật" not in compared
    assert "Kỷ luật" in page("compare", draft.pk, second.pk, all="1")


def test_the_chosen_version_is_compared(client, focal, text, draft):
    second = actions.new_version(text, None, by=focal)
    client.force_login(focal)
    response = client.get(reverse("texts:version", args=[second.pk]), {"base": draft.pk})
    assert response["Location"] == reverse("texts:compare", args=[draft.pk, second.pk])


def test_versions_of_two_texts_are_not_compared(client, focal, draft):
    other = actions.create_text("Khác", outline("1. Một."), by=None).versions.get()
    client.force_login(focal)
    assert client.get(reverse("texts:compare", args=[draft.pk, other.pk])).status_code == 404


def test_a_clause_with_its_words_panels_and_history(page, text, draft, focal, monkeypatch):
    monkeypatch.setattr(
        panels, "_panels", {("clause", "main"): {"x": (1, lambda request, clause: f"ô của {clause.heading}")}}
    )
    second = actions.new_version(text, None, by=focal)
    here = row(second, "Mục II.2")
    actions.edit_clause(here, seen=here.hash, number="2", title="Cải cách", text="Làm ngay.", by=focal)
    shown = page("clause", here.clause_id)
    assert "ô của Mục II.2. Cải cách" in shown
    assert "<ins>" in shown
    assert "đã sửa lời trong bản 2" in shown
    assert "Kỷ luật, kỷ cương" in shown


def test_editing_a_clause(page, send, draft):
    here = row(draft, "Mục II.3")
    assert reverse("texts:edit_clause", args=[here.pk]) in page("edit", draft.pk)
    assert "Đối thoại" in page("edit_clause", here.pk)
    answer = send("edit_clause", here.pk, number="3", title="", text="Đối thoại mỗi quý.", seen=here.hash)
    assert answer["Location"] == f"{reverse('texts:edit', args=[draft.pk])}#clause-{here.clause_id}"
    assert row(draft, "Mục II.3").text == "Đối thoại mỗi quý."
    late = send("edit_clause", here.pk, number="3", title="", text="Tôi đã gõ dòng này.", seen=here.hash)
    assert late.status_code == 422
    assert "Tôi đã gõ dòng này." in late.content.decode()
    assert "Đối thoại mỗi quý." in late.content.decode()


@pytest.mark.parametrize(("words", "said"), [("a\0b", ""), ("x" * 10_485_760, "100.000")])
def test_words_that_cannot_be_taken_come_back_whole(send, draft, words, said):
    here = row(draft, "Mục II.3")
    answer = send("edit_clause", here.pk, number="3", title="", text=words, seen=here.hash)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert 'class="error-sum"' in shown
    assert said in shown
    assert words in shown
    assert ClauseVersion.objects.get(pk=here.pk).text == here.text


def test_a_pasted_text_too_long_comes_back_whole(send, text):
    words = "1. Một việc dài.\n" * 700_000
    answer = send("import", text.pk, words=words, note="Ghi chú")
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert words[:-1] in shown
    assert "2.000.000" in shown
    assert text.versions.count() == 1


def test_adding_moving_deleting(page, send, draft):
    page("add", draft.pk, after=row(draft, "Mục II.1").pk)
    send("add", draft.pk, query=f"?after={row(draft, 'Mục II.1').pk}", kind="so", number="", title="", text="Việc mới.")
    new = row(draft, "Mục II.2")
    assert new.text == "Việc mới."
    page("move", new.pk)
    send("move", new.pk, target=row(draft, "Mục III").pk, how="inside", count_on="on")
    new.refresh_from_db()
    assert (new.number, row(draft, "Mục III.1")) == ("1", new)
    assert "Việc mới." in page("delete", new.pk)
    send("delete", new.pk, seen=new.hash, count_on="on")
    assert not ClauseVersion.objects.filter(pk=new.pk).exists()


def test_an_address_with_a_wrong_neighbour(client, focal, draft):
    client.force_login(focal)
    assert client.get(reverse("texts:add", args=[draft.pk]), {"after": "9" * 30}).status_code == 200
    assert client.get(reverse("texts:add", args=[draft.pk]), {"after": "987654321"}).status_code == 404


def test_sending_a_new_clause_twice_adds_one(client, focal, draft):
    client.force_login(focal)
    data = {
        "kind": "khac",
        "number": "",
        "title": "",
        "text": "Căn cứ.",
        "form_key": "7c9e6679-7425-40de-944b-e07fc1f90ae7",
    }
    for _ in range(2):
        assert client.post(reverse("texts:add", args=[draft.pk]), data).status_code == 302
    assert draft.clauses.filter(text="Căn cứ.").count() == 1


def word_file(*lines):
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        z.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>')
    return SimpleUploadedFile("du-thao-2.docx", out.getvalue())


def test_a_redraft_from_a_word_file(client, page, send, text, draft):
    page("import", text.pk)
    lines = PROGRAMME.replace("hằng năm", "6 tháng").splitlines()
    answer = send("import", text.pk, file=word_file(*lines), note="Sau hội nghị")
    second = Version.objects.get(text=text, number=2)
    assert answer["Location"] == reverse("texts:compare", args=[draft.pk, second.pk])
    assert second.note == "Sau hội nghị"
    assert row(second, "Mục III.1").clause == row(draft, "Mục III.1").clause
    assert queries.compare(draft, second).counts["changed"] == 1


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (SimpleUploadedFile("a.docx", b"MZ\x90\0"), "a.docx: đây là một chương trình"),
        (SimpleUploadedFile("a.pdf", b"%PDF-1.7"), "a.pdf: chỉ đọc được"),
        (SimpleUploadedFile("a.txt", b"a\xff"), "dòng 1"),
        (None, "Chọn một tệp"),
    ],
)
def test_a_file_that_is_refused_keeps_what_was_typed(send, text, file, said):
    answer = send("import", text.pk, note="Ghi chú đã gõ", **({"file": file} if file else {}))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert said in shown
    assert "Ghi chú đã gõ" in shown
    assert text.versions.count() == 1


def test_taking_an_earlier_version_up_again(send, text, draft, focal):
    actions.new_version(text, outline("1. Khác hẳn."), by=focal)
    answer = send("restart", draft.pk)
    third = Version.objects.get(text=text, number=3)
    assert answer["Location"] == reverse("texts:edit", args=[third.pk])
    assert queries.recount(third) == queries.recount(draft)


def test_every_sentence_of_the_reader_can_be_translated():
    """A sentence that lib.outline can say stands in reasons.SENTENCES, letter by letter."""
    code = "".join(path.read_text(encoding="utf-8") for path in LIB.glob("*.py"))
    said = set(re.findall(r'"(%\(name\)s[^"]*)"', code))
    assert said == set(reasons.SENTENCES)
