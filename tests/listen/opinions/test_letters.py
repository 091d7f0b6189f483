"""The answers by e-mail: one letter a person, the same message however often the worker dies, nothing of what they said in it."""

import email
import os
import subprocess
import sys
from datetime import timedelta
from email.policy import default

import pytest
from django.db import connection

from dongthuan.foundation.jobs import stalled
from dongthuan.foundation.notify.models import Mailing
from dongthuan.foundation.notify.queries import mail_counts
from dongthuan.foundation.things.kit import Refused, at_day
from dongthuan.listen.opinions import actions, letters
from tests.factories import make_world
from tests.mailbox import mail_server

from .making import DAY, post, say

WORKER = [sys.executable, "-m", "django", "procrastinate", "worker", "--one-shot"]
SECRET = "Nhà tôi ở cạnh nhà văn hóa, ồn lắm."


def test_each_person_gets_one_letter_with_every_answer(own_database, settings, monkeypatch, run_jobs):
    world = make_world()
    officer, leader = world.users["commune_officer"], world.users["leader_commune"]
    posting = post(world, DAY)
    with at_day(DAY):
        say(posting, "2", SECRET, name="Lê Thị Mẫu", contact="Mau@Example.org")
        say(posting, "3", "Kinh phí nên công khai.", contact="mau@example.org ")
        say(posting, "3", stance="agree", contact="khong-co@example.org")
        say(posting, "3", stance="agree", contact="0912 345 678")
        actions.regroup(posting, by=officer)
    with at_day(DAY + timedelta(days=21)):
        actions.start_deciding(posting, by=officer)
        for group in posting.groups.all():
            code = "NHAT-TRI" if group.stance == "agree" else "GIU-NGUYEN"
            actions.propose(group, code=code, reason="Đã có nội quy riêng.", by=officer)
            actions.approve(group, by=leader)
        with pytest.raises(Refused):
            actions.mail_answers(posting, by=officer)
        actions.close(posting, by=officer)
    with pytest.raises(Refused, match="máy chủ thư"):
        actions.mail_answers(posting, by=officer)
    with mail_server(settings, monkeypatch) as box:
        actions.mail_answers(posting, by=officer)
        box.victim = worker = subprocess.Popen(WORKER, env={**os.environ, "DATABASE_URL": own_database.url})
        box.ready.set()
        assert worker.wait(90) == -9
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
        stalled.rescue()
        run_jobs()
        actions.mail_answers(posting, by=officer)
        run_jobs()
    assert letters.write_all(posting) == 0
    counts = mail_counts(posting.thing)
    assert (counts.written, counts.sent, counts.refused, counts.waiting) == (2, 1, 1, 0)
    assert len(set(box.got)) == 1
    message = email.message_from_bytes(box.got[0], policy=default)
    row = Mailing.objects.get(to="Mau@Example.org")
    assert (message["Message-ID"], bytes(row.message)) == (row.message_id, b"")
    text = message.get_content().replace("\r\n", "\n")
    assert "1. Điều 2 (ý kiến ngày 02/03/2026: nhất trí, đề nghị sửa)" in text
    assert "2. Điều 3" in text
    assert text.count("Kết quả: giữ nguyên\n   Lý do: Đã có nội quy riêng.") == 2
    assert SECRET not in text
    assert "Mẫu" not in text
