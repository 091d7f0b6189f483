"""The periods of the periodic statistics (§11), and the forms."""

from dataclasses import dataclass
from datetime import date

from dongthuan.foundation.law import Confidence, LawError

BASIS = "Thông tư 02/2021/TT-TTCP; Thông tư 01/2024/TT-TTCP"
CONFIDENCE = Confidence.NEWS
KINDS = ("Q1", "Q2", "Q3", "Q4", "6M", "9M", "YEAR", "NA")
FORMS = {
    "01/TCD": "tiếp công dân",
    "02/TCD": "đơn nhận qua tiếp công dân",
    "01/XLD": "xử lý đơn",
    "02/XLD": "xử lý đơn khiếu nại",
    "03/XLD": "xử lý đơn tố cáo",
    "04/XLD": "xử lý đơn kiến nghị, phản ánh",
    "01/KQGQ": "kết quả giải quyết khiếu nại",
    "02/KQGQ": "thi hành quyết định giải quyết khiếu nại",
    "03/KQGQ": "kết quả giải quyết tố cáo",
    "04/KQGQ": "thực hiện kết luận nội dung tố cáo",
}


@dataclass(frozen=True)
class Period:
    """A period of reporting, both days inclusive. Only a table of data is sent for quarters 2 to 4."""

    kind: str
    year: int
    first: date
    last: date
    tables_only: bool = False
    basis: str = BASIS
    confidence: Confidence = CONFIDENCE


def period(kind: str, year: int) -> Period:
    """The period of a year: a quarter (Q1–Q4), six or nine months, the year, or the year of the report to the assembly."""
    if kind not in KINDS:
        raise LawError(f"Không có kỳ báo cáo {kind}. Có: {', '.join(KINDS)}.")
    begin = date(year - 1, 12, 15)
    if kind == "NA":
        return Period(kind, year, date(year - 1, 8, 1), date(year, 7, 31), basis="báo cáo phục vụ Quốc hội")
    if kind.startswith("Q"):
        quarter = int(kind[1])
        first = begin if quarter == 1 else date(year, 3 * (quarter - 1), 15)
        return Period(kind, year, first, date(year, 3 * quarter, 14), tables_only=quarter > 1)
    month = {"6M": 6, "9M": 9, "YEAR": 12}[kind]
    return Period(kind, year, begin, date(year, month, 14))


def holding(kind: str, day: date) -> Period:
    """The period of this kind in which the day lies; for the half and the nine months, LawError after their last day."""
    for year in (day.year, day.year + 1):
        found = period(kind, year)
        if found.first <= day <= found.last:
            return found
    raise LawError(f"Ngày {day:%d/%m/%Y} không thuộc kỳ {kind} nào.")
