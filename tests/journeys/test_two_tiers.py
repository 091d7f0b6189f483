"""The districts end on 30 June 2025: every open task keeps an owner, and what is split waits with its issuer."""

from datetime import date

import pytest
from django.urls import reverse

from dongthuan.deliver.tasks.models import Task
from dongthuan.foundation.orgs.models import AreaSuccession, Organisation, Role
from dongthuan.foundation.people import queries as people
from dongthuan.foundation.record.models import Entry
from dongthuan.foundation.things.kit import Refused
from dongthuan.journeys.two_tiers import close_districts
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
