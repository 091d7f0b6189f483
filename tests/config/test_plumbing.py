"""The suite's own floor: whom it works as, what it may not do, and that its helpers can fail."""

import threading

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction

from dongthuan.config import testing
from dongthuan.foundation.things.models import Thing
from tests.browser import assert_accessible


@pytest.mark.django_db
def test_the_suite_works_as_the_plain_role():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (False, False, False, False)
        cursor.execute("SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = current_user")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db
def test_no_question_is_compiled_on_the_server():
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "line",
    [
        "TRUNCATE record_entry",
        "TRUNCATE things_thing CASCADE",
        "ALTER TABLE record_entry DISABLE TRIGGER ALL",
        "DROP TABLE things_formkey",
        "CREATE TABLE mine (a int)",
        "SET session_replication_role = replica",
        "CREATE ROLE other",
    ],
)
def test_the_plain_role_may_not(line):
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(line)


def test_own_database_holds_real_commits(own_database):
    thing = Thing.objects.create(kind="x")
    seen = []
    thread = threading.Thread(
        target=lambda: (seen.append(Thing.objects.filter(pk=thing.pk).exists()), connection.close())
    )
    thread.start()
    thread.join()
    assert seen == [True]
    with psycopg.connect(own_database.owner_url) as link:
        assert link.execute("SELECT current_database(), count(*) FROM things_thing WHERE kind = 'x'").fetchone() == (
            own_database.name,
            1,
        )


def test_own_database_starts_empty_and_is_dropped(own_database):
    assert not Thing.objects.exclude(kind="working_year").exists()  # what the migrations themselves bring
    with psycopg.connect(testing.server.owner_url) as link:
        names = [row[0] for row in link.execute("SELECT datname FROM pg_database WHERE datname LIKE 'dt\\_own\\_%'")]
    assert own_database.name in names
    assert f"{own_database.name[:-1]}{int(own_database.name[-1]) - 1}" not in names


def test_live_site_answers(live_site):
    import urllib.request

    with urllib.request.urlopen(f"{live_site.url}/readyz") as response:
        assert response.status == 200


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("<main><h1>Trang</h1><img src='data:,'></main>", "image-alt"),
        ("<main><h1>Trang</h1><input></main>", "label"),
    ],
)
def test_axe_finds_what_is_wrong(browser, body, rule):
    page = browser.page()
    page.set_content(f"<!doctype html><html lang=vi><title>Trang</title>{body}")
    with pytest.raises(AssertionError, match=rule):
        assert_accessible(page)
    page.set_content("<!doctype html><html lang=vi><title>Trang</title><main><h1>Trang</h1></main>")
    assert_accessible(page)


def test_the_browser_reports_a_blocked_style(browser, live_site):
    page = browser.page()
    page.goto(f"{live_site.url}/account/login/")
    page.evaluate("document.body.setAttribute('style', 'color: red')")
    browser.settle()
    assert any("Content Security Policy" in complaint for complaint in browser.complaints)
    browser.complaints.clear()
