"""Pages of conversations: what a browser keeps, how files are read, what stands on a map and in its Excel file."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from dongthuan.listen.conversations import actions, limits
from dongthuan.listen.conversations.models import Participant, Vote, VotesImport
from tests.factories import World, make_world

from .making import bring, make_conversation, minds, statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    cache.clear()
    return make_world()


def url(name: str, c) -> str:
    return reverse(f"conversations:{name}", args=[c.pk])


def officer(world: World) -> Client:
    client = Client()
    client.force_login(world.users["department_officer"])
    return client


def test_one_statement_at_a_time_until_all_are_answered(world):
    c, client, seen = make_conversation(world), Client(), []
    for _turn in range(8):
        page = client.get(url("detail", c))
        offered = page.context["statement"]
        seen.append(offered.number)
        assert page.content.decode().count("opine__text") == 1
        client.post(url("vote", c), {"statement": offered.pk, "value": "1"})
    assert sorted(seen) == list(range(1, 9))
    assert "trả lời hết" in client.get(url("detail", c)).content.decode()
    other = Client().get(url("detail", c))
    assert (other.context["done"], "dt-voice" in other.cookies, Participant.objects.count()) == (0, False, 1)


def test_the_browser_holds_a_random_number_for_this_conversation_only(world):
    c, client = make_conversation(world), Client()
    client.post(url("vote", c), {"statement": statement(c, 1).pk, "value": "-1"})
    cookie = client.cookies["dt-voice"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (url("detail", c), True, "Lax")
    key = Participant.objects.get().key
    assert cookie.value.split(":")[0] not in key
    client.post(url("vote", c), {"statement": statement(c, 1).pk, "value": "0", "next": url("mine", c)})
    assert (Vote.objects.get().value, "Bỏ qua" in client.get(url("mine", c)).content.decode()) == (0, True)
    client.cookies["dt-voice"] = cookie.value[:-1]  # made up
    assert client.get(url("mine", c)).context["answers"] == []
    assert client.get(url("mine", c))["Cache-Control"] == "private, no-store"


def test_what_is_odd_or_not_shown_is_no_vote(world):
    c = make_conversation(world)
    strange = make_conversation(world, topic="Việc khác")
    for typed in ({}, {"statement": "x", "value": "1"}, {"statement": statement(c, 1).pk, "value": "7"},
                  {"statement": statement(strange, 1).pk, "value": "1"}, {"statement": "9" * 17, "value": "1"}):  # fmt: skip
        assert Client().post(url("vote", c), typed).status_code == 302
    assert not Vote.objects.exists()


def test_one_address_begins_anew_only_so_often(world, monkeypatch):
    c = make_conversation(world)
    monkeypatch.setattr(limits, "BEGINNINGS", replace(limits.BEGINNINGS, most=2))
    for status in (302, 302, 429):
        typed = {"statement": statement(c, 1).pk, "value": "1"}
        assert Client().post(url("vote", c), typed).status_code == status
    assert Participant.objects.count() == 2


def test_a_proposer_reads_what_became_of_it(world):
    c, client = make_conversation(world), Client()
    page = client.post(url("propose", c), {"text": "Gọi cho tôi: 0912 345 678"})
    assert (page.status_code, "số điện thoại" in page.content.decode()) == (422, True)
    client.post(url("propose", c), {"text": "Cần chỗ để xe."})
    made = c.statements.get(number=9)
    for name in ("detail", "map"):
        assert "Cần chỗ để xe." not in Client().get(url(name, c)).content.decode()
    staff = officer(world)
    assert "Cần chỗ để xe." in staff.get(url("manage", c)).content.decode()
    assert "nhận định được đề xuất đang chờ đọc" in staff.get("/desk/").content.decode()
    typed = {"ground": "twice", "reason": "Đã có trong nhận định số 8"}
    staff.post(reverse("conversations:refuse", args=[made.pk]), typed)
    assert "Đã có trong nhận định số 8" in client.get(url("mine", c)).content.decode()
    assert "Đã có" not in Client().get(url("mine", c)).content.decode()


def test_votes_of_a_meeting_come_in_by_the_file_of_the_command(world):
    c, staff = make_conversation(world), officer(world)
    rows = [*minds(12, 11), ("p1", "1", -1)]
    lines = [
        "voter-id,comment-id,vote,timestamp",
        *(f"{p},{n},{v},{i}" for i, (p, n, v) in enumerate(rows)),
        "p1,1,5,9",
    ]

    def send(text: str, name: str = "Họp thôn 3, 12/3"):
        file = SimpleUploadedFile("phieu.csv", text.encode())
        return staff.post(url("import_votes", c), {"meeting": name, "file": file}, follow=True)

    assert "voter-id" in send("a,b\n1,2\n").content.decode()
    assert "số 77" in send("voter-id,comment-id,vote,timestamp\np1,77,1,1\n").content.decode()
    page = send("\n".join(lines)).content.decode()
    assert ("Đã tính 184 câu trả lời" in page, "1: vote không phải 1, 0, -1" in page) == (True, True)
    first = Vote.objects.filter(statement__number=1).order_by("value").first()
    assert first.value == -1  # the last vote of p1
    send("\n".join(lines))
    assert (VotesImport.objects.count(), Participant.objects.count()) == (1, 23)


def test_the_map_and_its_file_say_the_same_and_hide_the_same(world):
    c = make_conversation(world)
    assert "Chưa có bản đồ" in Client().get(url("map", c)).content.decode()
    late = [(f"p{v}", "9", 1) for v in (*range(9), *range(14, 27))]
    actions.add_statement(c, text="=1+1 Câu thêm muộn.", by=world.users["department_officer"])
    bring(world, c, [*minds(14, 13), *late])
    actions.compute(c, by=None)
    page = Client().get(url("map", c))
    told, words = page.context["told"], page.content.decode()
    assert [g["size"] for g in told.groups] == [14, 13]
    assert {row["number"] for row in told.joins} == {1, 2, 5, 8}
    assert ("27 người" in words, "dưới 10 người" in words, "<svg" in words) == (True, True, True)
    assert words.count('class="opmap__group') == 2
    book = load_workbook(BytesIO(Client().get(url("map", c) + "?format=xlsx").content))
    rows = list(book.active.values)
    assert {cell.data_type for line in book.active.iter_rows() for cell in line} == {"s", "n"}  # no formula
    last = dict(zip(rows[0], rows[-1], strict=True))
    assert last["Nhận định"] == "=1+1 Câu thêm muộn."
    assert list(last.values())[2:] == [13, 0, 0, None, None, None, 13, 0, 0]
    assert "Group A" in Client().get(url("map", c) + "?lang=en").content.decode()
