"""What happened to the organisations in 2025: Hoa Lư city, the merged commission, two tiers of local government."""

from datetime import timedelta

from dongthuan.foundation.orgs import actions as orgs
from dongthuan.foundation.orgs.models import Area, Role
from dongthuan.foundation.people import actions as people
from dongthuan.journeys import two_tiers as tiers

from .world import HOA_LU, LATER, MERGER, PARTY, TWO_TIERS, World, add_account, add_officer, committee

HOA_LU_ACT = "Nghị quyết số 1318/NQ-UBTVQH15 (chưa đối chiếu bản gốc)"
DAY = timedelta(days=1)


def ending_in_2024(world: World) -> frozenset[int]:
    """Organisations whose unit is gone from the list of 2025-03: they finish their work in 2024."""
    gone = Area.objects.filter(until__lt=TWO_TIERS - 2 * DAY, since__lt=HOA_LU).exclude(successions__old__isnull=False)
    areas = set(gone.values_list("pk", flat=True))
    return frozenset(o.pk for o in [*world.districts, *world.communes] if o.area_id in areas)


def form_hoa_lu(world: World) -> None:
    """Ninh Bình city and Hoa Lư district become Hoa Lư city; communes whose act the data lacks end unmapped."""
    by = world.user("daumoi.dang")
    city = Area.objects.filter(level="district", parent__code="37", name="Hoa Lư", unit_type="Thành phố").get()
    old = [d for d in world.districts if d.area.name in {"Ninh Bình", "Hoa Lư"}]
    for district in old:
        orgs.enter_succession(district.area, city, part="full", on=HOA_LU, source=HOA_LU_ACT, by=by)
    city.refresh_from_db()
    new = committee(city, HOA_LU, world.o["ubnd"], "district")
    add_officer(world, new, Role.DISTRICT_OFFICER, HOA_LU)
    orgs.merge(old, new, on=HOA_LU, basis=HOA_LU_ACT, by=None)
    world.districts = [d for d in world.districts if d not in old] + [new]
    for commune in [c for c in world.communes if c.pk in world.ending]:
        orgs.end_organisation(
            commune, on=HOA_LU - DAY, basis="Không còn trong danh mục 01/03/2025; chưa nhập văn bản sắp xếp", by=None
        )


def merge_commissions(world: World) -> None:
    """Ban Dân vận and Ban Tuyên giáo end; the merged commission takes the party's place, its office the focal unit's."""
    basis = "Hợp nhất Ban Tuyên giáo và Ban Dân vận Tỉnh ủy (ngày của bản dựng thử)"
    tgdv = orgs.create_organisation(
        code="tgdv", name="Ban Tuyên giáo và Dân vận Tỉnh ủy", short_name="Ban TG&DV", symbol="BTGDVTU", kind=PARTY,
        level="province", area=world.province, since=MERGER, parent=world.o["tu"], place_name="Ninh Bình", basis=basis, by=None,
    )  # fmt: skip
    phong = orgs.create_organisation(
        code="phong-tgdv", name="Phòng Dân vận các cơ quan Nhà nước, dân tộc và tôn giáo", short_name="Phòng DV Ban TG&DV",
        symbol="PDV", kind=PARTY, level="department", area=world.province, since=MERGER, parent=tgdv, place_name="Ninh Bình",
        basis=basis, by=None,
    )  # fmt: skip
    world.o |= {"tgdv": tgdv, "phong2": phong}
    for account in LATER:
        add_account(world, *account, since=MERGER)
    for username, key, title, role, rank in (
        ("daumoi.dang", "phong2", "Chuyên viên đầu mối", Role.FOCAL_OFFICER, "officer"),
        ("phoban", "tgdv", "Phó Trưởng ban", Role.LEADER, "deputy"),
    ):
        post = orgs.create_post(world.o[key], title=title, role=role, rank=rank, since=MERGER, basis=basis, by=None)
        people.assign(world.user(username), post, since=MERGER, basis=basis, by=None)
    orgs.merge([world.o["bdv"], world.o["btg"]], tgdv, on=MERGER, basis=basis, by=None)
    orgs.merge([world.o["phong"]], phong, on=MERGER, basis=basis, by=None)
    world.forget_posts()


def two_tiers(world: World) -> None:
    """On 1 July 2025 the districts have ended and 129 communes stand; no open task is ownerless for a moment."""
    for n, area in enumerate(
        Area.objects.on(TWO_TIERS).filter(level="commune", since=TWO_TIERS).order_by("-in_scope", "code")
    ):  # type: ignore[attr-defined]
        new = committee(area, TWO_TIERS, world.o["ubnd"], "commune")
        if area.in_scope:
            world.new_communes.append(new)
            add_officer(world, new, Role.COMMUNE_OFFICER, TWO_TIERS, "xa.moi" if n == 3 else "")
    tiers.close_districts(on=TWO_TIERS - DAY, by=None)
