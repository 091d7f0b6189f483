"""A report speaks of its day as it was known at its moment: later words, due dates and work do not move it."""

from datetime import date

import pytest

from dongthuan.deliver.reports import actions, changes, editions, queries, rows
from dongthuan.deliver.reports.models import Report
from dongthuan.deliver.tasks import actions as tasks
from dongthuan.foundation.things.kit import Refused, at_day
from tests.deliver.reports.making import (
    DUE,
    GIVEN,
    LAST,
    LATE,
    amend,
    finish,
    fresh,
    give,
    make_report,
    make_signed_programme,
    worked,
)
from tests.factories import World, make_world

pytestmark = pytest.mark.django_db
NEXT_YEAR, LATER = date(2023, 2, 1), date(2023, 3, 31)


@pytest.fixture
def world(db) -> World:
    return make_world()


def computed_on(world: World, report: Report, day: date) -> Report:
    with at_day(day):
        return actions.compute(report, by=fresh(world, "focal_officer"))


def total(report: Report, *measures: str) -> list[int]:
    figures = queries.figures(report)
    return [figures.total.value(m) for m in measures]


# --- the wording --------------------------------------------------------------------------------------------------
def test_a_report_speaks_of_the_wording_in_force_on_its_last_day(world: World) -> None:
    programme = make_signed_programme(world)
    give(world, programme)
    report = make_report(world, programme)
    before = queries.codes_of(report)
    amend(world, programme, on=date(2023, 1, 15))
    report = computed_on(world, report, NEXT_YEAR)
    assert queries.codes_of(report) == before
    assert [line.label for line in queries.figures(report).clauses] == [heading for _, heading in before]
    assert editions.named(editions.of(report)) == "văn bản số 01-CTr/BDVTU-UBND, bản ký ngày 02/04/2021"


def test_the_page_and_the_paper_say_which_wording(world: World, client) -> None:
    report = worked(world)
    client.force_login(fresh(world, "focal_officer"))
    said = "văn bản số 01-CTr/BDVTU-UBND, bản ký ngày 02/04/2021"
    assert client.get(f"/reports/{report.pk}/").content.decode().count(said) == 2  # above the report, and in its words
    assert said in report.sections.get(key="boi_canh").text


def test_before_the_first_signature_the_first_wording_counts(world: World) -> None:
    programme = make_signed_programme(world)
    assert editions.in_force_on(programme, date(2021, 1, 1)).number == 1
    amend(world, programme, on=date(2022, 6, 1))
    assert [editions.in_force_on(programme, d).number for d in (date(2022, 5, 31), date(2022, 6, 1))] == [1, 2]


def test_an_amendment_within_the_period_moves_an_open_report_with_its_clauses(world: World) -> None:
    """Figures named by number follow the clause; what somebody wrote stays; what nobody wrote in is drafted anew."""
    programme = make_signed_programme(world)
    give(world, programme)
    with at_day(date(2022, 10, 1)):
        report = actions.open(programme, kind="annual", year=2022, issuer=world.bdv, by=fresh(world, "focal_officer"))
    second = report.sections.filter(level=2).order_by("order")[1]
    assert "[[giao:II.2]]" in second.text
    by = fresh(world, "focal_officer")
    actions.write(second, text="Kiểm tra dân chủ: [[giao:II.2]] việc.", revision=1, by=by)
    amend(world, programme, on=date(2022, 11, 1))
    report = computed_on(world, report, LAST)
    second.refresh_from_db()
    assert (second.number, second.text, second.revision) == ("3", "Kiểm tra dân chủ: [[giao:II.3]] việc.", 3)
    titles = list(report.sections.filter(key__startswith="nd").values_list("number", "title"))
    assert titles[0] == ("1", "Thực hiện chuyển đổi số")
    assert [n for n, _ in titles] == ["1", "2", "3", "4"]
    assert {line.key: line.tally.value("giao") for line in queries.figures(report).clauses}["II.3"] == 4


def test_a_figure_of_a_clause_that_is_gone_stops_the_freezing(world: World) -> None:
    programme = make_signed_programme(world)
    report = make_report(world, programme)
    actions.write(
        report.sections.get(key="uu_diem"), text="[[giao:II.2]]", revision=1, by=fresh(world, "focal_officer")
    )
    report.sections.filter(key="uu_diem").update(text="[[giao:II.2?]]")
    with pytest.raises(Refused, match=r"\[\[giao:II\.2\?\]\]"):
        actions.freeze(report, by=fresh(world, "focal_officer"))


# --- the due dates ------------------------------------------------------------------------------------------------
def move(world: World, task, *, on: date, new: date) -> None:
    task.refresh_from_db()
    with at_day(on):
        tasks.move_due(task, new=new, reason="chờ hướng dẫn", by=fresh(world, "focal_officer"))


def test_a_due_date_moved_after_the_day_excuses_nothing(world: World) -> None:
    programme = make_signed_programme(world)
    given = give(world, programme)
    report = make_report(world, programme)
    assert total(report, "qua_han", "dang_lam") == [4, 0]
    move(world, given[0], on=NEXT_YEAR, new=LATER)
    report = computed_on(world, report, NEXT_YEAR)
    assert total(report, "qua_han", "dang_lam") == [4, 0]


def test_a_due_date_moved_by_the_day_counts(world: World) -> None:
    programme = make_signed_programme(world)
    given = give(world, programme)
    move(world, given[0], on=DUE, new=LATER)
    assert total(make_report(world, programme), "qua_han", "dang_lam") == [3, 1]


def test_a_due_date_moved_back_later_accuses_nobody(world: World) -> None:
    """Extended in September, shortened again in February: in December the task was not overdue."""
    programme = make_signed_programme(world)
    given = give(world, programme)
    move(world, given[0], on=DUE, new=LATER)
    report = make_report(world, programme)
    move(world, given[0], on=NEXT_YEAR, new=date(2022, 10, 31))
    assert total(computed_on(world, report, NEXT_YEAR), "qua_han", "dang_lam") == [3, 1]


def test_an_extension_asked_for_in_time_and_granted_later_is_told_as_changed_since(world: World) -> None:
    programme = make_signed_programme(world)
    given = give(world, programme)
    with at_day(DUE):
        ask = tasks.ask_extension(given[0], new=LATER, reason="chờ hướng dẫn", by=fresh(world, "commune_officer"))
    report = make_report(world, programme)
    with at_day(LAST):
        report = actions.freeze(report, by=fresh(world, "focal_officer"))
    with at_day(NEXT_YEAR):
        tasks.answer_extension(ask, grant=True, reason="đồng ý", by=fresh(world, "focal_officer"))
    assert rows.differences(report, report.moment) == []  # as it was known then, it is the same
    outcome = changes.of_one(report)
    assert (outcome.altered, outcome.rows) == ([], [])
    assert [(c.was, c.now, c.untraced) for c in outcome.since] == [("Quá hạn", "Đang làm", False)]


def test_what_was_written_down_later_is_not_known_yet(world: World) -> None:
    """Sent in the period, accepted after it: the frozen report stays; what changed is told, with its cause on record."""
    programme = make_signed_programme(world)
    given = give(world, programme)
    with at_day(LAST):
        report = actions.freeze(make_report(world, programme), by=fresh(world, "focal_officer"))
    finish(world, given[0], on=DUE)
    finish(world, given[1], on=LATE, doer="commune_officer_2")
    assert rows.differences(report, report.moment) == []
    assert [(c.was, c.now) for c in changes.of_one(report).since] == [
        ("Quá hạn", "Xong đúng hạn"), ("Quá hạn", "Xong trễ"),
    ]  # fmt: skip


def test_a_final_report_that_waited_on_the_day_is_not_overdue(world: World) -> None:
    programme = make_signed_programme(world)
    given = give(world, programme)
    with at_day(DUE):
        proof = [tasks.Proof(title="Biên bản", number="12/BB")]
        sent = tasks.report_progress(
            given[0], text="Xong", percent=100, evidences=proof, by=fresh(world, "commune_officer")
        )
    report = make_report(world, programme)
    assert total(report, "qua_han", "dang_lam") == [3, 1]
    with at_day(LAST):
        report = actions.freeze(report, by=fresh(world, "focal_officer"))
    with at_day(NEXT_YEAR):
        tasks.send_back(sent, reason="thiếu chữ ký", by=fresh(world, "focal_officer"))
    assert rows.differences(report, report.moment) == []
    assert [(c.was, c.now) for c in changes.of_one(report).since] == [("Đang làm", "Quá hạn")]


def test_work_given_after_the_moment_is_not_in_the_report(world: World) -> None:
    programme = make_signed_programme(world)
    with at_day(GIVEN):
        report = actions.open(
            programme, kind="six_month", year=2022, issuer=world.bdv, by=fresh(world, "focal_officer")
        )
    give(world, programme)
    assert rows.differences(report, report.moment) == []
    assert total(report, "giao") == [0]
