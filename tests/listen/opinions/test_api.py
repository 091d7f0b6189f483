"""The interface of organisations' systems, and papers beside opinions."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dongthuan.foundation.files.models import StoredFile
from dongthuan.foundation.record.models import Entry
from dongthuan.foundation.things.kit import Refused
from dongthuan.listen.opinions import actions, queries
from dongthuan.listen.opinions.models import Enclosure, Opinion, Sent
from tests.factories import make_world
from tests.foundation.vault.test_stripping import TRACE, jpeg

from .making import clause, group_of, post, say

pytestmark = pytest.mark.django_db
LATER = "Đề nghị mở cửa đến 21 giờ để bà con sinh hoạt buổi tối."


def send(client: Any, posting: Any, key: str, *rows: Any, body: Any = None) -> tuple[int, Any]:
    data = body if body is not None else json.dumps({"opinions": rows})
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    answer = client.post(f"/opinions/{posting.pk}/api/", data, content_type="application/json", headers=headers)
    return answer.status_code, answer.json()


def test_a_system_sends_opinions_each_once_and_each_answered_for_itself(client):
    world = make_world()
    officer, posting, other = world.users["commune_officer"], post(world), post(world, title="Quy ước thôn")
    with pytest.raises(Refused):
        actions.issue_key(posting, name="MTTQ tỉnh", contact="Ban Dân chủ", by=world.users["commune_officer_2"])
    issued = actions.issue_key(posting, name="MTTQ tỉnh", contact="Ban Dân chủ", per_minute=200, by=officer)
    assert issued.key not in str(list(Entry.objects.values_list("data", flat=True)))
    about = client.get(f"/opinions/{posting.pk}/api/").json()
    place = next(c["id"] for c in about["clauses"] if c["citation"] == "Điều 2")
    assert (about["open"], place) == (True, clause(posting, "2").pk)

    good = {"id": "A1", "clause": place, "stance": "changes", "words": LATER, "name": "Lê Thị Mẫu", "contact": "0912345678",
            "area": world.commune_areas[0].code}  # fmt: skip
    rows = [good, {"id": "A2", "stance": "agree"}, {"id": "A3", "stance": "changes"}, {"id": "A4", "clause": True, "stance": "agree"},
            {"id": "A5", "stance": "agree", "area": "00000"}, {"stance": "agree"}, {"id": "A6", "stance": 1}, 7,
            {"id": "A7", "stance": "agree", "mood": "x"}]  # fmt: skip
    status, found = send(client, posting, issued.key, *rows)
    assert (status, [(o["status"], o.get("field")) for o in found["opinions"]]) == (200, [
        ("taken", None), ("taken", None), ("refused", "words"), ("refused", "clause"), ("refused", "area"), ("refused", "id"),
        ("refused", "stance"), ("refused", "id"), ("refused", "mood"),
    ])  # fmt: skip
    again = send(client, posting, issued.key, good | {"words": "Khác hẳn."})[1]["opinions"][0]
    assert again == found["opinions"][0] | {"status": "known"}
    opinion = queries.by_code(again["code"])
    assert opinion
    assert (opinion.words, opinion.channel, opinion.giver.name, opinion.sent.key) == (
        LATER,
        "api",
        "Lê Thị Mẫu",
        issued.row,
    )
    assert (
        Opinion.objects.count() == Sent.objects.count() == Entry.objects.filter(verb="opinions.give_for").count() == 2
    )

    for key, body, wanted in (
        ("", None, 401),
        ("x" * 27, None, 401),
        (issued.key, "không phải", 400),
        (issued.key, "[]", 400),
    ):
        assert send(client, posting, key, good, body=body)[0] == wanted
    assert send(client, other, issued.key, good)[0] == 401, "a key opens one call"
    assert send(client, posting, issued.key, *[good] * 101)[0] == 413
    assert send(client, posting, issued.key, *[good] * 100)[0] == 200
    assert send(client, posting, issued.key, *[good] * 100)[0] == 429
    slow = actions.issue_key(posting, name="Hội Nông dân", contact="Văn phòng", per_minute=3, by=officer)
    assert [send(client, posting, slow.key, *[good] * n)[0] for n in (4, 3, 1)] == [429, 200, 429]
    for row in (issued.row, slow.row):
        actions.revoke_key(row, by=officer)
    assert send(client, posting, issued.key, good)[0] == 401
    assert {*Entry.objects.filter(subject=posting.thing, verb__endswith="_key").values_list("verb", flat=True)} == {
        "opinions.issue_key", "opinions.revoke_key"}  # fmt: skip


def test_a_paper_loses_what_it_says_of_its_author_and_only_officers_read_it(client):
    world = make_world()
    posting = post(world)
    place = clause(posting, "2").pk
    url = f"/opinions/{posting.pk}/say/{place}/"
    data = {"stance": "agree", "sending": "6ad5dc03-2d5f-4f0e-9a36-0c2c2a8a1234"}
    bad = SimpleUploadedFile("nguyen-van-mau.exe", b"MZ\x00\x01")
    assert client.post(url, data | {"paper": bad}).status_code == 422
    assert not Opinion.objects.exists()
    picture = SimpleUploadedFile("anh-nha-nguyen-van-mau.jpg", jpeg(turned=1))
    for _twice in range(2):
        picture.seek(0)
        assert client.post(url, data | {"paper": picture}).status_code == 302
    kept = Enclosure.objects.get().file
    assert kept
    assert kept.name == "giay-to-kem-y-kien.jpg"
    assert TRACE.encode() not in kept.bytes()
    assert "nguyen-van-mau" not in str(list(StoredFile.objects.values())) + str(
        list(Entry.objects.values_list("data", flat=True))
    )
    assert not any(TRACE.encode() in p.read_bytes() for p in Path(kept.path).parents[1].rglob("*") if p.is_file())
    download = f"/files/{kept.pk}/"
    assert client.get(download).status_code in (302, 403, 404)
    client.force_login(world.users["commune_officer_2"])
    assert client.get(download).status_code in (403, 404)
    client.force_login(world.users["commune_officer"])
    say(posting, "2", stance="agree")
    actions.regroup(posting, by=world.users["commune_officer"])
    page = client.get(f"/opinions/work/groups/{group_of(Enclosure.objects.get().opinion).pk}/").content.decode()
    assert download in page
    assert "Lịch sử" not in page  # nothing was done to the group yet: no empty card says so
    assert client.get(download).status_code == 200


def test_large_papers_are_refused():
    world = make_world()
    posting = post(world)
    big = SimpleUploadedFile("to.pdf", b"%PDF-1.4\n" + b"0" * (10 * 2**20))
    with pytest.raises(Refused, match="10 MB"):
        actions.give(posting, clause=None, stance="agree", paper=big, by=None)
