"""Papers of the petition desk, and the answers to recommendations and reflections.

The circular's own forms were read for denunciations only (TT 05/2021, Mẫu 03); the others follow NĐ 30/2020 and say so.
"""

from datetime import date

from dongthuan.foundation.law import Confidence

from .instruments import LTCD, ND20, ND154, TT05_2021, TT07_2014
from .letter import Form, in_turn
from .model import EVE, START

M, T, I_ = Confidence.MEMORY, Confidence.TEXT, Confidence.INFER
OLD_DESK, DESK = (date(2014, 12, 15), date(2021, 11, 14)), (date(2021, 11, 15), None)
RECEPTION = date(2014, 7, 1)
PLAIN = ("complaint", "reflection", "regulation")


def _desk(form: Form, article: str) -> tuple[Form, ...]:
    """Under TT 07/2014 until 14/11/2021, then under TT 05/2021, whose article was not read."""
    return in_turn(form, (*OLD_DESK, "", f"{TT07_2014}, {article}", T), (*DESK, "", TT05_2021, M))


CAME = "Ngày {received}, {body} nhận được đơn của {sender}, hồ sơ số {code}."
RECEIPT = in_turn(
    Form(
        "BN", "Giấy biên nhận đơn, tài liệu", "GBN", "thông tin, tài liệu", "",
        (
            "Vào hồi {now} ngày {today}, tại {body}.",
            "Người nhận: {writer}.",
            "Người giao: {sender}.",
            "?{id}.",
            "?Địa chỉ: {address}.",
            "Đã giao, nhận đơn (hồ sơ số {code}) và các tài liệu kèm theo: {papers}.",
            "Giấy biên nhận được lập thành 02 bản có giá trị như nhau, người giao giữ 01 bản./.",
        ),
        at=("received", "registered", "awaiting", "classified"), to=(), copies=(), kept=False,
    ),
    (RECEPTION, EVE, "", f"{LTCD}, Điều 25", M),
    (START, None, "Mẫu 02/TCD", ND154, T),
)  # fmt: skip
COMPLETE = _desk(
    Form(
        "MOI-BS", "Thư mời bổ sung, ký đơn", "CV", "V/v mời bổ sung nội dung, ký đơn", "",
        (
            CAME,
            "Sau khi xem xét, đơn còn thiếu nội dung mà pháp luật yêu cầu: {missing}.",
            "Đơn được giữ nguyên như khi nhận. {body} mời ông (bà) bổ sung, ký đơn tại nơi tiếp công dân hoặc gửi qua bưu điện, "
            "ghi rõ số hồ sơ nêu trên, để đơn được xem xét theo quy định./.",
        ),
        verb="ask_to_complete", asks=("missing",), nameless=True,
    ),
    "Điều 6",
)  # fmt: skip
GUIDE = _desk(
    Form(
        "HD", "Văn bản hướng dẫn", "CV", "V/v hướng dẫn gửi đơn đến cơ quan có thẩm quyền", "",
        (
            CAME,
            "?Nội dung: {matter}.",
            "Căn cứ nội dung đơn và quy định của pháp luật, việc này thuộc thẩm quyền của {to_body}, không thuộc thẩm quyền của "
            "{body}.",
            "{body} hướng dẫn ông (bà) gửi đơn đến {to_body} để được xem xét, giải quyết theo quy định. Việc hướng dẫn chỉ thực "
            "hiện một lần./.",
        ),
        verb="guide", kinds=("complaint", "mixed"), asks=("to_body",),
    ),
    "Điều 8.1",
)  # fmt: skip
BACK = _desk(
    Form(
        "TRA", "Văn bản trả lại đơn", "CV", "V/v trả lại đơn và giấy tờ kèm theo", "",
        (
            CAME,
            "{body} trả lại đơn cùng giấy tờ, tài liệu gốc kèm theo vì: {ground} ({ground_basis}).",
            "?{text}",
            "Vậy thông báo để ông (bà) được biết./.",
        ),
        verb="send_back", kinds=("complaint",), asks=("ground:return", "text?"), to=("{back_to}",),
    ),
    "Điều 10",
)  # fmt: skip
REFUSE = in_turn(
    Form(
        "TC-TCD", "Thông báo từ chối tiếp công dân", "TB", "về việc từ chối tiếp công dân", "",
        (
            "Ngày {received}, {body} đã tiếp và nhận đơn của {sender}, hồ sơ số {code}.",
            "?{id}.",
            "?Địa chỉ: {address}.",
            "?Nội dung: {matter}.",
            "Căn cứ {ground_basis}: {ground}, {body} từ chối tiếp ông (bà) về nội dung nêu trên.",
            "?{text}",
            "Vậy thông báo để ông (bà) được biết./.",
        ),
        verb="refuse", kinds=("complaint", "reflection"), asks=("ground:refuse", "text?"),
    ),
    (RECEPTION, EVE, "", f"{LTCD}, Điều 9.3", T),
    (START, None, "Mẫu 01/TCD", f"{ND154}, Điều 4.3", T),
)  # fmt: skip
PASS_ON = _desk(
    Form(
        "CHUYEN", "Phiếu chuyển đơn", "PC", "đơn kiến nghị, phản ánh", "",
        (
            CAME,
            "?Nội dung: {matter}.",
            "Căn cứ quy định của pháp luật, {body} chuyển đơn đến {recipient} để xem xét, giải quyết theo thẩm quyền và trả lời "
            "cho người gửi đơn theo quy định./.",
        ),
        verb="transfer", kinds=("reflection", "regulation"), asks=("to_org?", "body?"), to=("{recipient}",),
        copies=("Như trên", "{Sender} (để biết)", "Lưu: VT, hồ sơ"),
    ),
    "Điều 26",
)  # fmt: skip
ANSWER = in_turn(
    Form(
        "TRA-LOI", "Văn bản trả lời kiến nghị, phản ánh", "CV", "V/v trả lời kiến nghị, phản ánh", "",
        (
            CAME,
            "Nội dung kiến nghị, phản ánh: {matter}.",
            "Sau khi xem xét, {body} trả lời như sau:",
            "{text}",
            "Trên đây là trả lời của {body}; ông (bà) cần trao đổi thêm, đề nghị liên hệ {contact}./.",
        ),
        verb="answer", kinds=("reflection",), asks=("text",),
    ),
    (RECEPTION, EVE, "", f"{LTCD}, Điều 28", T),
    (START, None, "", f"{LTCD}, Điều 28; {ND154}, Điều 25", T),
)  # fmt: skip
RULES_OF_OFFICE = (
    Form(
        "PA-KQ", "Văn bản thông báo kết quả xử lý phản ánh về quy định hành chính", "CV",
        "V/v kết quả xử lý phản ánh, kiến nghị về quy định hành chính", f"{ND20}, Điều 14, 19",
        (
            CAME,
            "Quy định được phản ánh: {matter}.",
            "Kết quả xem xét: {result}.",
            "{text}",
            "Kết quả này được công khai theo quy định./.",
        ),
        verb="assess", kinds=("regulation",), asks=("result", "text"), since=date(2008, 3, 3),
    ),
    Form(
        "PA-KTN", "Văn bản về việc không tiếp nhận phản ánh", "CV", "V/v không tiếp nhận phản ánh, kiến nghị",
        f"{ND20}, Điều 7",
        (CAME, "Phản ánh, kiến nghị chưa đáp ứng yêu cầu của pháp luật: {text}",
         "{body} chưa tiếp nhận; ông (bà) có thể gửi lại khi đã bổ sung./."),
        verb="not_receive", kinds=("regulation",), asks=("text",), since=date(2008, 3, 3),
    ),
)  # fmt: skip
TOLD = in_turn(
    Form(
        "BC-CQC", "Văn bản báo kết quả cho cơ quan chuyển đơn", "CV", "V/v kết quả giải quyết đơn được chuyển đến", "",
        (
            "Ngày {received}, {body} nhận được đơn do {forwarder} chuyển đến, hồ sơ số {code}.",
            "Nội dung: {matter}.",
            "{body} đã giải quyết theo thẩm quyền: {answered}.",
            "{body} trân trọng thông báo để {forwarder} được biết./.",
        ),
        at=("kn_sent", "kn_published", "kn_effective", "kn_enforcing", "kn_enforced", "kp_answered"),
        kinds=("complaint", "reflection"), to=("{forwarder}",),
    ),
    (RECEPTION, None, "", f"{LTCD}, Điều 27.2; Luật Khiếu nại, Điều 66.2", T),
)  # fmt: skip
FORMS = (*RECEIPT, *COMPLETE, *GUIDE, *BACK, *REFUSE, *PASS_ON, *ANSWER, *TOLD, *RULES_OF_OFFICE)
