"""What may be done with a task: the happy way, every refusal, and the line each leaves in the record."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from dongthuan.deliver.tasks import actions, queries
from dongthuan.deliver.tasks.actions import Proof
from dongthuan.deliver.tasks.models import Progress, Task
from dongthuan.deliver.tasks.states import MOVES, Status
from dongthuan.foundation.notify.models import Notice
from dongthuan.foundation.orgs.models import Role
from dongthuan.foundation.record.models import Entry
from dongthuan.foundation.record.queries import faults_of
from dongthuan.foundation.things.kit import Kind, Refused, kinds, today
from tests.factories import World, make_area, make_officer, make_org, make_world

from .making import LINK, at, make_report, make_task, make_tasks

pytestmark = pytest.mark.django_db
START, DUE = date(2024, 1, 22), date(2024, 6, 30)


@pytest.fixture
def world() -> World:
    return make_world()


def verbs(task: Task) -> list[str]:
    return [e.verb for e in Entry.objects.filter(subject=task.thing) if e.verb.startswith("tasks.")]


def commune(world: World) -> object:
    return world.users["commune_officer"]


def focal(world: World) -> object:
    return world.users["focal_officer"]


# --- giving ---------------------------------------------------------------------------------------------------------
def test_one_step_gives_a_copy_to_each_organisation(world: World):
    tasks = make_tasks(world, [*world.districts, *world.communes])
    assert [t.organisation for t in tasks] == [*world.districts, *world.communes]
    assert len({t.batch for t in tasks}) == 1
    assert all(t.first_due == t.due for t in tasks)
    first = tasks[2]
    assert (first.post.role, first.post.organisation) == (Role.COMMUNE_OFFICER, world.communes[0])
    assert tasks[4].post is None  # nobody works there yet: the organisation still has it
    assert all(verbs(t) == ["tasks.issue"] for t in tasks)
    assert Notice.objects.filter(user=commune(world), thing=first.thing).count() == 1


def test_giving_to_very_many_takes_as_many_queries_as_giving_to_few(world: World):
    def many(n: int) -> list:
        area = make_area("commune", f"X{n}", parent=world.district_areas[0])
        return [make_org(f"UBND xã {n}.{i}", area=area, level="commune", parent=world.districts[0]) for i in range(n)]

    counted = []
    make_task(world)  # who the officer works for is read once per request
    for n in (3, 143):
        receivers = many(n)
        with CaptureQueriesContext(connection) as queries_:
            make_tasks(world, receivers)
        counted.append(len(queries_))
    assert counted[0] == counted[1] < 40


def test_a_stranger_gives_nothing_and_a_commune_only_to_itself(world: World):
    for who in ("commune_officer", "steering_viewer", "administrator_2", "citizen"):
        with pytest.raises(Refused):
            make_task(world, by=world.users[who])
    mine = dict(issuer=world.communes[0], by=commune(world))
    with pytest.raises(Refused, match="Gia Hòa"):
        make_task(world, world.communes[1], **mine)
    assert make_task(world, world.communes[0], **mine).issuer == world.communes[0]


def test_a_part_is_given_by_who_has_the_whole_and_due_no_later(world: World):
    whole = make_task(world, world.districts[0])
    part = dict(parent=whole, issuer=world.districts[0], by=world.users["district_officer"])
    child = make_task(world, world.communes[0], **part)
    assert child.parent == whole
    assert world.phong.pk in child.seen_by
    with pytest.raises(Refused, match="không được muộn"):
        make_task(world, world.communes[1], **part | {"due": whole.due + timedelta(days=1)})
    with pytest.raises(Refused):
        make_task(world, world.communes[1], parent=whole)


@pytest.mark.parametrize("wrong", [{"title": " "}, {"organisations": []}, {"due": START}])
def test_giving_names_what_is_missing(world: World, wrong: dict):
    with pytest.raises(Refused) as refusal:
        actions.issue(**{
            "because": world.bdv.thing, "organisations": world.communes, "title": "Việc", "due": DUE, "starts": today(),
            "issuer": world.phong, "by": focal(world), **wrong})  # fmt: skip
    assert refusal.value.field == next(iter(wrong))


# --- reporting and closing ------------------------------------------------------------------------------------------
def test_the_doer_reports_and_the_issuer_closes(world: World):
    task = make_task(world)
    actions.start(task, by=commune(world))
    actions.accept(make_report(world, task, percent=50), by=focal(world))
    task.refresh_from_db()
    assert (task.status, task.percent) == (Status.IN_PROGRESS, 50)
    final = make_report(world, task)
    with pytest.raises(Refused):
        actions.accept(final, by=commune(world))
    done = actions.accept(final, by=focal(world))
    assert (done.status, done.timing, done.ended_on) == (Status.DONE, "on_time", today())
    assert done.accepted_progress == final
    assert verbs(task) == ["tasks.issue", "tasks.start", "tasks.report_progress", "tasks.accept",
                           "tasks.report_progress", "tasks.accept"]  # fmt: skip


def test_many_reports_are_accepted_at_once_or_none(world: World):
    here, there = make_tasks(world, world.communes[:2])
    part, final = make_report(world, here, 40), make_report(world, here)
    officer = make_officer(there.organisation, Role.COMMUNE_OFFICER)
    other = actions.report_progress(there, text="Xong", percent=100, by=officer, evidences=[LINK])
    actions.send_back(other, reason="Thiếu biên bản", by=focal(world))
    with pytest.raises(Refused, match=str(there.organisation)):
        actions.accept_many([part, final, other], by=focal(world))
    assert not Progress.objects.filter(status="accepted").exists()
    with CaptureQueriesContext(connection) as asked:
        actions.accept_many([part, final], by=focal(world))
    assert verbs(here)[-2:] == ["tasks.accept", "tasks.accept"]
    here.refresh_from_db()
    assert (here.status, here.timing, here.accepted_progress) == ("done", "on_time", final)
    assert Notice.objects.filter(key__startswith="tasks.accept:").count() == 2
    assert not faults_of(here.thing)
    assert len(asked) < 30


def test_who_reported_does_not_accept(world: World):
    task = make_task(world, world.phong)
    final = actions.report_progress(task, text="Xong", percent=100, by=focal(world), evidences=[LINK])
    with pytest.raises(Refused):
        actions.accept(final, by=focal(world))
    colleague = make_officer(world.phong, Role.FOCAL_OFFICER)
    assert actions.accept(final, by=colleague).status == Status.DONE


def test_sending_back_needs_a_reason_and_reopens(world: World):
    final = make_report(world)
    with pytest.raises(Refused) as refusal:
        actions.send_back(final, reason="  ", by=focal(world))
    assert refusal.value.field == "reason"
    task = actions.send_back(final, reason="Thiếu chú thích ảnh", by=focal(world))
    assert (task.status, task.percent, task.reported_on) == (Status.IN_PROGRESS, 0, None)
    assert "tasks.send_back" in verbs(task)
    with pytest.raises(Refused):
        actions.accept(final, by=focal(world))


@pytest.mark.parametrize(
    ("report", "field"),
    [({"text": " "}, "text"), ({"percent": 101}, "percent"), ({"percent": 100, "evidences": []}, "file"),
     ({"evidences": [Proof(url="javascript:alert(1)")]}, "url")],
)  # fmt: skip
def test_a_report_that_lacks_something_is_refused(world: World, report: dict, field: str):
    with pytest.raises(Refused) as refusal:
        actions.report_progress(make_task(world), **{"text": "Đã làm", "percent": 40, "by": commune(world), **report})
    assert refusal.value.field == field


def test_while_a_final_report_waits_no_other_is_sent(world: World):
    final = make_report(world)
    with pytest.raises(Refused):
        make_report(world, final.task)


def test_on_time_is_the_day_of_sending_and_not_the_day_of_closing(world: World, settings):
    at(settings, START)
    task = make_task(world, due=DUE)
    at(settings, DUE)
    final = make_report(world, task)
    at(settings, DUE + timedelta(days=90))
    done = actions.accept(final, by=focal(world))
    assert (done.timing, done.ended_on) == ("on_time", DUE)


def test_a_returned_report_does_not_keep_its_day(world: World, settings):
    at(settings, START)
    task = make_task(world, due=DUE)
    actions.send_back(make_report(world, task), reason="Thiếu", by=focal(world))
    at(settings, DUE + timedelta(days=1))
    assert actions.accept(make_report(world, task), by=focal(world)).timing == "late"


# --- due dates ------------------------------------------------------------------------------------------------------
def test_an_extension_is_asked_answered_and_counted_apart(world: World, settings):
    at(settings, START)
    task, later = make_task(world, due=DUE), DUE + timedelta(days=31)
    at(settings, DUE - timedelta(days=2))
    ask = actions.ask_extension(task, new=later, reason="Sửa hội trường", by=commune(world))
    at(settings, DUE + timedelta(days=5))
    final = make_report(world, task)
    with pytest.raises(Refused):
        actions.answer_extension(ask, grant=True, reason="Đồng ý", by=commune(world))
    actions.answer_extension(ask, grant=True, reason="Đồng ý", by=focal(world))
    task.refresh_from_db()
    assert (task.due, task.first_due) == (later, DUE)
    assert actions.accept(final, by=focal(world)).timing == "extended"
    assert {"tasks.ask_extension", "tasks.answer_extension"} <= set(verbs(task))


def test_an_extension_after_the_report_excuses_nothing(world: World, settings):
    at(settings, START)
    task = make_task(world, due=DUE)
    at(settings, DUE + timedelta(days=5))
    final = make_report(world, task)
    at(settings, DUE + timedelta(days=6))
    actions.move_due(task, new=DUE + timedelta(days=60), reason="Cho tròn", by=focal(world))
    assert actions.accept(final, by=focal(world)).timing == "late"


def test_moving_the_due_date_needs_a_reason_and_keeps_the_first(world: World):
    task = make_task(world)
    with pytest.raises(Refused) as refusal:
        actions.move_due(task, new=task.due + timedelta(days=9), reason="", by=focal(world))
    assert refusal.value.field == "reason"
    with pytest.raises(Refused):
        actions.move_due(task, new=task.due + timedelta(days=9), reason="x", by=commune(world))
    change = actions.move_due(task, new=task.due + timedelta(days=9), reason="Trùng đợt bão", by=focal(world))
    task.refresh_from_db()
    assert (change.old, task.first_due, task.due) == (task.first_due, change.old, change.new)
    with pytest.raises(IntegrityError, match="kept"), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(first_due=task.due)


# --- stopping -------------------------------------------------------------------------------------------------------
def test_all_parties_stop_a_task(world: World, monkeypatch):
    agreed = Kind("person", "people.User", "", url=str, title=str, visible_to=lambda u: None,
                  parties=lambda _o: [world.bdv, world.ubnd])  # fmt: skip
    monkeypatch.setitem(kinds, "person", agreed)
    task = make_task(world, because=commune(world).thing)
    with pytest.raises(Refused):
        actions.ask_stop(task, reason="", by=commune(world))
    ask = actions.ask_stop(task, reason="Hai xã nhập một", by=commune(world))
    party, state = ask.consents.order_by("pk")
    with pytest.raises(Refused):
        actions.consent_stop(party, agree=True, by=world.users["focal_state"])
    task = actions.consent_stop(party, agree=True, by=focal(world))
    assert task.status != Status.STOPPED
    task = actions.consent_stop(state, agree=True, by=world.users["leader_state"])
    assert (task.status, task.timing) == (Status.STOPPED, "")
    with pytest.raises(Refused):
        make_report(world, task)


def test_one_refusal_ends_the_request_and_the_task_goes_on(world: World):
    task = make_task(world)
    (consent,) = actions.ask_stop(task, reason="Khó", by=commune(world)).consents.all()
    assert consent.organisation == world.phong  # no parties known: the issuer decides
    with pytest.raises(Refused) as refusal:
        actions.consent_stop(consent, agree=False, by=focal(world))
    assert refusal.value.field == "reason"
    task = actions.consent_stop(consent, agree=False, reason="Vẫn làm được", by=focal(world))
    assert task.is_open
    assert actions.ask_stop(task, reason="Khó thật", by=commune(world)).pk


# --- obstacles ------------------------------------------------------------------------------------------------------
def test_an_obstacle_is_passed_up_seen_there_and_resolved(world: World):
    task = make_task(world)
    obstacle = actions.add_obstacle(task, text="Hội trường dột", by=commune(world))
    officer = world.users["department_officer"]
    assert not queries.visible_to(officer).filter(pk=task.pk).exists()
    actions.escalate_obstacle(obstacle, to=world.snv, by=commune(world))
    assert queries.visible_to(officer).filter(pk=task.pk).exists()
    with pytest.raises(Refused):
        actions.resolve_obstacle(obstacle, answer="", by=officer)
    actions.resolve_obstacle(obstacle, answer="Mượn nhà văn hóa", by=officer)
    assert verbs(task)[-3:] == ["tasks.add_obstacle", "tasks.escalate_obstacle", "tasks.resolve_obstacle"]
    with pytest.raises(Refused):
        actions.resolve_obstacle(obstacle, answer="Lần nữa", by=officer)


# --- who has it -----------------------------------------------------------------------------------------------------
def test_handing_over_stays_within_the_organisation(world: World):
    task = make_task(world)
    colleague = make_officer(world.communes[0], Role.COMMUNE_OFFICER)
    post = colleague.acting.posts[0]
    assert actions.hand_over(task, post=post, by=commune(world)).post == post
    elsewhere = world.users["commune_officer_2"].acting.posts[0]
    with pytest.raises(Refused):
        actions.hand_over(task, post=elsewhere, by=commune(world))


def test_a_returned_task_is_with_its_issuer_until_given_on(world: World):
    task = actions.return_to_issuer(make_task(world, world.districts[0]), reason="Kết thúc cấp huyện", by=None)
    assert (task.organisation, task.returned_from) == (world.phong, world.districts[0])
    assert task.post.organisation == world.phong
    task = actions.reassign(task, organisation=world.communes[0], by=focal(world))
    assert (task.organisation, task.returned_from) == (world.communes[0], None)
    with pytest.raises(Refused):
        actions.reassign(task, organisation=world.communes[1], by=commune(world))


def test_when_an_organisation_ends_none_of_its_tasks_is_ownerless(world: World):
    district, officer = world.districts[0], world.users["district_officer"]
    whole = make_task(world, district)
    part = make_task(world, world.communes[0], parent=whole, issuer=district, by=officer)
    own = make_task(world, district, issuer=district, by=officer)
    returned = actions.wind_up(district, reason="Kết thúc hoạt động cấp huyện từ 01/7/2025")
    assert {t.pk for t in returned} == {whole.pk, own.pk}
    for task in (whole, part, own):
        task.refresh_from_db()
    assert (whole.organisation, part.organisation, own.organisation) == (world.phong, world.communes[0], world.ubnd)
    assert (part.issuer, own.issuer) == (world.phong, world.ubnd)
    assert (verbs(part)[-1], verbs(whole)[-1]) == ("tasks.take_over_issuing", "tasks.wind_up")
    assert not Task.objects.open().filter(organisation=district).exists()


def test_a_successor_works_on_with_what_it_took_over(world: World):
    task = make_task(world)
    old, new = world.communes[0], make_org("UBND xã mới", area=world.commune_areas[1], level="commune")
    old.successor, old.until = new, today()
    old.save()
    officer = make_officer(new, Role.COMMUNE_OFFICER)
    assert queries.visible_to(officer).filter(pk=task.pk).exists()
    assert actions.start(task, by=officer).status == Status.IN_PROGRESS


# --- what the database refuses --------------------------------------------------------------------------------------
@pytest.mark.parametrize("to", [s for s in Status.values if s not in [*MOVES["not_started"], "not_started"]])
def test_the_database_refuses_moves_outside_the_table(world: World, to: str):
    task = make_task(world)
    with pytest.raises(IntegrityError, match="may not go from"), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(status=to)
