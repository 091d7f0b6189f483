"""Consultations for tests, opened and answered through the actions people use."""

from datetime import date
from typing import Any

from dongthuan.foundation.orgs.models import Organisation, Role
from dongthuan.foundation.people.models import User
from dongthuan.foundation.texts import actions as texts
from dongthuan.foundation.texts.models import Clause, Version
from dongthuan.lib import outline
from dongthuan.listen.consultations import actions
from dongthuan.listen.consultations.kit import Side
from dongthuan.listen.consultations.models import Consultation, Decision, Opinion
from tests.factories import World, make_officer, make_org

WORDS = """\
I. NỘI DUNG PHỐI HỢP
1. Quán triệt chủ trương về dân vận.
2. Tiếp công dân, đối thoại với Nhân dân.
3. Giám sát, phản biện xã hội.
II. TỔ CHỨC THỰC HIỆN
"""
OPENED, DUE, AFTER = date(2026, 3, 2), date(2026, 3, 20), date(2026, 3, 23)


def make_version(world: World) -> Version:
    text = texts.create_text("Chương trình phối hợp", outline.outline(WORDS), owner=world.bdv.thing, by=None)
    return text.versions.get()


def sides(world: World) -> list[Side]:
    return [Side(world.bdv, world.phong), Side(world.ubnd, world.vp)]


def make_consultation(world: World, asked: list[Organisation] | None = None, **other: Any) -> Consultation:
    """Open to Sở Nội vụ, the first district and the first commune, unless said otherwise."""
    values: dict[str, Any] = {
        "about": world.bdv.thing, "title": "Góp ý dự thảo chương trình phối hợp", "organiser": world.bdv, "due": DUE,
        "organisations": asked or [world.snv, world.districts[0], world.communes[0]], "deciders": sides(world),
        "by": world.users["focal_officer"],
    }  # fmt: skip
    return actions.open(other.pop("version", None) or make_version(world), **values | other)


def clause(consultation: Consultation, number: str) -> Clause:
    """The content clause of that number."""
    return consultation.version.clauses.get(kind="so", number=number).clause


def say(consultation: Consultation, by: User, number: str = "", stance: str = "agree", **words: str) -> Opinion:
    """A view on the clause of that number; on the whole text without one."""
    place = clause(consultation, number) if number else None
    return actions.answer(consultation, clause=place, stance=stance, by=by, **words)


def decide(world: World, opinion: Opinion, code: str, **words: Any) -> Decision:
    """Proposed by the one party, agreed by the other."""
    made = actions.propose_decision(opinion, code=code, by=world.users["focal_officer"], **words)
    return actions.consent(made, by=world.users["focal_state"])


def make_units(world: World, n: int) -> list[tuple[Organisation, User]]:
    """Departments, each with an officer."""
    units = [make_org(f"Sở số {i:02d}", area=world.province, code=f"so-{i}") for i in range(n)]
    return [(unit, make_officer(unit, Role.DEPARTMENT_OFFICER)) for unit in units]
