"""The real server in a process of its own, for tests that go through HTTP or a browser."""

import asyncio
import os
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from dongthuan.config.postgres import waiting
from dongthuan.config.testing import RUN, OwnDatabase


@dataclass
class Site:
    """site.url is where it answers; site.kill() and site.start() take it away and bring it back."""

    url: str
    environment: dict[str, str]
    process: subprocess.Popen | None = field(default=None)

    def start(self) -> None:
        port = self.url.rsplit(":", 1)[1]
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", port]
        command += ["--workers", "1", "--blocking-threads", "4", "--no-access-log", "--log-level", "warning"]
        command += ["dongthuan.config.wsgi:application"]
        log = (RUN / "site.log").open("ab")
        self.process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log, start_new_session=True)
        log.close()
        for _ in waiting(30):
            if answers(self.url + "/healthz"):
                return
            assert self.process.poll() is None, f"the server ended:\n{self.log()}"
        raise AssertionError(f"the server does not answer:\n{self.log()}")

    def kill(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(20)
            self.process = None

    def log(self) -> str:
        return (RUN / "site.log").read_text(errors="replace")[-8000:]


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return response.status == 200
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serve(database: OwnDatabase, **environment: str) -> Iterator[Site]:
    url = f"http://localhost:{free_port()}"
    site = Site(url, {**os.environ, "DATABASE_URL": database.url, "DONGTHUAN_URL": url, **environment})
    try:
        site.start()
        yield site
    finally:
        site.kill()


def collect_static() -> None:
    """The static files under hashed names, as the running site serves them."""
    from django.conf import settings
    from django.core.management import call_command
    from django.test import override_settings

    real = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": real}):
        call_command("collectstatic", interactive=False, verbosity=0)


def run_worker_once() -> None:
    """Run every job that waits, as the worker does, then return. In a thread: playwright keeps a loop in this one."""
    from django.db import connections
    from procrastinate.contrib.django import app as queue

    failed: list[BaseException] = []

    def work() -> None:
        async def run() -> None:
            with queue.replace_connector(queue.connector.get_worker_connector()):
                await work_off()

        async def work_off() -> None:
            async with queue.open_async() as app:
                await app.run_worker_async(wait=False, listen_notify=False, install_signal_handlers=False)

        try:
            asyncio.run(run())
        except BaseException as error:
            failed.append(error)
        finally:
            connections.close_all()

    settings = connections.settings["default"]
    kept, settings["CONN_MAX_AGE"] = (
        settings["CONN_MAX_AGE"],
        0,
    )  # the worker's threads end with their connections closed
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    settings["CONN_MAX_AGE"] = kept
    if failed:
        raise failed[0]
