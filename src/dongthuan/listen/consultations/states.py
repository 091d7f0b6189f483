"""Statuses, stances and decision codes."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.things.kit import Refused

from . import rules

__all__ = ["FAULTS", "MOVES", "VIETNAMESE", "Code", "Stance", "Status", "check_move", "rules"]


class Status(models.TextChoices):
    OPEN = "open", _("Receiving views")
    DECIDING = "deciding", _("Deciding")
    CLOSED = "closed", _("Closed")


MOVES: dict[str, list[str]] = {"open": ["deciding"], "deciding": ["closed"], "closed": []}


def check_move(now: str, then: str) -> None:
    if then not in MOVES[now]:
        raise Refused(
            gettext("A consultation that is “%(now)s” cannot become “%(to)s”.")
            % {"now": Status(now).label, "to": Status(then).label}
        )


class Stance(models.TextChoices):
    AGREE = "agree", _("Agree")
    PROPOSE = "propose", _("Propose wording")
    OBJECT = "object", _("Object")


class Code(models.TextChoices):
    """Decision codes. The labels are translated for the pages; `vietnamese` is what stands in papers and history."""

    TT_SUA = "TT-SUA", _("Accepted, text changed")
    TT_BOSUNG = "TT-BOSUNG", _("Accepted, text added")
    MOT_PHAN = "MOT-PHAN", _("Accepted in part")
    GIU_NGUYEN = "GIU-NGUYEN", _("Kept as drafted")
    NHAT_TRI = "NHAT-TRI", _("Agreed")
    RUT = "RUT", _("Withdrawn")
    NGOAI_PHAM_VI = "NGOAI-PHAM-VI", _("Out of scope")

    @property
    def vietnamese(self) -> str:
        return VIETNAMESE[self.value]


VIETNAMESE = {
    "TT-SUA": "tiếp thu, chỉnh sửa",
    "TT-BOSUNG": "tiếp thu, bổ sung",
    "MOT-PHAN": "tiếp thu một phần",
    "GIU-NGUYEN": "giữ nguyên",
    "NHAT-TRI": "nhất trí",
    "RUT": "đã rút",
    "NGOAI-PHAM-VI": "ngoài phạm vi",
}


# What is wrong with a decision (rules.fault), in words.
FAULTS = {
    "unknown": _("This is no decision code."),
    "agreement": _("An opinion that agrees asks for no change: record it as agreed."),
    "not_agreement": _("This opinion does not agree: choose another decision."),
    "reason": _("This decision needs a reason."),
    "wording": _("Write how the clause reads after the change."),
    "unchanged": _("The new wording is the old one: nothing was accepted."),
    "withdrawal": _("Only the organisation that gave the opinion withdraws it."),
}
