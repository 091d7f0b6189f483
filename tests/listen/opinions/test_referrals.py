"""Another organisation is asked about a group: it sees the group and never who spoke, answers, and the organiser decides."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from dongthuan.foundation.notify.models import Notice
from dongthuan.foundation.record.models import Entry
from dongthuan.foundation.things.kit import Refused, at_day
from dongthuan.listen.opinions import actions, panels, referrals
from dongthuan.listen.opinions.models import Referral
from tests.factories import make_world

from .making import DAY, group_of, post, say

pytestmark = pytest.mark.django_db
SECRET = "Nhà ông Lê Văn Mẫu ở cạnh nhà văn hóa, xin đóng cửa sớm."


def seen(user, name: str, pk: int, **data) -> tuple[int, str]:
    client = Client()
    client.force_login(user)
    url = reverse(f"opinions:{name}", args=[pk])
    answer = client.post(url, data) if data else client.get(url)
    return answer.status_code, answer.content.decode()


def test_a_body_beyond_the_organisers_own_is_asked_answers_and_sees_no_one():
    world = make_world()
    officer, leader, asked = (world.users[n] for n in ("commune_officer", "leader_commune", "department_officer"))
    due = DAY + timedelta(days=10)
    with at_day(DAY):
        posting = post(world)
        first = say(posting, "2", SECRET, name="Trần Thị Mẫu", contact="0912345678", stance="disagree")
        second = say(posting, "2", f"{SECRET} Cảm ơn.", stance="disagree")
        other = say(posting, "3", stance="agree")
        actions.regroup(posting, by=officer)
        group, plain = group_of(first), group_of(other)
        assert group == group_of(second)
        facts = {"organisation": world.snv, "due": due, "question": "Có vướng quy định về giờ mở cửa không?"}
        with pytest.raises(Refused, match="Chưa đặt tên"):
            actions.refer(posting, groups=[group], by=officer, **facts)
        actions.name(group, name="Đóng cửa sớm hơn", by=officer)
        for wrong in ({"organisation": world.communes[0]}, {"due": DAY - timedelta(days=1)}, {"question": " "}):
            with pytest.raises(Refused):
                actions.refer(posting, groups=[group], by=officer, **facts | wrong)
        with pytest.raises(Refused):
            actions.refer(posting, groups=[group], by=asked, **facts)
        made = actions.refer(posting, groups=[group, plain], by=officer, **facts)
        with pytest.raises(Refused):
            actions.refer(posting, groups=[group, plain], by=officer, **facts)
        row = next(r for r in made if r.group == group)
        assert Notice.objects.filter(user=asked, text__contains="hạn 12/03/2026").count() == 2
        assert next((r.what, r.due) for r in panels.referred_rows(asked)) == ("Đóng cửa sớm hơn", due)
        status, page = seen(asked, "referral", row.pk)
        assert (status, "Có vướng quy định" in page, "Đóng cửa sớm hơn" in page) == (200, True, True)
        assert not any(word in page for word in ("Lê Văn Mẫu", "Trần Thị", "0912345678", "cạnh nhà văn hóa"))
        assert [seen(asked, name, pk)[0] for name, pk in (("group", group.pk), ("desk", posting.pk))] == [404, 404]
        assert seen(world.users["commune_officer_2"], "referral", row.pk)[0] == 404
    assert any(t.user == asked and "Quá hạn 7 ngày" in t.text for t in referrals.due_reminders(due + timedelta(days=7)))
    with at_day(due):
        assert seen(asked, "referral", row.pk, answer="Không vướng; nên giữ giờ chung.")[0] == 302
        assert Notice.objects.filter(user=officer, text__contains="đã cho ý kiến").exists()
        actions.take_referral_back(next(r for r in made if r.group == plain), by=officer)
        assert not list(panels.referred_rows(asked))
        with pytest.raises(Refused):
            actions.take_referral_back(row, by=officer)
        assert "Không vướng; nên giữ giờ chung." in seen(officer, "group", group.pk)[1]
        assert "1 trên 1" in seen(officer, "desk", posting.pk)[1]
        assert Entry.objects.filter(verb="opinions.answer_referral", subject=group.thing).count() == 1
    with at_day(DAY + timedelta(days=21)):
        actions.start_deciding(posting, by=officer)
        assert "Không vướng" in seen(officer, "propose", group.pk)[1]
        with pytest.raises(Refused):
            actions.propose(group, code="GIU-NGUYEN", reason="Không vướng.", by=asked)
        actions.propose(group, code="GIU-NGUYEN", reason="Không vướng.", by=officer)
        actions.approve(group, by=leader)
        with pytest.raises(Refused, match="quyết định"):
            actions.answer_referral(Referral.objects.get(pk=row.pk), answer="Khác.", by=asked)
