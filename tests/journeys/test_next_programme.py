"""The next programme begins with what this one leaves, and each piece knows where it came from."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from dongthuan.deliver.programmes import actions, queries
from dongthuan.deliver.programmes.models import Programme, Seed
from dongthuan.deliver.reports.models import Report, Section
from dongthuan.deliver.tasks.models import Task
from dongthuan.foundation.things.kit import Refused, kinds
from dongthuan.journeys import next_programme
from dongthuan.journeys.plan_tasks import cascade
from tests.deliver.programmes.make import content, make_programme, make_signed, make_signed_plan
from tests.factories import World, make_world

pytestmark = pytest.mark.django_db
FACTS = {
    "title": "phối hợp thực hiện công tác dân vận giai đoạn 2027 - 2030", "short_title": "Chương trình 2027-2030",
    "since": date(2027, 1, 1), "until": date(2030, 12, 31),
}  # fmt: skip


@pytest.fixture
def world(settings) -> World:
    settings.AS_OF = date(2022, 3, 1)
    return make_world()


@pytest.fixture
def before(world: World) -> Programme:
    """A programme with two open tasks under its second clause, and nothing done about the other two."""
    programme = make_signed(world)
    row = make_signed_plan(world, programme).rows.get()
    cascade(row, organisations=world.districts, due=row.ends, issuer=world.bdv, by=world.users["focal_officer"])
    return programme


def test_unfinished_clauses_lessons_and_open_tasks_are_offered(world: World, before: Programme):
    by = world.users["focal_officer"]
    assert [left.source for left in next_programme.unfinished_clauses(before)] == [
        r.row.clause.thing for r in content(before)
    ]
    actions.add_lesson(before, text="Giao việc phải kèm sản phẩm.", by=by)
    actions.add_lesson(before, text="Giao việc phải  kèm sản phẩm.", by=by)
    assert [left.words for left in next_programme.decided_lessons(by, before)] == ["Giao việc phải kèm sản phẩm."]
    assert len(next_programme.open_tasks(by, before)) == 2
    Task.objects.update(status="in_progress")
    assert len(next_programme.open_tasks(by, before)) == 2


def test_each_carried_piece_keeps_the_way_back(world: World, before: Programme):
    by = world.users["focal_officer"]
    clauses = next_programme.unfinished_clauses(before)[1:2]
    tasks = next_programme.open_tasks(by, before)[:1]
    fresh = next_programme.begin_next(
        before, facts=FACTS, chosen=[*clauses, *tasks], lessons=["Giao việc phải kèm sản phẩm."], by=by
    )
    assert fresh.predecessor == before
    assert [(p.organisation, p.leads) for p in fresh.parties.all()] == [(world.bdv, True), (world.ubnd, False)]
    seeds = {seed.kind: seed for seed in fresh.seeds.all()}
    assert seeds[Seed.Kind.CLAUSE].source == content(before)[1].row.clause.thing
    assert seeds[Seed.Kind.LESSON].source == before.lessons.get().thing
    assert seeds[Seed.Kind.TASK].source == tasks[0].source
    version = fresh.text.versions.order_by("-number").first()
    for seed in seeds.values():
        row = version.clauses.get(clause=seed.clause)
        assert row.source == seed.source  # the words themselves point back
    carried = version.clauses.get(clause=seeds[Seed.Kind.CLAUSE].clause)
    assert carried.text == "Thực hiện dân chủ ở cơ sở."
    assert "NỘI DUNG PHỐI HỢP" in carried.parent.title
    assert (carried.kind, carried.number) == ("so", "1")  # nothing stands in for the real matters any more
    assert fresh.thing.entries.last().data == {"count": 3}


def test_the_points_of_a_clause_are_carried_with_it(world: World):
    by = world.users["focal_officer"]
    words = "II. NỘI DUNG PHỐI HỢP\n1. Tiếp công dân:\na) Định kỳ;\nb) Đột xuất.\n2. Thi đua.\n"
    before = make_signed(world, words=words)
    fresh = next_programme.begin_next(
        before, facts=FACTS, chosen=next_programme.unfinished_clauses(before), lessons=[], by=by
    )
    version = fresh.text.versions.order_by("-number").first()
    rows = [r.row for r in queries.readings(version)]
    at = next(n for n, row in enumerate(rows) if row.text == "Tiếp công dân:")
    assert [(r.kind, r.number, r.text) for r in rows[at + 1 : at + 4]] == [
        ("diem", "a", "Định kỳ;"), ("diem", "b", "Đột xuất."), ("so", "2", "Thi đua."),
    ]  # fmt: skip
    assert [r.parent_id for r in rows[at + 1 : at + 3]] == [rows[at].pk, rows[at].pk]
    old = {r.row.text: r.row.clause.thing_id for r in queries.readings(before.in_force_version)}
    assert [r.source_id for r in rows[at : at + 4]] == [old[r.text] for r in rows[at : at + 4]]


def test_a_lesson_stands_on_its_programmes_page_with_the_report_it_comes_from(world: World, before: Programme, client):
    report = Report.objects.create(
        programme=before, kind="annual", title="kết quả năm 2021", issuer=world.bdv, since=date(2021, 4, 2),
        until=date(2021, 12, 31),
    )  # fmt: skip
    lesson = actions.add_lesson(before, text="Hạn phải rõ.", source=report.thing, by=world.users["focal_officer"])
    client.force_login(world.users["focal_officer"])
    address, _, place = kinds["lesson"].url(lesson).partition("#")
    page = client.get(address).content.decode()
    assert f'id="{place}"' in page
    assert "Hạn phải rõ." in page
    assert reverse("reports:detail", args=[report.pk]) in page.partition(f'id="{place}"')[2][:400]


def test_articles_carried_into_a_regulation_are_counted_through_the_whole_text(world: World):
    by = world.users["focal_officer"]
    words = "Chương I\nNỘI DUNG PHỐI HỢP\nĐiều 1. Dân chủ ở cơ sở\nCác bên phối hợp.\nĐiều 2. Đối thoại\nCác bên đối thoại.\n"
    before = make_signed(world, kind="quy_che", words=words, short_title="Quy chế 2021-2026")
    left = next_programme.unfinished_clauses(before)
    assert [x.title for x in left] == ["Dân chủ ở cơ sở", "Đối thoại"]
    fresh = next_programme.begin_next(before, facts=FACTS, chosen=left, lessons=[], by=by)
    version = fresh.text.versions.order_by("-number").first()
    articles = [(r.row.number, r.row.title) for r in queries.readings(version) if r.row.kind == "dieu"]
    assert [number for number, _title in articles] == [str(n + 1) for n in range(len(articles))]
    assert articles[2:4] == [("3", "Dân chủ ở cơ sở"), ("4", "Đối thoại")]


def test_lessons_that_a_finished_report_names_are_offered_and_decided_by_choosing(world: World, before: Programme):
    by = world.users["focal_officer"]
    report = Report.objects.create(
        programme=before, kind="annual", title="Báo cáo năm 2021", issuer=world.bdv, since=date(2021, 4, 2),
        until=date(2021, 12, 31),
    )  # fmt: skip
    section = {"order": 9, "level": 2, "number": "4", "title": "Bài học kinh nghiệm"}
    Section.objects.create(report=report, key="bai_hoc", text="- Giao việc kèm sản phẩm.\n- Hạn phải rõ.", **section)
    assert next_programme.decided_lessons(by, before) == []  # still being written
    Report.objects.filter(pk=report.pk).update(status="frozen", rows_hash="x", moment=timezone.now())
    offered = next_programme.decided_lessons(by, before)
    assert [x.words for x in offered] == ["Giao việc kèm sản phẩm.", "Hạn phải rõ."]
    fresh = next_programme.begin_next(before, facts=FACTS, chosen=offered[1:], lessons=[], by=by)
    lesson = before.lessons.get()
    assert (lesson.text, lesson.source) == ("Hạn phải rõ.", report.thing)
    assert fresh.seeds.get().source == lesson.thing


def test_carrying_over_twice_changes_nothing(world: World, before: Programme):
    by = world.users["focal_officer"]
    left = next_programme.unfinished_clauses(before)[0]
    piece = actions.Piece(left.kind, left.source, left.words)
    fresh = make_programme(world, predecessor=before, short_title="Sau")
    actions.carry_over(fresh, pieces=[piece, piece], by=by)
    actions.carry_over(fresh, pieces=[piece], by=by)
    assert fresh.seeds.count() == 1
    assert fresh.text.versions.count() == 2
    with pytest.raises(Refused):
        actions.carry_over(fresh, pieces=[piece], by=world.users["department_officer"])


def test_only_a_focal_officer_of_a_signed_programme_hands_on(world: World, before: Programme):
    for role in ("leader", "department_officer", "steering_viewer", "administrator"):
        with pytest.raises(Refused):
            next_programme.begin_next(before, facts=FACTS, chosen=[], lessons=[], by=world.users[role])
    draft = make_programme(world, short_title="Dự thảo")
    with pytest.raises(Refused):
        actions.add_lesson(draft, text="x", by=world.users["focal_officer"])
    with pytest.raises(Refused) as refusal:
        actions.add_lesson(before, text="  ", by=world.users["focal_officer"])
    assert refusal.value.field == "text"


def test_the_page_opens_the_next_programme_with_what_was_chosen(world: World, before: Programme, client):
    client.force_login(world.users["focal_officer"])
    url = reverse("journeys:next_programme", args=[before.pk])
    assert client.get(url).status_code == 200
    form = {
        "title": FACTS["title"], "short_title": FACTS["short_title"], "since": "01/01/2027", "until": "31/12/2030",
        "clauses": ["0", "2"], "tasks": ["1"], "own_lessons": "Một bài học\nHai bài học",
    }  # fmt: skip
    wrong = client.post(url, form | {"until": "31/13/2030"})
    assert wrong.status_code == 422
    assert "Hai bài học" in wrong.content.decode()  # what was typed is kept
    done = client.post(url, form)
    fresh = Programme.objects.get(predecessor=before)
    assert done["Location"] == reverse("programmes:detail", args=[fresh.pk])
    assert sorted(fresh.seeds.values_list("kind", flat=True)) == ["clause", "clause", "lesson", "lesson", "task"]
    page = client.get(done["Location"]).content.decode()
    assert "Quán triệt chủ trương" in page
