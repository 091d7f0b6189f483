"""What was signed, frozen, sent or decided does not change: the database refuses it to the application's own role."""

import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from dongthuan.deliver.programmes.models import PlanRow
from dongthuan.deliver.tasks import actions as tasks
from dongthuan.foundation.files import actions as files
from dongthuan.foundation.things.kit import today
from tests.deliver.programmes import make as programmes
from tests.deliver.tasks.making import make_report, make_task
from tests.factories import World, make_world
from tests.foundation.files.bytes import PDF
from tests.foundation.papers import factories as papers


@pytest.fixture
def world(db) -> World:
    return make_world()


def stored(w: World) -> int:
    return files.store(PDF, name="a.pdf", thing=w.bdv.thing, by=w.users["leader"]).pk


def signature(w: World) -> int:
    return papers.on_paper(w).blocks.first().signature.pk


def numbered_edition(w: World) -> int:
    return programmes.make_signed(w).editions.get().pk


def signed_row(w: World) -> int:
    return PlanRow.objects.get(plan=programmes.make_signed_plan(w)).pk


def closed(w: World) -> int:
    return tasks.accept(make_report(w), by=w.users["focal_officer"]).pk


def returned(w: World) -> int:
    progress = make_report(w)
    tasks.send_back(progress, reason="Thiếu", by=w.users["focal_officer"])
    return progress.pk


def due_change(w: World) -> int:
    task = make_task(w)
    return tasks.move_due(task, new=task.due.replace(year=2099), reason="Vì bão", by=w.users["focal_officer"]).pk


def extension(w: World, answered: bool = True) -> int:
    new = today().replace(year=2099)
    ask = tasks.ask_extension(make_task(w, due=today()), new=new, reason="Bão", by=w.users["commune_officer"])
    if answered:
        tasks.answer_extension(ask, grant=False, reason="Không", by=w.users["focal_officer"])
    return ask.pk


def consent(w: World) -> int:
    ask = tasks.ask_stop(make_task(w), reason="Nhập xã", by=w.users["commune_officer"])
    given = ask.consents.get()
    tasks.consent_stop(given, agree=False, reason="Không", by=w.users["focal_officer"])
    return given.pk


def resolved(w: World) -> int:
    obstacle = tasks.add_obstacle(make_task(w), text="Dột", by=w.users["commune_officer"])
    return tasks.resolve_obstacle(obstacle, answer="Sửa rồi", by=w.users["focal_officer"]).pk


# table, who makes the row, what somebody at the database might try with it; each is refused, and so is DELETE
FIXED = [
    ("things_thing", lambda w: w.bdv.thing.pk, ["kind = 'programme'"]),
    (
        "files_storedfile",
        stored,
        ["sha256 = repeat('0', 64)", "name = 'b.pdf'", "size = 1", "mime = 'text/html'", "at = now()", "uploaded_by_id = NULL",
         "thing_id = NULL"],
    ),
    ("papers_paper", lambda w: papers.frozen(w).pk,
     ["title = 'khác'", "body = '{}'", "first_sha256 = ''", "canonical_hash = ''", "clause_hashes = '{\"1\": \"x\"}'", "number = 99",
      "status = 'draft'"]),
    ("papers_paper", lambda w: papers.on_paper(w).pk, ["attested_by_id = NULL", "dated = '2020-01-01'", "on_paper = false"]),
    ("papers_paperblock", lambda w: papers.frozen(w).blocks.first().pk, ["signer_name = 'Người khác'", "post_id = NULL"]),
    ("papers_revision", lambda w: papers.frozen(w).revisions.get().pk, ["n = 9", "file_id = file_id"]),
    ("papers_signature", signature, ["signer_name = 'Người khác'", "at = now()"]),
    ("texts_version", lambda w: programmes.make_signed(w).in_force_version_id, ["note = 'x'", "status = 'draft'"]),
    ("texts_clauseversion", lambda w: programmes.make_signed(w).in_force_version.clauses.first().pk,
     ["text = 'x'", "number = '9'", "hash = ''"]),
    ("programmes_programme", lambda w: programmes.make_signed(w).pk,
     ["title = 'x'", "until = '2030-01-01'", "since = '2020-01-01'", "kind = 'quy_che'", "status = 'draft'",
      "in_force_version_id = NULL"]),
    ("programmes_party", lambda w: programmes.make_signed(w).parties.first().pk, ["leads = false", "focal_org_id = NULL"]),
    ("programmes_basis", lambda w: programmes.make_signed(w).bases.first().pk, ["text = 'x'"]),
    ("programmes_edition", numbered_edition, ["signed_on = '2020-01-01'", "signed_on = NULL", "number = 7", "withdrawn = true"]),
    ("programmes_annualplan", lambda w: programmes.make_signed_plan(w).pk, ["paper_id = NULL", "year = 2023", "status = 'draft'"]),
    ("programmes_planrow", signed_row, ["content = 'x'", "ends = '2030-01-01'", "dropped = true"]),
    ("tasks_task", closed, ["due = '2099-01-01'", "first_due = '2099-01-01'", "timing = 'late'", "ended_on = '2020-01-01'",
                            "status = 'in_progress'", "accepted_progress_id = NULL"]),
    ("tasks_progress", lambda w: make_report(w).pk, ["text = 'x'", "percent = 1", "sent_on = '2020-01-01'"]),
    ("tasks_progress", returned, ["reason = 'x'", "status = 'accepted'", "answered_at = now()"]),
    ("tasks_evidence", lambda w: make_report(w).evidence.get().pk, ["url = 'https://x.vn'"]),
    ("tasks_duechange", due_change, ["new = '2030-01-01'", "reason = 'x'", "known_on = '2020-01-01'"]),
    ("tasks_extensionask", lambda w: extension(w, False), ["new = '2098-01-01'", "asked_on = '2020-01-01'", "reason = 'x'"]),
    ("tasks_extensionask", extension, ["answer = 'x'", "status = 'granted'"]),
    ("tasks_stopconsent", consent, ["consent = true", "reason = 'x'"]),
    ("tasks_obstacle", resolved, ["answer = 'x'", "text = 'x'", "status = 'open'"]),
    ("record_entry", lambda w: make_task(w).thing.entries.first().pk, ["verb = 'x'", "at = now()", "data = '{}'"]),
]  # fmt: skip


def tried(sql: str, pk: int) -> bool:
    """Whether the database let it happen. Deferred checks are made at once, as at the end of a transaction."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [pk])
            assert cursor.rowcount == 1, f"{sql} met no row"
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            transaction.set_rollback(True)
    except DatabaseError:
        return False
    return True


@pytest.mark.parametrize(
    ("table", "make", "changes"), FIXED, ids=[f"{table}-{n}" for n, (table, _, _) in enumerate(FIXED)]
)
def test_the_database_refuses(world, table, make, changes):
    pk = make(world)
    statements = [f"UPDATE {table} SET {change} WHERE id = %s" for change in changes] + [
        f"DELETE FROM {table} WHERE id = %s"
    ]
    assert [sql for sql in statements if tried(sql, pk)] == []


def test_a_signed_plan_takes_no_further_row_and_no_partner(world):
    row = PlanRow.objects.get(plan=programmes.make_signed_plan(world))
    with pytest.raises(DatabaseError), transaction.atomic():
        row.partners.add(world.mttq)
    with pytest.raises(DatabaseError), transaction.atomic():
        row.partners.clear()
    with pytest.raises(DatabaseError), transaction.atomic():
        PlanRow.objects.create(plan=row.plan, key="2022-99", order=99, content="Chen vào", lead=world.bdv,
                               ends=datetime.date(2022, 12, 1))  # fmt: skip


def test_a_stored_file_is_told_once_what_it_belongs_to(world):
    alone = files.store(PDF, name="b.pdf", by=world.users["leader"])
    files.attach(alone, thing=world.bdv.thing, by=world.users["leader"])
    assert not tried(f"UPDATE files_storedfile SET thing_id = {world.ubnd.thing_id} WHERE id = %s", alone.pk)


def test_the_application_may_neither_empty_a_table_nor_lift_a_guard(world):
    for sql in (
        "TRUNCATE record_entry", "TRUNCATE files_storedfile CASCADE", "DROP TRIGGER guard_rows ON record_entry",
        "ALTER TABLE papers_signature DISABLE TRIGGER ALL", "SET session_replication_role = replica",
        "DROP FUNCTION guard_append_only() CASCADE", "CREATE TABLE mine (id int)",
    ):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
