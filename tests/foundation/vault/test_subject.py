"""Whom a denunciation is about gets nothing by any path: person, body, those below, successors, a superior."""

import psycopg
import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.things.kit import Refused
from dongthuan.foundation.things.models import Thing
from dongthuan.foundation.vault import actions, permissions, queries
from dongthuan.foundation.vault.models import Grant, Part
from tests.factories import assign, make_officer, make_org

from . import SECRET_NAME, SECRET_PHONE, make_case
from .test_looks import VERIFY, refused


@pytest.fixture
def case(db):
    return make_case()


def test_a_body_takes_along_those_below_and_what_becomes_of_it(case):
    w = case.world
    below = make_org("Chi cục", area=w.province, parent=w.snv)
    heir = make_org("Sở mới", area=w.province, parent=w.ubnd)
    Organisation.objects.filter(pk=w.snv.pk).update(successor=heir)
    for body in (w.snv, below, heir):
        officer = make_officer(body, "department_officer")
        assert queries.is_body_excluded(body, case.thing)
        assert queries.is_excluded(officer, case.thing)
        assert case.thing in queries.outside(officer)
        with refused("excluded"):
            case.grant(Part.CONTENT, officer)
        with pytest.raises(Refused):
            permissions.check_not_excluded(officer, case.thing)
        with pytest.raises(Refused):
            permissions.check_body_not_excluded(body, case.thing)
        with refused("handler_excluded"):
            actions.hand_over(case.dossier, body, basis="LTC 24.2", by=case.head)
    assert not queries.is_excluded(case.verifier, case.thing)
    assert not queries.is_excluded(w.users["citizen"], case.thing)
    assert set(queries.outside_bodies(case.thing)) == {w.snv, below, heir}


def test_the_navigation_leads_those_to_the_vault_who_find_something_there(case):
    w = case.world
    case.grant(Part.CONTENT, case.verifier)
    actions.exclude(case.dossier, person=w.users["leader"], by=case.head)
    found = {user: permissions.may_enter(user) for user in [case.head, case.verifier, *w.users.values()]}
    assert found == {user: queries.visible_to(user).exists() for user in found}
    assert [user for user, enters in found.items() if enters] == [case.head, case.verifier]


def test_a_person_takes_along_the_bodies_they_head_and_the_superior_may_be_the_subject(case):
    w = case.world
    chairman = w.users["leader_state"]  # heads the province's committee, above the inspectorate itself
    with refused("handler_excluded"):
        actions.exclude(case.dossier, person=chairman, by=case.head)
    dossier = actions.open_dossier(Thing.objects.create(kind="programme"), handler=w.bdv, persons=[chairman], by=None)
    assert queries.is_body_excluded(w.ubnd, dossier.thing)
    assert queries.is_body_excluded(case.inspectorate, dossier.thing)
    assert queries.is_excluded(case.head, dossier.thing)
    assert not queries.is_body_excluded(w.bdv, dossier.thing)
    with refused("handler_excluded"):
        actions.open_dossier(Thing.objects.create(kind="programme"), handler=w.ubnd, persons=[chairman], by=None)


def test_grants_and_looks_end_when_someone_becomes_the_subject_or_joins_them(case):
    case.grant(Part.CONTENT, case.verifier)
    case.grant(Part.CONTENT, case.colleague)
    actions.exclude(case.dossier, person=case.verifier, by=case.head)
    assert Grant.objects.get(person=case.verifier).ended_at
    with refused("excluded"):
        actions.look(case.content, ground=VERIFY, by=case.verifier)
    assert case.dossier not in queries.visible_to(case.verifier)
    assign(case.colleague, make_officer(case.subject, "leader").acting.posts[0])  # takes a post there, too
    with refused("excluded"):
        actions.look(case.content, ground=VERIFY, by=case.colleague)
    assert case.dossier not in queries.visible_to(case.colleague)


def test_the_database_gives_a_subject_no_grant_whoever_asks(own_database):
    case = make_case()
    officer = make_officer(case.subject, "department_officer")
    post = officer.acting.posts[0]
    with psycopg.connect(own_database.owner_url) as owner, pytest.raises(psycopg.errors.InsufficientPrivilege):
        owner.execute(
            "INSERT INTO vault_grant (dossier_id, part, person_id, post_id, given_by_id, given_at)"
            " VALUES (%s, 'content', %s, %s, %s, now())",
            [case.dossier.pk, officer.pk, post.pk, case.head.pk],
        )
    with psycopg.connect(own_database.owner_url) as owner, pytest.raises(psycopg.errors.InsufficientPrivilege):
        owner.execute("UPDATE vault_dossier SET handler_id = %s", [case.subject.pk])
    with pytest.raises(DatabaseError), transaction.atomic():
        Grant.objects.create(
            dossier=case.dossier, part="content", person=officer, post=post, given_by=case.head, given_at=timezone.now()
        )


def test_a_mistake_is_lifted_by_the_head_with_a_reason(case):
    officer = make_officer(case.subject, "department_officer")
    exclusion = case.dossier.exclusions.get()
    with refused("why"):
        actions.lift_exclusion(exclusion, why=" ", by=case.head)
    for somebody in (case.deputy, officer, case.world.users["administrator"]):
        with refused("not_head"):
            actions.lift_exclusion(exclusion, why="nhầm", by=somebody)
    actions.lift_exclusion(exclusion, why="ghi nhầm tên cơ quan", by=case.head)
    assert not queries.is_excluded(officer, case.thing)


def test_the_list_of_things_and_the_single_question_agree(case):
    """Whoever it is, and whatever is excluded: `outside` goes up from the person, the guards go down from the subject."""
    w = case.world
    heir = make_org("Sở kế thừa", area=w.province, parent=w.tinh_uy)
    below = make_org("Trung tâm", area=w.province, parent=heir)
    Organisation.objects.filter(pk=w.mttq.pk).update(successor=heir)
    people = [*w.users.values(), case.head, case.verifier, make_officer(heir, "leader"), make_officer(below, "leader")]
    bodies = [w.ubnd, w.snv, w.mttq, w.districts[0], w.communes[0], heir]
    persons = [w.users["leader_state"], w.users["deputy"], w.users["commune_officer"]]
    made = [{"bodies": [b]} for b in bodies] + [{"persons": [p]} for p in persons]
    dossiers = [
        actions.open_dossier(Thing.objects.create(kind="programme"), handler=w.phong, by=None, **told) for told in made
    ]
    items = [actions.seal(d.thing, "content", "x", by=None) for d in dossiers]
    for person in people:
        asked = {item.dossier.thing_id for item in items if queries.may(person, item).excluded}
        listed = {thing.pk for thing in queries.outside(person)} - {case.thing.pk}
        assert listed == asked
    assert queries.outside(w.users["commune_officer"]).count() > 2


def test_only_the_head_gives_grants_and_they_end_with_the_post_and_the_handling(case):
    with refused("not_head"):
        actions.grant(case.dossier, "content", person=case.verifier, post=case.post_of(case.verifier), by=case.deputy)
    with refused("not_in_post"):
        actions.grant(case.dossier, "content", person=case.verifier, post=case.post_of(case.deputy), by=case.head)
    given = case.grant(Part.CONTENT, case.verifier)
    with refused("has_grant"):
        case.grant(Part.CONTENT, case.verifier)
    case.verifier.assignments.update(until="2020-01-01")
    with refused("no_grant"):
        actions.look(case.content, ground=VERIFY, by=case.verifier)
    case.verifier.assignments.update(until=None)
    with refused("not_head"):
        actions.end_grant(given, by=case.deputy)
    with refused("not_of_handler"):
        actions.hand_over(case.dossier, case.world.bdv, basis="LTC 24.2", by=case.world.users["leader"])
    actions.hand_over(case.dossier, case.world.bdv, basis="LTC 24.2", by=case.verifier)
    with refused("no_grant"):
        actions.look(case.content, ground=VERIFY, by=case.verifier)


def test_a_duplicate_shows_only_to_who_may_see_the_identity(case):
    values = [("name", "tran thi TO CAO mau"), ("phone", "+84912345678"), ("id", "000")]
    for user in (None, case.head, case.verifier, case.world.users["administrator"]):
        assert queries.match(values, by=user) == {}
    case.grant(Part.CONTENT, case.colleague)
    case.grant(Part.IDENTITY, case.verifier)
    assert queries.match(values, by=case.colleague) == {}
    assert queries.match(values, by=case.verifier) == {case.thing.pk: ["name", "phone"]}
    assert queries.match([("phone", SECRET_NAME), ("name", SECRET_PHONE)], by=case.verifier) == {}
    actions.exclude(case.dossier, person=case.verifier, by=case.head)
    assert queries.match(values, by=case.verifier) == {}


def test_who_works_under_the_one_who_asks_is_no_second_person_where_another_is(case):
    dossier = actions.protect(case.dossier, basis="Quyết định số 1/QĐ", by=case.head)
    case.grant(Part.IDENTITY, case.deputy)
    case.grant(Part.IDENTITY, case.verifier)
    asked = actions.ask(case.identity, ground=VERIFY, by=case.deputy)
    with refused("beneath"):  # the head is there, who is not under the deputy
        actions.answer_yes(asked, by=case.verifier)
    assert not actions.answer_yes(asked, by=case.head).beneath
    case.grant(Part.IDENTITY, case.head)
    asked = actions.ask(case.identity, ground=VERIFY, by=case.head)
    assert actions.answer_yes(asked, by=case.deputy).beneath  # all others work under the head: allowed, and marked
    actions.answer_no(asked, by=case.deputy)  # taken back before it was used
    with refused("needs_second"):
        actions.look(case.identity, request=asked, by=case.head)
    with refused("not_head"):
        actions.end_protection(dossier, basis="x", by=case.deputy)
    actions.end_protection(dossier, basis="Quyết định số 2/QĐ", by=case.head)
    actions.look(case.identity, ground=VERIFY, by=case.head)


def test_an_approval_lives_an_hour(own_database):
    case = make_case(protected=True)
    case.grant(Part.IDENTITY, case.verifier)
    asked = actions.answer_yes(actions.ask(case.identity, ground=VERIFY, by=case.verifier), by=case.head)
    with psycopg.connect(own_database.owner_url) as owner:
        owner.execute("UPDATE vault_request SET expires_at = expires_at - interval '61 minutes'")
    with refused("expired"):
        actions.look(case.identity, request=asked, by=case.verifier)
    look = actions.look(
        case.identity, request=actions.answer_yes(actions.ask(case.identity, ground=VERIFY, by=case.verifier), by=case.head),
        by=case.verifier,
    )  # fmt: skip
    assert queries.reveal(look, by=case.verifier)
    with psycopg.connect(own_database.owner_url) as owner, pytest.raises(psycopg.errors.CheckViolation):
        owner.execute("UPDATE vault_look SET at = at - interval '16 minutes'")
