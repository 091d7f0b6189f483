"""The digest by e-mail against a real server on loopback: stored first, sent byte for byte, killed and sent again."""

import email
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from email.policy import default

import pytest
from django.db import connection

from dongthuan.foundation.jobs import stalled
from dongthuan.foundation.notify import actions, digests
from dongthuan.foundation.notify.models import Digest
from dongthuan.foundation.people.models import User
from tests.factories import make_user
from tests.mailbox import Post, mail_server
from tests.together import together

DAY = date(2024, 8, 20)
WORKER = [sys.executable, "-m", "django", "procrastinate", "worker", "--one-shot"]


@pytest.fixture
def post(settings, monkeypatch) -> Iterator[Post]:
    with mail_server(settings, monkeypatch) as box:
        yield box


def told(name: str = "Trần Thị Mẫu", address: str = "mau@example.org") -> User:
    person = make_user(full_name=name, email=address)
    actions.tell(person, key="a", thing=None, text="Việc mới: đối thoại ở Khánh Nhạc", due=DAY)
    return person


def test_the_digest_goes_out_as_it_was_stored(own_database, post: Post, run_jobs):
    told()
    digests.write_all(DAY)
    run_jobs()
    digest = Digest.objects.get()
    assert digest.sent_at
    assert post.got == [bytes(digest.message)]
    message = email.message_from_bytes(post.got[0], policy=default)
    assert message["Message-ID"] == digest.message_id
    assert message["To"] == "mau@example.org"
    assert "20/08/2024: 1 thông báo" in message["Subject"]
    assert "Việc mới: đối thoại ở Khánh Nhạc (hạn 20/08/2024)" in message.get_content()
    assert digests.send(digest.pk) is False
    run_jobs()
    assert len(post.got) == 1


def test_a_worker_killed_while_sending_sends_the_same_message_again(own_database, post: Post, run_jobs):
    told()
    digests.write_all(DAY)
    post.victim = worker = subprocess.Popen(WORKER, env={**os.environ, "DATABASE_URL": own_database.url})
    post.ready.set()
    assert worker.wait(60) == -9
    digest = Digest.objects.get()
    assert (len(post.got), digest.sent_at) == (1, None)

    assert stalled.rescue() == []  # its heart may still beat: it died a moment ago
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
    (job,) = stalled.rescue()
    assert stalled.rescue() == []  # once
    run_jobs()
    assert state_of(job) == ("succeeded", 2)
    digest.refresh_from_db()
    assert digest.sent_at
    assert post.got == [bytes(digest.message)] * 2
    digests.write_all(DAY)
    run_jobs()
    assert (Digest.objects.count(), len(post.got)) == (1, 2)


def state_of(job: int) -> tuple:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status, attempts FROM procrastinate_jobs WHERE id = %s", [job])
        return cursor.fetchone()


def test_an_address_refused_for_good_is_not_tried_again(own_database, post: Post, run_jobs):
    told(address="khong-co@example.org")
    digests.write_all(DAY)
    run_jobs()
    digest = Digest.objects.get()
    assert (digest.sent_at, digest.fault) == (None, "550 no such person")
    assert digests.send(digest.pk) is False


def test_trouble_that_may_pass_leaves_the_digest_to_be_sent(own_database, post: Post, run_jobs):
    told()
    post.answer = "451 come again later"
    digests.write_all(DAY)
    run_jobs()
    digest = Digest.objects.get()
    assert (digest.sent_at, digest.fault) == (None, "")
    post.answer = "250 OK"
    assert digests.send(digest.pk) is True
    assert post.got == [bytes(digest.message)] * 2


def test_the_language_is_the_persons_and_the_message_survives_old_servers(db, post: Post):
    person = told()
    person.language = "en"
    person.save()
    digests.write(person, DAY)
    stored = bytes(Digest.objects.get().message)
    assert stored.isascii()
    assert "1 notice" in email.message_from_bytes(stored, policy=default)["Subject"]


def test_two_workers_write_one_digest(own_database):
    person = told()
    written = together(*[lambda: digests.write(person, DAY)] * 2)
    assert sum(d is not None for d in written) == 1
    assert Digest.objects.count() == 1


def test_two_workers_send_one_message(own_database, post: Post):
    told()
    digests.write_all(DAY)
    pk = Digest.objects.get().pk
    assert sorted(together(*[lambda: digests.send(pk)] * 2)) == [False, True]
    assert len(post.got) == 1
