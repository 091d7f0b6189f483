"""Many people speak at once through the running site while an Excel file is read and opinions are grouped; both die."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

import psycopg
from django.db import connection
from django.urls import reverse
from openpyxl import Workbook

from dongthuan.config.postgres import waiting
from dongthuan.config.testing import RUN, OwnDatabase
from dongthuan.foundation.jobs import stalled
from dongthuan.foundation.record.models import Entry
from dongthuan.listen.opinions import actions, codes, summary
from dongthuan.listen.opinions.models import Opinion, Posting
from tests.crowd import Crowd, killed, send_many
from tests.factories import World
from tests.site import Site, run_worker_once, serve

from .making import clause, post

WORKER = [sys.executable, "-m", "django", "procrastinate", "worker"]
VOICES = (
    ("2", "changes", "Đề nghị mở cửa đến 21 giờ để bà con thôn {n} sinh hoạt văn nghệ buổi tối sau giờ làm đồng."),
    ("2", "changes", "Đề nghị mở cửa cả ngày chủ nhật và các ngày nghỉ lễ trong năm cho thanh thiếu nhi."),
    ("3", "disagree", "Không nên để ngân sách xã lo hết, người dân thôn {n} xin đóng góp thêm công lao động."),
    ("1", "agree", ""),
    ("3", "changes", "Kiến nghị riêng số {n}: ghi rõ mức chi hằng năm."),
)
SHEET = 301  # rows: one more than is read while the collector waits


@dataclass
class Speaking:
    """What was sent, and how often each process was killed in the middle of its work."""

    crowd: Crowd
    posting: Posting
    sheet: int
    kills: int = 0  # of the worker, each with a job in its hands


class Worker:
    """The worker in a process of its own, and what it waits for: a lock held by another hand until it is dead."""

    def __init__(self, database: OwnDatabase) -> None:
        self.url, self.process = database.url, None
        self.held: psycopg.Connection | None = None

    def start(self) -> None:
        with (RUN / "worker.log").open("ab") as log:
            self.process: subprocess.Popen | None = subprocess.Popen(
                WORKER, env={**os.environ, "DATABASE_URL": self.url}, stdout=log, stderr=log, start_new_session=True
            )

    def start_before(self, table: str, row: int) -> None:
        """Start it while the row is held: the job that needs it comes so far and no further."""
        self.held = psycopg.connect(self.url)
        self.held.execute(f"SELECT id FROM {table} WHERE id = %s FOR NO KEY UPDATE", [row])
        self.start()

    def kill(self) -> None:
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None
        if self.held:
            self.held.close()
            self.held = None

    def kill_at_work(self, job: str) -> None:
        """Killed with the job in its hands. What it had goes back into the queue, or its twin there does its work."""
        assert any(_doing(job) for _moment in waiting(120)), (RUN / "worker.log").read_text()[-4000:]
        self.kill()
        _rescue()
        assert not _doing(job)


def _rescue() -> None:
    """The jobs of the dead, back in the queue as if a minute had passed."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
    stalled.rescue()


def _doing(job: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM procrastinate_jobs WHERE status = 'doing' AND task_name = %s", [job])
        return cursor.fetchone() is not None


def speak_many(world: World, database: OwnDatabase, n: int, *, kills: int = 2) -> Speaking:
    """`n` opinions by the public form and some by an Excel file; the web process and the worker are killed `kills` times."""
    officer, posting = world.users["commune_officer"], post(world)
    worker = Worker(database)
    with serve(database, DONGTHUAN_PROXIES="1") as site, _ended(worker):
        run = Speaking(_crowd(site, posting), posting, SHEET)
        intake = actions.bring_sheet(posting, upload=_sheet(SHEET), by=officer)
        worker.start_before("opinions_intake", intake.pk)
        assert any(_doing("opinions.read_sheet") for _moment in waiting(120))

        def disturb(time: int) -> None:
            killed(site)  # first, while people still have something to send
            # The first time the worker reads the sheet, later it groups.
            worker.kill_at_work("opinions.read_sheet" if time == 1 else "opinions.regroup")
            run.kills += 1
            if time < kills:
                actions.ask_to_group(posting, by=officer)
                worker.start_before("opinions_posting", posting.pk)

        send_many(run.crowd, n, disturb=disturb, times=kills)
    _rescue()
    actions.ask_to_group(posting, by=officer)
    run_worker_once()
    return run


@contextmanager
def _ended(worker: Worker) -> Iterator[None]:
    try:
        yield
    finally:
        worker.kill()


def _crowd(site: Site, posting: Posting) -> Crowd:
    places = {number: clause(posting, number).pk for number in "123"}

    def form(n: int) -> tuple[str, dict[str, object]]:
        number, stance, words = VOICES[n % len(VOICES)]
        facts = {"stance": stance, "words": words.format(n=n), "contact": f"nguoi{n}@example.org" if n % 3 else ""}
        return reverse("opinions:say", args=[posting.pk, places[number]]), facts

    return Crowd(site, form, reverse("opinions:sent"))


def _sheet(rows: int) -> BytesIO:
    book = Workbook()
    book.active.append(["Điều, khoản", "Ý kiến chung", "Nội dung góp ý"])
    for n in range(rows):
        book.active.append(["Điều 2", "Nhất trí, đề nghị sửa", f"Ý kiến thứ {n} của hội nghị: mở cửa sớm hơn."])
    out = BytesIO()
    book.save(out)
    out.seek(0)
    out.name = "hoi-nghi.xlsx"
    return out


def faults(run: Speaking) -> list[str]:
    """Where a receipt that was shown is no opinion, or more than one; where an opinion is not counted exactly once."""
    found, shown = [], run.crowd.shown
    rows = dict(Opinion.objects.exclude(sending=None).values_list("sending", "code_hash"))
    for key, codes_ in shown.items():
        if len(set(codes_)) != 1 or rows.get(codes.hash_sending(key)) != codes.hash_code(codes_[0]):
            found.append(f"{key}: {codes_}")
    table, counted = summary.synthesis(run.posting), summary.counts(run.posting)
    waiting_ = run.posting.opinions.filter(group=None).count()
    noted = Entry.objects.filter(verb="opinions.give").count()
    read = sum(e.data["rows"] for e in Entry.objects.filter(verb="opinions.read_rows"))
    whole = len(shown) + run.sheet
    sums = {
        "opinions by the form": (len(rows), len(shown)), "record entries": (noted, len(shown)),
        "rows of the sheet": (run.posting.opinions.filter(channel="sheet").count(), run.sheet),
        "rows in the record": (read, run.sheet), "received": (table.received, whole), "counted": (counted.opinions, whole),
        "in groups": (sum(row.count for row in table.rows), whole), "without a group": (waiting_, 0),
        "by channel": (sum(n for _c, n, _p in counted.channels), whole),
    }  # fmt: skip
    return found + [f"{name}: {is_}, not {should}" for name, (is_, should) in sums.items() if is_ != should]
