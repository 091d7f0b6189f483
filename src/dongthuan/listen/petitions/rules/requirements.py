"""What a petition must contain to be valid (§8), by kind and day."""

from dataclasses import dataclass
from datetime import date

from dongthuan.foundation.law import Confidence, Dated, LawError, Provision

from .instruments import LKN, LTC, ND20, ND31, ND75, ND124, ND155, TT05_2021, TT07_2014
from .model import EVE, START

T, M, N, I_ = Confidence.TEXT, Confidence.MEMORY, Confidence.NEWS, Confidence.INFER


@dataclass(frozen=True)
class Needed:
    """One mandatory item: a code for the form's field, and its Vietnamese name."""

    code: str
    says: str


DATE = Needed("date", "ngày, tháng, năm")
NAME = Needed("name", "họ tên, địa chỉ")
CONTACT = Needed("contact", "cách thức liên hệ")
AGAINST = Needed("against", "tên, địa chỉ của cơ quan, người bị khiếu nại")
CONTENT = Needed("content", "nội dung, lý do")
DOCUMENTS = Needed("documents", "tài liệu liên quan")
REQUEST = Needed("request", "yêu cầu giải quyết")
SIGNATURE = Needed("signature", "chữ ký hoặc điểm chỉ")
IDENTITY = Needed("identity", "loại và số giấy tờ định danh, ngày, nơi cấp")
FIRST_DECISION = Needed("first_decision", "quyết định giải quyết lần đầu và tài liệu liên quan")
VIOLATION = Needed("violation", "hành vi vi phạm bị tố cáo")
ACCUSED = Needed("accused", "người bị tố cáo")
VIETNAMESE = Needed("vietnamese", "viết bằng tiếng Việt")
EACH = Needed("each", "thông tin của từng người và người đại diện")
MANDATE = Needed("mandate", "chữ ký của tất cả và văn bản cử người đại diện")
REACH = Needed("reach", "số điện thoại hoặc địa chỉ thư")
SCOPE = Needed("scope", "nội dung, phạm vi đại diện hoặc ủy quyền")
CERTIFIED = Needed("certified", "công chứng hoặc chứng thực (cá nhân); chữ ký, con dấu nếu có (tổ chức)")
CERTIFIED_2027 = Needed("certified", "chứng thực (cá nhân); chữ ký, con dấu nếu có (tổ chức)")
WITHDRAWN = Needed("withdrawn", "nội dung rút")

COMPLAINT = (DATE, NAME, AGAINST, CONTENT, DOCUMENTS, REQUEST, SIGNATURE)
DENUNCIATION = (DATE, NAME, CONTACT, VIOLATION, ACCUSED, SIGNATURE)
KN, TC = date(2012, 7, 1), date(2019, 1, 1)
AUTHORISED = (DATE, NAME, SCOPE, CERTIFIED)


def _in(value: tuple, since: date, basis: str, until: date | None = None, confidence: Confidence = T) -> Provision:
    return Provision(value, since, basis, until, confidence)


REQUIRED: dict[str, Dated[tuple[Needed, ...]]] = {
    "KN": Dated(
        _in(COMPLAINT, KN, f"{LKN}, Điều 8.2", EVE),
        _in((*COMPLAINT, IDENTITY), START, f"{LKN}, Điều 8.2; {ND155}, Mẫu 01"),
    ),
    "KN/joint": Dated(
        _in((*COMPLAINT, MANDATE), KN, f"{LKN}, Điều 8.4", EVE),
        _in((*COMPLAINT, IDENTITY, MANDATE), START, f"{LKN}, Điều 8.4; {ND155}, Mẫu 01"),
    ),
    "KN/second": Dated(
        _in((*COMPLAINT, FIRST_DECISION), KN, f"{LKN}, Điều 8.2, 33.1", EVE),
        _in((*COMPLAINT, IDENTITY, FIRST_DECISION), START, f"{LKN}, Điều 8.2, 33.1; {ND155}, Mẫu 01"),
    ),
    "KN/discipline": Dated(_in((DATE, NAME, CONTENT, REQUEST, SIGNATURE), KN, f"{LKN}, Điều 49 (chỉ bằng đơn)")),
    "KN/authorisation": Dated(
        _in(AUTHORISED, START, f"{ND124}, Điều 5.3 (NĐ 155 sửa)", date(2026, 12, 31)),
        _in((DATE, NAME, SCOPE, CERTIFIED_2027), date(2027, 1, 1), f"{ND124}, Điều 5.3; {ND155}, Điều 21.2", None, I_),
    ),
    "KN/mandate": Dated(
        _in((DATE, NAME, SCOPE, SIGNATURE), date(2012, 11, 20), f"{ND75}, Điều 6", date(2020, 12, 9)),
        _in((DATE, NAME, SCOPE, SIGNATURE), date(2020, 12, 10), f"{ND124}, Điều 7", None, M),
    ),
    "KN/withdrawal": Dated(
        _in((SIGNATURE,), KN, f"{LKN}, Điều 10", EVE, M),
        _in((WITHDRAWN, SIGNATURE), START, f"{LKN}, Điều 10 (136/2025 sửa; đơn ký hoặc biên bản)", None, N),
    ),
    "TC": Dated(_in(DENUNCIATION, TC, f"{LTC}, Điều 23.1")),
    "TC/joint": Dated(_in((*DENUNCIATION, EACH), TC, f"{LTC}, Điều 23.1")),
    "TC/withdrawal": Dated(
        _in((DATE, NAME, CONTACT, WITHDRAWN, SIGNATURE), date(2019, 5, 28), f"{ND31}, Điều 4", EVE),
        _in((DATE, NAME, CONTACT, WITHDRAWN, SIGNATURE), START, f"{ND31}, Điều 4 (NĐ 156 sửa; Mẫu 02, biên bản Mẫu 03)"),
    ),
    "KNPA": Dated(
        _in((VIETNAMESE, DATE, NAME, SIGNATURE, CONTENT), date(2014, 12, 15), f"{TT07_2014}, Điều 6.2.a", date(2021, 11, 14)),
        _in((VIETNAMESE, DATE, NAME, SIGNATURE, CONTENT), date(2021, 11, 15), TT05_2021, None, M),
    ),
    "PAKN": Dated(_in((VIETNAMESE, CONTENT, NAME, REACH), date(2008, 3, 3), f"{ND20}, Điều 6–7")),
}  # fmt: skip


def required(kind: str, day: date) -> Provision[tuple[Needed, ...]]:
    """The mandatory items of a kind of paper on the day it was made, with the article."""
    if kind not in REQUIRED:
        raise LawError(f"Không có loại đơn {kind}. Có: {', '.join(REQUIRED)}.")
    return REQUIRED[kind].on(day)


def missing(kind: str, day: date, given: set[str]) -> list[Needed]:
    """What is still missing for validity, in the law's order; `given` are the codes that are there."""
    return [needed for needed in required(kind, day).value if needed.code not in given]
