"""Every kind of report: its outline, its tables, its paper, its Excel files."""

from datetime import date
from io import BytesIO

import docx
import openpyxl
import pytest

from dongthuan.deliver.reports import actions, paper, queries
from dongthuan.deliver.reports.models import Report
from dongthuan.deliver.reports.states import Kind
from dongthuan.deliver.tasks import actions as tasks
from dongthuan.foundation.things.kit import at_day
from tests.deliver.reports.making import DUE, LAST, finish, fresh, give, make_signed_programme
from tests.factories import World, make_world

pytestmark = pytest.mark.django_db
OUTLINE = ["I", "II", "III", "IV", "V"]
LISTS = ("clauses", "organisations", "areas", "plan", "obstacles", "declared")


@pytest.fixture
def world(db) -> World:
    return make_world()


def opened(world: World, kind: str) -> Report:
    """One task on time, one within an extension, with an obstacle and a proposal; two that nobody reported on."""
    programme = make_signed_programme(world)
    given = give(world, programme)
    with at_day(date(2022, 6, 1)):
        tasks.add_obstacle(
            given[1], text="Thiếu kinh phí", proposal="Đề nghị bổ sung kinh phí", by=fresh(world, "commune_officer_2")
        )
        tasks.move_due(given[1], new=date(2022, 11, 30), reason="chờ hướng dẫn", by=fresh(world, "focal_officer"))
    finish(world, given[0], on=date(2022, 6, 20))
    finish(world, given[1], on=date(2022, 10, 20), doer="commune_officer_2")
    with at_day(LAST):
        report = actions.open(programme, kind=kind, year=2022, issuer=world.bdv, by=fresh(world, "focal_officer"))
        actions.declare(report, label="Mô hình", value=1045, source="BC 45", by=fresh(world, "focal_officer"))
    return report


def words(report: Report) -> str:
    document = docx.Document(BytesIO(paper.as_file(report, "docx")))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


@pytest.mark.parametrize("kind", Kind.values)
def test_the_outline_of_the_practice_note(world: World, kind: str) -> None:
    report = opened(world, kind)
    heads = list(report.sections.filter(level=1).values_list("number", flat=True))
    assert heads == OUTLINE + (["VI"] if kind == "end_term" else [])
    keys = set(report.sections.values_list("key", flat=True))
    assert ("doi_chieu" in keys, "khen_thuong" in keys) == (kind in {"mid_term", "end_term"}, kind == "end_term")
    text = words(report)
    for said in (
        "BÁO CÁO", "KẾT QUẢ THEO NỘI DUNG PHỐI HỢP", "KẾT QUẢ THEO CƠ QUAN, ĐƠN VỊ", "KẾT QUẢ THEO ĐỊA BÀN",
        "KHÓ KHĂN, VƯỚNG MẮC VÀ KIẾN NGHỊ", "Đề nghị bổ sung kinh phí", "SỐ LIỆU KHAI BÁO", "1.045",
        "2. Thực hiện dân chủ ở cơ sở", "văn bản số 01-CTr/BDVTU-UBND",
    ):  # fmt: skip
        assert said in text, said
    assert ("ĐỐI CHIẾU NHIỆM VỤ ĐỀ RA VỚI KẾT QUẢ" in text) == (kind in {"mid_term", "end_term"})
    assert "[[" not in text


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("six_month", {"giao": 4, "dung_han": 1, "gia_han": 0, "tre": 0, "dang_lam": 3, "qua_han": 0, "vuong_mac": 1}),
        ("annual", {"giao": 4, "dung_han": 1, "gia_han": 1, "tre": 0, "dang_lam": 0, "qua_han": 2, "vuong_mac": 1}),
        ("mid_term", {"giao": 4, "dung_han": 1, "gia_han": 1, "qua_han": 2}),
        ("end_term", {"giao": 4, "dung_han": 1, "gia_han": 1, "qua_han": 2}),
    ],
)
def test_on_time_within_an_extension_and_late(world: World, kind: str, expected: dict[str, int]) -> None:
    figures = queries.figures(opened(world, kind))
    assert {m: figures.total.value(m) for m in expected} == expected


def test_planned_against_done(world: World, client) -> None:
    report = opened(world, "end_term")
    [line] = queries.figures(report).plan
    assert line.label == "2022-01. Việc thứ 1 của năm 2022 (chỉ tiêu: 6 xã, 4 cơ quan)"
    assert (line.tally.value("giao"), line.tally.value("qua_han")) == (4, 2)
    client.force_login(fresh(world, "focal_officer"))
    page = client.get(f"/reports/{report.pk}/rows/?{line.filter}&measure=qua_han")
    assert (page.context["value"], page.context["names"]) == ("2", ["2022-01. Việc thứ 1 của năm 2022"])


def test_who_did_everything_on_time_is_proposed_for_commendation(world: World) -> None:
    text = opened(world, "end_term").sections.get(key="khen_thuong").text
    assert text.splitlines()[1:] == ["- UBND xã Gia Vân (1 việc)"]


def sheet(client, address: str) -> list[tuple]:
    answer = client.get(address)
    assert answer["Content-Type"].endswith("spreadsheetml.sheet"), address
    return list(openpyxl.load_workbook(BytesIO(answer.content)).active.values)


def test_every_list_is_an_excel_file(world: World, client) -> None:
    report = opened(world, "end_term")
    client.force_login(fresh(world, "focal_officer"))
    rows = {by: sheet(client, f"/reports/{report.pk}/tables/{by}.xlsx") for by in LISTS}
    assert rows["clauses"][0][:3] == ("Nội dung", "Đã giao", "Đúng hạn")
    assert [r[1] for r in rows["clauses"][1:]] == [0, 4, 0]
    assert rows["obstacles"][1][2:4] == ("Thiếu kinh phí", "Đề nghị bổ sung kinh phí")
    assert rows["declared"][1][1] == 1045
    assert len(sheet(client, f"/reports/{report.pk}/rows/?measure=giao&format=xlsx")) == 5
    for address in ("/reports/", "/reports/conferences/", f"/reports/{report.pk}/changes/"):
        sheet(client, f"{address}?format=xlsx")
    assert client.get(f"/reports/{report.pk}/tables/khac.xlsx").status_code == 404


def test_a_share_of_nothing_is_blank_on_the_page_and_in_the_paper(world: World) -> None:
    programme = make_signed_programme(world)
    with at_day(DUE):
        report = actions.open(programme, kind="annual", year=2022, issuer=world.bdv, by=fresh(world, "focal_officer"))
    assert queries.figures(report).total.shown("ty_le_hoan_thanh") == ""
    assert "hoàn thành 0/0 việc (…%)" in words(report)
