"""Coded grounds of the law, as the pages offer them and the actions check them."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from dongthuan.foundation.things.kit import Refused

from .kinds import Kind
from .models import Petition
from .rules.grounds import STUB


@dataclass(frozen=True)
class Ground:
    code: str
    text: str
    written: bool = False
    withdrawn: bool = False


def _name(name: str, kind: str) -> str:
    return f"tc_{name}" if kind == Kind.DENUNCIATION and f"tc_{name}" in STUB else name


def all_of(name: str, petition: Petition) -> list[Ground]:
    return [check(name, code, petition.received_on, petition.kind) for code in STUB[_name(name, petition.kind)]]


def check(name: str, code: str, on: date, kind: str = "") -> Ground:
    """The ground, if the law knew it on the day; else refused."""
    found = STUB[_name(name, kind)]
    if code not in found:
        raise Refused(_("Choose a ground that the law knew on %(day)s.") % {"day": f"{on:%d/%m/%Y}"}, field="ground")
    return Ground(code, found[code], code.endswith(".h"), code in ("KNT.a", "TC34.3a"))
