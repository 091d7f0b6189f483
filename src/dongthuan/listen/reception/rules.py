"""What the law says of receiving people beyond the time limits: who must show what, what is counted.

Pure. Time limits, grounds of refusal, delegations, periods and the leaders' duty stand in `petitions/rules`; nothing is written twice.
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


# --- online -------------------------------------------------------------------------------------------------------
ONLINE_SECRET: Dated[str] = Dated(Provision("không tiếp trực tuyến", NEW_LAW, f"{ND154}, Điều 20.4"))


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
