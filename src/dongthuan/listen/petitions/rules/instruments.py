"""The instruments, from when to when each holds, and how surely we know (facts: no text is repeated here)."""

from dataclasses import dataclass
from datetime import date

from dongthuan.foundation.law import Confidence


@dataclass(frozen=True)
class Instrument:
    """A law, decree or circular. `until` is its last day; `confidence` is of these dates."""

    key: str
    name: str
    since: date
    until: date | None = None
    note: str = ""
    confidence: Confidence = Confidence.TEXT


LKN = "Luật Khiếu nại 02/2011/QH13"
LTCD = "Luật Tiếp công dân 42/2013/QH13"
LTC = "Luật Tố cáo 25/2018/QH14"
LTTHC = "Luật Tố tụng hành chính 93/2015/QH13"
ND75 = "Nghị định 75/2012/NĐ-CP"
ND124 = "Nghị định 124/2020/NĐ-CP"
ND155 = "Nghị định 155/2026/NĐ-CP"
ND31 = "Nghị định 31/2019/NĐ-CP"
ND156 = "Nghị định 156/2026/NĐ-CP"
ND64 = "Nghị định 64/2014/NĐ-CP"
ND154 = "Nghị định 154/2026/NĐ-CP"
ND20 = "Nghị định 20/2008/NĐ-CP"
TT07_2014 = "Thông tư 07/2014/TT-TTCP"
TT05_2021 = "Thông tư 05/2021/TT-TTCP"

M, N, L = Confidence.MEMORY, Confidence.NEWS, Confidence.MEMORY_LOW
INSTRUMENTS = (
    Instrument("LKN", LKN, date(2012, 7, 1), None, "sửa đổi bởi 81/2025, 84/2025 (01/07/2025), 136/2025 (01/07/2026)"),
    Instrument("LTCD", LTCD, date(2014, 7, 1), None, "sửa đổi bởi 136/2025"),
    Instrument("LTC", LTC, date(2019, 1, 1), None, "sửa đổi bởi 59/2020, 81/2025, 84/2025, 136/2025"),
    Instrument("136/2025", "Luật 136/2025/QH15", date(2026, 7, 1), None, "chỉ một số điểm được xác nhận", N),
    Instrument("NĐ 75/2012", ND75, date(2012, 11, 20), date(2020, 12, 9), "thay bằng NĐ 124/2020", M),
    Instrument("NĐ 124/2020", ND124, date(2020, 12, 10), None, "sửa đổi bởi NĐ 155/2026; văn bản gốc chưa đọc", M),
    Instrument("NĐ 155/2026", ND155, date(2026, 7, 1)),
    Instrument("NĐ 31/2019", ND31, date(2019, 5, 28), None, "sửa đổi bởi NĐ 156/2026"),
    Instrument("NĐ 156/2026", ND156, date(2026, 7, 1)),
    Instrument("NĐ 64/2014", ND64, date(2014, 8, 15), date(2026, 6, 30), "thay bằng NĐ 154/2026, Điều 44"),
    Instrument("NĐ 154/2026", ND154, date(2026, 7, 1)),
    Instrument("TT 06/2014", "Thông tư 06/2014/TT-TTCP", date(2014, 12, 15), date(2021, 11, 14), "thay bằng TT 04/2021"),
    Instrument("TT 07/2014", TT07_2014, date(2014, 12, 15), date(2021, 11, 14), "thay bằng TT 05/2021"),
    Instrument("TT 04/2021", "Thông tư 04/2021/TT-TTCP", date(2021, 11, 15), None, "chưa rõ đã bị bãi bỏ chưa", N),
    Instrument("TT 05/2021", TT05_2021, date(2021, 11, 15), None, "mới đọc Điều 13–16; chưa thấy văn bản thay"),
    Instrument("TT 02/2021", "Thông tư 02/2021/TT-TTCP", date(2021, 5, 10), None, "thay bằng TT 01/2024", N),
    Instrument("TT 01/2024", "Thông tư 01/2024/TT-TTCP", date(2024, 1, 1), None, "chưa rõ ngày có hiệu lực", N),
    Instrument("NĐ 141/2025", "Nghị định 141/2025/NĐ-CP", date(2025, 7, 1), date(2026, 6, 30), "ngày hết hiệu lực chưa rõ", L),
    Instrument("NĐ 20/2008", ND20, date(2008, 3, 3), None, "sửa đổi bởi 48/2013, 92/2017; chưa thấy văn bản thay"),
    Instrument("LTTHC", LTTHC, date(2016, 7, 1), None, "sửa đổi bởi 55/2019"),
)  # fmt: skip
