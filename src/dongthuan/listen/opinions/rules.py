"""How long a draft is posted (dated, with its article), and from how many opinions on a letter counts as organised. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from dongthuan.foundation.law import Confidence, Dated, NotInForce, Provision

FREE = "Pháp luật không ấn định thời hạn; cơ quan tổ chức lấy ý kiến tự quy định"
PROVINCIAL = (
    Provision(30, date(2016, 7, 1), "Luật Ban hành VBQPPL 80/2015/QH13, Điều 120, Điều 129", date(2025, 3, 31), Confidence.MEMORY),
    Provision(20, date(2025, 4, 1), "Luật Ban hành VBQPPL 64/2025/QH15; Nghị định 78/2025/NĐ-CP", None, Confidence.MEMORY),
)  # fmt: skip

# Days a draft stays posted at least, by the kind of document. None: no act says.
PERIODS: dict[str, Dated[int | None]] = {
    "resolution": Dated(*PROVINCIAL),
    "decision": Dated(*PROVINCIAL),
    "chair_decision": Dated(
        Provision(10, date(2025, 7, 1), "Nghị định 187/2025/NĐ-CP (Điều 51a Nghị định 78/2025/NĐ-CP)"),
    ),
    "commune": Dated(
        Provision(20, date(2023, 7, 1), "Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, khoản 2 Điều 28"),
    ),
    "programme": Dated(Provision(None, date(2015, 1, 1), FREE, None, Confidence.INFER)),
}  # fmt: skip

QUOTES = 3  # of one group that are released at a time: two or three stand for many
ORGANISED = 5  # opinions of one letter from which it is counted as organised; stated wherever the share is


@dataclass(frozen=True)
class Period:
    """The least time of posting: through the end of `earliest`."""

    days: int | None
    earliest: date
    basis: str
    note: str = ""  # "chưa đối chiếu" where the article was not read itself


def period(kind: str, posted: date) -> Period | None:
    """The least period of a draft posted on the day; the day of posting is not counted, days off are. None: no rule yet."""
    try:
        found = PERIODS[kind].on(posted)
    except NotInForce:
        return None
    earliest = posted + timedelta(days=found.value or 0)
    return Period(found.value, earliest, found.basis, found.confidence.note)
