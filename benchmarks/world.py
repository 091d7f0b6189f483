"""The data the pages are measured on: 1,000 organisations × 200 tasks of one programme (× scale), loaded by SQL."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from dongthuan.deliver.programmes.models import Programme
from dongthuan.foundation.things.kit import at_day
from tests.deliver.programmes.make import make_signed, make_signed_plan
from tests.factories import World, make_world

DAY = date(2022, 8, 15)

ORGANISATIONS = """
WITH t AS (INSERT INTO things_thing (kind) SELECT 'organisation' FROM generate_series(1, %(n)s) RETURNING id),
     r AS (SELECT id, row_number() OVER () AS k FROM t)
INSERT INTO orgs_organisation (thing_id, since, basis, code, name, short_name, symbol, kind, level, area_id, parent_id, place_name)
SELECT r.id, '2015-01-01', '', 'bench-' || k, 'Ủy ban nhân dân xã ' || k, 'UBND xã ' || k, 'UBND', 'state', 'commune',
  (SELECT array_agg(id ORDER BY id) FROM orgs_area WHERE level = 'commune')[1 + k %% 4],
  %(parent)s, 'Ninh Bình' FROM r
"""
TASKS = """
WITH o AS (SELECT id, row_number() OVER (ORDER BY id) AS k FROM orgs_organisation WHERE code LIKE 'bench-%%'),
     w AS (SELECT o.id AS org, o.k, g, row_number() OVER (ORDER BY o.k, g) AS n FROM o, generate_series(1, %(each)s) g),
     t AS (INSERT INTO things_thing (kind) SELECT 'task' FROM w RETURNING id),
     r AS (SELECT id, row_number() OVER () AS n FROM t),
     b AS (SELECT thing_id, row_number() OVER (ORDER BY id) - 1 AS k FROM programmes_planrow)
INSERT INTO tasks_task (thing_id, because_id, of_programme, title, target, product, organisation_id, issuer_id, batch, seen_by,
  starts, first_due, due, status, percent, timing, created_at)
SELECT r.id, b.thing_id, true, 'Việc số ' || w.g || ' của đơn vị ' || w.k, 'Đủ chỉ tiêu', 'Báo cáo', w.org, %(issuer)s,
  gen_random_uuid(), ARRAY[w.org, %(issuer)s, %(other)s]::bigint[], '2022-01-15',
  date '2022-03-01' + (w.g * 7 + w.k * 3)::int %% 300, date '2022-03-01' + (w.g * 7 + w.k * 3)::int %% 300,
  'in_progress', 40, '', now()
FROM w JOIN r USING (n) JOIN b ON b.k = w.g %% (SELECT count(*) FROM programmes_planrow)
"""
REPORTS = """
INSERT INTO tasks_progress (task_id, sent_at, sent_on, text, percent, status, by_id, reason, answered_by_id, answered_at)
SELECT id, now(), least(first_due + (id %% 10)::int - 7, date '2022-08-14'), 'Đã làm xong', 100,
  CASE WHEN id %% 9 = 0 THEN 'sent' ELSE 'accepted' END, %(by)s, '', CASE WHEN id %% 9 <> 0 THEN %(by)s END,
  CASE WHEN id %% 9 <> 0 THEN now() END
FROM tasks_task WHERE title LIKE 'Việc số %%' AND first_due < '2022-08-01' AND id %% 12 <> 0
"""
DONE = [
    "UPDATE tasks_task t SET status = 'reported', reported_on = p.sent_on FROM tasks_progress p WHERE p.task_id = t.id",
    """UPDATE tasks_task t SET status = 'done', reported_on = NULL, accepted_progress_id = p.id, closed_at = now(), percent = 100,
       ended_on = p.sent_on, timing = CASE WHEN p.sent_on <= t.first_due THEN 'on_time' ELSE 'late' END
       FROM tasks_progress p WHERE p.task_id = t.id AND p.status = 'accepted'""",
    """INSERT INTO tasks_obstacle (task_id, text, proposal, status, answer, raised_on, at, by_id)
       SELECT id, 'Thiếu kinh phí', '', 'open', '', '2022-07-01', now(), %(by)s FROM tasks_task
       WHERE title LIKE 'Việc số %%' AND id %% 50 = 0""",
    "ANALYZE",
]


@dataclass
class Bench:
    world: World
    programme: Programme

    def user(self, name: str):
        user = self.world.users[name]
        user.__dict__.pop("acting", None)
        return user


def small() -> Bench:
    """The parties, a signed programme and a signed plan of eight rows, no work: the "empty" a page is compared with."""
    world = make_world()
    with at_day(date(2022, 12, 31)):
        programme = make_signed(world)
        make_signed_plan(world, programme, rows=8)
    return Bench(world, programme)


def fill(bench: Bench, scale: float) -> tuple[int, int]:
    """Add organisations and their tasks; how many of each."""
    n, each = max(10, round(1000 * scale**0.5)), max(4, round(200 * scale**0.5))
    world = bench.world
    values = {
        "n": n, "each": each, "parent": world.districts[0].pk, "issuer": world.bdv.pk, "other": world.ubnd.pk,
        "by": world.users["commune_officer"].pk,
    }  # fmt: skip
    with connection.cursor() as cursor:
        for sql in (ORGANISATIONS, TASKS, REPORTS, *DONE):
            cursor.execute(sql, values)
        cursor.execute("SELECT count(*) FROM tasks_task")
        return n, cursor.fetchone()[0]
