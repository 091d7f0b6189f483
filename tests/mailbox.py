"""A mail server on loopback for tests: keeps what it gets, may refuse it or kill the sender."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

from aiosmtpd.controller import Controller

from tests.site import free_port


class Post:
    """The mail server: keeps what it gets; may answer with `answer`, or kill the sender after taking its message."""

    def __init__(self) -> None:
        self.got: list[bytes] = []
        self.answer = "250 OK"
        self.victim: subprocess.Popen | None = None
        self.ready = Event()

    async def handle_DATA(self, server: object, session: object, envelope) -> str:
        self.got.append(bytes(envelope.content))
        if self.victim is not None:
            self.ready.wait(30)
            self.victim.kill()
            self.victim.wait(30)
            self.victim = None
        return self.answer

    async def handle_RCPT(self, server: object, session: object, envelope, address: str, options: list) -> str:
        if address.startswith("khong-co"):
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"


@contextmanager
def mail_server(settings, monkeypatch) -> Iterator[Post]:
    """The site sends to it, and so do the processes it starts."""
    box, port = Post(), free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    monkeypatch.setenv("DONGTHUAN_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("DONGTHUAN_SMTP_PORT", str(port))
    yield box
    controller.stop()
