"""Who is competent (§5), by matter and day: three tiers until 30/06/2025, two tiers since, the law of 01/07/2026."""

from dataclasses import dataclass
from datetime import date

from dongthuan.foundation.law import Confidence, Dated, LawError, Provision

from .instruments import LKN, LTC, ND124
from .model import EVE, START, TWO_TIERS

KN, TC = date(2012, 7, 1), date(2019, 1, 1)
THREE_TIERS_END = date(2025, 6, 30)
T, I_, N, L = Confidence.TEXT, Confidence.INFER, Confidence.NEWS, Confidence.MEMORY_LOW

# Who decides, as a code that the app resolves to an organisation of the day.
COMMUNE, DISTRICT, PROVINCE = "commune_chair", "district_chair", "province_chair"
DEPARTMENT, UNIT = "department_head", "unit_head"
MINISTER, PRIME_MINISTER = "minister", "prime_minister"
ISSUER, SUPERIOR, FIELD = "issuer", "direct_superior", "field_manager"


@dataclass(frozen=True)
class Competent:
    """Who is competent, and in what words."""

    who: str
    says: str


def _in(value: Competent, since: date, basis: str, until: date | None = None, confidence: Confidence = T) -> Provision:
    return Provision(value, since, basis, until, confidence)


def _stays(who: str, says: str, basis: str, begins: date) -> Dated[Competent]:
    """The same through both changes; after 1 July 2026 it is our reading."""
    value = Competent(who, says)
    return Dated(_in(value, begins, basis, EVE), _in(value, START, basis, None, I_))


COMPETENCE: dict[str, Dated[Competent]] = {
    "KN1/commune": Dated(
        _in(Competent(COMMUNE, "Chủ tịch UBND cấp xã: quyết định, hành vi của mình và của người mình trực tiếp quản lý"),
            KN, f"{LKN}, Điều 17", THREE_TIERS_END),
        _in(Competent(COMMUNE, "Chủ tịch UBND cấp xã, cả việc của cấp huyện được chuyển giao"),
            TWO_TIERS, f"{LKN}, Điều 17; Nghị định 141/2025/NĐ-CP", EVE, N),
        _in(Competent(COMMUNE, "Chủ tịch UBND cấp xã: của mình và của người mình trực tiếp quản lý"),
            START, f"{LKN}, Điều 17 (136/2025 sửa)", None, N),
    ),
    "KN1/district": Dated(
        _in(Competent(DISTRICT, "Chủ tịch UBND cấp huyện"), KN, f"{LKN}, Điều 18.1", THREE_TIERS_END),
    ),
    "KN2/commune": Dated(
        _in(Competent(DISTRICT, "Chủ tịch UBND cấp huyện"), KN, f"{LKN}, Điều 18.2", THREE_TIERS_END),
        _in(Competent(PROVINCE, "Chủ tịch UBND cấp tỉnh"), TWO_TIERS, "Nghị định 141/2025/NĐ-CP", EVE, L),
        _in(Competent(PROVINCE, "Chủ tịch UBND cấp tỉnh"), START, f"{ND124}, Điều 28.2.b, 38.3 (NĐ 155)", None, I_),
    ),
    "KN2/district": Dated(
        _in(Competent(PROVINCE, "Chủ tịch UBND cấp tỉnh"), KN, f"{LKN}, Điều 21.2", THREE_TIERS_END),
    ),
    "KN1/unit": _stays(UNIT, "thủ trưởng đơn vị thuộc sở", f"{LKN}, Điều 19", KN),
    "KN2/unit": Dated(
        _in(Competent(DEPARTMENT, "Giám đốc sở"), KN, f"{LKN}, Điều 20.2", EVE),
        _in(Competent(DEPARTMENT, "thủ trưởng cơ quan chuyên môn, tổ chức hành chính khác thuộc UBND cấp tỉnh"),
            START, f"{LKN}, Điều 20.2; {ND124} (NĐ 155)"),
    ),
    "KN1/department": _stays(DEPARTMENT, "Giám đốc sở", f"{LKN}, Điều 20.1", KN),
    "KN2/department": _stays(PROVINCE, "Chủ tịch UBND cấp tỉnh", f"{LKN}, Điều 21.2", KN),
    "KN1/province": _stays(PROVINCE, "Chủ tịch UBND cấp tỉnh", f"{LKN}, Điều 21.1", KN),
    "KN2/province": _stays(MINISTER, "Bộ trưởng quản lý ngành, lĩnh vực", f"{LKN}, Điều 23.3", KN),
    "KN1/discipline": _stays(ISSUER, "người đứng đầu cơ quan đã ra quyết định kỷ luật", f"{LKN}, Điều 51", KN),
    "KN2/discipline": _stays(
        SUPERIOR, "cấp trên trực tiếp; Bộ Nội vụ đối với quyết định của bộ trưởng, cấp tỉnh", f"{LKN}, Điều 51", KN
    ),
    "TC/commune_staff": _stays(COMMUNE, "Chủ tịch UBND cấp xã", f"{LTC}, Điều 13.1", TC),
    "TC/commune_head": Dated(
        _in(Competent(DISTRICT, "Chủ tịch UBND cấp huyện"), TC, f"{LTC}, Điều 13.2.a", THREE_TIERS_END),
        _in(Competent(PROVINCE, "Chủ tịch UBND cấp tỉnh"), TWO_TIERS, f"{LTC}, Điều 12.1", None, I_),
    ),
    "TC/unit_head": _stays(DEPARTMENT, "Giám đốc sở", f"{LTC}, Điều 13.3", TC),
    "TC/department_head": _stays(
        PROVINCE, "Chủ tịch UBND cấp tỉnh, cả người do mình bổ nhiệm", f"{LTC}, Điều 13.4", TC
    ),
    "TC/province_head": Dated(
        _in(Competent(PRIME_MINISTER, "Thủ tướng Chính phủ"), TC, f"{LTC}, Điều 13.8", EVE),
        _in(Competent(PRIME_MINISTER, "Thủ tướng Chính phủ, có thể ủy quyền cho Tổng Thanh tra"),
            START, f"{LTC}, Điều 13.8 (136/2025 sửa)", None, N),
    ),
    "TC/field": _stays(
        FIELD, "cơ quan quản lý lĩnh vực; nhiều cơ quan thì cơ quan thụ lý đầu tiên", f"{LTC}, Điều 41", TC
    ),
}  # fmt: skip

PRINCIPLES = (
    ("người đứng đầu giải quyết tố cáo cấp dưới; tố cáo người đứng đầu, cấp phó hoặc cơ quan: cấp trên trực tiếp", f"{LTC}, Điều 12"),
    ("người đã chuyển công tác, nghỉ hưu: nơi quản lý vào lúc có hành vi vi phạm", f"{LTC}, Điều 12.3"),
    ("khiếu nại lần đầu đến người ra quyết định; lần hai đến cấp trên trực tiếp hoặc khởi kiện", f"{LKN}, Điều 7"),
)  # fmt: skip


def competent(matter: str, day: date) -> Provision[Competent]:
    """Who is competent on the day; LawError for an unknown matter, NotInForce where no such body decides any more."""
    if matter not in COMPETENCE:
        raise LawError(f"Không có loại việc {matter}. Có: {', '.join(COMPETENCE)}.")
    return COMPETENCE[matter].on(day)
