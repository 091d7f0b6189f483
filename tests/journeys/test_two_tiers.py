"""The districts end on 30 June 2025: every open task keeps an owner, and what is split waits with its issuer."""

from datetime import date

import pytest
from django.db import connection
from django.urls import reverse

from dongthuan.deliver.tasks.models import Task
from dongthuan.foundation.orgs.models import AreaSuccession, Organisation, Role
from dongthuan.foundation.people import queries as people
from dongthuan.foundation.record.models import Entry
from dongthuan.foundation.things.kit import Refused
from dongthuan.journeys import closing_districts
from dongthuan.journeys.two_tiers import close_districts, foresee
from tests.deliver.tasks.making import make_tasks
from tests.factories import World, make_area, make_officer, make_org, make_world

LAST, FIRST = date(2025, 6, 30), date(2025, 7, 1)


@pytest.fixture
def world(db, settings) -> World:
    """Two communes pass whole into a new one; of the other two, one is split and one has no known successor."""
    settings.AS_OF = LAST
    world = make_world()
    for area in [*world.district_areas, *world.commune_areas]:
        area.until = LAST
        area.save()
    new = [make_area("commune", name, since=FIRST, parent=world.province) for name in ("Gia Vân mới", "Khánh Nhạc mới")]
    world.new = [make_org(f"UBND xã {a.name}", area=a, level="commune", since=FIRST, parent=world.ubnd) for a in new]
    for old in world.commune_areas[:2]:
        AreaSuccession.objects.create(old=old, new=new[0], part="full", source="Nghị quyết 1674/NQ-UBTVQH15")
    for target in new:
        AreaSuccession.objects.create(old=world.commune_areas[2], new=target, part="partial", source="NQ")
    make_officer(world.new[0], Role.COMMUNE_OFFICER, "xa-moi")
    world.tasks = make_tasks(world, [*world.districts, *world.communes], due=date(2025, 12, 1))
    return world


def owners() -> dict[str, list[str]]:
    """Of each open task: who answers for it today."""
    found = {}
    for task in Task.objects.open().select_related("organisation", "post__organisation"):
        users = people.officers_of(task.organisation.current()) | people.heads(task.organisation.current())
        found[task.organisation.name] = sorted({u.username for u in users})
    return found


def test_no_open_task_is_ownerless(world, settings):
    done = close_districts(on=LAST, by=None)
    settings.AS_OF = FIRST
    assert Task.objects.open().count() == len(world.tasks)
    assert all(owners().values())
    assert {o.name for o in done.ended} == {
        "UBND huyện Gia Viễn", "UBND huyện Yên Khánh", "UBND xã Khánh Nhạc", "UBND xã Khánh Thiện"
    }  # fmt: skip
    for task in Task.objects.open().select_related("organisation"):
        assert task.organisation.current().in_force_on(FIRST)


def test_a_commune_whose_district_changed_before_passes_too(world, settings):
    """In 2025-03 the communes of the new Hoa Lư city got entries of their own; their committees stayed the same."""
    old = world.commune_areas[0]
    old.until = date(2025, 2, 28)
    old.save()
    AreaSuccession.objects.filter(old=old).delete()
    renewed = make_area("commune", old.name, since=date(2025, 3, 1), until=LAST, parent=old.parent)
    AreaSuccession.objects.create(old=old, new=renewed, part="full", source="danh mục 01/03/2025")
    AreaSuccession.objects.create(old=renewed, new=world.new[0].area, part="full", source="NQ")
    done = close_districts(on=LAST, by=None)
    assert (world.communes[0], world.new[0]) in done.passed
    world.communes[0].refresh_from_db()
    assert world.communes[0].until == LAST


def test_what_a_district_had_is_back_with_its_issuers_focal_unit(world, settings):
    close_districts(on=LAST, by=None)
    back = Task.objects.filter(returned_from__isnull=False)
    assert {t.returned_from.name for t in back} == {
        "UBND huyện Gia Viễn", "UBND huyện Yên Khánh", "UBND xã Khánh Nhạc", "UBND xã Khánh Thiện"
    }  # fmt: skip
    assert {t.organisation for t in back} == {world.phong}
    assert {t.due for t in back} == {date(2025, 12, 1)}  # dates and history stay
    verbs = Entry.objects.filter(subject=back.first().thing).values_list("verb", flat=True)
    assert list(verbs) == ["tasks.issue", "tasks.wind_up"]


def test_a_commune_that_passed_whole_takes_its_work_along(world, settings):
    done = close_districts(on=LAST, by=None)
    assert {(o.name, n.name) for o, n in done.passed} == {
        ("UBND xã Gia Vân", "UBND xã Gia Vân mới"), ("UBND xã Gia Hòa", "UBND xã Gia Vân mới")
    }  # fmt: skip
    settings.AS_OF = FIRST
    officer = make_officer(world.new[0], Role.COMMUNE_OFFICER, "xa-moi-2")
    assert {p.organisation_id for p in people.of(officer).posts} == {world.new[0].pk}
    former = Organisation.objects.get(pk=world.communes[0].pk)
    assert former.current() == world.new[0]
    assert former.name_on(date(2024, 1, 1)) == "UBND xã Gia Vân"


def test_nobody_keeps_a_right_from_a_district(world, settings):
    close_districts(on=LAST, by=None)
    officer = world.users["district_officer"]
    assert people.acting(officer, LAST).has(Role.DISTRICT_OFFICER)
    assert not people.acting(officer, FIRST).posts


def test_all_or_nothing(world):
    """If one of them cannot pass, none has ended: the change is one step."""
    stranger = world.users["focal_officer"]  # may not end organisations; tasks alone would have gone back before
    before = list(Task.objects.order_by("pk").values_list("organisation_id", flat=True))
    with pytest.raises(Refused):
        close_districts(on=LAST, by=stranger)
    assert list(Task.objects.order_by("pk").values_list("organisation_id", flat=True)) == before
    assert not Organisation.objects.filter(until=LAST).exists()


def test_the_focal_officer_gives_them_anew_in_one_step(world, settings, client):
    close_districts(on=LAST, by=None)
    settings.AS_OF = FIRST
    client.force_login(world.users["focal_officer"])
    page = client.get(reverse("journeys:returned")).content.decode()
    back = list(Task.objects.filter(returned_from__isnull=False))
    assert all(str(t.returned_from) in page for t in back)
    data = {"tasks": [t.pk for t in back[:3]], "organisation": world.new[0].pk}
    answer = client.post(reverse("journeys:returned"), data)
    assert answer.status_code == 302
    assert Task.objects.filter(organisation=world.new[0], returned_from=None, pk__in=[t.pk for t in back]).count() == 3
    assert Task.objects.filter(returned_from__isnull=False).count() == 1


def test_an_ended_body_is_not_offered_and_nothing_typed_is_lost(world, settings, client):
    close_districts(on=LAST, by=None)
    settings.AS_OF = FIRST
    client.force_login(world.users["focal_officer"])
    back = list(Task.objects.filter(returned_from__isnull=False))
    answer = client.post(reverse("journeys:returned"), {"tasks": [back[0].pk], "organisation": world.districts[0].pk})
    assert answer.status_code == 422
    assert f'value="{back[0].pk}" ' in answer.content.decode()
    assert "checked" in answer.content.decode()


def test_closing_again_does_nothing(world):
    close_districts(on=LAST, by=None)
    again = close_districts(on=LAST, by=None)
    assert (again.ended, again.passed, again.returned) == ([], [], [])


# --- nobody's at no moment ----------------------------------------------------------------------------------------
NOBODYS = """SELECT count(*) FROM tasks_task t JOIN orgs_organisation o ON o.id = t.organisation_id
  JOIN orgs_organisation i ON i.id = t.issuer_id WHERE t.status NOT IN ('done', 'stopped')
  AND ((o.until IS NOT NULL AND o.successor_id IS NULL) OR (i.until IS NOT NULL AND i.successor_id IS NULL))"""


def test_after_no_single_statement_has_a_task_nobody(world):
    """Not even inside the transaction: tasks move first, then their bodies end; a merger names its heir as it ends."""
    seen = []

    def look(execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        if sql.startswith("UPDATE"):
            with context["connection"].connection.cursor() as cursor:
                cursor.execute(NOBODYS)
                seen.append(cursor.fetchone()[0])
        return answer

    with connection.execute_wrapper(look):
        close_districts(on=LAST, by=None)
    assert len(seen) > 10
    assert set(seen) == {0}


def test_before_and_after_the_day_somebody_answers(world, settings):
    for n, commune in enumerate(world.communes[2:]):
        make_officer(commune, Role.COMMUNE_OFFICER, f"xa-cu-{n}")
    for day in (LAST, FIRST):
        settings.AS_OF = day
        if day == LAST:
            assert all(owners().values())
        close_districts(on=LAST, by=None)
        assert all(owners().values()), day


def test_a_body_without_a_superior_that_gave_itself_work_stops_the_closing(world):
    alone = make_org("UBND huyện Lẻ", area=world.district_areas[0], level="district", parent=None)
    task = world.tasks[0]
    Task.objects.filter(pk=task.pk).update(organisation=alone, issuer=alone)
    assert [m.task.pk for m in foresee(LAST) if m.ownerless] == [task.pk]
    with pytest.raises(Refused, match="UBND huyện Lẻ"):
        close_districts(on=LAST, by=None)
    assert not Organisation.objects.filter(until=LAST).exists()


def test_not_before_the_last_day(world, settings):
    settings.AS_OF = date(2025, 6, 29)
    with pytest.raises(Refused, match="30/06/2025"):
        close_districts(on=LAST, by=None)


# --- foreseen, by command and by page -----------------------------------------------------------------------------
def own_work(world) -> None:
    """A district passes a task on to its commune, gives another one to itself, and one commune issues within."""
    district, commune = world.districts[1], world.communes[2]
    passed_on = {"parent": world.tasks[1], "issuer": district, "by": world.users["district_officer_2"]}
    world.tasks += make_tasks(world, [commune], due=date(2025, 12, 1), **passed_on)
    Task.objects.filter(pk=world.tasks[0].pk).update(issuer=world.districts[0])
    Task.objects.filter(pk=world.tasks[5].pk).update(issuer=commune)


def test_what_is_foreseen_is_what_happens(world, django_assert_max_num_queries):
    own_work(world)
    with django_assert_max_num_queries(8):
        foreseen = {m.task.pk: (m.new.pk, m.new_issuer.pk) for m in foresee(LAST)}
    before = {t.pk: (t.organisation_id, t.issuer_id) for t in Task.objects.all()}
    close_districts(on=LAST, by=None)
    after = {
        t.pk: (t.organisation.current().pk, t.issuer_id) for t in Task.objects.select_related("organisation__successor")
    }
    assert foreseen == {pk: now for pk, now in after.items() if now != before[pk]}
    assert len(foreseen) == len(world.tasks)


def snapshot() -> list:
    return [
        list(Task.objects.order_by("pk").values_list("organisation", "issuer", "returned_from", "post")),
        list(Organisation.objects.order_by("pk").values_list("until", "successor", "basis")),
        Entry.objects.count(),
    ]


def test_the_command_shows_then_does_then_has_nothing_to_do(world, capsys):
    before = snapshot()
    assert closing_districts.main(["2025-06-30", "--by", "administrator", "--check"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[-1] == "4 would end, 2 would pass to a successor, 6 open tasks would move. Nothing was done."
    assert len(said) == 7
    assert sum("→ Phòng Dân vận" in line for line in said) == 4
    assert snapshot() == before
    assert closing_districts.main(["2025-06-30", "--by", "administrator"]) == 0
    assert capsys.readouterr().out == "4 ended, 2 passed to a successor, 4 open tasks returned.\n"
    done = snapshot()
    assert closing_districts.main(["2025-06-30", "--by", "administrator"]) == 0
    assert snapshot() == done
    line = Entry.objects.filter(verb="orgs.end_organisation").first()
    assert line.actor_name == world.users["administrator"].record_name()


@pytest.mark.parametrize("who", ["focal-officer", "leader", "nobody-here"])
def test_the_command_is_the_administrators(world, capsys, who):
    assert closing_districts.main(["2025-06-30", "--by", who]) == 2
    assert capsys.readouterr().err.startswith("dongthuan close-districts: ")
    assert not Organisation.objects.filter(until=LAST).exists()


def hidden(page, name: str) -> str:
    return page.context["form"][name].value()


def test_the_page_shows_the_effect_and_closes(world, client):
    client.force_login(world.users["administrator"])
    address = reverse("journeys:close_districts")
    page = client.get(address)
    assert page.context["moves"] == len(world.tasks)
    assert world.tasks[0].title not in page.content.decode()  # the administrator reads no case content
    assert client.get(address + "?format=xlsx")["Content-Type"].endswith("sheet")
    data = {"on": hidden(page, "on"), "mark": hidden(page, "mark")}
    assert client.post(address, data).status_code == 422  # without the focal officers' agreement
    assert (
        client.post(address, data | {"agreed": "on", "form_key": "7d9b2f7e-3c1a-4a55-9d53-0d8f2f3a9c11"}).status_code
        == 302
    )
    assert Organisation.objects.filter(until=LAST).count() == 6
    assert "Không có gì để kết thúc" in client.get(address).content.decode()


def test_a_list_that_is_not_what_was_shown_closes_nothing(world, client):
    client.force_login(world.users["administrator"])
    address = reverse("journeys:close_districts")
    page = client.get(address)
    data = {"on": hidden(page, "on"), "mark": hidden(page, "mark"), "agreed": "on"}
    Task.objects.filter(pk=world.tasks[0].pk).update(issuer=world.snv)
    assert client.post(address, data).status_code == 422
    assert not Organisation.objects.filter(until=LAST).exists()


def test_the_focal_officer_sees_it_with_titles_and_does_not_do_it(world, client):
    client.force_login(world.users["focal_officer"])
    page = client.get(reverse("journeys:close_districts"))
    assert world.tasks[0].title in page.content.decode()
    assert "form" not in page.context
