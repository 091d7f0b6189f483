"""A report counts rows, freezes them, and can be held to them."""

import json
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dongthuan.deliver.reports import actions, command, queries
from dongthuan.deliver.reports.models import Report
from dongthuan.deliver.reports.states import Status
from dongthuan.foundation.papers import actions as papers
from dongthuan.foundation.things.kit import Refused, at_day
from tests.deliver.reports.making import DUE, LATE, finish, fresh, give, make_report, make_signed_programme, worked
from tests.factories import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db) -> World:
    return make_world()


def verbs(report: Report) -> list[str]:
    return list(report.thing.entries.order_by("seq").values_list("verb", flat=True))


def test_the_figures_count_the_rows_of_the_period(world: World) -> None:
    figures = queries.figures(worked(world))
    shown = {
        m: figures.total.value(m) for m in ("giao", "dung_han", "tre", "qua_han", "minh_chung", "ty_le_hoan_thanh")
    }
    assert shown == {
        "giao": 4,
        "dung_han": 1,
        "tre": 1,
        "qua_han": 2,
        "minh_chung": 2,
        "ty_le_hoan_thanh": Decimal("50.00"),
    }


def test_every_line_of_every_table_sums_to_the_whole(world: World) -> None:
    figures = queries.figures(worked(world))
    for lines in (figures.clauses, figures.organisations, figures.areas):
        assert sum(line.tally.value("giao") for line in lines) == 4
        for line in lines:
            parts = [line.tally.value(m) for m in ("dung_han", "gia_han", "tre", "dang_lam", "qua_han", "dung")]
            assert line.tally.value("giao") == sum(parts)


def test_a_figure_opens_exactly_its_rows(world: World, client) -> None:
    report = worked(world)
    rows = queries.rows_of(report, "qua_han", clause=None, organisation=None, area=None)
    assert {r.bucket for r in rows} == {"overdue"}
    assert rows.count() == 2
    client.force_login(fresh(world, "focal_officer"))
    page = client.get(f"/reports/{report.pk}/rows/?measure=qua_han")
    assert page.status_code == 200
    assert page.context["value"] == "2"
    assert client.get(f"/reports/{report.pk}/rows/?measure=khong_co").status_code == 404
    assert client.get(f"/reports/{report.pk}/rows/?measure=giao&clause=99999999999999999999").status_code == 200


def test_a_report_of_a_day_does_not_know_what_came_later(world: World) -> None:
    programme = make_signed_programme(world)
    given = give(world, programme)
    finish(world, given[0], on=LATE)
    with at_day(DUE.replace(month=6)):
        report = actions.open(
            programme, kind="six_month", year=2022, issuer=world.bdv, by=fresh(world, "focal_officer")
        )
    assert queries.figures(report).total.value("dang_lam") == 4


def test_one_report_of_a_kind_per_period(world: World) -> None:
    report = worked(world)
    with pytest.raises(Refused, match=r"already|đã có"):
        make_report(world, report.programme)
    with pytest.raises(Refused):
        actions.open(report.programme, kind="annual", year=2019, issuer=world.bdv, by=fresh(world, "focal_officer"))


def test_only_focal_officers_write(world: World) -> None:
    report = worked(world)
    for who in ("leader", "commune_officer", "steering_viewer", "administrator", "citizen"):
        with pytest.raises(Refused):
            actions.compute(report, by=fresh(world, who))
    assert not queries.visible_to(fresh(world, "administrator")).exists()
    assert not queries.visible_to(fresh(world, "citizen")).exists()


def test_two_who_write_one_section(world: World) -> None:
    report = worked(world)
    section = report.sections.get(key="uu_diem")
    by = fresh(world, "focal_officer")
    actions.write(section, text="Của người thứ nhất, [[giao]] việc.", revision=1, by=by)
    with pytest.raises(Refused, match=r"meantime|vừa lưu"):
        actions.write(section, text="Của người thứ hai.", revision=1, by=by)
    section.refresh_from_db()
    assert section.text.startswith("Của người thứ nhất")


def test_a_token_must_name_a_figure(world: World) -> None:
    section = worked(world).sections.first()
    for text in ("[[sai]]", "[[giao:IX.9]]"):
        with pytest.raises(Refused) as refusal:
            actions.write(section, text=text, revision=1, by=fresh(world, "focal_officer"))
        assert refusal.value.field == "text"


def test_declared_figures_name_their_paper_and_day(world: World) -> None:
    report, by = worked(world), fresh(world, "focal_officer")
    with pytest.raises(Refused) as refusal:
        actions.declare(report, label="Mô hình", value=1045, source=" ", by=by)
    assert refusal.value.field == "source"
    with pytest.raises(Refused) as refusal:
        actions.declare(report, label="Mô hình", value=1045, nature="P", source="BC 45", by=by)
    assert refusal.value.field == "as_of"
    figure = actions.declare(report, label="Mô hình", value=1045, nature="P", as_of=DUE, source="BC 45", by=by)
    actions.remove_declared(figure, by=by)
    assert verbs(report)[-2:] == ["reports.declare", "reports.remove_declared"]


def test_freezing_keeps_rows_and_signing_ends_it(world: World, settings) -> None:
    settings.DEMO = True
    report, by = worked(world), fresh(world, "focal_officer")
    report = actions.freeze(report, by=by)
    assert (report.status, len(report.rows_hash), report.paper.status) == (Status.FROZEN, 64, "frozen")
    with pytest.raises(Refused):
        actions.compute(report, by=by)
    papers.sign_with_installation_key(report.paper, report.paper.blocks.get(), by=fresh(world, "leader"))
    report.refresh_from_db()
    assert report.status == Status.SIGNED
    assert verbs(report)[-2:] == ["reports.freeze", "reports.mark_signed"]
    assert queries.visible_to(fresh(world, "commune_officer")).filter(pk=report.pk).exists()


def test_an_unsigned_paper_can_be_given_up(world: World) -> None:
    report, by = worked(world), fresh(world, "focal_officer")
    report = actions.freeze(report, by=by)
    with pytest.raises(Refused):
        actions.unfreeze(report, reason=" ", by=by)
    report = actions.unfreeze(report, reason="Sai kỳ", by=by)
    assert (report.status, report.rows_hash, report.paper) == (Status.DRAFT, "", None)


def test_verify_names_what_changed_since(world: World, capsys) -> None:
    programme = make_signed_programme(world)
    given = give(world, programme)
    report = actions.freeze(make_report(world, programme), by=fresh(world, "focal_officer"))
    assert command.main(["verify"]) == 0
    finish(world, given[0], on=DUE)
    assert command.main(["verify", str(report.pk), "--json"]) == 1
    said = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (said[0]["intact"], len(said[0]["changed_since"])) == (True, 1)
    assert command.main(["verify", "999999"]) == 2


def test_the_page_asks_the_same_number_of_questions_at_any_volume(world: World, client) -> None:
    report = worked(world)
    client.force_login(fresh(world, "focal_officer"))
    client.get("/desk/")  # the number in the navigation is kept from here
    numbers = []
    for _round in range(2):
        for page in (f"/reports/{report.pk}/", f"/reports/{report.pk}/rows/?measure=giao"):
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert client.get(page).status_code == 200
            numbers.append(len(asked))
        row = report.rows.first()
        report.rows.model.objects.bulk_create(
            report.rows.model(report=report, task=type(row.task).objects.create(kind="person"), clause=row.clause,
                              organisation=o, area=o.area, bucket="late")
            for o in (world.districts + world.communes) for _n in range(6)
        )  # fmt: skip
    assert numbers[0] == numbers[2]
    assert numbers[3] - numbers[1] <= 1  # one more kind of thing among the rows is one more question, however many rows
