"""The periodic forms: counted from the cases, adding up, open to their rows; and the open data without small cells."""

import csv
import json
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from dongthuan.foundation.orgs.models import Role
from dongthuan.foundation.things.kit import Refused
from dongthuan.foundation.vault import actions as vault
from dongthuan.foundation.vault.models import Dossier
from dongthuan.listen.petitions import actions
from dongthuan.listen.petitions.models import Result
from dongthuan.listen.petitions.rules import forms as law
from dongthuan.listen.petitions.statistics import figures, open_data
from dongthuan.listen.petitions.statistics.periods import asked, faults
from tests.factories import make_officer

from . import making
from .making import on

pytestmark = pytest.mark.django_db
NOW = date(2026, 10, 20)  # Q3 of 2026: 15/06 to 14/09; Q4: from 15/09
Q3, Q4 = ("Q3", 2026), ("Q4", 2026)


def client(user) -> Client:
    found = Client()
    found.force_login(user)
    return found


@pytest.fixture
def cases(world) -> dict:
    """A commune's summer: decided, withdrawn, guided, transferred, joined, refused, waiting, denounced, answered."""
    desk, leader, solver = (world.users[r] for r in ("reception_officer", "leader_commune", "solver"))
    made = {
        "decided": making.sent(world), "verifying": making.verifying(world), "received": making.take_in(world, channel="post"),
        "denounced": making.verifying(world, "denunciation"), "answered": making.answered(world),
        "guided": actions.guide(making.classified(world), to="Sở Xây dựng", by=desk),
        "filed": actions.file_away(making.classified(world), ground="XLD.1", by=desk),
    }  # fmt: skip
    passed = making.classified(world, "reflection", channel="post")
    made["there"] = actions.transfer(passed, to=world.communes[1], by=desk)
    made["passed"] = passed
    made["joined"] = actions.join(making.classified(world), to=made["verifying"], by=desk)
    late = making.verifying(world, channel="post")
    with on(date(2026, 9, 20)):  # past its limit, and in the next period
        made["late"] = actions.decide(late, outcome="right", number="9/QĐ", by=leader)
        actions.note_result(made["late"], state_money="12.5", people_to_handle=2, officials_to_handle=1, by=solver)
    return made


def pks(user, period, code, column) -> set[int]:
    found = asked(user, *period)
    form = found.form(code)
    return {x.pk for x in figures.behind(form, form.columns[column - 1], found.lines)}


def test_the_forms_are_whole_and_follow_the_numbers_of_the_circular():
    day = date(2026, 9, 14)
    assert {f.code for f in law.forms(day).value} | {"01/TCD"} == set(law.NAMES)
    by_code = {f.code: f for f in law.forms(day).value}
    sums = {c: {(x.total, x.parts) for x in f.checks} for c, f in by_code.items()}
    assert {(1, (3, 5, 7)), (1, (9, 11)), (2, (4, 6, 8)), (2, (10, 12))} <= sums["02/TCD"]
    assert {(10, (11, 15, 16, 17)), (10, (18, 19, 20, 21, 22)), (10, (23, 26))} <= sums["02/XLD"]
    assert (5, (20, 21, 22, 23, 24)) in sums["01/KQGQ"]
    for form in by_code.values():
        named = {n for check in form.checks for n in (check.total, *check.parts)}
        assert named <= {c.number for c in form.columns}
        for column in form.columns:
            assert figures.is_amount(column) or figures._tests(column.figure)
    assert law.forms(date(2023, 12, 31)).basis != law.forms(date(2024, 1, 1)).basis


def test_every_form_adds_up_and_opens_what_it_counted(world, cases):
    with on(NOW):
        for user in (world.users["leader_commune"], world.users["leader"]):
            for period in (Q3, Q4, ("YEAR", 2026)):
                found = asked(user, *period)
                for form in found.forms:
                    numbers = found.figures(form)
                    assert faults(form, numbers) == [], (form.code, period)
                    for column in form.columns:
                        if not figures.is_amount(column):
                            assert len(figures.behind(form, column, found.lines)) == numbers[column.number]


def test_what_is_counted_where_and_in_which_period(world, cases):
    user = world.users["leader_commune"]
    with on(NOW):
        own = {cases[n].pk for n in ("decided", "verifying", "late")}
        assert pks(user, Q3, "02/XLD", 24) == own
        assert pks(user, Q3, "01/XLD", 23) == {cases["guided"].pk}
        assert pks(user, Q3, "01/XLD", 24) == {cases["passed"].pk}
        assert cases["joined"].pk in pks(user, Q3, "01/XLD", 8)
        assert cases["joined"].pk not in pks(user, Q3, "01/XLD", 9)
        assert cases["received"].pk not in pks(user, Q3, "01/XLD", 8)
        assert pks(user, Q3, "02/XLD", 21) == {cases["verifying"].pk, cases["late"].pk}, "not solved by 14/09"
        assert pks(user, Q3, "01/KQGQ", 5) == {cases["decided"].pk}
        assert pks(user, Q4, "01/KQGQ", 5) == pks(user, Q4, "01/KQGQ", 26) == {cases["late"].pk}
        assert pks(user, Q4, "01/KQGQ", 2) == {cases["late"].pk, cases["verifying"].pk}
        assert asked(user, *Q4).figures(asked(user, *Q4).form("01/KQGQ"))[7] == 12.5
        assert pks(user, Q3, "02/TCD", 1) & pks(user, Q3, "02/TCD", 14) == set(), "it came by post"


def test_a_denunciation_is_a_number_to_who_stands_above_and_nothing_to_whom_it_is_about(world, cases):
    p, chair = cases["denounced"], make_officer(world.districts[0], Role.LEADER, title="Chủ tịch", rank="head")
    url = reverse("petitions:statistics_rows", args=["03-xld", 25]) + "?period=Q3&year=2026"
    with on(NOW):
        own = client(world.users["leader_commune"]).get(url)
        assert p.code in own.content.decode()
        above = client(chair).get(url)
        assert above.context["hidden"] == 1
        assert p.code not in above.content.decode()
        deputy = make_officer(world.communes[0], Role.LEADER, title="Phó Chủ tịch", rank="deputy")
        vault.exclude(Dossier.objects.get(thing=p.dossier), person=deputy, by=world.users["leader_commune"])
        assert pks(deputy, Q3, "03/XLD", 1) == set()
        assert pks(chair, Q3, "03/XLD", 1) == {p.pk}


def test_the_files_hold_the_figures(world, cases):
    c = client(world.users["leader_commune"])
    asks = {"period": "Q3", "year": "2026"}
    with on(NOW):
        page = c.get(reverse("petitions:statistics"), asks).content.decode()
        assert "Thông tư 01/2024/TT-TTCP (chưa đối chiếu)" in page
        assert "không khớp" not in page.lower()
        form = c.get(reverse("petitions:statistics_form", args=["02-xld"]), asks)
        assert "Cột 10 = cột 23 + cột 26: 4 = 3 + 1, đúng." in form.content.decode()
        book = load_workbook(BytesIO(c.get(reverse("petitions:statistics_download", args=["xlsx"]), asks).content))
        assert book.sheetnames == [f.code.replace("/", "-") for f in law.ALL]
        sheet = book["02-XLD"]
        total = next(r for r in sheet.iter_rows(values_only=True) if r[0] == "Tổng")
        assert (total[10], total[23]) == (4, 3)
        word = Document(BytesIO(c.get(reverse("petitions:statistics_download", args=["docx"]), asks).content))
        assert any("02/XLD" in p.text for p in word.paragraphs)
        assert len(word.tables) >= len(law.ALL)
        assert c.get(reverse("petitions:statistics_download", args=["pdf"])).status_code == 404
        assert c.get(reverse("petitions:statistics"), {"period": "Q1", "year": "2016"}).status_code == 404


def test_open_data_shows_no_small_number_and_no_person(world, cases):
    for _n in range(6):
        making.answered(world)
    c, asks = client(world.users["leader_commune"]), {"period": "Q3", "year": "2026"}
    with on(NOW):
        text = c.get(reverse("petitions:statistics_download", args=["csv"]), asks).content.decode("utf-8-sig")
        package = json.loads(c.get(reverse("petitions:statistics_download", args=["json"]), asks).content)
    rows = list(csv.DictReader(StringIO(text)))
    assert [f["name"] for f in package["resources"][0]["schema"]["fields"]] == list(rows[0])
    numbers = [int(r["so_don"]) for r in rows if r["so_don"]]
    assert all(n == 0 or n >= open_data.LEAST for n in numbers)
    assert [r["so_don"] for r in rows if r["linh_vuc"] == r["loai_don"] == "tổng"] == ["16"]
    assert "tố cáo" not in {r["loai_don"] for r in rows}, "a single one goes under with others"
    assert "Lụa" not in text


def test_the_numbers_of_a_result_are_possible(world, cases):
    solver, p = world.users["solver"], cases["decided"]
    for wrong in (
        {"people_to_handle": 1, "officials_to_handle": 2}, {"state_money": 5, "done_state_money": 6},
        {"bodies_restored": "1.5"}, {"state_land": -1},
    ):  # fmt: skip
        with pytest.raises(Refused):
            actions.note_result(p, by=solver, **wrong)
    step = reverse("petitions:step", args=[p.pk, "note_result"])
    assert client(solver).post(step, {"persons_land": "52,5", "done_persons_land": "10"}).status_code == 302
    assert Result.objects.get(petition=p).done == {"persons_land": "10"}
    assert "52,5" in client(solver).get(step).content.decode()
