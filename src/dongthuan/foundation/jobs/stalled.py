"""Jobs that a killed worker left half done."""

from django.db import connection, transaction
from django.utils import timezone
from procrastinate.jobs import Status

from .kit import manager

BEGUN = [Status.DOING, Status.SUCCEEDED, Status.FAILED, Status.CANCELLED, Status.ABORTED]
SILENT = 60  # seconds without a worker's heartbeat (it beats every 10) after which its jobs are given to another

STALLED = """
SELECT job.id, job.queueing_lock IS NOT NULL AND EXISTS (
         SELECT 1 FROM procrastinate_jobs o WHERE o.queueing_lock = job.queueing_lock AND o.status::text <> ALL(%s))
  FROM procrastinate_jobs job LEFT JOIN procrastinate_workers w ON w.id = job.worker_id
 WHERE job.status = 'doing' AND (w.id IS NULL OR w.last_heartbeat < now() - make_interval(secs => %s))
 ORDER BY job.id FOR UPDATE OF job SKIP LOCKED
"""
FINISH = "SELECT procrastinate_finish_job_v1(%(pk)s, %(status)s::procrastinate_job_status, false)"


@transaction.atomic
def rescue() -> list[int]:
    """Put the jobs that a killed worker left half done back into the queue, each once; returns their numbers.

    Rows another rescue holds are skipped. A job whose twin already waits under the same key is given up instead: the
    twin does its work.
    """
    with connection.cursor() as cursor:
        cursor.execute(STALLED, [[s.value for s in BEGUN], SILENT])
        stalled = cursor.fetchall()
    queue = manager()
    for pk, has_twin in stalled:
        if has_twin:
            queue.connector.get_sync_connector().execute_query(FINISH, pk=pk, status=Status.FAILED.value)
        else:
            queue.retry_job_by_id(job_id=pk, retry_at=timezone.now())
    return [pk for pk, has_twin in stalled if not has_twin]
