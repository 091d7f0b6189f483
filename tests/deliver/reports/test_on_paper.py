"""A report that was signed with ink is taken in through its page: scan, number, day, who attests, what it states."""

import uuid
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from dongthuan.deliver.reports import actions, forms, seal
from dongthuan.deliver.reports.models import Report
from dongthuan.deliver.reports.states import Status
from dongthuan.foundation.record import queries as record
from dongthuan.foundation.things.kit import Refused, at_day
from tests.deliver.programmes.make import scan
from tests.deliver.reports.making import LAST, fresh, make_report
from tests.factories import World, make_world

pytestmark = pytest.mark.django_db
FIGURES = "Mô hình Dân vận khéo; 1.045; mô hình; 31/12/2020\nHội nghị đối thoại\t12\thội nghị"


@pytest.fixture
def world(db) -> World:
    return make_world()


def form_of(**other: Any) -> dict[str, Any]:
    return {
        "scan": SimpleUploadedFile("tong-ket.pdf", scan(), "application/pdf"), "number": "45", "dated": "31/12/2022",
        "signers": "Vũ Thị Hòa", "figures": FIGURES, "attest": "on", "form_key": str(uuid.uuid4()),
    } | other  # fmt: skip


def send(world: World, client, report: Report, who: str = "focal_officer", **other: Any) -> Any:
    client.force_login(fresh(world, who))
    return client.post(f"/reports/{report.pk}/signed-on-paper/", form_of(**other))


def test_taken_in_with_what_it_states(world: World, client) -> None:
    report = make_report(world)
    assert send(world, client, report).status_code == 302
    report.refresh_from_db()
    assert (report.status, report.paper.shown_number) == (Status.SIGNED, "45-BC/BDVTU")
    assert (report.paper.on_paper, report.paper.attested_by) == (True, world.users["focal_officer"])
    stated = report.declared.values_list("label", "value", "unit", "nature", "as_of", "source")
    source = "Báo cáo số 45-BC/BDVTU ngày 31/12/2022"
    assert list(stated) == [
        ("Mô hình Dân vận khéo", Decimal(1045), "mô hình", "P", date(2020, 12, 31), source),
        ("Hội nghị đối thoại", Decimal(12), "hội nghị", "T", None, source),
    ]
    assert "1.045 mô hình" in str(report.paper.body["appendices"])
    assert seal.broken(report, seal.sealed()[report.thing_id]) == []


def test_the_history_says_so(world: World, client) -> None:
    report = make_report(world)
    send(world, client, report)
    lines = [str(line.sentence) for line in record.history(world.users["focal_officer"], report.thing)]
    told = next(line for line in lines if "nhập báo cáo đã ký trên giấy" in line)
    assert "<b>45-BC/BDVTU</b> ngày 31/12/2022, 2 số liệu khai báo theo văn bản" in told
    assert told.count(world.users["focal_officer"].full_name) == 2  # who did it, and who attests


def test_sent_twice_it_is_taken_in_once(world: World, client) -> None:
    report, key = make_report(world), str(uuid.uuid4())
    first = send(world, client, report, form_key=key)
    again = send(world, client, report, form_key=key)
    assert (first.status_code, again.status_code, again["Location"]) == (302, 302, first["Location"])
    assert report.declared.count() == 2
    assert send(world, client, report).status_code == 403  # another form: it is signed already


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"attest": ""}, "attest"),
        ({"dated": "31/12/2099"}, "dated"),
        ({"number": "0"}, "number"),
        ({"scan": SimpleUploadedFile("a.pdf", b"MZ\x90\x00", "application/pdf")}, "scan"),
        ({"figures": "Mô hình"}, "figures"),
        ({"figures": "Mô hình; nhiều; mô hình"}, "figures"),
        ({"figures": "Mô hình; 5; mô hình; 31/31/2020"}, "figures"),
        ({"figures": "a; 1\nb; 2; c; 01/01/2020; thừa"}, "figures"),
    ],
)
def test_a_wrong_form_comes_back_with_what_was_typed(world: World, client, wrong: dict[str, Any], said: str) -> None:
    report = make_report(world)
    answer = send(world, client, report, **wrong)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [said]
    assert "Vũ Thị Hòa" in answer.content.decode()
    report.refresh_from_db()
    assert (report.status, report.declared.count()) == (Status.DRAFT, 0)


def test_the_line_at_fault_is_named(world: World) -> None:
    form = forms.TakeInForm(
        {"figures": "Mô hình; 1\n\nHội nghị; x", "number": "1", "dated": "31/12/2022"}, report=make_report(world)
    )
    assert "Dòng 3" in str(form.errors["figures"])


def test_a_period_that_still_runs_has_no_signed_report(world: World, client) -> None:
    with at_day(date(2022, 10, 1)):
        report = make_report(world)
        Report.objects.filter(pk=report.pk).update(until=date(2099, 12, 31))
    assert send(world, client, report).status_code == 403
    with pytest.raises(Refused):
        actions.take_in(
            report,
            number=1,
            dated=LAST,
            signers={1: "Vũ Thị Hòa"},
            scan=BytesIO(scan()),
            by=fresh(world, "focal_officer"),
        )


def test_only_the_parties_officers_take_it_in(world: World, client) -> None:
    report = make_report(world)
    for who in ("leader", "department_officer", "steering_viewer"):
        assert send(world, client, report, who).status_code == 403
    for who in ("commune_officer", "administrator", "citizen"):
        assert send(world, client, report, who).status_code == 404


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE papers_paper SET attested_by_id = NULL",
        "UPDATE papers_paper SET number = 46",
        "DELETE FROM papers_paper",
        "UPDATE papers_signature SET signer_name = 'Khác'",
        "DELETE FROM papers_revision",
    ],
)
def test_what_was_signed_on_paper_stays(world: World, client, sql: str) -> None:
    send(world, client, make_report(world))
    with pytest.raises(Exception, match=r"frozen|signed|append-only|permission denied"), transaction.atomic():
        connection.cursor().execute(sql)
