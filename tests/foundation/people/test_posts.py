"""Who acts for what: assignments, delegations, and on whose desk the work of an empty post stands."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from dongthuan.foundation.orgs import actions as orgs
from dongthuan.foundation.orgs.models import Post, Role
from dongthuan.foundation.people import actions, queries
from dongthuan.foundation.people.models import Assignment
from dongthuan.foundation.things.kit import Refused
from tests.factories import World, assign, make_officer, make_org, make_post, make_user, make_world

DAY = date(2025, 5, 5)
NEXT = DAY + timedelta(days=1)


@pytest.fixture
def world(db) -> World:
    return make_world()


@pytest.fixture
def admin(world):
    return world.users["administrator"]


def post_of(user) -> Post:
    return Assignment.objects.get(user=user).post


def names(users) -> set[str]:
    return {u.username for u in users}


class TestAnswersFor:
    """The holder; else who does the same in the successor; else the head; else the head of the superior."""

    def test_the_holder_while_there_is_one(self, world):
        post = post_of(world.users["department_officer"])
        assert names(queries.answers_for(post, DAY)) == {"department-officer"}

    def test_then_the_head_then_the_head_above(self, world, admin):
        assignment = Assignment.objects.get(user=world.users["department_officer"])
        actions.end_assignment(assignment, on=DAY, basis="nghỉ hưu", by=admin)
        assert names(queries.answers_for(assignment.post, DAY)) == {"department-officer"}
        assert names(queries.answers_for(assignment.post, NEXT)) == {"leader-state"}  # Sở Nội vụ has no head here
        make_officer(world.snv, Role.LEADER, "giam-doc", rank="head")
        assert names(queries.answers_for(assignment.post, NEXT)) == {"giam-doc"}

    def test_a_new_holder_takes_it_over(self, world, admin):
        assignment = Assignment.objects.get(user=world.users["department_officer"])
        actions.end_assignment(assignment, on=DAY, by=admin)
        actions.assign(make_user("moi"), assignment.post, since=NEXT, basis="QĐ", by=admin)
        assert names(queries.answers_for(assignment.post, NEXT)) == {"moi"}

    def test_after_a_merger_who_does_the_same_in_the_successor(self, world, admin):
        post = post_of(world.users["focal_officer"])
        new = make_org("Phòng mới", area=world.province, kind="party_body", parent=world.bdv)
        orgs.merge([world.phong], new, on=NEXT, basis="QĐ", by=admin)
        assert names(queries.answers_for(post, NEXT)) == {"leader"}  # nobody there yet: the head above
        make_officer(new, Role.FOCAL_OFFICER, "dau-moi")
        assert names(queries.answers_for(post, NEXT)) == {"dau-moi"}
        assert names(queries.answers_for(post, DAY)) == {"focal-officer"}

    def test_an_ended_district_climbs_to_the_province(self, world, admin):
        post = post_of(world.users["district_officer"])
        orgs.end_organisation(world.districts[0], on=DAY, basis="Luật 72/2025/QH15", by=admin)
        assert names(queries.answers_for(post, NEXT)) == {"leader-state"}

    def test_a_closed_account_answers_for_nothing(self, world, admin):
        post = post_of(world.users["leader"])
        other = make_user("pho-chu-tich")
        assign(other, make_post(world.tinh_uy, Role.LEADER, rank="head"))
        world.users["leader"].is_active = False
        world.users["leader"].save()
        assert names(queries.answers_for(post, DAY)) == {"pho-chu-tich"}

    def test_the_desk_is_the_same_seen_from_the_person(self, world, admin, django_assert_max_num_queries):
        empty = make_post(world.communes[0], Role.COMMUNE_OFFICER, title="Văn hóa")
        head = make_officer(world.communes[0], Role.LEADER, "chu-tich-xa", rank="head")
        assert queries.posts_on_desk(head) == {empty.pk, post_of(head).pk}
        assert queries.posts_on_desk(world.users["leader_state"]) == {post_of(world.users["leader_state"]).pk}
        with django_assert_max_num_queries(6):
            queries.posts_on_desk(head)
        posts = [*Post.objects.select_related("organisation")]
        with django_assert_max_num_queries(3):
            everyone = queries.answers_for_all(posts)
        assert all(everyone.values()), "no post's work is ownerless"
        assert {p.pk for p in posts if head in everyone[p.pk]} == queries.posts_on_desk(head)


def test_the_pages_say_where_the_work_of_a_vacant_post_stands(world, admin, client):
    actions.end_assignment(Assignment.objects.get(user=world.users["department_officer"]), on=DAY, by=admin)
    client.force_login(world.users["leader_state"])
    organisation = client.get(reverse("orgs:detail", args=[world.snv.pk])).content.decode()
    assert "đang trống" in organisation
    assert "Việc đang nằm ở" in organisation
    assert "Chuyên viên, Sở Nội vụ" in client.get(reverse("people:me")).content.decode()


class TestAssign:
    def test_not_twice_in_the_same_days(self, world, admin):
        user = world.users["department_officer"]
        with pytest.raises(Refused, match="đã giữ vị trí này"):
            actions.assign(user, post_of(user), since=DAY, by=admin)

    def test_not_before_the_post_nor_backwards(self, world, admin):
        post = make_post(world.snv, Role.LEADER)
        with pytest.raises(Refused, match="không mở"):
            actions.assign(world.users["citizen"], post, since=date(2001, 1, 1), by=admin)
        with pytest.raises(Refused, match="Ngày cuối"):
            actions.assign(world.users["citizen"], post, since=NEXT, until=DAY, by=admin)

    def test_rights_begin_and_end_with_the_days(self, world, admin):
        user, post = make_user("x"), make_post(world.snv, Role.LEADER)
        actions.assign(user, post, since=DAY, until=DAY, basis="QĐ", by=admin)
        held = [queries.acting(user, day).has(Role.LEADER) for day in (DAY - timedelta(days=1), DAY, NEXT)]
        assert held == [False, True, False]


class TestDelegate:
    def give(self, world, to, form="KT", by="leader", **days):
        values = {"since": DAY, "until": NEXT, "scope": "ký kế hoạch năm"} | days
        return actions.delegate(
            post_of(world.users["leader"]), to=world.users[to], form=form, by=world.users[by], **values
        )

    def test_the_deputy_signs_for_the_head_on_those_days(self, world):
        self.give(world, "deputy")
        head = post_of(world.users["leader"])
        on = [head in queries.acting(world.users["deputy"], d).all_posts for d in (DAY, NEXT, NEXT + timedelta(days=1))]
        assert on == [True, True, False]
        assert (head, "KT") in queries.acting(world.users["deputy"], DAY).delegated

    def test_revoked_is_over(self, world):
        delegation = self.give(world, "deputy")
        actions.revoke(delegation, on=DAY, by=world.users["leader"])
        assert queries.acting(world.users["deputy"], NEXT).delegated == ()

    @pytest.mark.parametrize(
        ("to", "form", "by", "words"),
        [
            ("focal_officer", "KT", "leader", "cấp phó"),
            ("leader", "TL", "leader", "không giữ vị trí nào khác"),
            ("department_officer", "TL", "leader", "trực thuộc"),
            ("citizen", "TUQ", "leader", "không giữ vị trí nào khác"),
            ("deputy", "KT", "focal_officer", "Chỉ người giữ vị trí này"),
            ("deputy", "KT", "deputy", "Chỉ người giữ vị trí này"),
        ],
    )
    def test_refusals(self, world, to, form, by, words):
        with pytest.raises(Refused, match=words):
            self.give(world, to, form, by)

    def test_by_order_to_the_focal_unit_below(self, world):
        self.give(world, "focal_officer", "TL")

    def test_an_officers_post_is_not_delegated(self, world):
        post = post_of(world.users["department_officer"])
        with pytest.raises(Refused, match="cấp phó"):
            actions.delegate(post, to=world.users["leader"], form="TL", since=DAY, until=NEXT, by=None)

    def test_the_same_days_are_not_covered_twice(self, world):
        self.give(world, "deputy")
        with pytest.raises(Refused, match="Đã có ủy quyền"):
            self.give(world, "deputy", since=NEXT, until=NEXT)
