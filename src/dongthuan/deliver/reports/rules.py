"""The arithmetic of reports: measures, tokens in sentences, periods, percentages. Pure."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

DONE = ("on_time", "extended", "late")
BUCKETS = ("on_time", "extended", "late", "in_hand", "overdue", "stopped")
Counts = Mapping[str, int]  # bucket -> tasks, and "obstacles", "evidence" -> sums


@dataclass(frozen=True)
class Measure:
    """A computed figure: its name in tokens, what stands before the number, its exact definition, which rows it counts."""

    key: str
    label: str  # Vietnamese: it stands in papers
    definition: str
    buckets: tuple[str, ...]
    field: str = ""  # a sum over the rows instead of their number
    over: tuple[str, ...] = ()  # the denominator's buckets, of a percentage

    def value(self, counts: Counts) -> int | Decimal | None:
        own = counts.get(self.field, 0) if self.field else sum(counts.get(b, 0) for b in self.buckets)
        return percent(own, sum(counts.get(b, 0) for b in self.over)) if self.over else own


MEASURES: dict[str, Measure] = {
    m.key: m
    for m in (
        Measure(
            "giao",
            "Đã giao",
            "Việc của chương trình bắt đầu đến hết ngày tính và chưa kết thúc trước kỳ báo cáo.",
            BUCKETS,
        ),
        Measure("hoan_thanh", "Hoàn thành", "Việc có báo cáo cuối được người giao nhận, gửi đến hết ngày tính.", DONE),
        Measure(
            "dung_han",
            "Đúng hạn",
            "Báo cáo được nhận gửi chậm nhất vào hạn đầu tiên; ngày đóng việc không tính.",
            ("on_time",),
        ),
        Measure(
            "gia_han",
            "Trong gia hạn",
            "Báo cáo được nhận gửi sau hạn đầu tiên nhưng trong hạn đã được dời.",
            ("extended",),
        ),
        Measure("tre", "Trễ", "Báo cáo được nhận gửi sau mọi hạn.", ("late",)),
        Measure("dang_lam", "Đang làm", "Chưa kết thúc, chưa quá hạn vào ngày tính.", ("in_hand",)),
        Measure("qua_han", "Quá hạn", "Chưa kết thúc, đã quá hạn vào ngày tính.", ("overdue",)),
        Measure("dung", "Dừng", "Dừng có lý do, các bên đồng ý.", ("stopped",)),
        Measure("vuong_mac", "Vướng mắc", "Khó khăn, vướng mắc ghi trong kỳ.", BUCKETS, field="obstacles"),
        Measure("minh_chung", "Minh chứng", "Minh chứng trong các báo cáo được nhận.", BUCKETS, field="evidence"),
        Measure("ty_le_hoan_thanh", "Tỷ lệ hoàn thành (%)", "Hoàn thành chia cho đã giao.", DONE, over=BUCKETS),
        Measure("ty_le_dung_han", "Tỷ lệ đúng hạn (%)", "Đúng hạn chia cho hoàn thành.", ("on_time",), over=DONE),
    )
}
COLUMNS = ("giao", "dung_han", "gia_han", "tre", "dang_lam", "qua_han", "dung")  # of every table; the first is the sum


def percent(part: int, whole: int) -> Decimal | None:
    """Two decimals, half up; None without a whole."""
    if whole == 0:
        return None
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def shown(value: int | Decimal | None) -> str:
    """As papers write it: 1.045, 94,17; nothing for no number."""
    if value is None:
        return ""
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"
    return text.translate(str.maketrans(",.", ".,"))


@dataclass(frozen=True)
class Declared:
    """A figure as a paper states it. `nature`: T in the period, L running total, P at a moment, which is `as_of`."""

    label: str
    value: Decimal
    unit: str = ""
    as_of: date | None = None

    @property
    def nature(self) -> str:
        return "P" if self.as_of else "T"


TOKEN = re.compile(r"\[\[([a-z_]+)(?::([^\[\]]{1,40}))?\]\]")


@dataclass(frozen=True)
class Token:
    """A figure named in a sentence: `[[dung_han:II.5]]` is the measure dung_han of clause II.5."""

    measure: str
    clause: str = ""

    def __str__(self) -> str:
        return f"[[{self.measure}:{self.clause}]]" if self.clause else f"[[{self.measure}]]"


def pieces(text: str) -> Iterator[str | Token]:
    """The text cut into words and tokens."""
    at = 0
    for match in TOKEN.finditer(text):
        if match.start() > at:
            yield text[at : match.start()]
        yield Token(match[1], (match[2] or "").strip())
        at = match.end()
    if at < len(text):
        yield text[at:]


def filled(text: str, number: Callable[[Token], str]) -> str:
    """The text with every token replaced by its number."""
    return "".join(p if isinstance(p, str) else number(p) for p in pieces(text))


def renamed(text: str, codes: Mapping[str, str]) -> str:
    """The text with its tokens naming the clauses by their new codes. A clause that is gone ("") keeps its old code with a
    question mark, which names nothing: whoever freezes the report must decide what stands there."""

    def one(match: re.Match[str]) -> str:
        code = (match[2] or "").strip()
        if code not in codes:
            return match[0]
        return f"[[{match[1]}:{codes[code] or f'{code[:39]}?'}]]"

    return TOKEN.sub(one, text)


def period(kind: str, year: int, since: date, until: date) -> tuple[date, date]:
    """What a report of that kind covers, within the programme's window (practice notes 1.2, 1.5)."""
    if kind == "six_month":
        wanted = date(year, 1, 1), date(year, 6, 30)
    elif kind == "annual":
        wanted = date(year, 1, 1), date(year, 12, 31)
    elif kind == "mid_term":
        wanted = since, date(year, 12, 31)
    else:
        wanted = since, until
    return max(wanted[0], since), min(wanted[1], until)
