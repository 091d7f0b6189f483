"""Coded grounds of the law (`rules/grounds.py`), as the pages offer them and the actions check them."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from dongthuan.foundation.things.kit import Refused, today

from .kinds import Kind
from .models import Petition
from .rules import grounds as law

WITHDRAWN = {"KNT.a", "TC34.3a"}  # termination because the whole was withdrawn: it needs the signed withdrawal
AT_RECEIPT = {"not_accept", "not_handle", "refuse", "return", "file"}  # judged by the law of the day of receipt
COMPLAINT = {
    "not_accept": law.NOT_ACCEPTED,
    "suspend": law.SUSPENDED,
    "terminate": law.TERMINATED,
    "complex": law.COMPLEX,
}
DENUNCIATION = {
    "not_accept": law.ACCEPT_IF, "suspend": law.SUSPENDED, "terminate": law.TERMINATED, "complex": law.COMPLEX,
    "not_handle": law.NOT_HANDLED,
}  # fmt: skip
DESK = {"refuse": ((law.REFUSED, "TCD"),), "return": ((law.INELIGIBLE, "XLD"),),
        "file": ((law.INELIGIBLE, "XLD"), (law.FILED, "XLD"))}  # fmt: skip


@dataclass(frozen=True)
class Ground:
    code: str
    text: str
    written: bool = False  # must be told in writing
    withdrawn: bool = False


def _found(name: str, kind: str, day: date) -> list[Ground]:
    if name in DESK:
        rows = [g for what, family in DESK[name] for g in law.grounds(what, family, day)]
    elif kind == Kind.DENUNCIATION:
        rows = law.grounds(DENUNCIATION[name], "TC", day)
    else:
        rows = law.grounds(COMPLAINT[name], "KN", day)
    made = [Ground(g.code, f"{g.says} ({g.basis})", g.how == law.WRITTEN, g.code in WITHDRAWN) for g in rows]
    if name == "complex" and not made and kind == Kind.COMPLAINT:
        # Before 01/07/2026 LKN 28 and 37 knew complex cases without saying which are.
        made = [
            Ground("KN28", "vụ việc phức tạp; luật của ngày này chưa quy định tiêu chí (Luật Khiếu nại, Điều 28, 37)")
        ]
    return made


def all_of(name: str, petition: Petition) -> list[Ground]:
    """What the law of the decisive day offers for this act on this case."""
    return _found(name, petition.kind, petition.received_on if name in AT_RECEIPT else today())


def check(name: str, code: str, on: date, kind: str) -> Ground:
    """The ground, if the law knew it on the day; else refused."""
    for found in _found(name, kind, on):
        if found.code == code:
            return found
    field = "complex" if name == "complex" else "ground"
    raise Refused(_("Choose a ground that the law knew on %(day)s.") % {"day": f"{on:%d/%m/%Y}"}, field=field)
