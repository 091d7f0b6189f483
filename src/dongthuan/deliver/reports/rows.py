"""The one query behind every computed figure: which tasks a report is about, and how each stands on its day."""

from typing import Any

from django.db import connection

from dongthuan.deliver.programmes import queries as programmes
from dongthuan.deliver.programmes.models import PlanRow

from .models import Report

# One line per task: thing, clause, organisation, area, bucket, obstacles, evidence. The clause of a task is the content
# clause that its plan row (or itself) serves; m maps "because" to it.
LIVE = """
SELECT t.thing_id AS task_id, m.clause_id, t.organisation_id, o.area_id,
  CASE
    WHEN t.status = 'done' AND t.ended_on <= %(day)s THEN t.timing
    WHEN t.status = 'stopped' AND t.ended_on <= %(day)s THEN 'stopped'
    WHEN t.due < %(day)s AND NOT (t.status = 'reported' AND t.reported_on <= t.due) THEN 'overdue'
    ELSE 'in_hand'
  END AS bucket,
  (SELECT count(*) FROM tasks_obstacle b WHERE b.task_id = t.id AND b.raised_on BETWEEN %(since)s AND %(day)s)::int AS obstacles,
  (SELECT count(*) FROM tasks_evidence e JOIN tasks_progress p ON p.id = e.progress_id
    WHERE p.task_id = t.id AND p.status = 'accepted' AND p.sent_on BETWEEN %(since)s AND %(day)s)::int AS evidence
FROM tasks_task t
JOIN unnest(%(things)s::bigint[], %(clauses)s::bigint[]) AS m(thing_id, clause_id) ON m.thing_id = t.because_id
JOIN orgs_organisation o ON o.id = t.organisation_id
WHERE t.starts <= %(day)s AND (t.ended_on IS NULL OR t.ended_on >= %(since)s)
"""
FIELDS = "task_id, clause_id, organisation_id, area_id, bucket, obstacles, evidence"


def content_of(report: Report) -> dict[int, int]:
    """Clause id -> id of the content clause it belongs to, for every clause of the version in force."""
    version = report.programme.in_force_version
    heads = {r.clause_id for r in programmes.content_clauses(version)}
    found = {}
    for reading in programmes.readings(version):
        above = [c for c in reading.trail if c in heads]
        if above:
            found[reading.clause_id] = above[-1]
    return found


def reasons(report: Report) -> tuple[list[int], list[int | None]]:
    """Two columns: the things because of which the programme's tasks exist, and the content clause of each."""
    content = content_of(report)
    pairs: dict[int, int | None] = {report.programme.thing_id: None}
    for thing, clause in PlanRow.objects.filter(plan__programme=report.programme).values_list("thing_id", "clause_id"):
        pairs[thing] = content.get(clause)
    for reading in programmes.readings(report.programme.in_force_version):
        pairs[reading.row.clause.thing_id] = content.get(reading.clause_id)
    pairs.update(dict.fromkeys(report.programme.plans.values_list("thing_id", flat=True), None))
    return list(pairs), list(pairs.values())


def params(report: Report) -> dict[str, Any]:
    things, clauses = reasons(report)
    return {"day": report.as_of, "since": report.since, "things": things, "clauses": clauses, "report": report.pk}


def store(report: Report) -> int:
    """Put the live rows in place of the report's rows; how many."""
    with connection.cursor() as cursor:
        report.rows.all().delete()
        cursor.execute(
            f"INSERT INTO reports_reportrow (report_id, {FIELDS}) SELECT %(report)s, * FROM ({LIVE}) l", params(report)
        )
        return cursor.rowcount


def hash_of(report: Report) -> str:
    """SHA-256 over the report's stored rows in the order of their tasks."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT encode(sha256(convert_to(coalesce(string_agg(r::text, E'\\n' ORDER BY r.task_id), ''), 'UTF8')), 'hex')
            FROM (SELECT {FIELDS} FROM reports_reportrow WHERE report_id = %s) r""",
            [report.pk],
        )
        return cursor.fetchone()[0]


def differences(report: Report) -> list[dict[str, Any]]:
    """What the same query says otherwise now: task, how it stood, how it stands (None: not among the rows)."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT coalesce(f.task_id, l.task_id), f.bucket, l.bucket,
                (f.organisation_id IS DISTINCT FROM l.organisation_id) AND f.task_id IS NOT NULL AND l.task_id IS NOT NULL,
                f.obstacles, l.obstacles, f.evidence, l.evidence
            FROM (SELECT {FIELDS} FROM reports_reportrow WHERE report_id = %(report)s) f
            FULL JOIN ({LIVE}) l ON l.task_id = f.task_id
            WHERE (f.bucket, f.organisation_id, f.clause_id, f.obstacles, f.evidence)
              IS DISTINCT FROM (l.bucket, l.organisation_id, l.clause_id, l.obstacles, l.evidence)
            ORDER BY 1""",
            params(report),
        )
        keys = ("task", "was", "now", "moved", "obstacles_was", "obstacles_now", "evidence_was", "evidence_now")
        return [dict(zip(keys, row, strict=True)) for row in cursor.fetchall()]
