"""Grounds by code (§7): why a petition is not accepted, stopped, refused, filed, and what makes a case complex. Codes C9."""

from dataclasses import dataclass
from datetime import date

from dongthuan.foundation.law import Confidence, LawError

from .instruments import LKN, LTC, LTCD, ND31, ND124, ND154, TT07_2014
from .model import EVE, START

KN, TC, TCD = date(2012, 7, 1), date(2019, 1, 1), date(2014, 7, 1)
ND31_FROM, PETITION_DESK = date(2019, 5, 28), date(2014, 12, 15)
N, T, M = Confidence.NEWS, Confidence.TEXT, Confidence.MEMORY
I_ = Confidence.INFER


@dataclass(frozen=True)
class Ground:
    """One lawful ground. `what` says for which act it is; `how` how it is told, where the law says so."""

    code: str
    what: str
    says: str
    basis: str
    since: date
    until: date | None = None
    confidence: Confidence = T
    how: str = ""

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


# What a ground is for.
NOT_ACCEPTED, SUSPENDED, TERMINATED = "not_accepted", "suspended", "terminated"
COMPLEX, VERY_COMPLEX, ACCEPT_IF = "complex", "very_complex", "accept_if"
NOT_HANDLED, REFUSED, INELIGIBLE, FILED = "not_handled", "refused", "ineligible", "filed"
CONTINUES_DESPITE = "continues_despite_withdrawal"
ORAL, WRITTEN = "giải thích trực tiếp", "thông báo bằng văn bản (Mẫu 01/TCD)"

KN_NOT_ACCEPTED = (
    "quyết định, hành vi nội bộ, chỉ đạo điều hành, văn bản quy phạm, bí mật nhà nước",
    "không liên quan trực tiếp đến quyền, lợi ích của người khiếu nại",
    "không có năng lực hành vi dân sự đầy đủ mà không có người đại diện hợp pháp",
    "người đại diện không hợp pháp",
    "đơn không có chữ ký hoặc điểm chỉ",
    "hết thời hiệu, thời hạn khiếu nại mà không có lý do chính đáng",
    "đã có quyết định giải quyết lần hai",
    "có văn bản thông báo đình chỉ mà sau 30 ngày không tiếp tục khiếu nại",
    "Tòa án đã thụ lý hoặc đã giải quyết (trừ quyết định đình chỉ vụ án)",
)  # fmt: skip
COMPLEXITY = (
    ("a", "một nội dung, phải xác minh từ hai nơi trở lên"),
    ("b", "từ hai nội dung trở lên"),
    ("c", "nhiều người cùng khiếu nại, tố cáo hoặc liên quan lợi ích nhiều người"),
    ("d", "có yếu tố nước ngoài"),
    ("đ", "thuộc trách nhiệm quản lý của nhiều cơ quan"),
    ("e", "các cơ quan còn ý kiến khác nhau"),
    ("g", "chứng cứ mâu thuẫn nhau"),
)
RECEPTION_2026 = (
    ("a", "mang vũ khí, vật cấm mà không giao nộp", ORAL),
    ("b", "không chấp hành kiểm tra an ninh", ORAL),
    ("c", "ghi âm, ghi hình, phát trực tiếp trái yêu cầu hợp pháp của người chủ trì", ORAL),
    ("d", "kích động, xúi giục", ORAL),
    ("đ", "không có năng lực hành vi mà không có người đại diện", ORAL),
    ("e", "không có giấy tờ chứng minh việc đại diện (khiếu nại, kiến nghị, phản ánh)", ORAL),
    ("g", "nội dung không phải khiếu nại, tố cáo, kiến nghị, phản ánh", ORAL),
    ("h", "kiến nghị, phản ánh đã được trả lời, không có tình tiết mới", WRITTEN),
    ("i", "vụ việc đã có bản án, quyết định cuối cùng, không có căn cứ xem lại", ORAL),
    ("k", "vụ việc đang được cơ quan khác có thẩm quyền giải quyết", ORAL),
)

GROUNDS = (
    *(
        Ground(f"KN11.{n}", NOT_ACCEPTED, says, f"{LKN}, Điều 11.{n}", since, until, confidence)
        for n, says in enumerate(KN_NOT_ACCEPTED, 1)
        for since, until, confidence in ((KN, EVE, T), (START, None, I_))
    ),
    Ground(
        "KNS.a", SUSPENDED, "bất khả kháng hoặc trở ngại khách quan làm người khiếu nại không tham gia được",
        f"{LKN}, Điều 11a.1; {ND124}, Điều 28a (NĐ 155)", START, None, N,
    ),
    Ground(
        "KNS.b", SUSPENDED, "cần đợi kết quả của cơ quan khác về vấn đề liên quan trực tiếp",
        f"{LKN}, Điều 11a.1; {ND124}, Điều 28a (NĐ 155)", START, None, N,
    ),
    Ground("KNT.a", TERMINATED, "rút toàn bộ khiếu nại", f"{LKN}, Điều 10", KN, EVE, M),
    Ground("KNT.a", TERMINATED, "rút toàn bộ khiếu nại", f"{LKN}, Điều 11a.2", START, None, N),
    Ground(
        "KNT.b", TERMINATED, "người khiếu nại chết, tổ chức chấm dứt mà quyền, nghĩa vụ không được thừa kế",
        f"{LKN}, Điều 11a.2", START, None, N,
    ),
    *(
        Ground(f"KN3a.{letter}", COMPLEX, says, f"{ND124}, Điều 3a.{letter} (NĐ 155)", START)
        for letter, says in COMPLEXITY
    ),
    *(Ground(f"TC3.{letter}", COMPLEX, says, f"{ND31}, Điều 3.2.{letter}", ND31_FROM) for letter, says in COMPLEXITY),
    Ground("TC3.3", VERY_COMPLEX, "có từ hai tiêu chí phức tạp trở lên", f"{ND31}, Điều 3.3", ND31_FROM),
    Ground("TC29.a", ACCEPT_IF, "được thực hiện theo Điều 23", f"{LTC}, Điều 29.1.a", TC),
    Ground("TC29.b", ACCEPT_IF, "người tố cáo có năng lực hoặc có người đại diện", f"{LTC}, Điều 29.1.b", TC),
    Ground("TC29.c", ACCEPT_IF, "thuộc thẩm quyền", f"{LTC}, Điều 29.1.c", TC),
    Ground("TC29.d", ACCEPT_IF, "có cơ sở xác định người vi phạm, hành vi vi phạm", f"{LTC}, Điều 29.1.d", TC),
    Ground(
        "TC29.x", ACCEPT_IF, "từ khiếu nại chuyển sang: chỉ khi có thông tin, chứng cứ về vi phạm của người giải quyết",
        f"{LTC}, Điều 29.1", TC,
    ),
    Ground("TC24.3", NOT_HANDLED, "đã gửi cả nơi có thẩm quyền, hoặc đã được hướng dẫn", f"{LTC}, Điều 24.3", TC),
    Ground(
        "TC25.1", NOT_HANDLED, "không rõ họ tên, địa chỉ, mạo tên, hoặc không đúng hình thức", f"{LTC}, Điều 25.1", TC,
        how="nếu rõ người vi phạm, chứng cứ cụ thể, kiểm tra được: thanh tra, kiểm tra hoặc chuyển (Điều 25.2)",
    ),
    Ground("TC34.1a", SUSPENDED, "đợi kết quả của cơ quan khác, vụ việc khác có liên quan", f"{LTC}, Điều 34.1.a", TC),
    Ground("TC34.1b", SUSPENDED, "đợi kết quả giám định bổ sung, giám định lại", f"{LTC}, Điều 34.1.b", TC),
    Ground("TC34.3a", TERMINATED, "rút toàn bộ tố cáo (trừ Điều 33.3)", f"{LTC}, Điều 34.3.a", TC),
    Ground("TC34.3b", TERMINATED, "người bị tố cáo chết, nội dung chỉ liên quan người đó", f"{LTC}, Điều 34.3.b", TC),
    Ground("TC34.3c", TERMINATED, "đã có bản án, quyết định có hiệu lực của Tòa án", f"{LTC}, Điều 34.3.c", TC),
    Ground("TC33.3a", CONTINUES_DESPITE, "có dấu hiệu vi phạm pháp luật", f"{LTC}, Điều 33.3", TC),
    Ground("TC33.3b", CONTINUES_DESPITE, "bị ép buộc, mua chuộc, đe dọa", f"{LTC}, Điều 33.3", TC),
    Ground("TC33.3c", CONTINUES_DESPITE, "lợi dụng tố cáo để vu khống, xúc phạm", f"{LTC}, Điều 33.3", TC),
    Ground("TCD9.1", REFUSED, "say, mất khả năng nhận thức, điều khiển hành vi", f"{LTCD}, Điều 9.1", TCD, how=ORAL),
    Ground("TCD9.2", REFUSED, "đe dọa, xúc phạm, vi phạm nội quy", f"{LTCD}, Điều 9.2", TCD, how=ORAL),
    Ground(
        "TCD9.3", REFUSED, "đã giải quyết đúng, đã rà soát, thông báo bằng văn bản, đã tiếp, giải thích mà vẫn cố tình",
        f"{LTCD}, Điều 9.3", TCD, how=WRITTEN,
    ),
    Ground("TCD9.4", REFUSED, "trường hợp khác theo quy định", f"{LTCD}, Điều 9.4", TCD),
    *(
        Ground(f"TCD4.1{letter}", REFUSED, says, f"{ND154}, Điều 4.1.{letter}", START, how=how)
        for letter, says, how in RECEPTION_2026
    ),
    *(
        Ground(code, what, says, basis.format(article), since, until, confidence)
        for code, what, says, article in (
            ("XLD.1", INELIGIBLE, "đơn thiếu nội dung bắt buộc", "6.2.b"),
            ("XLD.2", INELIGIBLE, "gửi nhiều nơi, trong đó có nơi đúng thẩm quyền", "6.2.b"),
            ("XLD.3", INELIGIBLE, "đã được hướng dẫn một lần về cùng nội dung", "6.2.b"),
            ("XLD.4", FILED, "hết thời hiệu", "28"),
            ("XLD.5", FILED, "đã có quyết định cuối cùng, không có tình tiết mới", "28"),
            ("XLD.6", FILED, "đơn rách nát, không đọc được", "28"),
        )
        for basis, since, until, confidence in (
            (f"{TT07_2014}, Điều {{}}", PETITION_DESK, date(2021, 11, 14), T),
            ("Thông tư 05/2021/TT-TTCP", date(2021, 11, 15), None, M),
        )
    ),
)  # fmt: skip


def grounds(what: str, family: str, day: date) -> list[Ground]:
    """The grounds for an act on a day: `family` is how their codes begin (KN, TC, TCD, XLD)."""
    return [g for g in GROUNDS if g.what == what and _family(g.code) == family and g.holds(day)]


def _family(code: str) -> str:
    return next(f for f in ("TCD", "XLD", "KN", "TC") if code.startswith(f))


def ground(code: str, day: date) -> Ground:
    """The ground of the code as the law of the day has it; LawError when that law does not know it."""
    known = [g for g in GROUNDS if g.code == code]
    if not known:
        raise LawError(f"Không có căn cứ {code}.")
    for found in known:
        if found.holds(day):
            return found
    raise LawError(f"Căn cứ {code} chưa có hoặc không còn hiệu lực ngày {day:%d/%m/%Y}.")


# --- C9: one code for one outcome, whatever the form calls it -----------------------------------------------------
RIGHT, PARTLY, WRONG = "RIGHT", "PARTLY", "WRONG"
OUTCOMES = {
    "KN": {RIGHT: "đúng", PARTLY: "đúng một phần", WRONG: "sai"},
    "TC": {RIGHT: "đúng", PARTLY: "có đúng, có sai", WRONG: "sai"},
}
