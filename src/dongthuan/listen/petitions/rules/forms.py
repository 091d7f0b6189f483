"""The periodic forms (§11) as data: columns by number, and the checks between them, by the circular of the day. Pure.

The numbers that the checks of the forms name (02/TCD, 02/XLD, 01/KQGQ) are the forms' own; the other columns follow the
published order of their headings and were not held against the gazette, as `CONFIDENCE` says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dongthuan.foundation.law import Confidence, Dated, Provision

from .reporting import FORMS as NAMES

CONFIDENCE = Confidence.NEWS
Number = int | Decimal


@dataclass(frozen=True)
class Check:
    """One column is the sum of others, or holds no more than another (`most`)."""

    total: int
    parts: tuple[int, ...]
    most: bool = False

    def holds(self, figures: Mapping[int, Number]) -> bool:
        right = sum(figures[p] for p in self.parts)
        return figures[self.total] <= right if self.most else figures[self.total] == right

    def sentence(self, figures: Mapping[int, Number]) -> str:
        """The check in one sentence, with its numbers."""
        sign = "≤" if self.most else "="
        left = f"Cột {self.total} {sign} {' + '.join(f'cột {p}' for p in self.parts)}"
        numbers = f"{said(figures[self.total])} {sign} {' + '.join(said(figures[p]) for p in self.parts)}"
        return f"{left}: {numbers}, {'đúng' if self.holds(figures) else 'KHÔNG khớp'}."


def said(number: Number) -> str:
    text = f"{number:f}" if isinstance(number, Decimal) else str(number)
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True)
class Column:
    number: int
    group: str
    title: str
    figure: str  # which figure of `statistics/figures.py` fills it
    unit: str = ""


@dataclass(frozen=True)
class Form:
    """One form. `lines`: which petitions it is about (all, or a kind); `from_reception`: only those from reception."""

    code: str
    columns: tuple[Column, ...]
    checks: tuple[Check, ...]
    kind: str = ""
    from_reception: bool = False
    own: bool = False  # only what the body is competent for

    @property
    def name(self) -> str:
        return NAMES[self.code]

    @property
    def title(self) -> str:
        return f"Biểu {self.code}: {self.name}"


def _columns(*groups: tuple[str, tuple[tuple[str, str], ...]], unit: str = "") -> tuple[Column, ...]:
    """Numbered from 1 in the order of the form: (heading, ((title, figure), …)); "tiền"/"đất" name their unit."""
    found: list[Column] = []
    for group, columns in groups:
        for title, figure in columns:
            measure = "triệu đồng" if title.endswith("tiền") else "m²" if title.endswith("đất") else ""
            found.append(Column(len(found) + 1, group, title, figure, measure))
    return tuple(found)


def _sum(total: int, *parts: int) -> Check:
    return Check(total, parts)


def _most(part: int, whole: int) -> Check:
    return Check(part, (whole,), most=True)


TAKEN = (
    ("Tổng số đơn", (("Tổng số đơn", "all"),)),
    ("Kỳ trước chuyển sang", (("Đơn có nhiều người đứng tên", "before_many"), ("Đơn một người đứng tên", "before_one"),
                              ("Đơn khác", "before_other"))),
    ("Tiếp nhận trong kỳ", (("Đơn có nhiều người đứng tên", "new_many"), ("Đơn một người đứng tên", "new_one"),
                            ("Đơn khác", "new_other"))),
    ("Đã xử lý", (("Số đơn", "handled"),)),
    ("Đủ điều kiện xử lý", (("Số đơn", "eligible"), ("Số vụ việc", "eligible.cases"))),
)  # fmt: skip
TAKEN_SUM = (_sum(1, 2, 3, 4, 5, 6, 7), _most(8, 1), _most(9, 8), _most(10, 9))
OTHERS = ("Không thuộc thẩm quyền", (("Tổng số", "other.cases"), ("Hướng dẫn", "guided.cases"),
                                     ("Chuyển đơn", "passed.cases"), ("Đôn đốc giải quyết", "urged.cases")))  # fmt: skip
REPLIES = ("Phúc đáp", (("Số văn bản phúc đáp nhận được", "replied"),))
ADMINISTRATION = (("Tổng số", "field.administration.cases"), ("Chế độ, chính sách", "field.policy.cases"),
                  ("Đất đai, nhà cửa", "field.land.cases"))  # fmt: skip
BEYOND = ("Lĩnh vực khác", (("Tư pháp", "field.judicial.cases"), ("Đảng, đoàn thể", "field.party.cases"),
                            ("Khác", "field.other.cases")))  # fmt: skip
RESULTS = (
    ("Kiến nghị thu hồi cho Nhà nước", (("Số tiền", "sum.state_money"), ("Diện tích đất", "sum.state_land"))),
    ("Trả lại cho tổ chức", (("Số tiền", "sum.bodies_money"), ("Diện tích đất", "sum.bodies_land"))),
    ("Trả lại cho cá nhân", (("Số tiền", "sum.persons_money"), ("Diện tích đất", "sum.persons_land"))),
    ("Được trả lại quyền lợi", (("Số tổ chức", "sum.bodies_restored"), ("Số cá nhân", "sum.persons_restored"))),
    ("Kiến nghị xử lý", (("Số người", "sum.people_to_handle"), ("Trong đó cán bộ, công chức, viên chức", "sum.officials_to_handle"))),
    ("Chuyển cơ quan điều tra", (("Số vụ", "sum.cases_to_police"), ("Số đối tượng", "sum.people_to_police"),
                                 ("Trong đó cán bộ, công chức, viên chức", "sum.officials_to_police"))),
)  # fmt: skip
CARRIED = (
    ("Phải thu cho Nhà nước", (("Số tiền", "due.state_money"), ("Diện tích đất", "due.state_land"))),
    ("Đã thu cho Nhà nước", (("Số tiền", "done.state_money"), ("Diện tích đất", "done.state_land"))),
    ("Phải trả tổ chức", (("Số tiền", "due.bodies_money"), ("Diện tích đất", "due.bodies_land"))),
    ("Đã trả tổ chức", (("Số tiền", "done.bodies_money"), ("Diện tích đất", "done.bodies_land"))),
    ("Phải trả cá nhân", (("Số tiền", "due.persons_money"), ("Diện tích đất", "due.persons_land"))),
    ("Đã trả cá nhân", (("Số tiền", "done.persons_money"), ("Diện tích đất", "done.persons_land"))),
    ("Đã xử lý hành chính", (("Số người", "done.people_to_handle"), ("Trong đó cán bộ, công chức, viên chức", "done.officials_to_handle"))),
    ("Đã khởi tố", (("Số vụ", "done.cases_to_police"), ("Số đối tượng", "done.people_to_police"))),
)  # fmt: skip
PAIRS = ((3, 5), (4, 6), (7, 9), (8, 10), (11, 13), (12, 14))  # to be done, done
CARRIED_SUM = (_most(2, 1), *(_most(done, due) for due, done in PAIRS), _most(16, 15))
WHOLE = (("Số đơn", (("Tổng số", "all"), ("Kỳ trước chuyển sang", "before"))),
         ("Số vụ việc", (("Tổng số", "all.cases"), ("Kỳ trước chuyển sang", "before.cases"))))  # fmt: skip
TIME = ("Chấp hành thời hạn", (("Đúng thời hạn", "in_time"), ("Quá thời hạn", "too_late")))

ALL = (
    Form(
        "02/TCD",
        _columns(
            ("Tổng số", (("Số đơn", "sorted"), ("Số vụ việc", "sorted.cases"))),
            ("Khiếu nại", (("Số đơn", "kn"), ("Số vụ việc", "kn.cases"))),
            ("Tố cáo", (("Số đơn", "tc"), ("Số vụ việc", "tc.cases"))),
            ("Kiến nghị, phản ánh", (("Số đơn", "kp"), ("Số vụ việc", "kp.cases"))),
            ("Thuộc thẩm quyền", (("Số đơn", "own"), ("Số vụ việc", "own.cases"))),
            ("Không thuộc thẩm quyền", (("Số đơn", "other"), ("Số vụ việc", "other.cases"), ("Hướng dẫn", "guided"),
                                        ("Chuyển đơn", "passed"), ("Đôn đốc giải quyết", "urged"))),
            REPLIES,
        ),
        (_sum(1, 3, 5, 7), _sum(1, 9, 11), _sum(2, 4, 6, 8), _sum(2, 10, 12), _sum(11, 13, 14, 15)),
        from_reception=True,
    ),
    Form(
        "01/XLD",
        _columns(
            *TAKEN,
            ("Theo nội dung", (("Khiếu nại", "e.kn.cases"), ("Tố cáo", "e.tc.cases"), ("Kiến nghị, phản ánh", "e.kp.cases"))),
            ("Theo tình trạng", (("Đã giải quyết lần đầu", "solved_first.cases"), ("Đã giải quyết nhiều lần", "solved_again.cases"),
                                 ("Đang giải quyết", "solving.cases"), ("Chưa giải quyết", "untouched.cases"))),
            ("Thuộc thẩm quyền", (("Tổng số", "own.cases"), ("Khiếu nại", "own.kn.cases"), ("Tố cáo", "own.tc.cases"),
                                  ("Kiến nghị, phản ánh", "own.kp.cases"))),
            OTHERS, REPLIES,
        ),
        (*TAKEN_SUM, _sum(10, 11, 12, 13), _sum(10, 14, 15, 16, 17), _sum(18, 19, 20, 21), _sum(22, 23, 24, 25), _sum(10, 18, 22)),
    ),
    Form(
        "02/XLD",
        _columns(
            *TAKEN, ("Lĩnh vực hành chính", (*ADMINISTRATION, ("Khác", "field.officials.cases"))), BEYOND,
            ("Theo tình trạng", (("Đã giải quyết lần đầu", "solved_first.cases"), ("Đã giải quyết lần hai", "solved_again.cases"),
                                 ("Đã có bản án", "judged.cases"), ("Đang giải quyết", "solving.cases"),
                                 ("Chưa giải quyết", "untouched.cases"))),
            ("Thuộc thẩm quyền", (("Tổng số", "own.cases"), ("Lần đầu", "own.first.cases"), ("Lần hai", "own.second.cases"))),
            OTHERS, REPLIES,
        ),
        (*TAKEN_SUM, _sum(11, 12, 13, 14), _sum(10, 11, 15, 16, 17), _sum(10, 18, 19, 20, 21, 22), _sum(10, 23, 26),
         _sum(23, 24, 25), _sum(26, 27, 28, 29)),
        kind="kn",
    ),
    Form(
        "03/XLD",
        _columns(
            *TAKEN,
            ("Lĩnh vực hành chính", (*ADMINISTRATION, ("Công chức, công vụ", "field.officials.cases"), ("Khác", "none.cases"))),
            ("Tham nhũng", (("Tham nhũng", "field.corruption.cases"),)), BEYOND,
            ("Theo tình trạng", (("Đã giải quyết", "solved_first.cases"), ("Tố cáo tiếp: đã có kết luận", "solved_again.cases"),
                                 ("Đang giải quyết, trong hạn", "solving_in_time.cases"), ("Quá hạn chưa giải quyết", "solving_late.cases"),
                                 ("Chưa giải quyết", "untouched.cases"))),
            ("Thuộc thẩm quyền", (("Tổng số", "own.cases"), ("Tố cáo lần đầu", "own.first.cases"), ("Tố cáo tiếp", "own.second.cases"))),
            OTHERS, REPLIES,
        ),
        (*TAKEN_SUM, _sum(11, 12, 13, 14, 15), _sum(10, 11, 16, 17, 18, 19), _sum(10, 20, 21, 22, 23, 24), _sum(10, 25, 28),
         _sum(25, 26, 27), _sum(28, 29, 30, 31)),
        kind="tc",
    ),
    Form(
        "04/XLD",
        _columns(
            *TAKEN, ("Lĩnh vực hành chính", (*ADMINISTRATION, ("Khác", "field.officials.cases"))), BEYOND,
            ("Theo tình trạng", (("Đã giải quyết", "solved.cases"), ("Đang giải quyết", "solving.cases"),
                                 ("Chưa giải quyết", "untouched.cases"))),
            ("Thuộc thẩm quyền", (("Tổng số", "own.cases"),)), OTHERS, REPLIES,
        ),
        (*TAKEN_SUM, _sum(11, 12, 13, 14), _sum(10, 11, 15, 16, 17), _sum(10, 18, 19, 20), _sum(10, 21, 22), _sum(22, 23, 24, 25)),
        kind="kp",
    ),
    Form(
        "01/KQGQ",
        _columns(
            *WHOLE, ("Đã giải quyết", (("Bằng quyết định", "decided"), ("Rút đơn qua giải thích, thuyết phục", "withdrawn"))), *RESULTS,
            ("Lần đầu", (("Khiếu nại đúng", "first.right"), ("Khiếu nại sai", "first.wrong"), ("Đúng một phần", "first.partly"))),
            ("Lần hai", (("Công nhận quyết định lần đầu", "second.upheld"), ("Hủy, sửa quyết định lần đầu", "second.changed"))), TIME,
        ),
        (_most(2, 1), _most(4, 3), _sum(5, 20, 21, 22, 23, 24), _sum(5, 25, 26), _most(16, 15), _most(19, 18)),
        kind="kn", own=True,
    ),
    Form(
        "02/KQGQ",
        _columns(("Quyết định có hiệu lực", (("Phải thi hành", "to_carry_out"), ("Đã thi hành xong", "carried_out"))), *CARRIED),
        CARRIED_SUM, kind="kn", own=True,
    ),
    Form(
        "03/KQGQ",
        _columns(
            *WHOLE, ("Đã giải quyết", (("Tổng số", "decided"), ("Lần đầu", "decided.first"), ("Tố cáo tiếp", "decided.second"),
                                       ("Rút toàn bộ nội dung", "withdrawn"), ("Đình chỉ khác", "stopped"))), *RESULTS,
            ("Tố cáo đúng", (("Tổng số", "all.right"), ("Trong đó tố cáo tiếp", "second.right"))),
            ("Tố cáo sai", (("Tổng số", "all.wrong"), ("Trong đó tố cáo tiếp", "second.wrong"))),
            ("Có đúng, có sai", (("Tổng số", "all.partly"), ("Trong đó tố cáo tiếp", "second.partly"))), TIME,
        ),
        (_most(2, 1), _most(4, 3), _sum(5, 6, 7), _sum(5, 23, 25, 27), _sum(5, 29, 30), _most(24, 23), _most(26, 25), _most(28, 27),
         _most(19, 18), _most(22, 21)),
        kind="tc", own=True,
    ),
    Form(
        "04/KQGQ",
        _columns(("Kết luận nội dung tố cáo", (("Phải thực hiện", "to_carry_out"), ("Đã thực hiện xong", "carried_out"))), *CARRIED),
        CARRIED_SUM, kind="tc", own=True,
    ),
)  # fmt: skip

IN_FORCE: Dated[tuple[Form, ...]] = Dated(
    Provision(ALL, date(2021, 5, 10), "Thông tư 02/2021/TT-TTCP", date(2023, 12, 31), CONFIDENCE),
    Provision(ALL, date(2024, 1, 1), "Thông tư 01/2024/TT-TTCP", None, CONFIDENCE),
)


def forms(day: date) -> Provision[tuple[Form, ...]]:
    """The forms of the circular in force on the day; NotInForce before the first this set knows."""
    return IN_FORCE.on(day)


def form(code: str, day: date) -> Form | None:
    return next((f for f in forms(day).value if f.code == code), None)
