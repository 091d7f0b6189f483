"""The working calendar for commands that need no installation: the one kept here while its database runs, else the shipped."""

import os
from pathlib import Path

from dongthuan.foundation.law import SpecialDay, WorkingCalendar, known_range, shipped

SHIPPED, KEPT = "kèm phần mềm", "của hệ thống này"
DAYS = "SELECT day, kind, name, notice, source, confidence FROM calendar_specialday ORDER BY day"
YEARS = "SELECT year FROM calendar_workingyear WHERE announced ORDER BY year"


def calendar_here() -> tuple[WorkingCalendar, str]:
    """The calendar and whose it is. Nothing is started for it, and a database that does not answer is no obstacle."""
    if url := address():
        import psycopg

        try:
            with psycopg.connect(url, connect_timeout=2) as connection:
                days = [SpecialDay(*row) for row in connection.execute(DAYS).fetchall()]
                years = [year for (year,) in connection.execute(YEARS).fetchall()]
            return WorkingCalendar(days, *known_range(years)), KEPT
        except (psycopg.Error, ValueError):  # not reachable, not set up yet, or its calendar is empty
            pass
    return shipped(), SHIPPED


def address() -> str:
    """Of the database that serves this folder, if one runs."""
    if url := os.environ.get("DATABASE_URL", ""):
        return url
    folder = Path(os.environ.get("DONGTHUAN_DATA", "") or "var") / "database"
    if not (folder / "pgdata" / "postmaster.pid").exists():  # asked first, because the launcher is slow to load
        return ""
    from .postgres import APP, Cluster

    cluster = Cluster(folder)
    return cluster.url(APP) if cluster.pid() else ""
