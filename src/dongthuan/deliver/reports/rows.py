"""The one query behind every computed figure: which tasks a report is about, and how each stands on its day."""

from datetime import datetime
from typing import Any

from django.db import connection

from dongthuan.deliver.programmes import queries as programmes
from dongthuan.deliver.programmes.models import PlanRow
from dongthuan.foundation.texts.models import Clause

from .models import Report

# One line per task: thing, clause, organisation, area, bucket, obstacles, evidence. The clause of a task is the content
# clause that its plan row (or itself) serves; m maps "because" to it. Two clocks: `day` is the day the figures speak of,
# `moment` when they were computed. What was decided after the day, or written down after the moment, is not known yet:
# t.due is the due date that held on the day (tasks/rules.py, due_on), t.ended the end as far as it was known.
LIVE = """
SELECT t.thing_id AS task_id, t.clause_id, t.organisation_id, t.area_id,
  CASE
    WHEN t.ended <= %(day)s THEN coalesce(nullif(t.timing, ''), 'stopped')
    WHEN t.due < %(day)s AND NOT EXISTS (
      SELECT FROM tasks_progress p WHERE p.task_id = t.id AND p.percent = 100 AND p.sent_on <= t.due
        AND p.sent_at <= t.known AND (p.status = 'sent' OR p.answered_at > t.known)) THEN 'overdue'
    ELSE 'in_hand'
  END AS bucket,
  (SELECT count(*) FROM tasks_obstacle b
    WHERE b.task_id = t.id AND b.raised_on BETWEEN %(since)s AND %(day)s AND b.at <= t.known)::int AS obstacles,
  (SELECT count(*) FROM tasks_evidence e JOIN tasks_progress p ON p.id = e.progress_id
    WHERE p.task_id = t.id AND p.status = 'accepted' AND p.sent_on BETWEEN %(since)s AND %(day)s
      AND p.answered_at <= t.known)::int AS evidence
FROM (
  SELECT w.id, w.thing_id, w.organisation_id, w.timing, m.clause_id, o.area_id, k.known,
    CASE WHEN w.closed_at <= k.known THEN w.ended_on END AS ended,
    coalesce((SELECT c.new FROM tasks_duechange c WHERE c.task_id = w.id AND c.known_on <= %(day)s AND c.at <= k.known
      ORDER BY c.id DESC LIMIT 1), w.first_due) AS due
  FROM tasks_task w
  JOIN unnest(%(things)s::bigint[], %(clauses)s::bigint[]) AS m(thing_id, clause_id) ON m.thing_id = w.because_id
  JOIN orgs_organisation o ON o.id = w.organisation_id
  CROSS JOIN (SELECT coalesce(%(moment)s::timestamptz, 'infinity') AS known) k
  WHERE w.starts <= %(day)s AND w.created_at <= k.known
) t
WHERE t.ended IS NULL OR t.ended >= %(since)s
"""
FIELDS = "task_id, clause_id, organisation_id, area_id, bucket, obstacles, evidence"


def content_of(report: Report) -> dict[int, int]:
    """Clause id -> id of the content clause it belongs to, for every clause of the wording the report speaks of."""
    readings = programmes.readings(report.version)
    heads = {r.clause_id for r in programmes.content_of(readings)}
    found = {}
    for reading in readings:
        above = [c for c in reading.trail if c in heads]
        if above:
            found[reading.clause_id] = above[-1]
    return found


def reasons(report: Report) -> tuple[list[int], list[int | None]]:
    """Two columns: the things because of which the programme's tasks exist, and the content clause of each.

    Clauses of every wording count, so that work begun under an earlier one stays in the report.
    """
    content = content_of(report)
    pairs: dict[int, int | None] = {report.programme.thing_id: None}
    for thing, clause in PlanRow.objects.filter(plan__programme=report.programme).values_list("thing_id", "clause_id"):
        pairs[thing] = content.get(clause)
    for thing, clause in Clause.objects.filter(text=report.programme.text_id).values_list("thing_id", "pk"):
        pairs[thing] = content.get(clause)
    pairs.update(dict.fromkeys(report.programme.plans.values_list("thing_id", flat=True), None))
    return list(pairs), list(pairs.values())


def params(report: Report, moment: datetime | None) -> dict[str, Any]:
    """`moment`: as far as things were known then; None: as they are known now."""
    things, clauses = reasons(report)
    return {
        "day": report.as_of, "since": report.since, "things": things, "clauses": clauses, "report": report.pk,
        "moment": moment,
    }  # fmt: skip


def store(report: Report) -> int:
    """Put the live rows in place of the report's rows; how many."""
    with connection.cursor() as cursor:
        report.rows.all().delete()
        cursor.execute(
            f"INSERT INTO reports_reportrow (report_id, {FIELDS}) SELECT %(report)s, * FROM ({LIVE}) l",
            params(report, report.moment),
        )
        return cursor.rowcount


def by_reason(report: Report) -> list[tuple[int, str, int, int, int]]:
    """Thing because of which the tasks exist, bucket, tasks, obstacles, evidence: one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT t.because_id, r.bucket, count(*), sum(r.obstacles), sum(r.evidence)
            FROM reports_reportrow r JOIN tasks_task t ON t.thing_id = r.task_id WHERE r.report_id = %s GROUP BY 1, 2""",
            [report.pk],
        )
        return cursor.fetchall()


def hash_of(report: Report) -> str:
    """SHA-256 over the report's stored rows in the order of their tasks."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT encode(sha256(convert_to(coalesce(string_agg(r::text, E'\\n' ORDER BY r.task_id), ''), 'UTF8')), 'hex')
            FROM (SELECT {FIELDS} FROM reports_reportrow WHERE report_id = %s) r""",
            [report.pk],
        )
        return cursor.fetchone()[0]


def differences(report: Report, moment: datetime | None = None) -> list[dict[str, Any]]:
    """Where the same query says otherwise than the stored rows: task, how it stood, how it stands (None: no such row).

    Without `moment`, what changed since. With the report's own moment, what nothing written down since explains; who has
    a task and for which clause is not kept by day, so only its standing, obstacles and evidence are held to it then.
    """
    own = (
        "bucket, obstacles, evidence" if moment else "bucket, organisation_id, area_id, clause_id, obstacles, evidence"
    )
    left, right = (", ".join(f"{side}.{name}" for name in own.split(", ")) for side in "fl")
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT coalesce(f.task_id, l.task_id), f.bucket, l.bucket,
                f.organisation_id, l.organisation_id, f.obstacles, l.obstacles, f.evidence, l.evidence
            FROM (SELECT {FIELDS} FROM reports_reportrow WHERE report_id = %(report)s) f
            FULL JOIN ({LIVE}) l ON l.task_id = f.task_id
            WHERE ({left}) IS DISTINCT FROM ({right})
            ORDER BY 1""",
            params(report, moment),
        )
        keys = ("task", "was", "now", "organisation_was", "organisation_now", "obstacles_was", "obstacles_now",
                "evidence_was", "evidence_now")  # fmt: skip
        return [dict(zip(keys, row, strict=True)) for row in cursor.fetchall()]
