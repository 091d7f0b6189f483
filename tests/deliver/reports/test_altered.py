"""What was altered behind the house's back is refused by the database, or told by the record."""

import json
from collections.abc import Callable

import psycopg
import pytest
from django.db import connection, transaction

from dongthuan.deliver.reports import actions, command, rows, seal
from dongthuan.deliver.reports.models import Report
from dongthuan.deliver.tasks import actions as tasks
from dongthuan.foundation.things.kit import at_day
from tests.deliver.reports.making import LAST, fresh, give, make_report, make_signed_programme, worked
from tests.factories import World, make_world

TABLES = (
    "reports_report",
    "reports_reportrow",
    "reports_declaredfigure",
    "reports_section",
    "record_entry",
    "tasks_task",
)


def frozen(world: World) -> Report:
    report = worked(world)
    by = fresh(world, "focal_officer")
    actions.declare(report, label="Mô hình", value=1045, source="BC 45", by=by)
    return actions.freeze(report, by=by)


# --- the database refuses -----------------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE reports_reportrow SET bucket = 'on_time' WHERE bucket = 'overdue'",
        "DELETE FROM reports_reportrow WHERE bucket = 'overdue'",
        "INSERT INTO reports_reportrow (report_id, task_id, organisation_id, area_id, bucket, obstacles, evidence) "
        "SELECT report_id, 1, organisation_id, area_id, bucket, 0, 0 FROM reports_reportrow LIMIT 1",
        "UPDATE reports_declaredfigure SET value = 2000",
        "DELETE FROM reports_declaredfigure",
        "UPDATE reports_section SET text = 'khác' WHERE key = 'uu_diem'",
        "UPDATE reports_report SET rows_hash = 'x'",
        "UPDATE reports_report SET as_of = '2022-11-30'",
        "UPDATE reports_report SET version_id = NULL",
        "DELETE FROM reports_report",
        "TRUNCATE reports_reportrow",
    ],
)
def test_a_frozen_report_does_not_change(sql: str) -> None:
    report = frozen(make_world())
    with pytest.raises(Exception, match=r"frozen|permission denied|append-only"), transaction.atomic():
        connection.cursor().execute(sql)
    assert seal.of(Report.objects.get(pk=report.pk)) == seal.of(report)


@pytest.mark.django_db
def test_a_row_cannot_be_moved_into_or_out_of_a_frozen_report() -> None:
    world = make_world()
    kept = frozen(world)
    with at_day(LAST):
        draft = actions.open(
            kept.programme, kind="mid_term", year=2022, issuer=world.bdv, by=fresh(world, "focal_officer")
        )
    actions.declare(draft, label="Khác", value=1, source="BC 46", by=fresh(world, "focal_officer"))
    for source, target in ((draft, kept), (kept, draft)):
        with pytest.raises(Exception, match="frozen"), transaction.atomic():
            connection.cursor().execute(
                "UPDATE reports_declaredfigure SET report_id = %s WHERE report_id = %s", [target.pk, source.pk]
            )


# --- the record tells ---------------------------------------------------------------------------------------------
@pytest.fixture
def attack(own_database) -> Callable[..., None]:
    """What the owner of the tables could do on this copy: switch the guards off. So the record must tell."""

    def run(*statements: str) -> None:
        with psycopg.connect(own_database.owner_url, autocommit=True) as link:
            for table in TABLES:
                link.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            for statement in statements:
                link.execute(statement)
            for table in TABLES:
                link.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")

    return run


def told(capsys, *args: str) -> tuple[int, list[dict]]:
    code = command.main(["verify", "--json", *args])
    return code, json.loads(capsys.readouterr().out.splitlines()[-1])


BETTER = "UPDATE reports_reportrow SET bucket = 'on_time' WHERE bucket = 'overdue'"


def test_a_figure_altered_with_its_stored_hash_is_found(attack, capsys) -> None:
    report = frozen(make_world())
    assert told(capsys)[0] == command.SAME
    attack(BETTER)
    attack(f"UPDATE reports_report SET rows_hash = '{rows.hash_of(report)}'")
    code, [said] = told(capsys)
    assert (code, said["intact"], len(said["altered"])) == (command.ALTERED, False, 2)
    assert [(r["was"], r["now"]) for r in said["altered_rows"]] == [("Xong đúng hạn", "Quá hạn")] * 2
    assert said["changed_since"] == []


def test_altered_and_changed_since_stand_apart(attack, capsys) -> None:
    world = make_world()
    programme = make_signed_programme(world)
    given = give(world, programme)
    with at_day(LAST):
        actions.freeze(make_report(world, programme), by=fresh(world, "focal_officer"))
    attack(f"UPDATE reports_reportrow SET bucket = 'on_time' WHERE task_id = {given[0].thing_id}")
    with at_day(LAST):
        tasks.add_obstacle(given[1], text="Thiếu kinh phí", by=fresh(world, "commune_officer_2"))
    code, [said] = told(capsys)
    assert code == command.ALTERED
    assert (len(said["altered_rows"]), len(said["changed_since"])) == (1, 1)
    assert command.main(["verify"]) == command.ALTERED
    text = capsys.readouterr().out
    assert text.count("ĐÃ BỊ SỬA") == 3  # the report, the sentence, the row
    assert "→" in text


@pytest.mark.parametrize(
    ("sql", "word"),
    [
        ("UPDATE reports_declaredfigure SET value = 2000", "khai báo"),
        ("UPDATE reports_section SET text = 'Tốt.' WHERE key = 'han_che'", "Lời"),
        ("UPDATE reports_report SET as_of = '2022-06-30'", "Kỳ"),
        ("UPDATE reports_report SET status = 'draft', rows_hash = '', paper_id = NULL", "bản nháp"),
        ("DELETE FROM record_entry WHERE verb = 'reports.freeze'", "Không có dòng nào"),
        (
            "UPDATE record_entry SET data = jsonb_set(data, '{seal,rows}', '\"x\"') WHERE verb = 'reports.freeze'",
            "altered",
        ),
    ],
)
def test_every_part_is_held_to_the_record(attack, capsys, sql: str, word: str) -> None:
    frozen(make_world())
    attack(sql)
    code, [said] = told(capsys)
    assert (code, said["intact"]) == (command.ALTERED, False)
    assert word in " ".join(said["altered"])


def test_a_report_that_vanished_is_told(attack, capsys) -> None:
    frozen(make_world())
    attack(*(f"DELETE FROM {t}" for t in reversed(TABLES[:4])))
    code, said = told(capsys)
    assert code == command.ALTERED
    assert "biến mất" in said[0]["vanished"]


def test_facts_changed_without_a_trace_are_marked(attack, capsys) -> None:
    """Not the report but a task was altered: the report is intact, and nothing on record explains the change."""
    report = frozen(make_world())
    attack("UPDATE tasks_task SET timing = 'on_time' WHERE timing = 'late'")
    code, [said] = told(capsys, str(report.pk))
    assert (code, said["intact"]) == (command.CHANGED, True)
    assert [(c["now"], c["untraced"]) for c in said["changed_since"]] == [("Xong đúng hạn", True)]


def test_the_page_tells_them_apart_too(attack, client) -> None:
    world = make_world()
    report = frozen(world)
    client.force_login(fresh(world, "focal_officer"))
    address = f"/reports/{report.pk}/changes/"
    page = client.get(address).content.decode()
    assert "khớp với nhật ký" in page
    attack(BETTER)
    page = client.get(address).content.decode()
    assert "Đã bị sửa sau khi đóng băng" in page
    assert client.get(address + "?format=xlsx")["Content-Type"].endswith("sheet")
