"""The year: focus, plan, rows, and the Excel file that comes back."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from openpyxl import Workbook, load_workbook

from dongthuan.deliver.programmes import actions, permissions, queries
from dongthuan.deliver.programmes.models import AnnualPlan, PlanRow
from dongthuan.foundation.things.kit import Refused
from tests.factories import World, make_world

from .make import content, export_file, make_plan, make_row, make_signed, make_signed_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


# --- focus --------------------------------------------------------------------------------------------------------
def test_the_years_focus_is_a_theme_and_clauses_of_the_words_in_force(world: World):
    programme, by = make_signed(world), world.users["focal_officer"]
    clauses = [content(programme)[2].row.clause]
    actions.set_focus(programme, year=2022, theme="Trả lời dân đúng hẹn", clauses=clauses, by=by)
    focus = actions.set_focus(programme, year=2022, theme="Đối thoại", clauses=clauses, by=by)
    assert programme.focuses.get() == focus  # chosen again, it is replaced
    assert programme.thing.entries.last().data["theme"] == "Đối thoại"
    for bad in ({"theme": " "}, {"clauses": []}, {"year": 2030}):
        with pytest.raises(Refused) as refusal:
            actions.set_focus(programme, by=by, **{"year": 2022, "theme": "x", "clauses": clauses} | bad)
        assert refusal.value.field == next(iter(bad))
    other = make_signed(world, number=2, short_title="Khác")
    with pytest.raises(Refused):
        actions.set_focus(programme, year=2022, theme="x", clauses=[content(other)[0].row.clause], by=by)
    with pytest.raises(Refused):
        actions.set_focus(programme, year=2022, theme="x", clauses=clauses, by=world.users["department_officer"])


# --- rows ---------------------------------------------------------------------------------------------------------
def test_a_row_has_a_code_that_is_never_used_again(world: World):
    plan, by = make_plan(world), world.users["focal_officer"]
    first = make_row(world, plan)
    assert first.key == "2022-01"
    actions.drop_row(first, revision=1, by=by)
    assert make_row(world, plan).key == "2022-02"
    assert [r.key for r in queries.rows_of(plan)] == ["2022-02"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"content": " "}, "content"), ({"lead": None}, "lead"), ({"ends": None}, "ends"),
        ({"ends": date(2022, 1, 1)}, "ends"), ({"ends": date(2029, 1, 1)}, "ends"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_is_refused_by_its_field(world: World, change: dict, field: str):
    plan = make_plan(world)
    with pytest.raises(Refused) as refusal:
        make_row(world, plan, **change)
    assert refusal.value.field == field
    assert not plan.rows.exists()


def test_a_row_edited_meanwhile_is_not_overwritten(world: World):
    plan = make_plan(world)
    row = make_row(world, plan)
    actions.edit_row(row, revision=1, content="bản của người nhanh hơn", by=world.users["focal_state"])
    with pytest.raises(Refused) as refusal:
        actions.edit_row(row, revision=1, content="bản của người chậm hơn", by=world.users["focal_officer"])
    assert world.users["focal_state"].record_name() in str(refusal.value)
    row.refresh_from_db()
    assert row.content == "bản của người nhanh hơn"
    assert row.thing.entries.last().data == {
        "key": row.key, "content": ["Kiểm tra dân chủ ở cơ sở", "bản của người nhanh hơn"],
    }  # fmt: skip


def test_a_signed_plan_stands(world: World):
    plan = make_signed_plan(world)
    assert plan.status == "signed"
    assert plan.paper.shown_number == "15/KH-UBND"  # one party alone, in its own layout
    by, row = world.users["focal_officer"], plan.rows.get()
    for act in (
        lambda: make_row(world, plan),
        lambda: actions.edit_row(row, revision=1, content="x", by=by),
        lambda: actions.drop_row(row, revision=1, by=by),
        lambda: bring(plan, by, export_file(plan)),
    ):
        with pytest.raises(Refused):
            act()
    with pytest.raises(IntegrityError), transaction.atomic():
        AnnualPlan.objects.filter(pk=plan.pk).update(status="draft")


def test_only_focal_officers_of_the_parties_plan(world: World):
    programme = make_signed(world)
    for role in ("leader", "department_officer", "commune_officer", "administrator", "citizen"):
        assert not permissions.may_plan(world.users[role], programme)
        with pytest.raises(Refused):
            actions.open_plan(programme, year=2022, by=world.users[role])
    actions.open_plan(programme, year=2022, by=world.users["focal_state"])
    with pytest.raises(Refused) as refusal:
        actions.open_plan(programme, year=2022, by=world.users["focal_state"])
    assert refusal.value.field == "year"


def test_an_empty_plan_is_not_numbered(world: World):
    plan = make_plan(world)
    assert not permissions.may_number_plan(world.users["focal_officer"], plan)
    with pytest.raises(Refused):
        actions.number_plan(plan, dated=date(2022, 1, 5), signers={}, by=world.users["focal_officer"])


# --- Excel --------------------------------------------------------------------------------------------------------
def edited(content: bytes, change: Any) -> bytes:
    book = load_workbook(BytesIO(content))
    change(book.active)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def by_hand(rows: list[list[Any]], head: list[str] | None = None) -> bytes:
    book = Workbook()
    book.active.append(head or ["Nội dung", "Chủ trì", "Đến ngày"])
    for row in rows:
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def bring(plan: AnnualPlan, by: Any, file: bytes) -> Any:
    return actions.bring_file(plan, upload=file, name="ke-hoach.xlsx", by=by)


def take(plan: AnnualPlan, by: Any, file: bytes, **more: Any) -> dict[str, int]:
    brought = bring(plan, by, file)
    return actions.take_over(brought, seen=queries.preview(brought)[1], by=by, **more)


@pytest.fixture
def plan(world: World) -> AnnualPlan:
    plan = make_plan(world)
    for n in range(3):
        make_row(world, plan, f"Việc số {n + 1}")
    return plan


def rows_now(plan: AnnualPlan) -> list[tuple[str, str]]:
    return [(r.key, r.content) for r in queries.rows_of(plan)]


def test_what_goes_out_comes_back_unchanged_however_often(world: World, plan: AnnualPlan):
    by, before = world.users["focal_officer"], rows_now(plan)
    for _again in range(2):
        counts = take(plan, by, export_file(plan))
        assert counts == {"added": 0, "changed": 0, "unchanged": 3, "absent": 0, "kept": 0}
    assert rows_now(plan) == before
    assert set(PlanRow.objects.values_list("revision", flat=True)) == {1}


def test_half_edited_and_reordered_rows_find_their_place(world: World, plan: AnnualPlan):
    by = world.users["focal_officer"]

    def change(sheet: Any) -> None:
        sheet["C3"] = "Việc số 1, viết lại"
        rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=3)]
        sheet.delete_rows(3, 3)
        for row in [rows[2], rows[0], [None, "II.3", "Việc mới", "", "UBND tỉnh", "Sở Nội vụ; Ban Dân vận Tỉnh ủy", None,
                                       "30/06/2022", "", "", None]]:  # fmt: skip
            sheet.append(row)

    file = edited(export_file(plan), change)
    counts = take(plan, by, file)
    assert counts == {"added": 1, "changed": 1, "unchanged": 1, "absent": 1, "kept": 0}
    assert rows_now(plan) == [
        ("2022-03", "Việc số 3"), ("2022-01", "Việc số 1, viết lại"), ("2022-04", "Việc mới"), ("2022-02", "Việc số 2"),
    ]  # fmt: skip
    fresh = plan.rows.get(key="2022-04")
    assert set(fresh.partners.all()) == {world.snv, world.bdv}
    assert fresh.clause == content(plan.programme)[2].row.clause
    # the same file once more adds nothing: the new row is known by its content
    assert take(plan, by, file) == {"added": 0, "changed": 0, "unchanged": 3, "absent": 1, "kept": 0}
    assert plan.rows.count() == 4


def test_a_row_edited_after_the_file_was_written_is_a_conflict(world: World, plan: AnnualPlan):
    by = world.users["focal_officer"]
    file = edited(export_file(plan), lambda sheet: sheet.__setitem__("D3", "chỉ tiêu trong tệp"))
    row = plan.rows.get(key="2022-01")
    actions.edit_row(row, revision=1, target="chỉ tiêu trên trang", by=world.users["focal_state"])
    assert take(plan, by, file)["kept"] == 1
    row.refresh_from_db()
    assert row.target == "chỉ tiêu trên trang"
    assert take(plan, by, file, take={"2022-01"})["changed"] == 1
    row.refresh_from_db()
    assert row.target == "chỉ tiêu trong tệp"


def test_a_plan_that_changed_since_the_preview_is_looked_at_again(world: World, plan: AnnualPlan):
    by = world.users["focal_officer"]
    brought = bring(plan, by, export_file(plan))
    _found, seen = queries.preview(brought)
    make_row(world, plan, "Việc của người khác")
    with pytest.raises(Refused):
        actions.take_over(brought, seen=seen, by=by)
    with pytest.raises(Refused):
        actions.take_over(brought, seen=queries.preview(brought)[1], by=world.users["department_officer"])


@pytest.mark.parametrize(
    ("file", "names"),
    [
        (by_hand([["a", "b", "c"]], ["Nội dung", "Chủ trì", "Đến ngày", "Nội dungg"]), "“Nội dungg”"),
        (by_hand([["a", "b"]], ["Nội dung", "Chủ trì"]), "“Đến ngày”"),
        (by_hand([["a", "b", "c"]], ["Nội dung", "Chủ trì", "Đến ngày", "Chủ trì"]), "“Chủ trì”"),
        (by_hand([["một", "hai"]], ["một", "hai"]), "Mã dòng"),
        (by_hand([]), ""),
    ],
)
def test_a_wrong_column_is_one_sentence_that_names_it(world: World, file: bytes, names: str):
    plan = make_plan(world)
    with pytest.raises(Refused) as refusal:
        bring(plan, world.users["focal_officer"], file)
    assert names in str(refusal.value)
    assert refusal.value.field == "file"
    assert not plan.imports.exists()


@pytest.mark.parametrize("junk", [b"MZ\x90\x00" + b"\0" * 5000, b"not a workbook", b""])
def test_what_is_no_workbook_is_refused(world: World, junk: bytes):
    with pytest.raises(Refused):
        bring(make_plan(world), world.users["focal_officer"], junk)


def test_wrong_cells_are_named_by_their_place(world: World):
    plan, by = make_plan(world), world.users["focal_officer"]
    file = by_hand(
        [
            ["", "Sở Nội vụ", "30/06/2022"],
            ["Việc", "Sở Không Có", "30/06/2022"],
            ["Việc hai", "Sở Nội vụ", "31/13/2022"],
            ["Việc ba", "Sở Nội vụ", "30/06/2029"],
            ["Việc bốn", "Sở Nội vụ", "30/06/2022"],
            ["Việc bốn", "Sở Nội vụ", "30/06/2022"],
        ]
    )
    brought = bring(plan, by, file)
    found, seen = queries.preview(brought)
    places = [error.split("(")[0].split()[-1] for error in found.errors]
    assert places == ["A2", "B3", "C4", "C5", "A6", "A7"]
    with pytest.raises(Refused):
        actions.take_over(brought, seen=seen, by=by)
    assert not plan.rows.exists()


def test_a_code_of_another_plan_and_a_code_twice_are_errors(world: World, plan: AnnualPlan):
    head = ["Mã dòng", "Nội dung", "Chủ trì", "Đến ngày"]
    file = by_hand([["2021-01", "a", "Sở Nội vụ", "30/06/2022"], ["2022-01", "b", "Sở Nội vụ", "30/06/2022"],
                    ["2022-01", "c", "Sở Nội vụ", "30/06/2022"]], head)  # fmt: skip
    found, _seen = queries.preview(bring(plan, world.users["focal_officer"], file))
    assert len(found.errors) == 3
    assert not found.does_something


def test_a_date_cell_and_a_number_cell_are_understood_and_formulas_never_written(world: World):
    plan, by = make_plan(world), world.users["focal_officer"]
    take(plan, by, by_hand([[2022, "so-noi-vu", date(2022, 6, 30)], ["Việc", "Sở Nội vụ", "30.06.2022"]]))
    assert rows_now(plan)[0] == ("2022-01", "2022")
    actions.edit_row(plan.rows.first(), revision=1, note="=HYPERLINK(1)", by=by)
    sheet = load_workbook(BytesIO(export_file(plan))).active
    assert sheet["J3"].value == "=HYPERLINK(1)"
    assert sheet["J3"].data_type == "s"
