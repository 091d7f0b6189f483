"""The statuses of a session, of a visit and of a booking, and the moves between them (law pack §6)."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.things.kit import Refused


class SessionStatus(models.TextChoices):
    SCHEDULED = "scheduled", _("Planned")
    POSTED = "posted", _("Posted")
    POSTPONED = "postponed", _("Postponed")
    HELD = "held", _("Held")
    CONCLUDED = "concluded", _("Conclusion notice drafted")
    FOLLOW_UP = "follow_up", _("Conclusion followed up")
    ANSWERED = "answered", _("Everyone answered")


SESSION_MOVES = {
    "scheduled": ["posted", "held"],
    "posted": ["postponed", "held"],
    "postponed": [],
    "held": ["concluded"],
    "concluded": ["follow_up"],
    "follow_up": ["answered"],
    "answered": [],
}
AHEAD = (SessionStatus.SCHEDULED, SessionStatus.POSTED)
OVER = (SessionStatus.HELD, SessionStatus.CONCLUDED, SessionStatus.FOLLOW_UP, SessionStatus.ANSWERED)


class VisitStatus(models.TextChoices):
    ARRIVED = "arrived", _("Arrived")
    IDENTIFIED = "identified", _("Identified")
    REFUSED = "refused", _("Reception refused")
    RECEIVED = "received", _("Received")
    RECORDED = "recorded", _("In the register")
    RECEIPT = "receipt", _("Papers receipted")


VISIT_MOVES = {
    "arrived": ["identified", "refused"],
    "identified": ["received", "refused"],
    "refused": [],
    "received": ["recorded"],
    "recorded": ["receipt"],
    "receipt": [],
}
IN_REGISTER = (VisitStatus.RECORDED, VisitStatus.RECEIPT)
AT_THE_DOOR = (VisitStatus.ARRIVED, VisitStatus.IDENTIFIED, VisitStatus.RECEIVED)


class BookingStatus(models.TextChoices):
    BOOKED = "booked", _("Booked")
    CANCELLED = "cancelled", _("Cancelled")
    CAME = "came", _("Came")


BOOKING_MOVES = {"booked": ["cancelled", "came"], "cancelled": [], "came": []}


def check_move(moves: Mapping[str, list[str]], choices: Any, now: str, then: str) -> None:
    """Refuse what is not a move of the table, in words."""
    if then not in moves[now]:
        raise Refused(
            gettext("What is “%(now)s” cannot become “%(to)s”.")
            % {"now": choices(now).label, "to": choices(then).label}
        )


def check_session(now: str, then: str) -> None:
    check_move(SESSION_MOVES, SessionStatus, now, then)


def check_visit(now: str, then: str) -> None:
    check_move(VISIT_MOVES, VisitStatus, now, then)


def check_booking(now: str, then: str) -> None:
    check_move(BOOKING_MOVES, BookingStatus, now, then)


class SessionKind(models.TextChoices):
    REGULAR = "regular", _("Regular")
    PERIODIC = "periodic", _("Leader's periodic day")
    UNSCHEDULED = "unscheduled", _("Unscheduled, by the leader")


LEADERS = (SessionKind.PERIODIC, SessionKind.UNSCHEDULED)


class UrgentGround(models.TextChoices):
    """Luật Tiếp công dân 42/2013/QH13, Điều 18.3: when a leader receives beside the schedule."""

    TENSE = "18.3.a", _("Tense or complex, many people, or several bodies responsible with differing views")
    GRAVE = "18.3.b", _("Serious consequences may follow if it is not handled in time")

    @property
    def vietnamese(self) -> str:
        return URGENT[self.value]


URGENT = {
    "18.3.a": "vụ việc gay gắt, phức tạp, có nhiều người tham gia, liên quan đến trách nhiệm của nhiều cơ quan hoặc ý kiến "
    "của các cơ quan còn khác nhau",
    "18.3.b": "vụ việc nếu không chỉ đạo, xem xét kịp thời có thể gây ra hậu quả nghiêm trọng",
}


class Matter(models.TextChoices):
    """What a visitor brings: column 6 of the register."""

    COMPLAINT = "KN", _("Complaint")
    DENUNCIATION = "TC", _("Denunciation")
    RECOMMENDATION = "KNghi", _("Recommendation")
    REFLECTION = "PA", _("Reflection")

    @property
    def vietnamese(self) -> str:
        return MATTERS[self.value]


MATTERS = {"KN": "khiếu nại", "TC": "tố cáo", "KNghi": "kiến nghị", "PA": "phản ánh"}


class Answer(models.TextChoices):
    """What the visitor is told within the limit of Điều 28.1."""

    ACCEPTED = "accepted", _("Accepted for handling")
    MORE_TIME = "more_time", _("More time is needed to verify")
    REFUSED = "refused", _("Refused, with the reason")
    TRANSFERRED = "transferred", _("Transferred to the competent body")
    AT_ONCE = "at_once", _("Answered at once, the visitor agrees")

    @property
    def vietnamese(self) -> str:
        return ANSWERS[self.value]


ANSWERS = {
    "accepted": "đã thụ lý để giải quyết",
    "more_time": "cần thêm thời gian xác minh",
    "refused": "từ chối thụ lý, nêu rõ lý do",
    "transferred": "đã chuyển đến cơ quan có thẩm quyền",
    "at_once": "đã trả lời ngay, người được tiếp đồng ý",
}


class IdKind(models.TextChoices):
    """Papers that show who a visitor is (NĐ 154/2026/NĐ-CP, Điều 12); older kinds while they were in use."""

    CARD = "can_cuoc", _("Identity card (căn cước)")
    CERTIFICATE = "chung_nhan", _("Certificate of identity")
    NUMBER = "dinh_danh", _("Personal identification number")
    PASSPORT = "ho_chieu", _("Passport")

    @property
    def vietnamese(self) -> str:
        return ID_KINDS[self.value]


ID_KINDS = {
    "can_cuoc": "Căn cước",
    "chung_nhan": "Giấy chứng nhận căn cước",
    "dinh_danh": "Số định danh cá nhân",
    "ho_chieu": "Hộ chiếu",
}


class ActsAs(models.TextChoices):
    SELF = "self", _("In the own name")
    AGENT = "agent", _("By authorisation")
    LEGAL = "legal", _("As legal representative")
    LAWYER = "lawyer", _("As lawyer or legal aid")


class Condition(models.TextChoices):
    """How a paper that was handed over looks (Mẫu 02/TCD)."""

    ORIGINAL = "original", _("Original")
    COPY = "copy", _("Copy")
    CERTIFIED = "certified", _("Certified copy")

    @property
    def vietnamese(self) -> str:
        return {"original": "bản chính", "copy": "bản sao", "certified": "bản sao có chứng thực"}[self.value]
