"""What the law says of a paper's number, date, authority lines and name. Pure: no Django, no clock.

State papers: NĐ 30/2020/NĐ-CP, Phụ lục I. Party papers: HD 36-HD/VPTW of 03/4/2018. Joint papers of a Party and a State
body follow the system of the body that leads (NĐ 30 has no rule for them; practice: 28-QCPH, 01/QCPH/UBND-UBMTTQ).
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Literal

System = str  # "state" or "party"
Form = Literal["", "KT", "TL", "TUQ", "Q"]

# NĐ 30/2020, Phụ lục III, mục I: abbreviations of the kinds; Party kinds per HD 36-HD/VPTW where they differ.
KINDS: dict[str, str] = {
    "NQ": "NGHỊ QUYẾT", "QĐ": "QUYẾT ĐỊNH", "CT": "CHỈ THỊ", "QC": "QUY CHẾ", "QyĐ": "QUY ĐỊNH", "TC": "THÔNG CÁO",
    "TB": "THÔNG BÁO", "HD": "HƯỚNG DẪN", "CTr": "CHƯƠNG TRÌNH", "KH": "KẾ HOẠCH", "PA": "PHƯƠNG ÁN", "ĐA": "ĐỀ ÁN",
    "DA": "DỰ ÁN", "BC": "BÁO CÁO", "BB": "BIÊN BẢN", "TTr": "TỜ TRÌNH", "HĐ": "HỢP ĐỒNG", "CĐ": "CÔNG ĐIỆN",
    "BGN": "BẢN GHI NHỚ", "BTT": "BẢN THỎA THUẬN", "GUQ": "GIẤY ỦY QUYỀN", "GM": "GIẤY MỜI", "GGT": "GIẤY GIỚI THIỆU",
    "PG": "PHIẾU GỬI", "PC": "PHIẾU CHUYỂN", "PB": "PHIẾU BÁO", "KL": "KẾT LUẬN", "QCPH": "QUY CHẾ PHỐI HỢP",
    "CTPH": "CHƯƠNG TRÌNH PHỐI HỢP", "GBN": "GIẤY BIÊN NHẬN", "CV": "",
}  # fmt: skip


def kind_title(kind: str) -> str:
    """The kind as printed in capitals; a công văn (CV) has none."""
    return KINDS.get(kind, kind.upper())


def symbol(system: System, kind: str, organs: Sequence[str], unit: str = "") -> str:
    """The part after the number: "/KH-UBND", "-CTr/BDVTU-UBND". A công văn carries its drafting unit instead of a kind."""
    joined = "-".join(organs)
    if system == "party":
        return f"-{kind}/{joined}"
    if kind == "CV":
        return f"/{joined}-{unit}" if unit else f"/{joined}"
    return f"/{kind}/{joined}" if len(organs) > 1 else f"/{kind}-{joined}"


def number(system: System, kind: str, organs: Sequence[str], n: int | None, unit: str = "") -> str:
    """Number and symbol, "01-CTr/BDVTU-UBND". Below ten a 0 stands before it; a paper not numbered yet leaves room."""
    return ("      " if n is None else f"{n:02d}") + symbol(system, kind, organs, unit)


def number_line(system: System, text: str) -> str:
    """Ô 3: the state writes "Số: 15/KH-UBND", the Party "Số 09-CTr/BDVTU" without the colon."""
    return f"Số {text}" if system == "party" else f"Số: {text}"


def next_number(last: tuple[int, int] | None, year: int) -> int:
    """The series runs from 01 on 1/1 to 31/12 (NĐ 30/2020, Điều 15). `last` is (year, number) of the last paper."""
    return last[1] + 1 if last and last[0] == year else 1


def date_line(place: str, day: date | None, year: int | None = None) -> str:
    """Ô 4: days below 10 and the months 1 and 2 take a leading 0 (NĐ 30/2020, Phụ lục I, mục II.4)."""
    if day is None:
        return f"{place}, ngày      tháng      năm {year or '      '}"
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{place}, ngày {day.day:02d} tháng {month} năm {day.year}"


def authority_lines(
    system: System, *, head: str, signer: str = "", collective: str = "", form: Form = "", above: str = ""
) -> tuple[str, ...]:
    """Ô 7a: the lines over a signature, in capitals.

    `collective` is the body in whose name the head signs (TM.), `head` the title of its head, `signer` the title of who
    signs, `form` how: KT (a deputy in the head's place), TL (by order), TUQ (by authorisation), Q (acting head).
    `above` is who gave the order when that is not the head itself. HD 36 writes T/M, K/T, T/L with a slash.
    """
    mark = {"TM": "T/M", "KT": "K/T", "TL": "T/L", "TUQ": "TUQ.", "Q": "Q."} if system == "party" else {}
    head, signer, above = head.upper(), (signer or head).upper(), above.upper()

    def line(word: str, rest: str) -> str:
        return f"{mark.get(word, word + '.')} {rest}"

    if form in ("TL", "TUQ"):  # by order or authorisation of the head, so the collective is not named
        return (line(form, above or head), signer)
    first = (line("TM", collective.upper()),) if collective else ()
    if form == "Q":
        return (*first, line("Q", head))
    if form == "KT" or (signer != head and signer.startswith("PHÓ ")):
        return (*first, line("KT", head), signer)
    return (*first, signer)


def collective_of(name: str) -> str:
    """The collegial body in whose name the head of this organisation signs (TM., T/M), else nothing."""
    folded = name.casefold()
    if folded.startswith(("ủy ban nhân dân", "uỷ ban nhân dân", "ubnd")):
        return "ỦY BAN NHÂN DÂN"
    if folded.startswith(("ủy ban mttq", "ủy ban mặt trận")):
        return "BAN THƯỜNG TRỰC"
    if folded.startswith(("tỉnh ủy", "thành ủy", "huyện ủy", "đảng ủy")):
        return "BAN THƯỜNG VỤ"
    return ""


def header_names(name: str, superior: str, place: str) -> tuple[str, str]:
    """Ô 2 in full: (cơ quan chủ quản, cơ quan ban hành). A committee of the people stands alone and names its unit."""
    name, superior = (re.sub(r"^UBND\b", "Ủy ban nhân dân", n.strip()) for n in (name, superior))
    for level in ("tỉnh", "thành phố"):
        if superior.casefold().endswith(f"nhân dân {level}"):
            superior = f"{superior} {place}"
        if name.casefold().endswith(f"nhân dân {level}"):
            name = f"{name} {place}"
    if name.casefold().startswith("ủy ban nhân dân"):
        return "", name
    for committee in ("Tỉnh ủy", "Thành ủy", "Huyện ủy"):
        if name.endswith(f" {committee}") and superior.startswith(committee):
            name = name.removesuffix(f" {committee}")
    return superior, name


_LEARNED = (
    r"GS|PGS|TSKH|TS|ThS|Th\.S|BS|BSCKII|BSCKI|BS\.? ?CK ?I{1,2}|CKII|CKI|KS|KTS|CN|LS|DS|NCS|NGƯT|NGND|TTƯT|TTND|"
)
_LEARNED += r"Giáo sư|Phó giáo sư|Tiến sĩ khoa học|Tiến sĩ|Tiến sỹ|Thạc sĩ|Thạc sỹ|Bác sĩ|Kỹ sư|Cử nhân|Luật sư|Dược sĩ"
_PREFIX = re.compile(rf"^(?:{_LEARNED})(?:\.\s*|,\s*|\s+)", re.IGNORECASE)
_SUFFIX = re.compile(rf"\s*,\s*(?:{_LEARNED})\.?$", re.IGNORECASE)


def signing_name(name: str) -> str:
    """Ô 7b: no học hàm, học vị or title of honour before the name (NĐ 30/2020, Phụ lục I, mục II.7.c)."""
    name = " ".join(name.split())
    while (rest := _SUFFIX.sub("", _PREFIX.sub("", name, count=1))) != name and rest:
        name = rest
    return name
