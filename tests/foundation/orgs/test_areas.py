"""Areas in two times: the official lists, what officers enter by hand, and counts carried without loss."""

import itertools
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dongthuan.foundation.orgs import queries
from dongthuan.foundation.orgs.actions import enter_share, enter_succession, load_areas
from dongthuan.foundation.orgs.models import Area, AreaSuccession
from dongthuan.foundation.record.models import Entry
from dongthuan.foundation.things.kit import Refused
from tests.factories import World, make_area, make_world
from tests.together import together

TODAY = date(2026, 11, 23)
NQ = "Nghị quyết số 1318/NQ-UBTVQH15"


@pytest.fixture
def loaded(db) -> None:
    load_areas()


@pytest.fixture
def world(db) -> World:
    return make_world()


def area(code: str, day: date, level: str = "commune") -> Area:
    return Area.objects.on(day).get(code=code, level=level)


@pytest.mark.usefixtures("loaded")
class TestLists:
    @pytest.mark.parametrize(
        ("day", "expected"),
        [
            (date(2021, 4, 2), {"province": 1, "district": 8, "commune": 143}),
            (date(2025, 3, 1), {"province": 1, "district": 7, "commune": 125}),
            (date(2025, 7, 1), {"province": 1, "commune": 39}),
        ],
    )
    def test_the_old_province_on_each_day(self, day, expected):
        found = Area.objects.on(day).filter(in_scope=True).values_list("level", flat=True)
        assert Counter(found) == expected

    def test_the_rest_of_the_enlarged_province_is_out_of_scope(self):
        assert Area.objects.on(TODAY).filter(level="commune", in_scope=False).count() == 129 - 39
        assert not area("13285", TODAY).in_scope  # phường Phủ Lý, of old Hà Nam

    def test_a_kept_code_with_another_name_is_another_area_without_a_guessed_successor(self):
        van_phong, nho_quan = area("14428", date(2021, 11, 1)), area("14428", date(2025, 3, 1))
        assert (van_phong.full_name, nho_quan.full_name) == ("Xã Văn Phong", "Thị trấn Nho Quan")
        assert queries.successors(van_phong, TODAY) == {}
        assert not van_phong.until_known

    def test_a_kept_code_under_another_district_keeps_its_way(self):
        before, after = area("14320", date(2021, 11, 1)), area("14320", date(2025, 3, 1))
        assert before.parent.full_name == "Thành phố Ninh Bình"
        assert after.parent.full_name == "Thành phố Hoa Lư"
        assert queries.successors(before, date(2025, 3, 1)) == {after: 1}

    def test_unmapped_are_the_merges_and_districts_nobody_entered(self, world):
        rows = queries.unmapped(world.users["focal_officer"])
        made_by_lists = rows.exclude(basis="dữ liệu thử")
        assert Counter(a.level for a in made_by_lists) == {"commune": 28, "district": 9}

    def test_six_communes_are_split_and_wait_for_shares(self, world):
        assert queries.unshared(world.users["leader"]).count() == 12

    def test_loading_again_adds_nothing(self):
        assert load_areas() == 0

    def test_the_load_stands_in_the_record(self):
        assert Entry.objects.get(verb="orgs.load_areas").data["areas"] == Area.objects.count()


@pytest.mark.usefixtures("loaded")
class TestByHand:
    def test_a_merge_gets_its_exact_day_and_its_source(self, world):
        old, new = area("14383", date(2021, 11, 1)), area("14428", date(2025, 3, 1))  # thị trấn Nho Quan
        enter_succession(old, new, part="full", on=date(2025, 1, 1), source=NQ, by=world.users["focal_officer"])
        old.refresh_from_db()
        new.refresh_from_db()
        assert (old.until, old.until_known, new.since, new.since_known) == (
            date(2024, 12, 31),
            True,
            date(2025, 1, 1),
            True,
        )
        assert [a.full_name for a in queries.successors(old, TODAY)] == ["Xã Nho Quan"]
        assert Entry.objects.get(verb="orgs.enter_succession").data["source"] == NQ

    def test_an_area_that_grew_becomes_two(self, world):
        """Xã Lạng Phong went into a commune that kept code and name: the smaller and the larger one are two areas."""
        old, grown = area("14422", date(2021, 11, 1)), area("14425", date(2021, 11, 1))
        enter_succession(old, grown, part="full", on=date(2025, 1, 1), source=NQ, by=world.users["focal_officer"])
        before, after = area("14425", date(2024, 12, 31)), area("14425", date(2025, 1, 1))
        assert before != after == grown
        assert queries.carry({old: 3, before: 4}, date(2025, 3, 1)).new == {after: 7}

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"source": " "}, "văn bản"),
            ({"on": date(2025, 6, 1)}, "28/02/2025"),
            ({"on": date(2014, 1, 1)}, "chưa tồn tại"),
            ({"new": ("37", date(2025, 3, 1), "province")}, "không cùng cấp"),
        ],
    )
    def test_refusals(self, world, change, words):
        old = area("14383", date(2021, 11, 1))
        new = area(*change.pop("new", ("14428", date(2025, 3, 1))))
        values = {"part": "full", "on": date(2025, 1, 1), "source": NQ} | change
        with pytest.raises(Refused, match=words):
            enter_succession(old, new, **values, by=world.users["focal_officer"])

    def test_whole_leaves_no_second_successor(self, world):
        old = area("14383", date(2021, 11, 1))
        by = world.users["focal_officer"]
        enter_succession(old, area("14428", date(2025, 3, 1)), part="full", on=date(2025, 1, 1), source=NQ, by=by)
        with pytest.raises(Refused, match="Thị trấn Nho Quan"):
            enter_succession(
                old, area("14434", date(2025, 3, 1)), part="partial", on=date(2025, 1, 1), source=NQ, by=by
            )

    @pytest.mark.parametrize("role", ["commune_officer", "leader", "steering_viewer", "citizen"])
    def test_others_may_not(self, world, role):
        old, new = area("14383", date(2021, 11, 1)), area("14428", date(2025, 3, 1))
        with pytest.raises(Refused, match="đầu mối"):
            enter_succession(old, new, part="full", on=date(2025, 1, 1), source=NQ, by=world.users[role])


@pytest.mark.usefixtures("loaded")
class TestShares:
    def test_a_split_commune_waits_until_a_sourced_share(self, world):
        gia_tan = area("14503", date(2025, 3, 1))
        waiting = queries.carry({gia_tan: 10}, TODAY)
        assert (waiting.new, waiting.unassigned) == ({}, {gia_tan: 10})
        to_gia_van = gia_tan.successions.get(new__code="14488")
        enter_share(to_gia_van, Decimal("0.7"), source="Công văn 12/UBND-NV", by=world.users["focal_officer"])
        assert queries.carry({gia_tan: 10}, TODAY) == queries.Carried({to_gia_van.new: 7}, {gia_tan: 3})

    def test_shares_never_pass_one(self, world):
        first, second = area("14503", date(2025, 3, 1)).successions.order_by("pk")
        by = world.users["focal_officer"]
        enter_share(first, Decimal("0.7"), source="A", by=by)
        with pytest.raises(Refused, match="1,1"):
            enter_share(second, Decimal("0.4"), source="A", by=by)
        with pytest.raises(DatabaseError, match="more than 1"), transaction.atomic():
            AreaSuccession.objects.filter(pk=second.pk).update(share=Decimal("0.4"))
        enter_share(second, Decimal("0.3"), source="A", by=by)

    def test_a_whole_passage_has_no_share(self, world):
        passage = AreaSuccession.objects.filter(part="full").first()
        with pytest.raises(Refused, match="toàn bộ"):
            enter_share(passage, Decimal("0.5"), source="A", by=world.users["focal_officer"])


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_goes_in_comes_out(data):
    """Σ old == Σ new + Σ unassigned, whatever the passages and shares; and nobody's count is negative."""
    with transaction.atomic():
        generations = [
            [
                make_area(since=date(year, 1, 1), until=None if year == 2022 else date(year, 12, 31))
                for _ in range(data.draw(st.integers(1, 4)))
            ]
            for year in (2020, 2021, 2022)
        ]
        for olds, news in itertools.pairwise(generations):
            for old in olds:
                for new, part, share in data.draw(passages(news)):
                    AreaSuccession.objects.create(old=old, new=new, part=part, share=share, source="x")
        everyone = [a for generation in generations for a in generation]
        counts = {a: data.draw(st.integers(0, 10**9)) for a in everyone}
        carried = queries.carry(counts, date(2022, 6, 1))
        assert carried.total == sum(counts.values())
        assert all(n >= 0 for n in [*carried.new.values(), *carried.unassigned.values()])
        assert set(carried.new) <= set(generations[-1])
        transaction.set_rollback(True)


@st.composite
def passages(draw, news: list[Area]) -> list[tuple[Area, str, Decimal | None]]:
    """Nothing, whole to one, or in part to several with shares that add up to at most one, some of them unknown."""
    kind = draw(st.sampled_from(["none", "full", "partial"]))
    if kind == "none":
        return []
    if kind == "full":
        return [(draw(st.sampled_from(news)), "full", None)]
    found, left = [], 1_000_000
    for new in draw(st.lists(st.sampled_from(news), min_size=1, unique=True)):
        part = draw(st.none() | st.integers(1, max(left, 1)))
        if part is not None and part <= left:
            left -= part
            found.append((new, "partial", Decimal(part) / 1_000_000))
        else:
            found.append((new, "partial", None))
    return found


def test_two_officers_entering_shares_at_the_same_instant_never_pass_one(own_database):
    load_areas()
    first, second = area("14503", date(2025, 3, 1)).successions.order_by("pk")
    answers = together(
        lambda: enter_share(first, Decimal("0.7"), source="A", by=None),
        lambda: enter_share(second, Decimal("0.7"), source="B", by=None),
    )
    assert sorted(isinstance(a, Refused) for a in answers) == [False, True]
    assert sum(p.share or 0 for p in AreaSuccession.objects.filter(old=first.old)) == Decimal("0.7")
