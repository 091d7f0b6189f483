"""Areas, organisations, posts and invented people of the demo, in their two times."""

from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.hashers import make_password

from dongthuan.foundation.orgs import actions as orgs
from dongthuan.foundation.orgs.models import Area, Organisation, Post, Role
from dongthuan.foundation.people import actions as people
from dongthuan.foundation.people import kit as names
from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import today

START, MERGER, TWO_TIERS = date(2015, 1, 1), date(2025, 3, 1), date(2025, 7, 1)
LAST_DAY = date(2025, 6, 30)
HOA_LU = date(2025, 1, 1)
TURNS = (HOA_LU, MERGER, TWO_TIERS)  # the days on which people's posts change; between them nobody's do
PASSWORD = "ninh-binh-2021"  # of every account that is printed; to hash it takes half a second, so it is done once
MADE = "Dữ liệu mẫu của bản dựng thử"
PARTY, STATE = Organisation.Kind.PARTY_BODY, Organisation.Kind.STATE
FRONT, MASS = Organisation.Kind.FRONT, Organisation.Kind.SOCIO_POLITICAL


@dataclass
class World:
    province: Area
    o: dict[str, Organisation] = field(default_factory=dict)
    districts: list[Organisation] = field(default_factory=list)
    communes: list[Organisation] = field(default_factory=list)
    new_communes: list[Organisation] = field(default_factory=list)
    users: dict[str, User] = field(default_factory=dict)  # by user name
    ending: frozenset[int] = frozenset()  # organisations whose unit is gone by 2025: their work is done in 2024
    officers: dict[int, User] = field(default_factory=dict)  # organisation -> who reports for it
    password_hash: str = field(default_factory=lambda: make_password(PASSWORD))

    def user(self, name: str) -> User:
        return of_today(self.users[name])

    def officer(self, organisation_id: int) -> User:
        return of_today(self.officers[organisation_id])

    def forget_posts(self) -> None:
        """Let everybody's posts be read again, after they changed."""
        for user in self.users.values():
            user.__dict__.pop("acting", None)


def of_today(user: User) -> User:
    """The account with nothing remembered of a day on which other posts were held."""
    known = user.__dict__.get("acting")
    if known is not None and any(known.day < turn <= today() for turn in TURNS):
        del user.__dict__["acting"]
    return user


PROVINCIAL = [  # key, name, short name, symbol, kind, level, parent key
    ("tu", "Tỉnh ủy Ninh Bình", "Tỉnh ủy", "TU", PARTY, "province", ""),
    ("bdv", "Ban Dân vận Tỉnh ủy", "Ban Dân vận", "BDVTU", PARTY, "province", "tu"),
    ("btg", "Ban Tuyên giáo Tỉnh ủy", "Ban Tuyên giáo", "BTGTU", PARTY, "province", "tu"),
    ("phong", "Phòng Dân vận các cơ quan nhà nước", "Phòng DV các CQNN", "PDVCQNN", PARTY, "department", "bdv"),
    ("ubnd", "Ủy ban nhân dân tỉnh Ninh Bình", "UBND tỉnh", "UBND", STATE, "province", ""),
    ("vp", "Văn phòng Ủy ban nhân dân tỉnh", "Văn phòng UBND tỉnh", "VPUBND", STATE, "department", "ubnd"),
    ("snv", "Sở Nội vụ", "Sở Nội vụ", "SNV", STATE, "department", "ubnd"),
    ("stp", "Sở Tư pháp", "Sở Tư pháp", "STP", STATE, "department", "ubnd"),
    ("tt", "Thanh tra tỉnh", "Thanh tra tỉnh", "TTr", STATE, "department", "ubnd"),
    ("stttt", "Sở Thông tin và Truyền thông", "Sở TT&TT", "STTTT", STATE, "department", "ubnd"),
    ("mttq", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "MTTQ tỉnh", "MTTQ", FRONT, "province", ""),
    ("ldld", "Liên đoàn Lao động tỉnh", "LĐLĐ tỉnh", "LĐLĐ", MASS, "province", "mttq"),
    ("hnd", "Hội Nông dân tỉnh", "Hội Nông dân", "HND", MASS, "province", "mttq"),
    ("hpn", "Hội Liên hiệp Phụ nữ tỉnh", "Hội LHPN", "HPN", MASS, "province", "mttq"),
    ("dtn", "Tỉnh đoàn Ninh Bình", "Tỉnh đoàn", "TĐ", MASS, "province", "mttq"),
    ("ccb", "Hội Cựu chiến binh tỉnh", "Hội CCB", "CCB", MASS, "province", "mttq"),
]  # fmt: skip

# user name, organisation, post, role, rank: the accounts that the demo prints, one or more per role
ACCOUNTS = [
    ("quantri", "vp", "Quản trị hệ thống", Role.ADMINISTRATOR, "officer"),
    ("quantri2", "snv", "Quản trị hệ thống", Role.ADMINISTRATOR, "officer"),
    ("truongban", "bdv", "Trưởng ban", Role.LEADER, "head"),
    ("phoban", "bdv", "Phó Trưởng ban", Role.LEADER, "deputy"),
    ("chutich", "ubnd", "Chủ tịch", Role.LEADER, "head"),
    ("phochutich", "ubnd", "Phó Chủ tịch", Role.LEADER, "deputy"),
    ("daumoi.dang", "phong", "Chuyên viên đầu mối", Role.FOCAL_OFFICER, "officer"),
    ("daumoi.ubnd", "snv", "Chuyên viên đầu mối", Role.FOCAL_OFFICER, "officer"),
    ("tiepdan", "vp", "Chuyên viên Ban Tiếp công dân", Role.RECEPTION_OFFICER, "officer"),
    ("nhandon", "ubnd", "Chuyên viên xử lý đơn", Role.RECEPTION_OFFICER, "officer"),
    ("giaiquyet", "ubnd", "Thanh tra viên được giao xác minh", Role.SOLVER, "officer"),
    ("docthuhai", "ubnd", "Chuyên viên thẩm tra", Role.SECOND_READER, "officer"),
    ("bantheodoi", "tu", "Ủy viên Ban Chỉ đạo", Role.STEERING_VIEWER, "officer"),
    ("so.tuphap", "stp", "Chuyên viên", Role.DEPARTMENT_OFFICER, "officer"),
    ("mattran", "mttq", "Cán bộ Ban Dân chủ - Pháp luật", Role.DEPARTMENT_OFFICER, "officer"),
]
LATER = [
    ("truongban.tgdv", "tgdv", "Trưởng ban", Role.LEADER, "head"),
]


def build() -> World:
    """Everything as it stood on 1 January 2015."""
    orgs.load_areas()
    province = Area.objects.get(level="province", code="37", since=START)
    world = World(province)
    for key, name, short, symbol, kind, level, parent in PROVINCIAL:
        world.o[key] = orgs.create_organisation(
            code=key, name=name, short_name=short, symbol=symbol, kind=kind, level=level, area=province, since=START,
            parent=world.o.get(parent), place_name="Ninh Bình", basis=MADE, by=None,
        )  # fmt: skip
    for account in ACCOUNTS:
        add_account(world, *account, since=START)
    for key in ("vp", "snv", "tt", "stttt", "ldld", "hnd", "hpn", "dtn", "ccb", "bdv", "mttq", "stp"):
        add_officer(world, world.o[key], Role.DEPARTMENT_OFFICER, START)
    add_local(world)
    return world


def add_account(world: World, username: str, key: str, title: str, role: str, rank: str, *, since: date) -> User:
    post = orgs.create_post(world.o[key], title=title, role=role, rank=rank, since=since, basis=MADE, by=None)
    user = people.create_account(
        username=username, full_name=names.invent(username), email=f"{username}@example.invalid", is_sample=True,
        password_hash=world.password_hash, by=None,
    )  # fmt: skip
    people.assign(user, post, since=since, basis=MADE, by=None)
    world.users[username] = user
    return user


def add_officer(world: World, organisation: Organisation, role: str, since: date, username: str = "") -> User:
    """Who reports for the organisation. Only those that are printed can sign in; the others have no password."""
    title = "Công chức Văn phòng" if role == Role.COMMUNE_OFFICER else "Chuyên viên"
    post = orgs.create_post(
        organisation, title=title, role=role, rank=Post.Rank.OFFICER, since=since, basis=MADE, by=None
    )
    name = username or f"cb.{organisation.code}"
    user = people.create_account(
        username=name, full_name=names.invent(name), email=f"{name}@example.invalid", is_sample=True,
        password_hash=world.password_hash if username else "", by=None,
    )  # fmt: skip
    people.assign(user, post, since=since, basis=MADE, by=None)
    world.users[name] = user
    world.officers[organisation.pk] = user
    return user


def add_local(world: World) -> None:
    """The committees of the eight districts and 143 communes of 2021."""
    districts = Area.objects.on(START).filter(level="district", parent__code="37").order_by("code")  # type: ignore[attr-defined]
    by_area: dict[int, Organisation] = {}
    for n, area in enumerate(districts):
        organisation = committee(area, START, world.o["ubnd"], "district")
        by_area[area.pk] = organisation
        world.districts.append(organisation)
        add_officer(world, organisation, Role.DISTRICT_OFFICER, START, "huyen" if n == 1 else "")
    communes = Area.objects.on(START).filter(level="commune", parent__in=by_area).order_by("code")  # type: ignore[attr-defined]
    for n, area in enumerate(communes):
        organisation = committee(area, START, by_area[area.parent_id], "commune")
        world.communes.append(organisation)
        add_officer(world, organisation, Role.COMMUNE_OFFICER, START, "xa" if n == 20 else "")


def committee(area: Area, since: date, parent: Organisation, level: str) -> Organisation:
    kind = area.unit_type.lower()
    return orgs.create_organisation(
        code=f"ubnd-{area.code}-{since.year}", name=f"Ủy ban nhân dân {kind} {area.name}", short_name=f"UBND {kind} {area.name}",
        symbol="UBND", kind=STATE, level=level, area=area, since=since, parent=parent, place_name=area.name, basis=MADE, by=None,
    )  # fmt: skip
