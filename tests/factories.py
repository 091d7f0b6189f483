"""A small, realistic world that tests of every room share. People in it are invented.

world = make_world()
world.users["focal_officer"]     # one account per role, plus "citizen"; all have PASSWORD
world.bdv, world.ubnd, …         # organisations by their usual short names
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import count
from typing import Any

from django.contrib.auth.hashers import make_password

from dongthuan.foundation.orgs.models import Area, Organisation, Post, Role
from dongthuan.foundation.people.models import Assignment, User
from dongthuan.foundation.things.models import Thing

LONG_AGO = date(2015, 1, 1)
PASSWORD = "mot-mat-khau-dai-9"
ROLES = ["anonymous", "citizen", *Role.values]
_numbers = count(1)


def new_area(level: str = "commune", name: str = "Gia Vân", *, parent: Area | None = None, **fields: object) -> Area:
    unit_type = {"province": "Tỉnh", "district": "Huyện", "commune": "Xã"}[level]
    values = {"code": f"{90000 + next(_numbers)}", "since": LONG_AGO, "unit_type": unit_type}
    values |= {"full_name": f"{unit_type} {name}", "basis": "dữ liệu thử"}
    return Area(**values | {"level": level, "name": name, "parent": parent} | fields)


def make_area(*words: str, **fields: Any) -> Area:
    return saved(new_area(*words, **fields))


def new_org(name: str, *, area: Area, kind: str = "state", level: str = "department", **fields: object) -> Organisation:
    values = {"code": f"to-chuc-{next(_numbers)}", "short_name": name, "since": LONG_AGO, "place_name": "Ninh Bình"}
    return Organisation(**values | {"name": name, "area": area, "kind": kind, "level": level} | fields)


def make_org(name: str, **fields: Any) -> Organisation:
    return saved(new_org(name, **fields))


def new_post(organisation: Organisation, role: str, *, title: str = "Chuyên viên", rank: str = "officer") -> Post:
    return Post(organisation=organisation, role=role, title=title, rank=rank, since=LONG_AGO)


def make_post(organisation: Organisation, role: str, **post: str) -> Post:
    return saved(new_post(organisation, role, **post))


def new_user(username: str = "", *, full_name: str = "Nguyễn Văn Mẫu", **fields: object) -> User:
    """An account whose password is PASSWORD (hashed once for all, because hashing is slow on purpose)."""
    values = {"password": hashed(PASSWORD), "is_sample": True, "full_name": full_name} | fields
    return User(username=username or f"nguoi-{next(_numbers)}", **values)


def make_user(username: str = "", **fields: Any) -> User:
    return saved(new_user(username, **fields))


hashed = cache(make_password)


def assign(user: User, post: Post, *, since: date = LONG_AGO, until: date | None = None) -> Assignment:
    user.__dict__.pop("acting", None)  # what the account may act as was read for the request before this one
    return saved(new_assignment(user, post, since=since, until=until))


def new_assignment(user: User, post: Post, *, since: date = LONG_AGO, until: date | None = None) -> Assignment:
    return Assignment(user=user, post=post, since=since, until=until, basis="dữ liệu thử")


def saved(new: Any) -> Any:
    new.save(force_insert=True)
    return new


def saved_together(new: Iterable[Any]) -> list[Any]:
    """Several of a kind, with their things, in a statement each."""
    new = list(new)
    if hasattr(new[0], "KIND"):
        things = Thing.objects.bulk_create(Thing(kind=one.KIND) for one in new)
        for one, thing in zip(new, things, strict=True):
            one.thing = thing
    return type(new[0]).objects.bulk_create(new)


def make_officer(organisation: Organisation, role: str, username: str = "", **post: str) -> User:
    """A new account that holds a new post in the organisation."""
    user = make_user(username)
    assign(user, make_post(organisation, role, **post))
    return user


@dataclass
class World:
    province: Area
    district_areas: list[Area]
    commune_areas: list[Area]
    tinh_uy: Organisation  # Tỉnh ủy
    bdv: Organisation  # Ban Dân vận Tỉnh ủy: a party to the programme
    phong: Organisation  # Phòng Dân vận các cơ quan nhà nước: its focal unit
    ubnd: Organisation  # Ủy ban nhân dân tỉnh: the other party
    vp: Organisation  # Văn phòng UBND tỉnh: its focal unit
    snv: Organisation  # Sở Nội vụ
    mttq: Organisation
    districts: list[Organisation]  # two; communes[0:2] lie in the first, [2:4] in the second
    communes: list[Organisation]
    users: dict[str, User] = field(default_factory=dict)


def make_world() -> World:
    """Both parties with their focal units, a department, the Front, two districts, four communes, one account per role.

    Keys of `users` beside the roles: citizen, focal_state and leader_state (the other party), leader_commune, administrator_2,
    district_officer_2, commune_officer_2, deputy (of Ban Dân vận). Nearly every test begins here, so what can be is written
    together.
    """
    province = make_area("province", "Ninh Bình")
    districts = saved_together(new_area("district", name, parent=province) for name in ("Gia Viễn", "Yên Khánh"))
    names = ("Gia Vân", "Gia Hòa", "Khánh Nhạc", "Khánh Thiện")
    communes = saved_together(new_area("commune", name, parent=districts[i // 2]) for i, name in enumerate(names))

    here, party, front = {"area": province, "level": "province"}, Organisation.Kind.PARTY_BODY, Organisation.Kind.FRONT
    tinh_uy, ubnd, mttq = saved_together([
        new_org("Tỉnh ủy Ninh Bình", kind=party, symbol="TU", **here),
        new_org("Ủy ban nhân dân tỉnh", symbol="UBND", code="ubnd-tinh", short_name="UBND tỉnh", **here),
        new_org("Ủy ban MTTQ tỉnh", kind=front, symbol="MTTQ", code="mttq-tinh", **here),
    ])  # fmt: skip
    bdv, vp, snv, *district_orgs = saved_together([
        new_org("Ban Dân vận Tỉnh ủy", kind=party, symbol="BDVTU", code="ban-dan-van", parent=tinh_uy, **here),
        new_org("Văn phòng UBND tỉnh", area=province, parent=ubnd, symbol="VPUBND", code="vp-ubnd"),
        new_org("Sở Nội vụ", area=province, parent=ubnd, symbol="SNV", code="so-noi-vu"),
        *(new_org(f"UBND huyện {a.name}", area=a, level="district", parent=ubnd, place_name=a.name) for a in districts),
    ])  # fmt: skip
    phong, *commune_orgs = saved_together([
        new_org("Phòng Dân vận các cơ quan nhà nước", area=province, kind=party, parent=bdv, code="phong-dvcqnn"),
        *(
            new_org(f"UBND xã {a.name}", area=a, level="commune", parent=district_orgs[i // 2], place_name=a.name)
            for i, a in enumerate(communes)
        ),
    ])  # fmt: skip
    world = World(province, districts, communes, tinh_uy, bdv, phong, ubnd, vp, snv, mttq, district_orgs, commune_orgs)
    world.users = make_users(world)
    return world


def make_users(w: World) -> dict[str, User]:
    rows = [
        ("leader", w.bdv, Role.LEADER, "Trưởng ban", "head"),
        ("deputy", w.bdv, Role.LEADER, "Phó Trưởng ban", "deputy"),
        ("focal_officer", w.phong, Role.FOCAL_OFFICER, "Chuyên viên", "officer"),
        ("leader_state", w.ubnd, Role.LEADER, "Chủ tịch", "head"),
        ("focal_state", w.vp, Role.FOCAL_OFFICER, "Chuyên viên", "officer"),
        ("department_officer", w.snv, Role.DEPARTMENT_OFFICER, "Chuyên viên", "officer"),
        ("district_officer", w.districts[0], Role.DISTRICT_OFFICER, "Chuyên viên", "officer"),
        ("district_officer_2", w.districts[1], Role.DISTRICT_OFFICER, "Chuyên viên", "officer"),
        ("commune_officer", w.communes[0], Role.COMMUNE_OFFICER, "Công chức Văn phòng", "officer"),
        ("commune_officer_2", w.communes[1], Role.COMMUNE_OFFICER, "Công chức Văn phòng", "officer"),
        ("steering_viewer", w.tinh_uy, Role.STEERING_VIEWER, "Ủy viên Ban Chỉ đạo", "officer"),
        ("reception_officer", w.communes[0], Role.RECEPTION_OFFICER, "Công chức tiếp công dân", "officer"),
        ("solver", w.communes[0], Role.SOLVER, "Công chức Tư pháp", "officer"),
        ("second_reader", w.communes[0], Role.SECOND_READER, "Phó Chủ tịch", "deputy"),
        ("leader_commune", w.communes[0], Role.LEADER, "Chủ tịch", "head"),
        ("administrator", w.vp, Role.ADMINISTRATOR, "Quản trị hệ thống", "officer"),
        ("administrator_2", w.phong, Role.ADMINISTRATOR, "Quản trị hệ thống", "officer"),
    ]
    posts = saved_together(new_post(o, role, title=title, rank=rank) for _key, o, role, title, rank in rows)
    citizen, *officers = saved_together(map(new_user, ["cong-dan", *(row[0].replace("_", "-") for row in rows)]))
    saved_together(map(new_assignment, officers, posts))
    return {"citizen": citizen} | {row[0]: user for row, user in zip(rows, officers, strict=True)}
