"""Many people file at once through the running site, each from an address of their own, and the site is killed meanwhile."""

import http.client
import os
import re
import signal
import threading
import time
import urllib.parse
import uuid
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from dongthuan.config.postgres import waiting
from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.record.models import Entry
from dongthuan.listen.petitions import codes
from dongthuan.listen.petitions.models import Petition, Receipt
from tests.site import Site, answers

CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}\b")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
FORM, EACH = "/petitions/send/kien-nghi-phan-anh/", 20  # EACH: how many people file from one address
HEADERS = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Filings:
    """What the people saw: of each form's key the codes that were shown, one for each time it was sent."""

    site: Site
    organisation: Organisation
    shown: dict[uuid.UUID, list[str]] = field(default_factory=lambda: defaultdict(list))
    broken: int = 0  # answers that never came
    seconds: float = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    turn: threading.Condition = field(default_factory=threading.Condition)


def file_many(site: Site, organisation: Organisation, n: int, *, at_once: int = 4, kills: int = 2) -> Filings:
    """`n` forms; every fifth is sent twice at the same moment and once more afterwards. The site dies `kills` times between."""
    run = Filings(site, organisation)
    begin = time.perf_counter()
    groups = [range(first, min(first + EACH, n)) for first in range(0, n, EACH)]
    with ThreadPoolExecutor(at_once) as people:
        jobs = [people.submit(_address, run, group) for group in groups]
        for job in jobs:
            job.add_done_callback(lambda _job: _notify(run))
        for kill in range(1, kills + 1):
            with run.turn:
                run.turn.wait_for(
                    lambda kill=kill: len(run.shown) >= n * kill // (kills + 1) or all(j.done() for j in jobs)
                )
            killed(site)
        for job in jobs:
            job.result()
    run.seconds = time.perf_counter() - begin
    return run


def _notify(run: Filings) -> None:
    with run.turn:
        run.turn.notify()


def killed(site: Site) -> None:
    """No farewell: whatever it was doing is lost. Then it is started again."""
    assert site.process
    os.killpg(site.process.pid, signal.SIGKILL)
    site.process.wait()
    site.process = None
    site.start()


def _address(run: Filings, numbers: range) -> None:
    """All who file from one address, one after the other, with one browser."""
    browser = _Browser(run, f"203.0.{numbers.start // EACH // 256}.{numbers.start // EACH % 256}")
    token = TOKEN.search(browser.ask("GET", FORM)[1])
    assert token
    for n in numbers:
        key = uuid.uuid4()
        form = urllib.parse.urlencode({
            "csrfmiddlewaretoken": token[1], "organisation": run.organisation.pk, "full_name": f"Người gửi {n}", "address": "thôn 3",
            "content": f"Đường thôn {n} hỏng.", "sending": str(key),
        })  # fmt: skip
        if n % 5:
            _send(run, browser, key, form)
            continue
        with ThreadPoolExecutor(2) as fingers:  # pressed twice
            list(fingers.map(lambda b: _send(run, b, key, form), [browser, browser.again()]))  # noqa: B023
        _send(run, browser, key, form)


def _send(run: Filings, browser: "_Browser", key: uuid.UUID, form: str) -> None:
    """Send it until the receipt was seen, as somebody does whose connection breaks."""
    status, _page = browser.ask("POST", FORM, form)
    assert status == 302, status
    _status, page = browser.ask("GET", "/petitions/sent/")
    found = CODE.search(page)
    assert found
    with run.turn:
        run.shown[key].append(found[0])
    _notify(run)


class _Browser:
    """Keeps cookies, speaks from one address behind the site's proxy, and tries again when the site is away."""

    def __init__(self, run: Filings, address: str, cookies: dict[str, str] | None = None) -> None:
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


def faults(run: Filings) -> list[str]:
    """Where a receipt that was shown is no case, or more than one; where a form sent again became another."""
    found = []
    rows = dict(Petition.objects.values_list("sending", "pk"))
    receipts = dict(Receipt.objects.values_list("petition_id", "code_hash"))
    for key, shown in run.shown.items():
        pk = rows.get(codes.hash_sending(key))
        if len(set(shown)) != 1 or pk is None or receipts[pk] != codes.hash_code(shown[0]):
            found.append(f"{key}: {shown}, case {pk}")
    if (made := Petition.objects.count()) != len(run.shown):
        found.append(f"{made} cases of {len(run.shown)} forms")
    if (noted := Entry.objects.filter(verb="petitions.receive").count()) != made:
        found.append(f"{noted} entries of {made} cases")
    return found
