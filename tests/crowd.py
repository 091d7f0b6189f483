"""Many people send a public form at once through the running site, each from an address of their own, while things die."""

import http.client
import os
import re
import signal
import threading
import time
import urllib.parse
import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from dongthuan.config.postgres import waiting
from tests.site import Site, answers

CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}\b")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
EACH = 20  # how many people send from one address
HEADERS = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Crowd:
    """What the people saw: of each form's key the codes that were shown, one for each time it was sent.

    `form(n)`: the address and the answers of the n-th person's form; `receipt`: the page that shows the code.
    """

    site: Site
    form: Callable[[int], tuple[str, Mapping[str, object]]]
    receipt: str
    shown: dict[uuid.UUID, list[str]] = field(default_factory=lambda: defaultdict(list))
    broken: int = 0  # answers that never came
    seconds: float = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    turn: threading.Condition = field(default_factory=threading.Condition)


def send_many(run: Crowd, n: int, *, disturb: Callable[[int], None], times: int = 2, at_once: int = 4) -> Crowd:
    """`n` forms; every fifth is sent twice at the same moment and once more afterwards. `disturb` comes `times` between."""
    begin = time.perf_counter()
    groups = [range(first, min(first + EACH, n)) for first in range(0, n, EACH)]
    with ThreadPoolExecutor(at_once) as people:
        jobs = [people.submit(_address, run, group) for group in groups]
        for job in jobs:
            job.add_done_callback(lambda _job: _notify(run))
        for time_ in range(1, times + 1):
            with run.turn:
                run.turn.wait_for(lambda k=time_: len(run.shown) >= n * k // (times + 1) or all(j.done() for j in jobs))
            disturb(time_)
        for job in jobs:
            job.result()
    run.seconds = time.perf_counter() - begin
    return run


def _notify(run: Crowd) -> None:
    with run.turn:
        run.turn.notify()


def killed(site: Site) -> None:
    """No farewell: whatever it was doing is lost. Then it is started again."""
    assert site.process
    os.killpg(site.process.pid, signal.SIGKILL)
    site.process.wait()
    site.process = None
    site.start()


def _address(run: Crowd, numbers: range) -> None:
    """All who send from one address, one after the other, with one browser."""
    browser = _Browser(run, f"203.0.{numbers.start // EACH // 256}.{numbers.start // EACH % 256}")
    token = TOKEN.search(browser.ask("GET", run.form(numbers.start)[0])[1])
    assert token
    for n in numbers:
        key = uuid.uuid4()
        path, facts = run.form(n)
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1], **facts, "sending": str(key)})
        if n % 5:
            _send(run, browser, key, path, body)
            continue
        with ThreadPoolExecutor(2) as fingers:  # pressed twice
            both = [browser, browser.again()]
            list(fingers.map(lambda b: _send(run, b, key, path, body), both))  # noqa: B023
        _send(run, browser, key, path, body)


def _send(run: Crowd, browser: "_Browser", key: uuid.UUID, path: str, body: str) -> None:
    """Send it until the receipt was seen, as somebody does whose connection breaks."""
    status, _page = browser.ask("POST", path, body)
    assert status == 302, status
    _status, page = browser.ask("GET", run.receipt)
    found = CODE.search(page)
    assert found
    with run.turn:
        run.shown[key].append(found[0])
    _notify(run)


class _Browser:
    """Keeps cookies, speaks from one address behind the site's proxy, and tries again when the site is away."""

    def __init__(self, run: Crowd, address: str, cookies: dict[str, str] | None = None) -> None:
        self.run, self.address, self.cookies = run, address, dict(cookies or {})
        self.where = urllib.parse.urlsplit(run.site.url).netloc
        self.line = http.client.HTTPConnection(self.where, timeout=60)

    def again(self) -> "_Browser":
        return _Browser(self.run, self.address, self.cookies)

    def ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        headers = {"X-Forwarded-For": self.address, "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        for _try in waiting(120):
            try:
                self.line.request(method, path, body, {**headers, **(HEADERS if body else {})})
                answer = self.line.getresponse()
                page = answer.read().decode()
            except (OSError, http.client.HTTPException):
                self.line.close()
                with self.run.lock:
                    self.run.broken += 1
                for _up in waiting(60):
                    if answers(self.run.site.url + "/healthz"):
                        break
                continue
            for cookie in answer.headers.get_all("Set-Cookie") or []:
                name, _is, value = cookie.partition(";")[0].partition("=")
                self.cookies[name] = value
            return answer.status, page
        raise AssertionError(f"{path} did not answer")
