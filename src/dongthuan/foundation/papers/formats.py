"""How a paper looks, as data: dated, cited, one row per element. Amended by adding a Format, never by editing one."""

from dataclasses import dataclass
from datetime import date

from .rules import System

Range = tuple[float, float]


@dataclass(frozen=True)
class Row:
    """One element (ô) of a paper: the sizes it may have and how it is written. `ours` is the size we print."""

    cell: str
    label: str
    sizes: Range
    ours: float
    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    side: str = ""  # left | right | centre


@dataclass(frozen=True)
class Format:
    """One system's layout in force from a day on. Margins in millimetres."""

    system: System
    since: date
    basis: str
    page: tuple[float, float]
    top: Range
    bottom: Range
    left: Range
    right: Range
    margins: tuple[float, float, float, float]  # ours: top, bottom, left, right
    page_number: Range
    indents: tuple[float, ...]
    closing: str
    rows: dict[str, Row]
    fonts: tuple[str, ...] = ("Times New Roman", "Liberation Serif")


A4 = (210.0, 297.0)

ND30 = Format(
    system="state", since=date(2020, 3, 5), basis="Nghị định 30/2020/NĐ-CP, Phụ lục I",
    page=A4, top=(20, 25), bottom=(20, 25), left=(30, 35), right=(15, 20), margins=(20, 20, 30, 15),
    page_number=(13, 14), indents=(10.0, 12.7), closing="./.",
    rows={
        "nation": Row("1", "Quốc hiệu", (12, 13), 13, bold=True, italic=False, caps=True, side="right"),
        "motto": Row("1", "Tiêu ngữ", (13, 14), 14, bold=True, italic=False, caps=False, side="right"),
        "superior": Row("2", "Cơ quan chủ quản", (12, 13), 13, bold=False, italic=False, caps=True, side="left"),
        "issuer": Row("2", "Cơ quan ban hành", (12, 13), 13, bold=True, italic=False, caps=True, side="left"),
        "number": Row("3", "Số, ký hiệu", (13, 13), 13, bold=False, italic=False, side="left"),
        "date": Row("4", "Địa danh, ngày tháng", (13, 14), 14, bold=False, italic=True, side="right"),
        "kind": Row("5a", "Tên loại", (13, 14), 14, bold=True, italic=False, caps=True, side="centre"),
        "subject": Row("5a", "Trích yếu", (13, 14), 14, bold=True, italic=False, caps=False, side="centre"),
        "subject_letter": Row("5b", "Trích yếu công văn", (12, 13), 12, bold=False, italic=False, side="left"),
        "body": Row("6", "Nội dung", (13, 14), 14),
        "authority": Row("7a", "Quyền hạn, chức vụ", (13, 14), 14, bold=True, italic=False, caps=True),
        "signer": Row("7b", "Họ tên người ký", (13, 14), 14, bold=True, italic=False, caps=False),
        "addressee": Row("9a", "Kính gửi", (13, 14), 14, bold=False),
        "recipients": Row("9b", "Nơi nhận", (12, 12), 12, bold=True, italic=True, side="left"),
        "recipient": Row("9b", "Danh sách nơi nhận", (11, 11), 11, bold=False, italic=False, side="left"),
    },
)  # fmt: skip

HD36 = Format(
    system="party", since=date(2018, 4, 3), basis="Hướng dẫn 36-HD/VPTW",
    page=A4, top=(20, 20), bottom=(20, 20), left=(30, 30), right=(15, 15), margins=(20, 20, 30, 15),
    page_number=(13, 14), indents=(10.0, 12.7), closing="",
    rows={
        "nation": Row("1", "Tiêu đề", (15, 15), 15, bold=True, italic=False, caps=True, side="right"),
        "superior": Row("2", "Cơ quan cấp trên", (14, 14), 14, bold=False, italic=False, caps=True, side="left"),
        "issuer": Row("2", "Cơ quan ban hành", (14, 14), 14, bold=True, italic=False, caps=True, side="left"),
        "number": Row("3", "Số, ký hiệu", (14, 14), 14, bold=False, italic=False, side="left"),
        "date": Row("4", "Địa điểm, ngày tháng", (14, 14), 14, bold=False, italic=True, side="right"),
        "kind": Row("5a", "Tên loại", (15, 16), 16, bold=True, italic=False, caps=True, side="centre"),
        "subject": Row("5a", "Trích yếu", (14, 15), 15, bold=True, italic=False, caps=False, side="centre"),
        "subject_letter": Row("5b", "Trích yếu công văn", (12, 12), 12, bold=False, italic=True, side="left"),
        "body": Row("6", "Nội dung", (14, 15), 14),
        "authority": Row("7a", "Quyền hạn, chức vụ", (14, 14), 14, bold=True, italic=False, caps=True),
        "signer": Row("7b", "Họ tên người ký", (14, 14), 14, bold=True, italic=False, caps=False),
        "addressee": Row("9a", "Kính gửi", (14, 14), 14, bold=False),
        "recipients": Row("9b", "Nơi nhận", (14, 14), 14, bold=False, italic=False, side="left"),
        "recipient": Row("9b", "Danh sách nơi nhận", (12, 12), 12, bold=False, italic=False, side="left"),
    },
)  # fmt: skip

FORMATS = (ND30, HD36)


def format_for(system: System, day: date | None = None) -> Format:
    """The layout in force on the day; for a day before the first one we know, the first."""
    ours = sorted((f for f in FORMATS if f.system == system), key=lambda f: f.since)
    return next((f for f in reversed(ours) if day is None or f.since <= day), ours[0])
