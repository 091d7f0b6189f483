"""Pages at volume, against the same page without work and against a hand-written SQL floor, in one run."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.test import Client

from dongthuan.deliver.reports import actions as reports
from dongthuan.deliver.reports import rows
from dongthuan.foundation.things.kit import at_day

from .measure import Timed, memory_mb, timed
from .world import DAY, Bench, fill, small

MINE = "seen_by @> ARRAY[%(org)s]::bigint[]"
OVERDUE = "status IN ('not_started', 'in_progress') AND due < %(day)s"
# page -> (who opens it, address, the SQL that alone would give its numbers and rows)
PAGES: dict[str, tuple[str, str, list[str]]] = {
    "my desk": ("focal_officer", "/desk/", [
        "SELECT count(*), count(*) FILTER (WHERE due < %(day)s) FROM tasks_task WHERE issuer_id = %(org)s AND status = 'reported'",
        "SELECT id, title, due FROM tasks_task WHERE issuer_id = %(org)s AND status = 'reported' ORDER BY due LIMIT 100",
    ]),
    "overview": ("leader", "/overview/", [
        f"""SELECT organisation_id, count(*) FILTER (WHERE timing = 'on_time'), count(*) FILTER (WHERE timing = 'late'),
            count(*) FILTER (WHERE {OVERDUE}), count(*) FROM tasks_task WHERE {MINE} GROUP BY 1""",
        f"SELECT id, title, due FROM tasks_task WHERE {MINE} AND {OVERDUE} ORDER BY due LIMIT 10",
    ]),
    "task list": ("focal_officer", "/tasks/", [
        f"SELECT count(*) FROM tasks_task WHERE {MINE}",
        f"SELECT count(*) FILTER (WHERE {OVERDUE}), count(*) FILTER (WHERE status <> 'done') FROM tasks_task WHERE {MINE}",
        f"SELECT id, title, due, status FROM tasks_task WHERE {MINE} ORDER BY due, id LIMIT 50",
    ]),
    "programme, public": ("anonymous", "/programmes/{programme}/", [
        f"""SELECT because_id, count(*) FILTER (WHERE timing = 'on_time'), count(*) FILTER (WHERE timing = 'late'),
            count(*) FILTER (WHERE {OVERDUE}), count(*) FROM tasks_task GROUP BY 1""",
    ]),
    "term report": ("focal_officer", "/reports/{report}/", [
        "SELECT clause_id, bucket, count(*), sum(obstacles) FROM reports_reportrow WHERE report_id = %(report)s GROUP BY 1, 2",
        "SELECT organisation_id, bucket, count(*), sum(obstacles) FROM reports_reportrow WHERE report_id = %(report)s GROUP BY 1, 2",
        "SELECT area_id, bucket, count(*), sum(obstacles) FROM reports_reportrow WHERE report_id = %(report)s GROUP BY 1, 2",
    ]),
    "rows of a figure": ("focal_officer", "/reports/{report}/rows/?measure=giao", [
        "SELECT count(*) FROM reports_reportrow WHERE report_id = %(report)s",
        "SELECT task_id, bucket FROM reports_reportrow WHERE report_id = %(report)s ORDER BY id LIMIT 50",
    ]),
}  # fmt: skip


@dataclass
class Line:
    name: str
    empty: Timed
    full: Timed
    floor: Timed


def floor(sqls: list[str], values: dict[str, object]) -> Callable[[], None]:
    def run() -> None:
        with connection.cursor() as cursor:
            for sql in sqls:
                cursor.execute(sql, values)
                cursor.fetchall()

    return run


def opener(bench: Bench, who: str, address: str) -> Callable[[], None]:
    client = Client()
    if who != "anonymous":
        client.force_login(bench.user(who))

    def run() -> None:
        response = client.get(address)
        if response.status_code != 200:
            raise RuntimeError(f"{address} answered {response.status_code}")

    return run


def run(scale: float) -> tuple[list[Line], dict[str, object]]:
    with at_day(DAY):
        bench = small()
        by = bench.user("focal_officer")
        report = reports.open(bench.programme, kind="end_term", year=2025, issuer=bench.world.bdv, by=by)
        names = {"programme": bench.programme.pk, "report": report.pk}
        values = {"org": bench.world.bdv.pk, "day": date(2022, 8, 15), "report": report.pk}
        empty = {n: timed(opener(bench, who, url.format(**names))) for n, (who, url, _sql) in PAGES.items()}
        organisations, tasks = fill(bench, scale)
        computed = timed(lambda: reports.compute(report, by=by), runs=1)
        verified = timed(lambda: rows.differences(report), runs=1)
        lines = [
            Line(n, empty[n], timed(opener(bench, who, url.format(**names))), timed(floor(sqls, values)))
            for n, (who, url, sqls) in PAGES.items()
        ]
    facts = {
        "organisations": organisations, "tasks": tasks, "report computed, s": round(computed.median, 2),
        "report verified, s": round(verified.median, 2), "memory, MB": round(memory_mb()),
    }  # fmt: skip
    return lines, facts
