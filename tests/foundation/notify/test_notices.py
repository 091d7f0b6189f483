"""A person is told once; one digest a day, none when there is nothing; reminders are caught up with."""

from datetime import date, timedelta

import pytest
from django.test import Client

from dongthuan.foundation.notify import actions, digests, kit
from dongthuan.foundation.notify.models import DailyRun, Digest, Notice
from tests.deliver.tasks.making import at, make_task
from tests.factories import World, make_user, make_world

pytestmark = pytest.mark.django_db
DAY = date(2024, 8, 20)


@pytest.fixture
def world(settings) -> World:
    at(settings, DAY)
    return make_world()


def texts(user: object) -> list[str]:
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("text", flat=True))


def test_the_key_makes_it_come_once():
    person, other = make_user(), make_user()
    for _again in range(2):
        actions.tell(person, key="k:1", thing=None, text="Việc mới")
        actions.tell(other, key="k:1", thing=None, text="Việc mới")
    assert (texts(person), texts(other)) == (["Việc mới"], ["Việc mới"])


def test_one_digest_a_day_and_none_when_empty():
    person, idle = make_user(), make_user()
    actions.tell(person, key="a", thing=None, text="Một")
    assert digests.write_all(DAY) == 1
    actions.tell(person, key="b", thing=None, text="Hai")
    assert digests.write_all(DAY) == 0
    assert digests.write_all(DAY + timedelta(days=1)) == 1
    assert [[n.text for n in d.notices.all()] for d in Digest.objects.order_by("day")] == [["Một"], ["Hai"]]
    assert not Digest.objects.filter(user=idle).exists()
    assert digests.write_all(DAY + timedelta(days=2)) == 0


def test_the_morning_comes_once_a_day(world: World, settings):
    person = make_user()
    actions.tell(person, key="a", thing=None, text="Một")
    assert digests.morning() is True
    actions.tell(person, key="b", thing=None, text="Hai")
    actions.tell(make_user(), key="b", thing=None, text="Hai")
    assert digests.morning() is False
    assert Digest.objects.count() == 1
    at(settings, DAY + timedelta(days=1))
    assert digests.morning() is True
    assert Digest.objects.count() == 3


def test_what_was_read_is_in_no_digest():
    person = make_user()
    actions.tell(person, key="a", thing=None, text="Một")
    actions.mark_read(person)
    assert digests.write_all(DAY) == 0


def test_reminders_go_to_who_answers_before_on_and_after_the_due_date(world: World, settings):
    make_task(world, title="Đối thoại", due=DAY + timedelta(days=7))
    Notice.objects.all().delete()
    for n in range(16):
        at(settings, DAY + timedelta(days=n))
        digests.remind()
        digests.remind()
    assert texts(world.users["commune_officer"]) == [
        "Còn 7 ngày đến hạn: Đối thoại", "Còn 3 ngày đến hạn: Đối thoại", "Còn 1 ngày đến hạn: Đối thoại",
        "Hạn là hôm nay: Đối thoại", "Quá hạn 1 ngày: Đối thoại", "Quá hạn 7 ngày: Đối thoại",
    ]  # fmt: skip
    assert Notice.objects.exclude(user=world.users["commune_officer"]).count() == 0


def test_missed_days_are_caught_up_with_but_not_for_ever(world: World, settings):
    digests.remind(DAY)
    make_task(world, title="Đối thoại", due=DAY + timedelta(days=3))
    Notice.objects.all().delete()
    at(settings, DAY + timedelta(days=3))  # the machine was off for two days, one of them a day of reminders
    digests.remind()
    assert texts(world.users["commune_officer"]) == ["Hạn là hôm nay: Đối thoại"]
    at(settings, DAY + timedelta(days=400))
    digests.remind()
    assert DailyRun.objects.count() == 4 + digests.MOST_DAYS_BACK + 1


def test_without_a_mail_server_the_digest_stays_and_the_page_says_so(client: Client):
    person = make_user(email="mau@example.org")
    actions.tell(person, key="a", thing=None, text="Một")
    digests.write_all(DAY)
    digest = Digest.objects.get()
    assert (digest.message_id, bytes(digest.message), digest.sent_at) == (None, b"", None)
    assert digests.send(digest.pk) is False
    client.force_login(person)
    assert "Hệ thống chưa cài đặt máy chủ thư" in client.get("/notices/").content.decode()
    assert "Một" in client.get(f"/notices/digests/{digest.pk}/").content.decode()


def test_the_page_groups_notices_by_object_and_marks_them_read(client: Client, world: World):
    make_task(world, title="Việc một")
    officer = world.users["commune_officer"]
    actions.tell(officer, key="x", thing=None, text="Không thuộc việc nào")
    client.force_login(officer)
    Notice.objects.filter(thing__isnull=False).update(group=None)
    page = client.get("/notices/").content.decode()
    assert page.index("Việc mới được giao") < page.index("Không thuộc việc nào") or "Khác" in page
    assert client.post("/notices/read/").status_code == 302
    assert "Không có gì mới" in client.get("/notices/").content.decode()
    assert "Không thuộc việc nào" in client.get("/notices/?show=all").content.decode()


def test_a_register_adds_reminders_and_desk_rows():
    register = kit.ReminderRegister()
    person = make_user()
    register.add(lambda day: [kit.Tidings(person, f"x:{day}", None, "Nhắc")])
    assert [t.key for t in register.on(DAY)] == [f"x:{DAY}"]
    desk = kit.Desk()
    rows = [kit.DeskRow(DAY + timedelta(days=n), f"Việc {n}", "/", waiting=n == 9) for n in (9, -1, 3)]
    desk.add(lambda user: rows)
    assert [r.what for r in desk.rows(person, "", 2)] == ["Việc -1", "Việc 3"]
    counts = desk.counts(person)
    assert (counts.all, counts.waiting) == (3, 1)
