"""One set of columns: an accessible table on the page, the same as Excel."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.test import RequestFactory
from django.utils import translation
from openpyxl import load_workbook

from dongthuan.foundation.orgs.models import Area
from dongthuan.web.kit import Column, Table, chips_for, listing, paginate
from dongthuan.web.kit.tables import CELL_LIMIT


class Works(Table):
    name = "viec"
    caption = "Việc: [2024/2025]"
    columns = (
        Column("title", "Việc", url=lambda row: f"/tasks/{row['pk']}"),
        Column("count", "Số", numeric=True),
        Column("due", "Hạn"),
        Column("who", "Người làm", value=lambda row: row["who"].upper()),
    )


ROW = {"pk": 7, "title": "Họp <dân>", "count": 1045, "due": date(2026, 11, 23), "who": "yên mô"}


@pytest.fixture(autouse=True)
def _vietnamese():
    with translation.override("vi"):
        yield


def draw(rf: RequestFactory, table: Table) -> str:
    from django.template import engines

    template = engines["django"].from_string("{% load web %}{% table table %}")
    return template.render({"table": table}, rf.get("/"))


def sheet(data: bytes):
    return load_workbook(BytesIO(data)).active


def test_the_page_shows_links_numbers_and_dates(rf):
    html = draw(rf, Works([ROW], total={"count": 1045}))
    assert '<th scope="row" role="rowheader"><a href="/tasks/7">Họp &lt;dân&gt;</a></th>' in html
    assert '<td class="n" role="cell" data-label="Số"><span>1.045</span></td>' in html
    assert "<span>23/11/2026</span>" in html
    assert "<span>YÊN MÔ</span>" in html
    assert "<tfoot" in html
    assert "Cộng" in html


def test_an_empty_list_says_so(rf):
    assert "Chưa có gì ở đây." in draw(rf, Works([]))
    assert "Không có việc." in draw(rf, Works([], empty="Không có việc."))


def test_the_file_holds_real_numbers_and_dates():
    book = sheet(Works([ROW]).as_xlsx())
    assert [cell.value for cell in book[1]] == ["Việc", "Số", "Hạn", "Người làm"]
    assert [cell.value for cell in book[2]] == ["Họp <dân>", 1045, datetime(2026, 11, 23), "YÊN MÔ"]
    assert book[2][2].number_format == "DD/MM/YYYY"
    assert book.freeze_panes == "A2"
    assert book.auto_filter.ref == "A1:D2"


@pytest.mark.parametrize("typed", ["=1+1", '=HYPERLINK("http://x")', "+84 912", "-5", "@a"])
def test_what_a_person_typed_is_never_a_formula(typed):
    cell = sheet(Works([{**ROW, "title": typed}]).as_xlsx())[2][0]
    assert (cell.value, cell.data_type) == (typed, "s")


def test_the_file_takes_what_excel_cannot():
    long = sheet(Works([{**ROW, "title": "a\x07b" + "x" * 40_000}]).as_xlsx())[2][0].value
    assert len(long) == CELL_LIMIT
    assert long.startswith("abx")
    assert long.endswith("…")


def test_moments_are_of_hanoi_in_the_file():
    at = datetime(2026, 11, 22, 20, 5, tzinfo=UTC)
    assert sheet(Works([{**ROW, "due": at}]).as_xlsx())[2][2].value == datetime(2026, 11, 23, 3, 5)


def test_columns_follow_paths_and_stop_at_nothing():
    class Row:
        parent = None

        def title(self):
            return "gọi được"

    assert Column("a", "A", "parent.name").of(Row()) is None
    assert Column("title", "A").of(Row()) == "gọi được"


@pytest.mark.django_db
def test_a_query_is_read_in_pieces_with_one_query(django_assert_num_queries):
    for number in range(3):
        Area.objects.create(code=f"9{number}", level="commune", name=f"Xã {number}", full_name=f"Xã {number}",
                            unit_type="Xã", since=date(2015, 1, 1), basis="thử")  # fmt: skip
    with django_assert_num_queries(1):
        data = Table(Area.objects.order_by("code"), columns=[Column("name", "Tên")], caption="Xã").as_xlsx()
    assert [row[0].value for row in sheet(data).iter_rows()] == ["Tên", "Xã 0", "Xã 1", "Xã 2"]


def test_a_list_exports_all_its_rows_not_one_page(rf):
    rows = [{**ROW, "pk": number} for number in range(120)]
    response = listing(rf.get("/?format=xlsx&page=2"), "web/components.html", Works, rows)
    assert response["Content-Disposition"] == 'attachment; filename="viec.xlsx"'
    assert sheet(response.content).max_row == 121


@pytest.mark.parametrize(
    ("asked", "page"), [("2", 2), ("0", 3), ("-1", 3), ("9" * 30, 3), ("9" * 5000, 1), ("abc", 1), ("", 1)]
)
def test_a_page_number_that_is_none_falls_to_one_there_is(rf, asked, page):
    assert paginate(rf.get("/", {"page": asked}), range(120)).number == page


def test_chips_keep_the_other_filters_and_start_at_the_first_page(rf):
    chips = chips_for(
        rf.get("/?status=late&org=3&page=4"), "status", [("", "Tất cả"), ("late", "Quá hạn")], {"late": 2}
    )
    assert [(chip.url, chip.current, chip.count) for chip in chips] == [
        ("?org=3", False, 0),
        ("?status=late&org=3", True, 2),
    ]
