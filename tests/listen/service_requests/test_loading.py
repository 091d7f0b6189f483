"""Cases from another system: checked cell by cell, loaded in pieces, once; on time and late as the source says."""

import gzip
import io
from datetime import date

import pytest
from django.utils import timezone
from openpyxl import Workbook

from dongthuan.foundation.record.models import Entry
from dongthuan.foundation.things.kit import Refused
from dongthuan.listen.service_requests import actions, command, loading, queries, reading, rules
from dongthuan.listen.service_requests.jobs import load_file
from dongthuan.listen.service_requests.models import ServiceRequest
from tests.factories import World, make_world

from .making import DATA, EVERY, ROWS, WHOLE, ZONE, as_csv, load_rule_set, read


@pytest.fixture
def world(db) -> World:
    world = make_world()
    load_rule_set(world)
    return world


def test_all_of_the_citys_rows_are_on_time_or_late_as_the_city_says():
    found = reading.content(WHOLE, reading.zone_of(ZONE), lambda name: name)
    now = timezone.now()
    wrong = [
        r.number
        for r in found.rows
        if rules.on_time(r.values["due_at"], r.values["closed_at"], now) != r.values["on_time"]
    ]
    late = sum(r["on_time"] == "OVERDUE" for r in EVERY)
    print(f"{len(found.rows) - late} on time, {late} late")
    assert (len(found.rows), late, found.errors, wrong) == (37_710, 3_381, [], [])


def test_every_row_is_on_time_or_late_as_the_city_says_and_loads_once(world):
    by = world.users["reception_officer"]
    imported = loading.load(actions.start_loading(read(world), by=by))
    assert (imported.errors, imported.rows, imported.outcome["new"], bytes(imported.data)) == (
        [],
        len(ROWS),
        len(ROWS),
        b"",
    )
    late = sum(r["on_time"] == "OVERDUE" for r in ROWS)
    same = {"total": len(ROWS), "agree": len(ROWS), "late": late, "said_late": late, "differ": []}
    assert queries.judged(imported) == same
    found = {r.source_id: r for r in ServiceRequest.objects.all()}
    assert [r["case_id"] for r in ROWS if queries.is_late(found[r["case_id"]]) != (r["on_time"] == "OVERDUE")] == []
    assert sum(r.status == "open" for r in found.values()) == sum(not r["closed_at"] for r in ROWS)
    again = loading.load(actions.start_loading(read(world), by=by))
    assert again.outcome == {"new": 0, "changed": 0, "same": len(ROWS), "kept": 0}
    assert ServiceRequest.objects.count() == len(ROWS)
    pieces = -(-len(ROWS) // loading.PIECE)
    entries = Entry.objects.filter(subject=again.thing).order_by("seq").values_list("verb", flat=True)
    assert list(entries) == [f"service_requests.{v}" for v in ["read_file", "start_loading", *["load_rows"] * pieces]]


def test_killed_in_the_middle_it_goes_on_and_what_was_touched_here_stays(world, monkeypatch):
    monkeypatch.setattr(loading, "PIECE", 10)
    by = world.users["reception_officer"]
    some = [dict(r) for r in [*ROWS[:30], *[r for r in ROWS[30:] if not r["closed_at"]][:5]]]
    imported = actions.start_loading(read(world, as_csv(some)), by=by)

    def dies(at):
        if at.done == 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        loading.load(imported, told=dies)
    assert ServiceRequest.objects.count() == 20
    load_file(imported=imported.pk)
    load_file(imported=imported.pk)
    assert ServiceRequest.objects.count() == 35
    touched, closed = [r for r in some if not r["closed_at"]][:2]
    actions.close(ServiceRequest.objects.get(source_id=touched["case_id"]), notes="Xong ở đây", by=by)
    for row in (touched, closed):
        row |= {"closed_at": "2018-12-31 08:00:00", "status": "Closed"}
    again = read(world, as_csv(some))
    assert again.errors == []
    outcome = loading.load(actions.start_loading(again, by=by)).outcome
    assert outcome == {"new": 0, "changed": 1, "same": 33, "kept": 1}
    assert ServiceRequest.objects.get(source_id=closed["case_id"]).status == "closed"


def test_each_fault_names_its_cell_and_nothing_is_loaded(world):
    wrong = [dict(r) for r in ROWS[:6]]
    wrong[0]["opened_at"] = "2013-13-01"
    wrong[1]["type"] = "Khác"
    wrong[2]["lat"] = "chín"
    wrong[3]["on_time"] = "có lẽ"
    wrong[4]["case_id"] = wrong[5]["case_id"]
    wrong[5] |= {"lon": "", "due_at": "1066-10-14 09:00:00"}
    imported = read(world, as_csv(wrong))
    assert [e.split(":")[0] for e in imported.errors] == [
        "Ô B2",
        "Ô G3",
        "Ô J4",
        "Ô E5",
        "Ô C7",
        "Ô A7",
        "Ô J7",
    ]
    assert bytes(imported.data) == b""
    with pytest.raises(Refused):
        actions.start_loading(imported, by=world.users["reception_officer"])
    assert not ServiceRequest.objects.exists()


def test_excel_levels_and_files_that_are_refused(world):
    field = {f.key: f for f in reading.FIELDS}
    book = io.BytesIO()
    sheet = Workbook()
    sheet.active.append([field[k].label for k in ("source_id", "service", "requested_at", "description")])
    sheet.active.append(["A-1", "bed-bugs", "01/07/2026 08:30", "Ở nhà văn hóa"])
    sheet.save(book)
    leader, by = world.users["leader_commune"], world.users["reception_officer"]
    service = queries.services_visible_to(leader).get(code="bed-bugs")
    actions.set_level(service, since=date(2026, 1, 1), unit="working_hours", amount=4, basis="QĐ 15", by=leader)
    imported = loading.load(actions.start_loading(read(world, book.getvalue(), zone="Asia/Ho_Chi_Minh"), by=by))
    request = ServiceRequest.objects.get()
    assert (imported.outcome["new"], request.due_at.isoformat()) == (1, "2026-07-01T07:30:00+00:00")
    for data in (b"", b"\xff\xfe", b"a,b\n1,2", gzip.compress(b"x")[:-9] + b"z" * 9, as_csv([])):
        with pytest.raises(Refused):
            read(world, data)
    for given in ({"zone": "Sao/Hỏa"}, {"source": " "}):
        with pytest.raises(Refused):
            read(world, as_csv(ROWS[:1]), **given)


def test_the_command_loads_and_says_how_it_agrees(world, tmp_path, capsys):
    file = tmp_path / "vai-dong.csv"
    file.write_bytes(as_csv(ROWS[:20]))
    args = [
        str(file),
        "--organisation",
        world.communes[0].code,
        "--by",
        "reception-officer",
        "--source",
        "b",
        "--zone",
        ZONE,
    ]
    assert command.main(["import", *args, "--check"]) == 0
    assert command.main(["import", *args]) == 0
    assert "agree with the source in 20 of 20 rows" in capsys.readouterr().out
    assert command.main(["import", *args]) == 0
    assert capsys.readouterr().out.startswith("0 new, 0 changed, 20 same")
    assert command.main(["services", str(DATA / "services.csv"), *args[1:3], "--by", "leader-commune"]) == 0
    assert capsys.readouterr().out == "0 services and 0 levels are new\n"
    assert command.main(["import", *args[:-6], "--by", "ai-do", "--source", "b"]) == 2
