"""Fixtures of the whole suite: the database (see dongthuan.config.testing), a running site, a browser."""

import gc
import shutil
import subprocess
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from dongthuan.config import testing
from dongthuan.config.testing import OwnDatabase

from .browser import Browser, chromium_path, launch
from .site import Site, collect_static, run_worker_once, serve


def as_wide_as_times() -> bool:
    """Whether LibreOffice lays Times New Roman out at its right widths: lines and positions are measured on its pages."""
    if not shutil.which("fc-match"):
        return False
    found = subprocess.run(["fc-match", "Times New Roman"], capture_output=True, text=True).stdout
    return any(name in found for name in ("Liberation", "Times New Roman", "Tinos"))


NEEDS: dict[str, tuple[Callable[[], object], str]] = {
    "browser": (chromium_path, "no chromium here (Debian: apt-get install chromium)"),
    "office": (
        lambda: shutil.which("soffice") and as_wide_as_times(),
        "no LibreOffice here, or no font as wide as Times New Roman "
        "(Debian: apt-get install libreoffice-writer libreoffice-calc fonts-liberation)",
    ),
    "poppler": (lambda: shutil.which("pdftotext"), "no poppler here (Debian: apt-get install poppler-utils)"),
    "server": (
        lambda: list(Path("/usr/lib/postgresql").glob("*/bin/initdb")),
        "no PostgreSQL server's programs here (Debian: apt-get install postgresql)",
    ),
    "spark": (
        lambda: find_spec("pyspark") and shutil.which("java"),
        "no Spark or no Java here (make setup-cluster; Debian: apt-get install default-jre-headless)",
    ),
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--fail-on-skip", action="store_true", help="a skipped test fails the run (continuous integration)"
    )
    parser.addoption("--tutorial", action="store_true", help="the walk through the cycle takes the tutorial's pictures")


def pytest_configure(config: pytest.Config) -> None:
    from django.conf import settings
    from django.contrib.auth.hashers import PBKDF2PasswordHasher

    gc.disable()  # until all is loaded
    # Pages name their static files plainly here; `live_site` serves them collected, under hashed names.
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    # One round is quick; the running site, a process of its own, understands such a password too.
    PBKDF2PasswordHasher.iterations = 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    absent = {name: reason for name, (found, reason) in NEEDS.items() if not found()}
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker and (marker.args or marker.kwargs.get("transaction")):
            raise pytest.UsageError(
                f"{item.nodeid}: transaction=True would empty tables; use the fixture own_database."
            )
        if "browser" in getattr(item, "fixturenames", []):
            item.add_marker("browser")
        for name in absent:
            if item.get_closest_marker(name):
                item.add_marker(pytest.mark.skip(reason=absent[name]))


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: a search through it for rubbish, again and again, took a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.enable()
    gc.set_threshold(20_000, 20, 20)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if session.config.getoption("--fail-on-skip") and reporter and reporter.stats.get("skipped") and exitstatus == 0:
        session.exitstatus = 1


# --- database -----------------------------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker) -> Iterator[None]:
    """One copy of the migrated database for the run; tests roll back in it."""
    from django.db import connections

    with django_db_blocker.unblock():
        testing.server.start()
        with testing.server.copy(testing.NAME):
            yield
            connections.close_all()


@pytest.fixture(autouse=True)
def nothing_kept_near() -> None:
    """What one test left in this process's cache would be told to the next one's people of the same number."""
    from django.core.cache import caches

    caches["near"].clear()


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker) -> Iterator[OwnDatabase]:
    """A database for this test alone, where commits are real and other threads and processes see them."""
    with django_db_blocker.unblock():
        yield from testing.server.own()


@pytest.fixture
def run_jobs() -> Callable[[], None]:
    """Run the jobs that wait (with own_database: jobs see only what is committed)."""
    return run_worker_once


# --- the running site ---------------------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def static_files() -> None:
    collect_static()


@pytest.fixture
def live_site(own_database: OwnDatabase, static_files: None) -> Iterator[Site]:
    """The real server in a process of its own, on a free port, against this test's own database."""
    with serve(own_database) as site:
        yield site


@pytest.fixture(scope="module")
def chromium() -> Iterator[object]:
    with launch() as found:
        yield found


@pytest.fixture
def browser(chromium) -> Iterator[Browser]:
    """A real browser. At the end of the test, anything its console complained about fails it."""
    with Browser(chromium) as found:
        yield found


@pytest.fixture(scope="module")
def laid(world) -> Iterator:
    """What the rows of the permission table are about, made once in the module's `world`."""
    from .permission_rows import Laid

    found = Laid(world)
    with found.stack:
        yield found
