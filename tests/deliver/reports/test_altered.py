"""Rows that were altered behind the house's back are told."""

import json

import psycopg

from dongthuan.deliver.reports import actions, command
from tests.deliver.reports.making import fresh, worked
from tests.factories import make_world


def test_verify_sees_rows_altered_behind_the_house(own_database, capsys) -> None:
    world = make_world()
    report = actions.freeze(worked(world), by=fresh(world, "focal_officer"))
    with psycopg.connect(own_database.owner_url, autocommit=True) as link:
        link.execute("UPDATE reports_reportrow SET bucket = 'on_time' WHERE bucket = 'overdue'")
    assert command.main(["verify", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)[0]["intact"] is False
    assert report.rows_hash
