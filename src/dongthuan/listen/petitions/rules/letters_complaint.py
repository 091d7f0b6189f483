"""Papers of a complaint (LKN 27–44; NĐ 124/2020 with its amendment, NĐ 155/2026)."""

from datetime import date

from dongthuan.foundation.law import Confidence

from .instruments import LKN, ND124, ND155
from .letter import Form, grounded, in_turn
from .model import EVE, START

M, T = Confidence.MEMORY, Confidence.TEXT
KN, LAW, DECREE = ("complaint",), date(2012, 7, 1), date(2020, 12, 10)
DECREE_EVE = date(2020, 12, 9)
NOW = f"{ND124} (sửa đổi bởi {ND155})"
LEGAL = (
    (LAW, (f"Căn cứ {LKN}",)),
    (DECREE, (f"Căn cứ {LKN}", f"Căn cứ {ND124}")),
    (START, (f"Căn cứ {LKN} (được sửa đổi, bổ sung)", f"Căn cứ {ND124} (sửa đổi bởi {ND155})")),
)
WORKING = ("kn_accepted", "kn_verifying", "kn_dialogue")
CASE = "?Nội dung khiếu nại: {matter}."
ABOUT = "Đơn khiếu nại của {sender}, nhận ngày {received}, hồ sơ số {code}."
TO_ALL = ("{Sender}", "Người bị khiếu nại", "Thanh tra cùng cấp", "Lưu: VT, hồ sơ")


def _since_law(form: Form, article: str, label: str = "", seen: Confidence = M) -> tuple[Form, ...]:
    """By the law alone, then by NĐ 124/2020 (base text not read), then as NĐ 155/2026 has it."""
    return in_turn(
        form,
        (LAW, DECREE_EVE, "", f"{LKN}, {article}", T),
        (DECREE, EVE, label, f"{LKN}, {article}; {ND124}", M),
        (START, None, label, f"{LKN}, {article}; {NOW}", seen),
    )


def _since_2026(form: Form, article: str, label: str) -> tuple[Form, ...]:
    return in_turn(form, (START, None, label, f"{NOW}, {article}", T))


ACCEPT = _since_law(
    Form(
        "KN-TL", "Thông báo thụ lý khiếu nại", "TB", "về việc thụ lý giải quyết khiếu nại {instance}", "",
        (
            "Ngày {received}, {body} nhận được đơn khiếu nại của {sender}, hồ sơ số {code}.",
            "?{id}.",
            "Địa chỉ: {address}.",
            "Khiếu nại về: {matter}.",
            "?Quyết định, hành vi bị khiếu nại: {against}.",
            "Sau khi xem xét, đơn khiếu nại đủ điều kiện thụ lý và thuộc thẩm quyền giải quyết của {head}. Khiếu nại được thụ lý "
            "giải quyết kể từ ngày ký thông báo này.",
            "?Vụ việc phức tạp vì: {complex}.",
            "Thời hạn giải quyết: {limit}.",
            "Người được giao xác minh, đầu mối liên hệ: {solver}.",
            "Vậy thông báo để ông (bà) được biết./.",
        ),
        verb="accept", kinds=KN, asks=("complex?",),
        copies=("Như trên", "Cơ quan, người chuyển đơn (nếu có)", "Thanh tra cùng cấp", "Lưu: VT, hồ sơ"),
    ),
    "Điều 27", "Mẫu 03", T,
)  # fmt: skip
NOT_ACCEPT = _since_law(
    Form(
        "KN-KTL", "Thông báo không thụ lý khiếu nại", "TB", "về việc không thụ lý giải quyết khiếu nại", "",
        (
            "Ngày {received}, {body} nhận được đơn khiếu nại của {sender}, hồ sơ số {code}.",
            "Địa chỉ: {address}.",
            "Khiếu nại về: {matter}.",
            "Sau khi xem xét, căn cứ {ground_basis}, đơn không đủ điều kiện thụ lý vì: {ground}.",
            "?{text}",
            "Vậy thông báo để ông (bà) được biết./.",
        ),
        verb="not_accept", kinds=KN, asks=("ground:not_accept", "text?"),
        copies=("Như trên", "Cơ quan, người chuyển đơn (nếu có)", "Thanh tra cùng cấp", "Lưu: VT, hồ sơ"),
    ),
    "Điều 11, 27", "Mẫu 04", T,
)  # fmt: skip
VERIFY = _since_law(
    Form(
        "KN-XM", "Quyết định giao xác minh nội dung khiếu nại", "QĐ", "về việc xác minh nội dung khiếu nại", "",
        (
            ABOUT,
            "Điều 1. Xác minh nội dung khiếu nại: {matter}.",
            "Điều 2. Giao {solver} xác minh, làm việc với người khiếu nại, người bị khiếu nại, thu thập tài liệu, báo cáo kết quả "
            "và kiến nghị việc giải quyết trong thời hạn giải quyết khiếu nại{by_due}.",
            "Điều 3. Người được giao nhiệm vụ và các cơ quan, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./.",
        ),
        verb="verify", kinds=KN, to=(), by_head=True,
        copies=("Như Điều 3", "Người khiếu nại", "Người bị khiếu nại", "Lưu: VT, hồ sơ"),
    ),
    "Điều 29",
)  # fmt: skip
INVITE = _since_law(
    Form(
        "KN-MDT", "Giấy mời đối thoại", "GM", "đối thoại giải quyết khiếu nại", "",
        (
            "{body} trân trọng kính mời: {Sender}.",
            "Đến dự buổi đối thoại về nội dung khiếu nại: {matter}, hồ sơ số {code}.",
            "Thời gian: {hour} ngày {meeting}.",
            "Địa điểm: {place}.",
            "Chủ trì: {chair}.",
            "Đề nghị ông (bà) mang theo giấy tờ tùy thân và tài liệu liên quan. Người đại diện, người được ủy quyền mang theo văn bản "
            "cử đại diện, ủy quyền./.",
        ),
        at=("kn_accepted", "kn_verifying"), kinds=KN, asks=("meeting", "hour", "place", "chair"),
        copies=("Như trên", "Người bị khiếu nại", "Người có quyền, nghĩa vụ liên quan", "Lưu: VT, hồ sơ"),
    ),
    "Điều 30",
)  # fmt: skip
MINUTES = _since_law(
    Form(
        "KN-BBDT", "Biên bản đối thoại", "BB", "đối thoại giải quyết khiếu nại", "",
        (
            "Vào hồi {hour} ngày {meeting}, tại {place}.",
            "Chủ trì: {chair}.",
            "Người khiếu nại: {sender}, địa chỉ: {address}.",
            "Thành phần tham gia: {participants}.",
            "Nội dung khiếu nại: {matter}, hồ sơ số {code}.",
            "?Quyết định, hành vi bị khiếu nại: {against}.",
            "Ý kiến của các bên và kết quả đối thoại:",
            "{text}",
            "Biên bản đã được đọc lại cho những người tham gia nghe, công nhận đúng và ký tên hoặc điểm chỉ.",
            "Người khiếu nại (ký, ghi rõ họ tên hoặc điểm chỉ): ................................",
            "Người bị khiếu nại (ký, ghi rõ họ tên): ................................",
            "Người ghi biên bản (ký, ghi rõ họ tên): ................................",
        ),
        verb="hold_dialogue", kinds=KN, asks=("meeting", "hour", "place", "chair", "participants", "text"), to=(),
        copies=("Các bên tham gia đối thoại", "Lưu: VT, hồ sơ"),
    ),
    "Điều 30",
)  # fmt: skip
SUSPEND = _since_2026(
    Form(
        "KN-TDC", "Quyết định tạm đình chỉ giải quyết khiếu nại", "QĐ", "tạm đình chỉ giải quyết khiếu nại", "",
        (
            ABOUT,
            CASE,
            "Điều 1. Tạm đình chỉ giải quyết khiếu nại nêu trên vì: {ground} ({ground_basis}).",
            "Điều 2. Khi căn cứ tạm đình chỉ không còn, việc giải quyết được tiếp tục ngay; thời gian tạm đình chỉ không tính vào thời "
            "hạn giải quyết.",
            "Điều 3. Người khiếu nại, người bị khiếu nại, {solver} và các cơ quan, cá nhân có liên quan thi hành Quyết định này./.",
        ),
        verb="suspend", kinds=KN, asks=("ground:suspend",), to=(), by_head=True, copies=TO_ALL,
    ),
    "Điều 28a, 28b", "Mẫu 14a",
)  # fmt: skip
RESUME = _since_2026(
    Form(
        "KN-TT", "Quyết định tiếp tục giải quyết khiếu nại", "QĐ", "tiếp tục giải quyết khiếu nại", "",
        (
            ABOUT,
            CASE,
            "Điều 1. Tiếp tục giải quyết khiếu nại đã tạm đình chỉ tại Quyết định số {suspended_no} ngày {suspended_on}.",
            "Điều 2. Thời hạn giải quyết tiếp tục được tính kể từ ngày ký Quyết định này.",
            "Điều 3. Người khiếu nại, người bị khiếu nại, {solver} và các cơ quan, cá nhân có liên quan thi hành Quyết định này./.",
        ),
        verb="resume", kinds=KN, to=(), by_head=True, copies=TO_ALL,
    ),
    "Điều 28b.2", "Mẫu 14b",
)  # fmt: skip
TERMINATE = in_turn(
    Form(
        "KN-DC", "Quyết định đình chỉ giải quyết khiếu nại", "QĐ", "đình chỉ giải quyết khiếu nại", "",
        (
            ABOUT,
            CASE,
            "Điều 1. Đình chỉ giải quyết khiếu nại nêu trên vì: {ground} ({ground_basis}).",
            "?{text}",
            "Điều 2. Người khiếu nại, người bị khiếu nại và các cơ quan, cá nhân có liên quan thi hành Quyết định này./.",
        ),
        verb="terminate", kinds=KN, asks=("ground:terminate", "text?"), to=(), by_head=True, copies=TO_ALL,
    ),
    (LAW, DECREE_EVE, "", f"{LKN}, Điều 10", M),
    (DECREE, EVE, "", f"{LKN}, Điều 10; {ND124}", M),
    (START, None, "Mẫu 14a", f"{NOW}, Điều 28b.1", T),
)  # fmt: skip
EXTEND = _since_law(
    Form(
        "KN-GH", "Thông báo kéo dài thời hạn giải quyết khiếu nại", "TB", "về việc kéo dài thời hạn giải quyết khiếu nại", "",
        (
            ABOUT,
            CASE,
            "Khiếu nại đã được thụ lý ngày {accepted_on}. Vụ việc phức tạp vì: {complex}.",
            "Thời hạn giải quyết được kéo dài theo quy định đối với vụ việc phức tạp, tính từ ngày thụ lý.",
            "Vậy thông báo để ông (bà) được biết./.",
        ),
        verb="extend", kinds=KN, asks=("complex",),
    ),
    "Điều 28, 37",
)  # fmt: skip


def _decision(code: str, instance: int, article: str, extra: tuple[str, ...]) -> tuple[Form, ...]:
    ordinal = "lần đầu" if instance == 1 else "lần hai"
    form = Form(
        code, f"Quyết định giải quyết khiếu nại {ordinal}", "QĐ", f"về việc giải quyết khiếu nại {ordinal}", "",
        (
            "Xét đơn khiếu nại của {sender}, địa chỉ: {address}, nhận ngày {received}, hồ sơ số {code}, thụ lý theo văn bản số "
            "{accepted_no} ngày {accepted_on}.",
            "1. Nội dung khiếu nại: {matter}.",
            "?Quyết định, hành vi bị khiếu nại: {against}.",
            "?Yêu cầu của người khiếu nại: {request}.",
            *extra,
            "2. Kết quả xác minh: {findings}",
            "?3. Kết quả đối thoại ngày {dialogue_on}: {dialogue}",
            "4. Kết luận: khiếu nại {outcome}.",
            "Điều 1. {text}",
            "Điều 2. Các cơ quan, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này kể từ khi có hiệu lực pháp luật.",
            "Điều 3. Nếu không đồng ý với Quyết định này, người khiếu nại có quyền khiếu nại lần hai đến người có thẩm quyền hoặc khởi "
            "kiện vụ án hành chính tại Tòa án theo quy định của Luật Tố tụng hành chính./." if instance == 1 else
            "Điều 3. Đây là quyết định giải quyết khiếu nại lần hai. Nếu không đồng ý, người khiếu nại có quyền khởi kiện vụ án hành "
            "chính tại Tòa án theo quy định của Luật Tố tụng hành chính./.",
        ),
        verb="decide", kinds=KN, instance=instance, asks=("outcome", "findings", "dialogue?", "text"), to=(),
        by_head=True, copies=("{Sender}", "Người bị khiếu nại", "Người có quyền, lợi ích liên quan", "Cơ quan, người chuyển đơn (nếu có)",
                              "Thanh tra cùng cấp", "Lưu: VT, hồ sơ"),
    )  # fmt: skip
    return _since_law(form, article)


DECIDE = (
    *_decision("KN-QD1", 1, "Điều 31", ()),
    *_decision("KN-QD2", 2, "Điều 40", ("Kết quả giải quyết của người giải quyết lần đầu: {first_decision}.",)),
)
FORMS = grounded(
    (*ACCEPT, *NOT_ACCEPT, *VERIFY, *INVITE, *MINUTES, *SUSPEND, *RESUME, *TERMINATE, *EXTEND, *DECIDE), *LEGAL
)
