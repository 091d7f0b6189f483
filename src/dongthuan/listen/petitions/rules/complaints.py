"""KN: complaints (§4.2), with the change of 1 July 2026 and the conflicts C1–C4 of §12."""

from datetime import date

from dongthuan.foundation.law import Confidence, Dated, Kind, Limit, Provision, Unit

from .instruments import LKN, LTTHC, ND75, ND124
from .model import EVE, START, Conflict, NoCount, rule, since

LAW = date(2012, 7, 1)
WD = Unit.WORKING
SOLVER_1, SOLVER_2 = "người giải quyết lần đầu", "người giải quyết lần hai"
ACCEPTED = "ngày thụ lý"
STOPS = Dated(  # the decree's text was read, the law's Điều 11a not; what remains of the time is our reading (R9)
    Provision(
        None, START, f"{LKN}, Điều 11a (136/2025 thêm); {ND124}, Điều 28a, 28b (NĐ 155 thêm)", None, Confidence.INFER
    )
)

C1 = Conflict(
    "C1", Limit(10), START, f"{LKN}, Điều 27, 36.1, 50",
    "Luật Khiếu nại ghi 10 ngày, nghị định ghi 7 ngày làm việc; chưa rõ Luật 136/2025 có sửa các điều này không",
)  # fmt: skip
C2 = Conflict(
    "C2", Limit(7, WD), LAW, f"{ND124}, Điều 16.1 (NĐ 155 Điều 10 sửa)",
    "nhận trước 01/07/2026, hạn rơi sau ngày đó; NĐ 155 Điều 22 không có quy định chuyển tiếp, hạn theo ngày nhận",
    until=EVE, binds=False, crossing=START,
)  # fmt: skip
C4 = Conflict(
    "C4", Limit(10, WD), date(2013, 12, 16), "Thông tư 07/2013/TT-TTCP",
    "thông tư ghi 10 ngày làm việc, luật ghi 10 ngày; áp dụng luật", until=date(2020, 12, 9),
    confidence=Confidence.MEMORY,
)  # fmt: skip
C3 = (
    "C3: ngày có hiệu lực tính từ ngày ban hành (Điều 44), quyền khiếu nại lần hai tính từ ngày nhận (Điều 33.1); "
    "không tự kết thúc vụ việc trước ngày nhận cộng 30 ngày (vùng xa 45 ngày)."
)
ACCEPT = "thụ lý hoặc từ chối có nêu lý do; thông báo cho người khiếu nại, nơi chuyển đơn, thanh tra cùng cấp"
SECOND = "công khai quyết định giải quyết lần hai"
EFFECT = Limit(30, Unit.DAYS, Kind.EFFECT, remote=45)


def publication(limit: Limit) -> tuple:
    """KN-09 under the two decrees; of the later one only the number is remembered."""
    return (
        since(date(2012, 11, 20), f"{LKN}, Điều 41.2; {ND75}, Điều 12", limit, date(2020, 12, 9)),
        since(date(2020, 12, 10), f"{LKN}, Điều 41.2; {ND124}", limit, confidence=Confidence.MEMORY),
    )


RIGHTS = (
    rule(
        "KN-01", "thời hiệu khiếu nại", "ngày nhận quyết định hoặc biết được quyết định, hành vi",
        since(LAW, f"{LKN}, Điều 9", Limit(90)), who="người khiếu nại", obstacles=f"{LKN}, Điều 9",
    ),
    rule(
        "KN-06", "quyền khiếu nại lần hai", "ngày hết hạn giải quyết lần đầu, hoặc nhận quyết định lần đầu",
        since(LAW, f"{LKN}, Điều 33.1", Limit(30, remote=45)), who="người khiếu nại",
    ),
    rule(
        "KN-16", "tiếp tục khiếu nại sau thông báo đình chỉ; quá hạn thì không được thụ lý", "ngày có thông báo đình chỉ",
        since(LAW, f"{LKN}, Điều 11.8", Limit(30), EVE),
        since(START, f"{LKN}, Điều 11.8", Limit(30), confidence=Confidence.INFER), who="người khiếu nại",
        note="Lời văn sau Luật 136/2025 chưa đối chiếu.",
    ),
    rule(
        "KN-17/first", "khiếu nại lần đầu quyết định kỷ luật", "ngày nhận quyết định",
        since(LAW, f"{LKN}, Điều 48", Limit(15)), who="cán bộ, công chức bị kỷ luật",
    ),
    rule(
        "KN-17/second", "khiếu nại lần hai quyết định kỷ luật", "ngày nhận quyết định giải quyết lần đầu",
        since(LAW, f"{LKN}, Điều 48", Limit(10)), who="cán bộ, công chức bị kỷ luật",
    ),
    rule(
        "KN-17/dismissal", "khiếu nại lần hai quyết định buộc thôi việc", "ngày nhận quyết định giải quyết lần đầu",
        since(LAW, f"{LKN}, Điều 48", Limit(30)), who="cán bộ, công chức bị kỷ luật",
    ),
    *(
        rule(
            f"KN-21/{name}", "khởi kiện vụ án hành chính", trigger,
            since(date(2016, 7, 1), f"{LTTHC}, Điều {article}", Limit(1, Unit.YEARS)), who="người khởi kiện",
            obstacles=f"{LTTHC}, Điều 116",
        )
        for name, trigger, article in (
            ("known", "ngày nhận được hoặc biết được quyết định, hành vi (không khiếu nại)", "116.2.a"),
            ("decision", "ngày nhận quyết định giải quyết khiếu nại", "116.3"),
            ("silence", "ngày hết hạn giải quyết mà không được giải quyết", "116.3"),
        )
    ),
)  # fmt: skip

DUTIES = (
    rule(
        "KN-02", ACCEPT, "ngày nhận khiếu nại", since(LAW, f"{LKN}, Điều 27, 36.1", Limit(10), EVE),
        after="KN-03", conflicts=(C2, C4), note="Cả lần đầu và lần hai.",
    ),
    rule(
        "KN-03", f"{ACCEPT} (cả khiếu nại kỷ luật)", "ngày nhận khiếu nại",
        since(START, f"{ND124}, Điều 16.1 (NĐ 155 Điều 10 sửa)", Limit(7, WD)), before="KN-02", conflicts=(C1,),
    ),
    rule(
        "KN-04", "giải quyết khiếu nại lần đầu", ACCEPTED,
        since(LAW, f"{LKN}, Điều 28", Limit(30, complex=45, remote=45, both=60)), who=SOLVER_1, stops=STOPS,
    ),
    rule(
        "KN-05", "gửi quyết định giải quyết lần đầu", "ngày ban hành quyết định",
        since(LAW, f"{LKN}, Điều 32", Limit(3, WD)), who=SOLVER_1,
    ),
    rule(
        "KN-07", "giải quyết khiếu nại lần hai", ACCEPTED,
        since(LAW, f"{LKN}, Điều 37", Limit(45, complex=60, remote=60, both=70)), who=SOLVER_2, stops=STOPS,
    ),
    rule(
        "KN-08", "gửi quyết định giải quyết lần hai", "ngày ban hành quyết định",
        since(LAW, f"{LKN}, Điều 41.1", Limit(7)), who=SOLVER_2,
    ),
    rule("KN-09/publish", SECOND, "ngày ban hành quyết định", *publication(Limit(15)), who=SOLVER_2),
    rule(
        "KN-09/meeting", "thông báo trước cuộc họp công khai quyết định", "ngày họp công khai",
        *publication(Limit(3, WD, Kind.BACKWARD)), who=SOLVER_2,
    ),
    rule(
        "KN-09/posting", "niêm yết quyết định ít nhất 15 ngày", "ngày niêm yết",
        *publication(Limit(15, Unit.DAYS, Kind.MINIMUM)), who=SOLVER_2,
    ),
    rule(
        "KN-09/web", "đăng quyết định trên trang thông tin ít nhất 15 ngày", "ngày đăng",
        *publication(Limit(15, Unit.DAYS, Kind.MINIMUM)), who=SOLVER_2,
    ),
    rule(
        "KN-10", "quyết định giải quyết có hiệu lực pháp luật", "ngày ban hành quyết định",
        since(LAW, f"{LKN}, Điều 44.1–2", EFFECT), who="–", warning=C3,
        note="Lần đầu: chỉ khi không có khiếu nại lần hai.",
    ),
    rule(
        "KN-11", "thông báo đối thoại", "ngày đối thoại",
        since(START, f"{ND124}, Điều 28.1 (NĐ 155 Điều 11 sửa)", Limit(5, Unit.DAYS, Kind.BACKWARD)),
        lacking=f"trước đó phải thông báo bằng văn bản nhưng không có số ngày ({LKN}, Điều 30.2)",
    ),
    rule(
        "KN-12", "gửi quyết định tạm đình chỉ, đình chỉ (Mẫu 14a)", "ngày ra quyết định",
        since(START, f"{ND124}, Điều 28b.1 (NĐ 155 sửa)", Limit(3, WD)),
        lacking="trước đó luật chưa cho tạm đình chỉ giải quyết khiếu nại",
    ),
    rule(
        "KN-13/resume", "quyết định tiếp tục giải quyết", "ngày căn cứ tạm đình chỉ không còn",
        since(START, f"{ND124}, Điều 28b.2 (NĐ 155 sửa)", NoCount("ra quyết định ngay, không có số ngày")),
        lacking="trước đó luật chưa cho tạm đình chỉ giải quyết khiếu nại",
    ),
    rule(
        "KN-13/send", "gửi quyết định tiếp tục giải quyết (Mẫu 14b)", "ngày ra quyết định tiếp tục",
        since(START, f"{ND124}, Điều 28b.2 (NĐ 155 sửa)", Limit(3, WD)),
        lacking="trước đó luật chưa cho tạm đình chỉ giải quyết khiếu nại",
    ),
    rule(
        "KN-14", "tạm đình chỉ thi hành quyết định bị khiếu nại", "trong thời gian giải quyết",
        since(LAW, f"{LKN}, Điều 35", NoCount("không vượt quá thời gian giải quyết còn lại")),
    ),
    rule(
        "KN-15", "cung cấp tài liệu cho người khiếu nại", "ngày nhận yêu cầu",
        since(LAW, f"{LKN}, Điều 12.1.đ", Limit(7)), who="người giữ tài liệu",
    ),
    rule(
        "KN-18/accept", "thụ lý khiếu nại kỷ luật", "ngày nhận khiếu nại",
        since(LAW, f"{LKN}, Điều 50", Limit(10), EVE), after="KN-03", conflicts=(C2,),
    ),
    rule(
        "KN-18/resolve", "giải quyết khiếu nại kỷ luật (lần đầu, lần hai)", ACCEPTED,
        since(LAW, f"{LKN}, Điều 50", Limit(30, complex=45)), stops=STOPS, note="Không có hạn riêng cho vùng xa.",
    ),
    rule(
        "KN-19/send", "gửi quyết định giải quyết lần hai về kỷ luật", "ngày ban hành quyết định",
        since(LAW, f"{LKN}, Điều 56.2", Limit(7)), who=SOLVER_2,
    ),
    rule(
        "KN-19/effect", "quyết định giải quyết khiếu nại kỷ luật có hiệu lực", "ngày ban hành quyết định",
        since(LAW, f"{LKN}, Điều 57.1", Limit(30, Unit.DAYS, Kind.EFFECT)), who="–",
    ),
    rule(
        "KN-20", "trả lời Mặt trận Tổ quốc đã chuyển đơn", "ngày có quyết định giải quyết",
        since(LAW, f"{LKN}, Điều 66.2", Limit(7)),
    ),
)  # fmt: skip
RULES = RIGHTS + DUTIES
