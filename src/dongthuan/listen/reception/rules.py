"""What the law says of receiving people beyond the time limits: who must show what, who speaks for many, what is counted.

Pure. Time limits, grounds of refusal and the leaders' duty stand in `petitions/rules`; nothing is written twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dongthuan.foundation.law import Confidence, Dated, Provision

NEW_LAW = date(2026, 7, 1)
LTCD = "Luật Tiếp công dân 42/2013/QH13"
ND154 = "Nghị định 154/2026/NĐ-CP"
LAW = date(2014, 7, 1)


# --- identification -----------------------------------------------------------------------------------------------
IDENTIFICATION: Dated[frozenset[str]] = Dated(
    Provision(frozenset({"full_name", "address"}), LAW, f"{LTCD}, Điều 7.2", date(2026, 6, 30), Confidence.INFER),
    Provision(
        frozenset({"full_name", "address", "id_kind", "id_number"}), NEW_LAW, f"{ND154}, Điều 12–13",
        confidence=Confidence.TEXT,
    ),
)  # fmt: skip


def missing(given: Mapping[str, object], day: date) -> tuple[list[str], str]:
    """The fields a visitor must still give on that day, in order, and the article that asks for them."""
    provision = IDENTIFICATION.on(day)
    order = ("full_name", "address", "id_kind", "id_number")
    return [f for f in order if f in provision.value and not given.get(f)], provision.basis


# --- delegations --------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Crowd:
    """A delegation of `least`–`most` people (None: no end) is spoken for by at most `speakers`, elected among them."""

    least: int
    most: int | None
    speakers: int


CROWDS: Dated[tuple[Crowd, ...]] = Dated(
    Provision((Crowd(5, 10, 2), Crowd(11, None, 5)), LAW, f"{LTCD}, Điều 29"),
)


def crowd_of(people: int, day: date) -> Crowd | None:
    """The delegation these people are; None: fewer than five, each speaks."""
    return next((c for c in CROWDS.on(day).value if c.least <= people and (c.most is None or people <= c.most)), None)


def is_crowd(people: int, day: date) -> bool:
    return crowd_of(people, day) is not None


# --- online -------------------------------------------------------------------------------------------------------
ONLINE_SECRET: Dated[str] = Dated(Provision("không tiếp trực tuyến", NEW_LAW, f"{ND154}, Điều 20.4"))


# --- periods of the reports (TT 02/2021, TT 01/2024/TT-TTCP) --------------------------------------------------------
PERIODS = ("q1", "q2", "q3", "q4", "six", "nine", "year")
PERIOD_BASIS = "Thông tư 01/2024/TT-TTCP (chưa đối chiếu)"
_ENDS = {"q1": (3, 12, -1), "q2": (6, 3, 0), "q3": (9, 6, 0), "q4": (12, 9, 0), "six": (6, 12, -1), "nine": (9, 12, -1),
         "year": (12, 12, -1)}  # fmt: skip


def period(kind: str, year: int) -> tuple[date, date]:
    """First and last day of a reporting period: from the 15th after the one before to the 14th of its last month."""
    end, begin, shift = _ENDS[kind]
    return date(year + shift, begin, 15), date(year, end, 14)


def period_of(day: date) -> tuple[str, int]:
    """The quarter a day is reported in."""
    for kind, year in (("q1", day.year), ("q2", day.year), ("q3", day.year), ("q4", day.year), ("q1", day.year + 1)):
        since, until = period(kind, year)
        if since <= day <= until:
            return kind, year
    raise ValueError(f"no quarter holds {day}")


# --- form 01/TCD --------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Strand:
    """One way of receiving, with its figures under the form's column numbers."""

    key: str
    title: str
    first: int  # the column of its visits (lượt)
    sessions: int | None = None  # the column of its sessions (số kỳ); regular reception has none


STRANDS = (
    Strand("regular", "Tiếp thường xuyên", 4),
    Strand("head", "Thủ trưởng tiếp", 13, 12),
    Strand("deputy", "Ủy quyền tiếp", 22, 21),
)
PARTS = (
    ("visits", "Số lượt tiếp"), ("people", "Số người"), ("first", "Vụ việc: tiếp lần đầu"),
    ("again", "Vụ việc: tiếp nhiều lần"), ("crowds", "Đoàn đông người: số đoàn"), ("crowd_people", "Đoàn đông người: số người"),
    ("crowd_first", "Đoàn đông người: tiếp lần đầu"), ("crowd_again", "Đoàn đông người: tiếp nhiều lần"),
)  # fmt: skip
CHECKS = {1: (4, 13, 22), 2: (5, 14, 23), 3: (6, 7, 15, 16, 24, 25)}


def columns() -> list[tuple[int, str]]:
    """The form's columns in order: number and heading."""
    found = [(1, "Tổng số lượt tiếp"), (2, "Tổng số người được tiếp"), (3, "Tổng số vụ việc")]
    for strand in STRANDS:
        if strand.sessions is not None:
            found.append((strand.sessions, f"{strand.title}: Số kỳ tiếp"))
        found += [(strand.first + n, f"{strand.title}: {label}") for n, (_key, label) in enumerate(PARTS)]
    return sorted(found)


def broken_checks(figures: Mapping[int, int]) -> list[str]:
    """The checks between columns that do not hold, each as it is written on the form; none for a right form."""
    found = []
    for total, parts in CHECKS.items():
        summed = sum(figures[p] for p in parts)
        if figures[total] != summed:
            found.append(f"({total}) = {' + '.join(f'({p})' for p in parts)}: {figures[total]} ≠ {summed}")
    return found


# --- the register (Mẫu 03/TCD) ------------------------------------------------------------------------------------
REGISTER = (
    "STT", "Ngày tiếp", "Họ tên, địa chỉ", "Số CCCD, hộ chiếu", "Nội dung vụ việc (tóm tắt)", "Loại đơn (KN, TC, KN, PA)",
    "Số người có cùng nội dung", "Cơ quan đã giải quyết", "Thuộc thẩm quyền", "Hướng dẫn đến cơ quan nào, số văn bản",
    "Cơ quan thụ lý, số văn bản chuyển", "Theo dõi kết quả", "Ghi chú",
)  # fmt: skip
REGISTER_BASIS = f"{ND154}, Mẫu 03/TCD"
MASK = "(thông tin được giữ bí mật)"


def masked_number(number: str) -> str:
    """The last four characters of an identity number, the rest hidden."""
    return f"{'•' * max(len(number) - 4, 0)}{number[-4:]}" if number else ""
