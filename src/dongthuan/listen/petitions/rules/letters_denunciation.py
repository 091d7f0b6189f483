"""Papers of a denunciation (LTC 24–40, 47–55; NĐ 31/2019 with its amendment). None has a gap for who denounces or what they wrote:
the content goes along as the copy that the vault released, and is no part of the paper.
"""

from datetime import date, timedelta

from dongthuan.foundation.law import Confidence

from .instruments import LTC, ND31, ND156, TT05_2021
from .letter import Form, grounded, in_turn
from .model import EVE, START

M, T = Confidence.MEMORY, Confidence.TEXT
TC, DECREE, DESK = ("denunciation",), date(2019, 5, 28), date(2021, 11, 15)
LAW, DAY = date(2019, 1, 1), timedelta(days=1)
LEGAL = (
    (LAW, (f"Căn cứ {LTC}",)),
    (DECREE, (f"Căn cứ {LTC}", f"Căn cứ {ND31}")),
    (START, (f"Căn cứ {LTC} (được sửa đổi, bổ sung)", f"Căn cứ {ND31} (sửa đổi bởi {ND156})")),
)
ANNEX = "Nội dung tố cáo: theo bản trích đã lược bỏ thông tin về người tố cáo, kèm theo văn bản này."
ABOUT = "Nội dung tố cáo trong hồ sơ số {code}, tiếp nhận ngày {received}."
INSIDE = ("Như trên", "Lưu: VT, hồ sơ (chế độ mật)")
PROTECTED = (
    "Người được bảo vệ (qua người được giao giữ bí mật)", "Cơ quan, tổ chức thực hiện biện pháp bảo vệ",
    "Lưu: VT, hồ sơ (chế độ mật)",
)  # fmt: skip
WHO = (
    "Họ tên, địa chỉ người được bảo vệ: theo danh sách mật kèm theo, chỉ gửi cơ quan, người thực hiện biện pháp bảo vệ."
)
CARRIED = "Điều 3. Cơ quan, tổ chức, cá nhân được giao thực hiện biện pháp bảo vệ giữ bí mật và chịu trách nhiệm thi hành Quyết định này./."
DECIDED = ("Người được giao xác minh", "Thanh tra cùng cấp", "Lưu: VT, hồ sơ (chế độ mật)")


def _under_law(form: Form, article: str) -> tuple[Form, ...]:
    """By the law itself, whose forms the decree does not number; the decree changes what a decision is grounded on."""
    basis = f"{LTC}, {article}"
    return in_turn(
        form,
        (LAW, DECREE - DAY, "", basis, T),
        (DECREE, EVE, "", basis, T),
        (START, None, "", basis, T),
    )


def _decree(form: Form, article: str, label: str = "") -> tuple[Form, ...]:
    return in_turn(
        form,
        (DECREE, EVE, label, f"{article}; {ND31}", T),
        (START, None, label, f"{article}; {ND31} (sửa đổi bởi {ND156})", T),
    )


FORMS = grounded((
    Form(
        "TC-PC", "Phiếu chuyển đơn tố cáo", "PC", "đơn tố cáo", f"{TT05_2021}, Điều 14",
        (
            "{body} tiếp nhận ngày {received} đơn có nội dung tố cáo, hồ sơ số {code}.",
            "Căn cứ quy định của pháp luật, nội dung tố cáo thuộc thẩm quyền giải quyết của {recipient}. {body} chuyển đơn cùng tài "
            "liệu trong bì niêm phong đến {recipient} để xem xét, giải quyết theo quy định.",
            "Cơ quan nhận đơn có trách nhiệm giữ bí mật thông tin về người tố cáo (Luật Tố cáo, Điều 8, 9, 56)./.",
        ),
        verb="transfer", kinds=TC, asks=("to_org?", "body?"), to=("{recipient}",), label="Mẫu 03", since=DESK, copies=INSIDE,
    ),
    *_decree(
        Form(
            "TC-TL", "Quyết định thụ lý tố cáo", "QĐ", "thụ lý tố cáo", "",
            (
                ABOUT,
                "Điều 1. Thụ lý giải quyết tố cáo nêu trên. " + ANNEX,
                "?Vụ việc phức tạp vì: {complex}.",
                "Thời hạn giải quyết: {limit}.",
                "Điều 2. Giao {solver} giúp {head} tổ chức việc xác minh theo quy định.",
                "Điều 3. Các cơ quan, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./.",
            ),
            verb="accept", kinds=TC, asks=("complex?",), to=(), by_head=True, copies=DECIDED,
        ),
        "Luật Tố cáo, Điều 29", "Mẫu 04",
    ),
    *_decree(
        Form(
            "TC-TB05", "Thông báo thụ lý gửi người tố cáo", "TB", "về việc thụ lý tố cáo", "",
            (
                "{head} đã thụ lý tố cáo trong hồ sơ số {code} theo Quyết định số {accepted_no} ngày {accepted_on}.",
                "Thời hạn giải quyết: {limit}.",
                "Vậy thông báo để người tố cáo được biết. Họ tên, địa chỉ ghi ngoài bì do người được giao giữ bí mật thực hiện./.",
            ),
            verb="notify", kinds=TC, copies=INSIDE,
        ),
        "Luật Tố cáo, Điều 29.3", "Mẫu 05",
    ),
    *_decree(
        Form(
            "TC-TB06", "Thông báo nội dung tố cáo gửi người bị tố cáo", "TB", "về nội dung tố cáo", "",
            (
                "{head} đã thụ lý giải quyết tố cáo theo Quyết định số {accepted_no} ngày {accepted_on}.",
                ANNEX,
                "Đề nghị người bị tố cáo giải trình bằng văn bản về các nội dung bị tố cáo và cung cấp thông tin, tài liệu, chứng cứ liên "
                "quan đến {solver}./.",
            ),
            verb="notify", kinds=TC, to=("Người bị tố cáo",), copies=INSIDE,
        ),
        "Luật Tố cáo, Điều 29.3", "Mẫu 06",
    ),
    *_under_law(
        Form(
            "TC-KTL", "Thông báo không thụ lý tố cáo", "TB", "về việc không thụ lý tố cáo", "",
            (
                ABOUT,
                "{body} đã kiểm tra điều kiện thụ lý. Tố cáo không đủ điều kiện thụ lý do không đáp ứng: {ground} ({ground_basis}).",
                "Vậy thông báo để người tố cáo được biết./.",
            ),
            verb="not_accept", kinds=TC, asks=("ground:not_accept",), copies=INSIDE,
        ),
        "Điều 24.1, 29",
    ),
    *_decree(
        Form(
            "TC-TTKT", "Văn bản chuyển thông tin để thanh tra, kiểm tra", "CV",
            "V/v chuyển thông tin có nội dung tố cáo để thanh tra, kiểm tra", "",
            (
                ABOUT,
                "Thông tin không đủ điều kiện xử lý theo Luật Tố cáo nhưng nêu rõ người vi phạm, có tài liệu, chứng cứ cụ thể và có cơ sở "
                "để thẩm tra, xác minh.",
                ANNEX,
                "{body} chuyển đến {to_body} để tiến hành thanh tra, kiểm tra phục vụ công tác quản lý theo quy định./.",
            ),
            verb="inspect", kinds=TC, asks=("to_body",), to=("{to_body}",), copies=INSIDE,
        ),
        "Luật Tố cáo, Điều 25.2; Điều 20",
    ),
    *_decree(
        Form(
            "TC-XM", "Quyết định thành lập Tổ xác minh", "QĐ", "thành lập Tổ xác minh nội dung tố cáo", "",
            (
                ABOUT,
                "Điều 1. Thành lập Tổ xác minh nội dung tố cáo, gồm: {team}.",
                "Điều 2. Tổ xác minh kiểm tra, xác minh nội dung tố cáo; yêu cầu người bị tố cáo giải trình; giữ bí mật thông tin về người "
                "tố cáo; báo cáo kết quả trong thời hạn giải quyết{by_due}.",
                "Điều 3. Các thành viên Tổ xác minh và cơ quan, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./.",
            ),
            verb="verify", kinds=TC, to=(), by_head=True, copies=DECIDED,
        ),
        "Luật Tố cáo, Điều 11, 31", "Mẫu 07",
    ),
    *_decree(
        Form(
            "TC-GH", "Quyết định gia hạn giải quyết tố cáo", "QĐ", "gia hạn giải quyết tố cáo", "",
            (
                ABOUT,
                "Điều 1. Gia hạn thời hạn giải quyết tố cáo đã thụ lý ngày {accepted_on} thêm 30 ngày, vì: {complex}.",
                "Điều 2. Người được giao xác minh và các cơ quan, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./.",
            ),
            verb="extend", kinds=TC, asks=("complex",), to=(), by_head=True, copies=DECIDED,
        ),
        "Luật Tố cáo, Điều 30", "Mẫu 01",
    ),
    *_under_law(
        Form(
            "TC-TDC", "Quyết định tạm đình chỉ giải quyết tố cáo", "QĐ", "tạm đình chỉ giải quyết tố cáo", "",
            (ABOUT, "Điều 1. Tạm đình chỉ giải quyết tố cáo nêu trên vì: {ground} ({ground_basis}).",
             "Điều 2. Thời gian tạm đình chỉ không tính vào thời hạn giải quyết tố cáo.",
             "Điều 3. Các cơ quan, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./."),
            verb="suspend", kinds=TC, asks=("ground:suspend",), to=(), by_head=True, copies=DECIDED,
        ),
        "Điều 34",
    ),
    *_under_law(
        Form(
            "TC-TT", "Quyết định tiếp tục giải quyết tố cáo", "QĐ", "tiếp tục giải quyết tố cáo", "",
            (ABOUT, "Điều 1. Tiếp tục giải quyết tố cáo đã tạm đình chỉ tại Quyết định số {suspended_no} ngày {suspended_on}.",
             "Điều 2. Các cơ quan, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./."),
            verb="resume", kinds=TC, to=(), by_head=True, copies=DECIDED,
        ),
        "Điều 34.2",
    ),
    *_under_law(
        Form(
            "TC-DC", "Quyết định đình chỉ giải quyết tố cáo", "QĐ", "đình chỉ giải quyết tố cáo", "",
            (ABOUT, "Điều 1. Đình chỉ giải quyết tố cáo nêu trên vì: {ground} ({ground_basis}).",
             "Điều 2. Các cơ quan, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./."),
            verb="terminate", kinds=TC, asks=("ground:terminate",), to=(), by_head=True, copies=DECIDED,
        ),
        "Điều 34.3, 34.4",
    ),
    *_decree(
        Form(
            "TC-KL", "Kết luận nội dung tố cáo", "KL", "nội dung tố cáo", "",
            (
                "{head} đã thụ lý tố cáo theo Quyết định số {accepted_no} ngày {accepted_on}, hồ sơ số {code}; đã tổ chức xác minh theo "
                "quy định.",
                "{conclusion}",
                "Kết luận chung: tố cáo {outcome}./.",
            ),
            verb="conclude", kinds=TC, asks=("outcome",), to=(), by_head=True,
            copies=("Người bị tố cáo", "Cơ quan quản lý người bị tố cáo", "Thanh tra cùng cấp", "Lưu: VT, hồ sơ (chế độ mật)"),
        ),
        "Luật Tố cáo, Điều 35", "Mẫu 12",
    ),
    *_under_law(
        Form(
            "TC-TBKL", "Thông báo kết luận gửi người tố cáo", "TB", "về kết luận nội dung tố cáo", "",
            (
                "{head} đã ban hành Kết luận nội dung tố cáo số {decided_no} ngày {decided_on} đối với hồ sơ số {code}: tố cáo "
                "{outcome_noted}.",
                "Vậy thông báo để người tố cáo được biết. Họ tên, địa chỉ ghi ngoài bì do người được giao giữ bí mật thực hiện./.",
            ),
            verb="inform", kinds=TC, copies=INSIDE,
        ),
        "Điều 35.3",
    ),
    *_under_law(
        Form(
            "TC-XL", "Văn bản xử lý theo kết luận", "CV", "V/v xử lý theo kết luận nội dung tố cáo", "",
            (
                "Căn cứ Kết luận nội dung tố cáo số {decided_no} ngày {decided_on}, {head} giao {to_body} thực hiện các biện pháp xử lý "
                "nêu trong Kết luận và báo cáo kết quả theo quy định./.",
            ),
            verb="act_on", kinds=TC, asks=("to_body",), to=("{to_body}",), copies=INSIDE,
        ),
        "Điều 36",
    ),
    *_under_law(
        Form(
            "TC-BV", "Quyết định áp dụng biện pháp bảo vệ", "QĐ", "áp dụng biện pháp bảo vệ", "",
            (
                "Xét đề nghị áp dụng biện pháp bảo vệ ngày {asked_on} trong hồ sơ số {code}.",
                "Điều 1. Áp dụng biện pháp bảo vệ: {measures}. " + WHO,
                "Điều 2. Thời điểm bắt đầu bảo vệ: kể từ ngày ký Quyết định này.",
                CARRIED,
            ),
            verb="decide_protection", kinds=TC, asks=("measures",), to=(), by_head=True, copies=PROTECTED,
        ),
        "Điều 47, 51, 52",
    ),
    *_under_law(
        Form(
            "TC-KBV", "Thông báo không áp dụng biện pháp bảo vệ", "TB", "về việc không áp dụng biện pháp bảo vệ", "",
            (
                "{body} nhận được đề nghị áp dụng biện pháp bảo vệ ngày {asked_on} trong hồ sơ số {code}.",
                "Qua xem xét, đề nghị không có căn cứ áp dụng biện pháp bảo vệ quy định tại Luật Tố cáo, Điều 47.3; lý do cụ thể ghi "
                "trong phụ lục mật do người được giao giữ bí mật gửi kèm theo.",
                "Vậy thông báo để người đề nghị được biết./.",
            ),
            verb="refuse_protection", kinds=TC, to=("Người đề nghị bảo vệ trong hồ sơ số {code}",), copies=INSIDE,
        ),
        "Điều 47.3, 51",
    ),
    *_under_law(
        Form(
            "TC-BVTD", "Quyết định thay đổi, bổ sung biện pháp bảo vệ", "QĐ", "thay đổi, bổ sung biện pháp bảo vệ", "",
            (
                "Xét Quyết định số {protection_no} ngày {protection_on} áp dụng biện pháp bảo vệ trong hồ sơ số {code}.",
                "Điều 1. Từ ngày ký Quyết định này, áp dụng biện pháp bảo vệ: {measures}. " + WHO,
                "Điều 2. Quyết định này thay thế phần biện pháp bảo vệ của Quyết định số {protection_no}.",
                CARRIED,
            ),
            verb="change_protection", kinds=TC, asks=("measures",), to=(), by_head=True, copies=PROTECTED,
        ),
        "Điều 52, 54.1",
    ),
    *_under_law(
        Form(
            "TC-BVCD", "Quyết định chấm dứt áp dụng biện pháp bảo vệ", "QĐ", "chấm dứt áp dụng biện pháp bảo vệ", "",
            (
                "Xét Quyết định số {protection_no} ngày {protection_on} áp dụng biện pháp bảo vệ trong hồ sơ số {code}.",
                "Điều 1. Chấm dứt áp dụng biện pháp bảo vệ kể từ ngày ký Quyết định này, vì: {end_ground}.",
                "Điều 2. Thông tin về người được bảo vệ tiếp tục được giữ bí mật theo Luật Tố cáo, Điều 8, 9.",
                CARRIED,
            ),
            verb="end_protection", kinds=TC, asks=("end_ground",), to=(), by_head=True, copies=PROTECTED,
        ),
        "Điều 54.2",
    ),
), *LEGAL)  # fmt: skip
