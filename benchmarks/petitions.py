"""Desk, list, search and the duplicate check at a million petitions, and the recomputation of every open clock.

Each against what is written by hand for the same answer in the same run: SQL for the pages; for the recomputation numpy's
`busday_offset` for the days, and SQL that writes the same rows.
"""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.test import Client

from dongthuan.foundation.calendar.models import SpecialDay, WorkingYear
from dongthuan.foundation.calendar.queries import working_calendar
from dongthuan.foundation.things.kit import at_day
from dongthuan.listen.petitions import actions
from dongthuan.listen.petitions.models import ClockChange

from .cases import DAY, Bench, fill, tidy

RUNS = 100
HOLIDAY = date(2026, 10, 20)  # a Tuesday that a notice makes a day off
DO, LEFT = "status IN ('received', 'registered', 'classified')", "organisation_id = %(org)s"
SEARCH = f"""SELECT id, code, title, received_on, due, status FROM petitions_petition WHERE {LEFT} AND NOT sealed
  AND petitions_body_words(folded, organisation_id) @@ %(query)s::tsquery ORDER BY received_on DESC, id DESC LIMIT 50"""
COUNT = f"""SELECT count(*) FROM petitions_petition WHERE {LEFT} AND NOT sealed
  AND petitions_body_words(folded, organisation_id) @@ %(query)s::tsquery"""
KINDS = f"SELECT kind, count(*) FROM petitions_petition WHERE {LEFT} GROUP BY 1"
PAGES: dict[str, tuple[str, dict[str, str] | None, list[str], str]] = {  # address, what is posted, the floor, its query
    "my desk": ("/desk/", None, [
        f"SELECT count(*), count(*) FILTER (WHERE due < %(day)s), "
        f"count(*) FILTER (WHERE due < %(day)s::date + 7) FROM petitions_petition WHERE {LEFT} AND {DO}",
        f"SELECT id, code, title, due, status FROM petitions_petition WHERE {LEFT} AND {DO} ORDER BY due, id LIMIT 100",
    ], ""),
    "list": ("/petitions/", None, [KINDS, f"SELECT count(*) FROM petitions_petition WHERE {LEFT}",
        f"SELECT id, code, title, received_on, due, status FROM petitions_petition WHERE {LEFT} "
        "ORDER BY received_on DESC, id DESC LIMIT 50"], ""),
    "overdue": ("/petitions/?show=late", None, [
        f"SELECT id, code, title, due FROM petitions_petition WHERE {LEFT} AND status <> 'archived' AND due < %(day)s "
        "ORDER BY received_on DESC, id DESC LIMIT 50",
    ], ""),
    "red list": ("/petitions/?show=red", None, [
        f"SELECT count(*) FROM petitions_petition WHERE {LEFT} AND alarm_on <= %(day)s",
        f"SELECT id, code, title, received_on, due, status FROM petitions_petition WHERE {LEFT} AND alarm_on <= %(day)s "
        "ORDER BY received_on DESC, id DESC LIMIT 50",
    ], ""),
    "search: two words": ("/petitions/?q=bồi+thường", None, [COUNT, SEARCH], "'{org}:boi' & '{org}:thuong':*"),
    "search: no marks": ("/petitions/?q=tranh+chap+ranh+gioi+thua", None, [COUNT, SEARCH],
        "'{org}:tranh' & '{org}:chap' & '{org}:ranh' & '{org}:gioi' & '{org}:thua':*"),
    "search: a name": ("/petitions/?q=Đặng+Thu+Liễu", None, [COUNT, SEARCH], "'{org}:dang' & '{org}:thu' & '{org}:lieu':*"),
    "search: a decision": ("/petitions/?q=1187/QĐ-UBND", None, [COUNT, SEARCH], "'{org}:1187/qd-ubnd':*"),
    "search: commonest word": ("/petitions/?q=đất", None, [COUNT, SEARCH], "'{org}:dat'"),
    "duplicate check": ("/petitions/likely/", {
        "full_name": "Đặng Thu Liễu", "phone": "0912 345 678", "against": "Quyết định số 1187/QĐ-UBND",
        "content": "bồi thường giải phóng mặt bằng"},
        [f"""SELECT p.id FROM petitions_petitioner x JOIN petitions_petition p ON p.id = x.petition_id
             WHERE (x.key = 'dang thu lieu' OR x.phone_key = '0912345678') AND {LEFT} LIMIT 50""", SEARCH], "'{org}:1187/qd-ubnd'"),
}  # fmt: skip


@dataclass
class Line:
    name: str
    median: float
    p95: float
    floor: float
    floor_p95: float
    queries: int
    cpu: float  # of the application's process; what it waits for the database is not in it


def spread(fn: Callable[[], object]) -> tuple[float, float]:
    """Median and 95th percentile, in seconds."""
    fn()
    seconds = []
    for _run in range(RUNS):
        begin = time.perf_counter()
        fn()
        seconds.append(time.perf_counter() - begin)
    return statistics.median(seconds), statistics.quantiles(seconds, n=20)[-1]


def floor(sqls: Sequence[str], values: dict[str, object]) -> Callable[[], None]:
    def run() -> None:
        with connection.cursor() as cursor:
            for sql in sqls:
                cursor.execute(sql, values)
                cursor.fetchall()

    return run


def cpu_of(fn: Callable[[], object]) -> float:
    """Median CPU seconds of this process: on a busy machine the steadier number."""
    spent = []
    for _run in range(RUNS):
        begin = time.process_time()
        fn()
        spent.append(time.process_time() - begin)
    return statistics.median(spent)


def opened(client: Client, address: str, posted: dict[str, str] | None) -> Callable[[], None]:
    def run() -> None:
        response = client.get(address) if posted is None else client.post(address, posted)
        if response.status_code != 200:
            raise RuntimeError(f"{address} answered {response.status_code}")

    return run


def pages(bench: Bench) -> list[Line]:
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(bench.user("reception_officer"))
    found = []
    for name, (address, posted, sqls, query) in PAGES.items():
        org = bench.world.communes[0].pk
        run = opened(client, address, posted)
        values = {"org": org, "day": DAY, "query": query.format(org=org)}
        page, hand = spread(run), spread(floor(sqls, values))
        with CaptureQueriesContext(connection) as asked:
            run()
        found.append(Line(name, *page, *hand, len(asked), cpu_of(run)))
    return found


# --- the recomputation --------------------------------------------------------------------------------------------
READ = """SELECT id, rule, trigger, due, (facts ->> 'counted')::int, facts ->> 'unit', facts ->> 'kind'
  FROM petitions_clock WHERE ended_on IS NULL ORDER BY id"""
BY_HAND = [
    """INSERT INTO petitions_clockchange (clock_id, old, new, reason, held, at)
       SELECT c.id, c.facts, c.facts || jsonb_build_object('due', n.due, 'nominal', n.due), 'by hand', false, now()
       FROM unnest(%(ids)s::bigint[], %(due)s::date[]) n(id, due) JOIN petitions_clock c USING (id)""",
    """UPDATE petitions_clock c SET due = n.due, nominal = n.due, facts = c.facts || jsonb_build_object('due', n.due, 'nominal', n.due)
       FROM unnest(%(ids)s::bigint[], %(due)s::date[]) n(id, due) WHERE c.id = n.id""",
    """UPDATE petitions_petition p SET due = d.due FROM (SELECT petition_id, min(due) AS due FROM petitions_clock
       WHERE ended_on IS NULL AND purpose <> 'alarm'
       AND petition_id IN (SELECT petition_id FROM petitions_clock WHERE id = ANY(%(ids)s)) GROUP BY 1) d WHERE d.petition_id = p.id""",
]  # fmt: skip


def by_hand() -> tuple[dict[int, date], float]:
    """numpy's busday_offset over all open clocks, and three statements that write what moved; rolled back. (clock → day, seconds)"""
    import numpy as np

    calendar = working_calendar()
    begin = time.perf_counter()
    span = [date.fromordinal(n) for n in range(calendar.known_from.toordinal(), calendar.known_to.toordinal() + 1)]
    busday = np.busdaycalendar("1111111", [d for d in span if not calendar.is_working(d)])  # worked Saturdays count
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(READ)
            rows = cursor.fetchall()
            ids = np.array([r[0] for r in rows])
            trigger, due = (np.array([r[i] for r in rows], dtype="datetime64[D]") for i in (2, 3))
            counted = np.array([r[4] for r in rows])
            working = np.array([r[5] == "wd" for r in rows])
            acts = np.array([r[6] == "act" for r in rows])
            by_days = np.busday_offset(trigger + counted, 0, roll="forward", busdaycal=busday)
            by_work = np.busday_offset(trigger, counted, roll="backward", busdaycal=busday)
            new = np.where(working, by_work, by_days)
            both = np.array([r[1] == "KN-03" for r in rows])  # C1: seven working days, or ten days if those end earlier
            seven = np.busday_offset(trigger[both], 7, roll="backward", busdaycal=busday)
            ten = np.busday_offset(trigger[both] + 10, 0, roll="forward", busdaycal=busday)
            new[both] = np.minimum(seven, ten)
            moved = acts & (new != due)
            values = {"ids": ids[moved].tolist(), "due": new[moved].tolist()}
            for sql in BY_HAND:
                cursor.execute(sql, values)
        seconds = time.perf_counter() - begin
        transaction.set_rollback(True)
    return dict(zip(values["ids"], values["due"], strict=True)), seconds


def recomputation() -> dict[str, object]:
    """A notice makes a working day a day off: by hand, then by the product, in the same state; both move the same clocks."""
    year = WorkingYear.objects.get(year=HOLIDAY.year)
    SpecialDay.objects.create(year=year, day=HOLIDAY, kind="off", name="Nghỉ theo thông báo", notice="thông báo thử")
    tidy()
    hand_moved, hand = by_hand()
    tidy()
    begin = time.perf_counter()
    moved = actions.reckon_again(reason="thông báo thử", by=None)
    ours = time.perf_counter() - begin
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_id, (new ->> 'due')::date FROM petitions_clockchange")
        if (told := dict(cursor.fetchall())) != hand_moved or moved != len(told):
            apart = sorted({pk for pk in told.keys() | hand_moved if told.get(pk) != hand_moved.get(pk)})
            raise RuntimeError(f"{len(told)} clocks moved, {len(hand_moved)} by hand; apart: {apart[:5]}")
    begin = time.perf_counter()
    again = actions.reckon_again(reason="lần nữa", by=None)
    return {
        "moved": moved, "moved by hand": len(hand_moved), "seconds": round(ours, 2), "by hand, s": round(hand, 2),
        "ratio": round(ours / hand, 1), "again (nothing to move), s": round(time.perf_counter() - begin, 2), "moved again": again,
        "late and held": ClockChange.objects.filter(held=True).count(),
    }  # fmt: skip


def run(scale: float) -> tuple[list[Line], dict[str, object], dict[str, object]]:
    with at_day(DAY):
        begin = time.perf_counter()
        bench = fill(scale)
        facts = {"petitions": bench.petitions, "open": bench.open, "clocks that run": bench.clocks,
                 "filled in, s": round(time.perf_counter() - begin)}  # fmt: skip
        found = pages(bench)
        return found, facts, recomputation()


def table(lines: list[Line], facts: dict[str, object], reckoned: dict[str, object]) -> str:
    head = "| page | median | p95 | of it CPU | SQL floor | floor p95 | ratio of medians | queries |\n|---|---|---|---|---|---|---|---|"
    rows = [
        f"| {x.name} | {x.median * 1000:.0f} ms | {x.p95 * 1000:.0f} ms | {x.cpu * 1000:.0f} ms "
        f"| {x.floor * 1000:.0f} ms | {x.floor_p95 * 1000:.0f} ms "
        f"| {x.median / max(x.floor, 1e-9):.1f} | {x.queries} |"
        for x in lines
    ]
    said = ", ".join(f"{k}: {v}" for k, v in facts.items())
    return "\n".join(
        [
            said,
            "",
            head,
            *rows,
            "",
            "Recomputation of every open clock: " + ", ".join(f"{k}: {v}" for k, v in reckoned.items()),
        ]
    )
