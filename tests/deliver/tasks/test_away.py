"""The database's server is killed while a progress report is saved: nothing is lost, nothing is doubled."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.cookiejar import Cookie
from urllib.request import HTTPCookieProcessor

import psycopg
import pytest

from dongthuan.config.database import prepare
from dongthuan.config.postgres import APP, NAME, OWNER, Cluster, waiting
from dongthuan.config.testing import OwnDatabase
from tests.config.test_away import Form
from tests.config.test_away import Person as Stranger
from tests.site import Site, serve

TYPED = 'Đã họp 2 hội nghị,\r\n"đủ" 120 người & biên bản'
SEED = """
import django; django.setup()
from django.test import Client
from tests.factories import make_world
from tests.deliver.tasks.making import make_task
world = make_world()
client = Client()
client.force_login(world.users["commune_officer"])
print(make_task(world).pk, client.cookies["sessionid"].value)
"""


@pytest.fixture
def cluster(tmp_path, django_db_blocker) -> Iterator[Cluster]:
    with Cluster(tmp_path / "database", settings={"full_page_writes": "off"}) as found:
        with django_db_blocker.unblock():
            prepare(found.url(OWNER), APP)
        yield found


@pytest.fixture
def site(cluster: Cluster, static_files) -> Iterator[Site]:
    with serve(OwnDatabase(NAME, cluster.url(APP), cluster.url(OWNER))) as found:
        yield found


class Person(Stranger):
    def sign_in(self, session: str) -> None:
        host = "localhost.local"  # as http.cookiejar calls a host without a dot
        rest = {"port": None, "port_specified": False, "domain_specified": False, "domain_initial_dot": False}
        rest |= {"path": "/", "path_specified": True, "secure": False, "expires": None, "discard": True}
        jar = next(h.cookiejar for h in self.opener.handlers if isinstance(h, HTTPCookieProcessor))
        jar.set_cookie(Cookie(0, "sessionid", session, domain=host, comment=None, comment_url=None, rest={}, **rest))


def reports(cluster: Cluster) -> list[tuple]:
    with cluster.connect() as link:
        told = "SELECT count(*) FROM record_entry WHERE verb = 'tasks.report_progress'"
        return [(*row, link.execute(told).fetchone()[0]) for row in link.execute("SELECT text FROM tasks_progress")]


def kill_while_saving(cluster: Cluster, send: threading.Thread) -> None:
    """Hold the task's chain, on which saving the report waits in the middle of its transaction; then kill the server."""
    gone = contextlib.suppress(psycopg.OperationalError)  # what the holder learns when it lets go
    with gone, cluster.connect() as holder, cluster.connect() as watcher:
        holder.execute("BEGIN")
        holder.execute("SELECT * FROM record_chain FOR UPDATE")
        send.start()
        for _ in waiting(30):
            if watcher.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone()[0]:
                break
        else:
            raise AssertionError("the report was never being saved")
        os.kill(cluster.pid(), signal.SIGKILL)
        send.join()


def test_a_report_cut_off_while_saving_counts_once(cluster: Cluster, site: Site):
    made = subprocess.run(
        [sys.executable, "-c", SEED], env=site.environment, capture_output=True, text=True, check=True
    )
    task, session = made.stdout.split()
    page, person = f"/tasks/{task}/report/", Person(site)
    person.sign_in(session)
    fields = Form(person.ask(page)[1]).fields | {"text": TYPED, "percent": "40"}
    answers: list[tuple[int, str, str]] = []
    kill_while_saving(cluster, threading.Thread(target=lambda: answers.append(person.ask(page, fields))))
    status, text, _where = answers[0]
    assert status == 503
    kept = Form(text)
    assert kept.action == page
    assert (kept.fields["text"], kept.fields["form_key"]) == (TYPED, fields["form_key"])

    cluster.start()
    assert reports(cluster) == []
    for _twice in range(2):
        assert person.ask(page, kept.fields)[2] == f"{site.url}/tasks/{task}/"
    assert reports(cluster) == [(TYPED.replace("\r\n", "\n"), 1)]
