"""Groups given to departments, reminders of what they owe, text blocks, one decision for several groups."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from dongthuan.foundation.notify.models import Notice
from dongthuan.foundation.record.models import Entry
from dongthuan.foundation.things.kit import Refused, at_day
from dongthuan.listen.opinions import actions, charges, panels
from dongthuan.listen.opinions.models import Charge, Posting
from tests.factories import World, make_world

from .making import DAY, group_of, post, say

PASSED = DAY + timedelta(days=21)
pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def drafted(world: World) -> Posting:
    """The provincial committee asks; its department drafted."""
    return post(
        world, DAY, organiser=world.ubnd, document="programme", by=world.users["department_officer"],
        title="Chương trình nhà văn hóa",
    )  # fmt: skip


def test_a_department_is_given_groups_told_reminded_and_marked_late(world):
    posting, officer = drafted(world), world.users["department_officer"]
    with at_day(DAY):
        a, b = say(posting, "2", "Mở cửa buổi tối cho bà con."), say(posting, "2", stance="agree")
        actions.regroup(posting, by=officer)
        first, second, due = group_of(a), group_of(b), DAY + timedelta(days=10)
        with pytest.raises(Refused):  # not a body under the organiser
            actions.charge(posting, groups=[first], organisation=world.communes[0], due=due, by=officer)
        with pytest.raises(Refused):
            actions.charge(posting, groups=[first], organisation=world.snv, due=DAY - timedelta(days=1), by=officer)
        actions.charge(posting, groups=[first], organisation=world.vp, due=due, whole_clause=True, by=officer)
        actions.charge(posting, groups=[second], organisation=world.snv, due=due, by=officer)
        c = say(posting, "2", "Xin đóng cửa sớm hơn.", stance="disagree")
        actions.regroup(posting, by=officer)
        found = charges.charges(posting)
        assert [found.of(g).organisation for g in (first, second, group_of(c))] == [world.vp, world.snv, world.vp]
    assert Notice.objects.filter(
        user=officer, text__contains="Được giao giải trình 1 nhóm ý kiến, hạn 12/03/2026"
    ).exists()
    assert Entry.objects.filter(verb="opinions.charge").count() == 2

    owed = {(o.organisation, o.groups) for o in charges.owed(Posting.objects.all())}
    assert owed == {(world.vp, 2), (world.snv, 1)}
    texts = {
        left: [t.text for t in charges.due_reminders(due - timedelta(days=left)) if t.user == officer]
        for left in (4, 3, -7)
    }
    assert (texts[4], len(texts[3])) == ([], 1)
    assert texts[-7] == ["Quá hạn 7 ngày: 1 nhóm ý kiến chưa giải trình, Chương trình nhà văn hóa"]
    with at_day(PASSED):
        assert [row.due for row in panels.charged_rows(officer)] == [due]
        client = Client()
        client.force_login(officer)
        page = client.get(reverse("opinions:desk", args=[posting.pk]), {"show": "late"}).content.decode()
        assert page.count('name="group"') == 3
        actions.start_deciding(posting, by=officer)
        actions.propose(second, code="NHAT-TRI", by=officer)
        assert not charges.late(found.of(second), group_of(b))
    with at_day(DAY):
        actions.charge(posting, groups=[first], organisation=world.snv, due=due, by=officer)
    assert Charge.objects.filter(ended_at=None).count() == 3, "a group's own charge stands over its clause's"


def test_one_reason_for_several_groups_from_a_text_block(world):
    posting, officer = drafted(world), world.users["department_officer"]
    with at_day(DAY):
        rows = [say(posting, n, f"Ý kiến riêng về điều {n}.", stance="disagree") for n in "123"]
        like = [
            say(posting, "1", "Bỏ hẳn điều này đi vì không cần thiết cho bà con.", stance="disagree") for _n in range(2)
        ]
        agreed = say(posting, "2", stance="agree")
        actions.regroup(posting, by=officer)
    block = actions.write_block(
        organisation=world.ubnd, title="Đã có quy định", text="Nội dung đã có ở văn bản khác.", by=officer
    )
    with pytest.raises(Refused, match="Đã có mẫu"):
        actions.write_block(organisation=world.ubnd, title="Đã có quy định", text="Khác.", by=officer)
    with pytest.raises(Refused):
        actions.change_block(block, title="A", text="B", by=world.users["commune_officer"])
    block = actions.change_block(block, title="Đã quy định", text="Nội dung đã có ở luật.", by=officer)
    with at_day(PASSED):
        actions.start_deciding(posting, by=officer)
        groups = [group_of(o) for o in rows]
        seen = {g.pk: g.revision for g in groups}
        many = {"code": "GIU-NGUYEN", "reason": block.text, "by": officer}
        with pytest.raises(Refused):  # a change of words is one group's own
            actions.propose_many(posting, seen=seen, code="TT-SUA", reason="x", by=officer)
        with pytest.raises(Refused, match="Bỏ hẳn"):
            actions.propose_many(posting, seen=seen | {group_of(like[0]).pk: 0}, **many)
        with pytest.raises(Refused):  # who agrees asked for no change
            actions.propose_many(posting, seen=seen | {group_of(agreed).pk: 0}, **many)
        with pytest.raises(Refused):  # changed since it was read
            actions.propose_many(posting, seen=dict.fromkeys(seen, 7), **many)
        client = Client()
        client.force_login(officer)
        url = reverse("opinions:propose_many", args=[posting.pk])
        page = client.get(url, {"group": list(seen), "block": block.pk}).content.decode()
        assert "Nội dung đã có ở luật." in page
        form = {
            "seen": [f"{k}:{v}" for k, v in seen.items()],
            "code": "GIU-NGUYEN",
            "reason": "Nội dung đã có ở luật, Điều 5.",
        }
        assert client.post(url, form).status_code == 302
        assert {group_of(o).reason for o in rows} == {"Nội dung đã có ở luật, Điều 5."}
        assert Entry.objects.filter(verb="opinions.propose").count() == 3
        assert Entry.objects.get(verb="opinions.propose_many").data["groups"] == list(seen)
    actions.retire_block(block, by=officer)
    assert not client.get(reverse("opinions:propose", args=[group_of(like[0]).pk])).context["blocks"].exists()
