"""When a case goes up to the superior, by which article, and what the superior then owes. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from dongthuan.foundation.law import Confidence, Dated, Provision

from .instruments import LTC, LTCD, ND154
from .model import EVE, START

LATE, RED = "late", "red"
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Rung:
    """What the superior does once a limit has run out, and by which rules it and the subordinate then act."""

    says: str
    request: str = ""  # the rule of the superior's own limit; empty: the law names no number of days
    report: str = ""  # the rule of the subordinate's report; empty: the superior states the day


ORDERS = Rung("đôn đốc cấp dưới giải quyết vụ việc quá thời hạn")
REQUESTS = Rung("yêu cầu cấp dưới giải quyết, báo cáo lý do tố cáo quá thời hạn", "TC-12/request", "TC-12/report")
ALARM = Rung("báo động đỏ: xem xét trách nhiệm người đứng đầu để đơn quá 45 ngày không xử lý")
LADDER: dict[str, Dated[Rung]] = {
    "late/complaint": Dated(
        Provision(ORDERS, date(2014, 7, 1), f"{LTCD}, Điều 26.1.b", EVE),
        Provision(ORDERS, START, f"{LTCD}, Điều 26.1.b; {ND154}, Điều 15.3"),
    ),
    "late/denunciation": Dated(Provision(REQUESTS, date(2019, 1, 1), f"{LTC}, Điều 38.2–3")),
    "red": Dated(Provision(ALARM, START, f"{ND154}, Điều 41.3.b", None, Confidence.TEXT)),
}


def rung(reason: str, kind: str, due: date) -> tuple[date, Provision[Rung]] | None:
    """The day a limit with this `due` goes up, and what then holds; None where the law sends nothing up.

    A duty is late on the day after its last one; an alarm's due day is the one on which it rings.
    """
    name, on = (RED, due) if reason == RED else (f"{LATE}/{kind}", due + DAY)
    found = LADDER[name].get(on) if name in LADDER else None
    return (on, found) if found else None


def alarm(day: date) -> str:
    """What the red list is by the article of the day; before the first that holds, by that one and from when on."""
    found = LADDER[RED].get(day) or LADDER[RED].provisions[0]
    says = found.value.says
    return f"{says[0].upper()}{says[1:]} ({found.basis}; áp dụng từ {found.since:%d/%m/%Y})."
