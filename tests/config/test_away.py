"""The database goes away while a form is being saved: nothing is lost, nothing is doubled."""

import errno
import os
import signal
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from html.parser import HTMLParser
from http.cookiejar import CookieJar

import psycopg
import pytest

from dongthuan.config.postgres import APP, NAME, OWNER, Cluster, waiting
from dongthuan.config.testing import OwnDatabase
from tests.browser import assert_accessible
from tests.config.away_urls import HELD
from tests.site import Site, serve

UNSAFE = {"fsync": "off", "full_page_writes": "off"}  # a crash of the machine is not what is tested
TYPED = "Hộ bà Mẫu\r\n<b>đề nghị</b> \"sửa\" & 'bổ sung'"


class Form(HTMLParser):
    """The fields of the page's form that posts."""

    def __init__(self, text: str):
        super().__init__()
        self.fields: dict[str, str] = {}
        self.action = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        found = dict(attrs)
        if tag == "form" and found.get("method") == "post":
            self.action = found.get("action") or ""
        elif tag in {"input", "textarea"} and found.get("name"):
            self.fields[found["name"]] = found.get("value") or ""


class Person:
    def __init__(self, site: Site):
        self.site = site
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def ask(self, path: str, fields: dict[str, str] | None = None) -> tuple[int, str, str]:
        data = urllib.parse.urlencode(fields).encode() if fields is not None else None
        try:
            with self.opener.open(self.site.url + path, data, timeout=60) as response:
                return response.status, response.read().decode(), response.url
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(), error.url


@pytest.fixture
def cluster(tmp_path, lay) -> Iterator[Cluster]:
    with Cluster(lay(tmp_path / "var") / "database", settings=UNSAFE) as found:
        yield found


@pytest.fixture
def site(cluster, static_files) -> Iterator[Site]:
    database = OwnDatabase(NAME, cluster.url(APP), cluster.url(OWNER))
    with serve(database, DJANGO_SETTINGS_MODULE="tests.config.away_settings") as found:
        yield found


def things(cluster: Cluster) -> list[str]:
    """What people made: the years of the working calendar are there from the beginning."""
    with cluster.connect() as link:
        return [row[0] for row in link.execute("SELECT kind FROM things_thing WHERE kind <> 'working_year'")]


def kill_while_saving(cluster: Cluster, send: threading.Thread) -> None:
    """Hold the form's saving at a known place in its transaction, then kill the database's server."""
    with cluster.connect() as holder, cluster.connect() as watcher:
        holder.execute("SELECT pg_advisory_lock(%s)", [HELD])
        send.start()
        waits = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND NOT granted"
        for _ in waiting(30):
            if watcher.execute(waits, [HELD]).fetchone() == (1,):
                break
        else:
            raise AssertionError("the form was never being saved")
        os.kill(cluster.pid(), signal.SIGKILL)
        send.join()


def test_a_form_cut_off_while_saving_counts_once(cluster, site):
    person = Person(site)
    fields = Form(person.ask("/try/note")[1]).fields | {"note": TYPED, "password": "bí mật"}
    assert fields["form_key"]
    answers = []
    kill_while_saving(cluster, threading.Thread(target=lambda: answers.append(person.ask("/try/note", fields))))
    (status, text, _) = answers[0]
    assert status == 503
    assert "bí mật" not in text
    kept = Form(text)
    assert kept.action == "/try/note"
    assert {name: kept.fields[name] for name in ("note", "form_key")} == {
        name: fields[name] for name in ("note", "form_key")
    }
    assert person.ask("/try/note", kept.fields)[0] == 503  # still away: still kept

    cluster.start()
    assert things(cluster) == []
    status, text, where = person.ask("/try/note", kept.fields)
    assert (status, where) == (200, f"{site.url}/healthz"), text
    assert things(cluster) == [TYPED[:40]]
    assert person.ask("/try/note", kept.fields)[2] == f"{site.url}/healthz"
    assert len(things(cluster)) == 1


def test_pages_while_the_database_is_away(cluster, site, browser):
    cluster.shut_down()
    person = Person(site)
    assert person.ask("/healthz")[0] == 200
    assert person.ask("/readyz")[0] == 503
    status, text, _ = person.ask("/try/note")
    assert status == 503
    assert "Cơ sở dữ liệu tạm thời không trả lời" in text
    assert "The database does not answer" in text
    page = browser.page()
    page.goto(f"{site.url}/try/note")
    assert_accessible(page)


def test_a_person_sends_again_in_the_browser(cluster, site, browser, tmp_path):
    page = browser.page()
    page.goto(f"{site.url}/try/note")
    page.fill("[name=note]", "Xã An Khánh")
    paper = tmp_path / "bien-ban.pdf"
    paper.write_bytes(b"%PDF-1.7")
    page.set_input_files("[name=paper]", paper)
    cluster.shut_down()
    page.click("main form button.btn")
    page.wait_for_selector("text=chưa mất gì")
    assert "bien-ban.pdf" in page.content()
    assert_accessible(page)
    cluster.start()
    page.click("button:has-text('Gửi lại')")
    page.wait_for_url("**/healthz")
    assert things(cluster) == ["Xã An Khánh"]


def test_an_error_of_ours_is_not_called_an_absent_database(rf):
    from dongthuan.config.away import server_error

    try:
        raise ValueError("ours")
    except ValueError:
        assert server_error(rf.get("/")).status_code == 500
    try:
        try:
            raise psycopg.OperationalError("gone")
        except psycopg.OperationalError as error:
            from django.db import OperationalError

            raise OperationalError("gone") from error
    except OperationalError:
        assert server_error(rf.get("/")).status_code == 503


def test_a_full_disk_is_called_one_and_keeps_what_was_typed(rf):
    from django.db import OperationalError

    from dongthuan.config.away import server_error

    def answer(raised: BaseException, cause: BaseException | None = None):
        try:
            raise raised from cause
        except type(raised):
            return server_error(rf.post("/t/note", {"note": TYPED, "form_key": "k"}))

    for full in (answer(OperationalError("…"), psycopg.errors.DiskFull("…")), answer(OSError(errno.ENOSPC, "full"))):
        text = full.content.decode()
        assert (full.status_code, "Ổ đĩa của máy chủ đã đầy" in text) == (507, True)
        assert Form(text).fields["note"] == TYPED
    assert answer(OSError(errno.EIO, "broken")).status_code == 500
