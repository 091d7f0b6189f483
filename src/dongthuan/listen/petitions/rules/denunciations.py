"""TC: denunciations (§4.3)."""

from datetime import date

from dongthuan.foundation.law import Dated, Kind, Limit, Provision, Unit

from .instruments import LTC, ND31, ND156
from .model import EVE, NoCount, rule, since

LAW = date(2019, 1, 1)
WD = Unit.WORKING
RECEIVED, CONCLUDED = "ngày nhận tố cáo", "ngày ban hành kết luận"
STOPS = Dated(Provision(None, LAW, f"{LTC}, Điều 34.1–2"))
AT_ONCE = NoCount("làm ngay, không có số ngày")

RULES = (
    rule(
        "TC-01", "vào sổ, phân loại, kiểm tra người tố cáo và điều kiện; thụ lý hoặc không", RECEIVED,
        since(LAW, f"{LTC}, Điều 24.1", Limit(7, WD)),
    ),
    rule(
        "TC-01/verify", "như TC-01 khi phải kiểm tra ở nhiều nơi hoặc ủy quyền kiểm tra", RECEIVED,
        since(LAW, f"{LTC}, Điều 24.1", Limit(10, WD)),
    ),
    rule(
        "TC-02", "chuyển tố cáo không thuộc thẩm quyền và thông báo cho người tố cáo", RECEIVED,
        since(LAW, f"{LTC}, Điều 24.2", Limit(5, WD)), who="nơi nhận", note="Tố cáo trực tiếp: hướng dẫn.",
    ),
    rule(
        "TC-03", "thông báo không thụ lý, nêu lý do", "ngày quyết định không thụ lý", since(LAW, f"{LTC}, Điều 24.1", AT_ONCE),
    ),
    rule(
        "TC-04", "thông báo thụ lý cho người tố cáo (Mẫu 05), nội dung tố cáo cho người bị tố cáo (Mẫu 06)",
        "ngày ra quyết định thụ lý",
        since(LAW, f"{LTC}, Điều 29.3", Limit(5, WD), date(2019, 5, 27)),
        since(date(2019, 5, 28), f"{LTC}, Điều 29.3; {ND31}, Điều 9.2", Limit(5, WD)),
    ),
    rule(
        "TC-05", "giải quyết tố cáo", "ngày thụ lý",
        since(LAW, f"{LTC}, Điều 30", Limit(30, extension=30, extensions=2), date(2019, 5, 27)),
        since(date(2019, 5, 28), f"{LTC}, Điều 30; {ND31}, Điều 3", Limit(30, extension=30, extensions=2)),
        stops=STOPS, obstacles=f"{LTC}, Điều 34.2; {ND31}, Điều 15.4 (thời gian giám định)",
        note="Phức tạp gia hạn một lần, đặc biệt phức tạp hai lần, bằng văn bản (Mẫu 01).",
    ),
    rule(
        "TC-06", "gửi quyết định tạm đình chỉ, đình chỉ", "ngày ra quyết định",
        since(LAW, f"{LTC}, Điều 34.2, 34.4", Limit(5, WD), date(2019, 5, 27)),
        since(date(2019, 5, 28), f"{LTC}, Điều 34.2, 34.4; {ND31}, Điều 15.4", Limit(5, WD)),
    ),
    rule(
        "TC-07", "gửi kết luận cho người bị tố cáo, cơ quan quản lý; thông báo cho người tố cáo", CONCLUDED,
        since(LAW, f"{LTC}, Điều 35.3", Limit(5, WD)),
    ),
    rule("TC-08", "xử lý theo kết luận", CONCLUDED, since(LAW, f"{LTC}, Điều 36.1", Limit(7, WD))),
    rule(
        "TC-09", "báo kết quả xử lý kiến nghị", "ngày có kết quả xử lý", since(LAW, f"{LTC}, Điều 36.3", Limit(5, WD)),
        who="cơ quan nhận kiến nghị",
    ),
    *(
        rule(
            f"TC-10/{name}", duty, trigger,
            since(LAW, f"{LTC}, Điều 40", value, date(2019, 5, 27)),
            since(date(2019, 5, 28), f"{LTC}, Điều 40; {ND31}, Điều 6", value),
        )
        for name, duty, trigger, value in (
            ("publish", "công khai kết luận, quyết định xử lý, không có dữ liệu người tố cáo", CONCLUDED, Limit(7, WD)),
            ("posting", "niêm yết ít nhất 15 ngày liên tục", "ngày niêm yết", Limit(15, Unit.DAYS, Kind.MINIMUM)),
            ("portal", "đăng trên cổng thông tin ít nhất 15 ngày", "ngày đăng", Limit(15, Unit.DAYS, Kind.MINIMUM)),
            ("media", "thông báo trên báo, đài", "–", NoCount("ít nhất 2 lần, không có số ngày")),
        )
    ),
    rule(
        "TC-11", "xem xét tố cáo tiếp và quyết định", "ngày nhận tố cáo tiếp", since(LAW, f"{LTC}, Điều 37.2", Limit(20)),
        who="người đứng đầu cấp trên trực tiếp",
    ),
    rule(
        "TC-12/request", "yêu cầu cấp dưới giải quyết tố cáo quá hạn", "ngày nhận tố cáo quá hạn",
        since(LAW, f"{LTC}, Điều 38.2–3", Limit(5, WD)), who="cấp trên trực tiếp",
    ),
    rule(
        "TC-12/report", "báo cáo việc giải quyết tố cáo quá hạn", "ngày nhận yêu cầu",
        since(LAW, f"{LTC}, Điều 38.2–3", Limit(5, WD)), who="cấp dưới được yêu cầu",
    ),
    rule(
        "TC-13", "trả lời báo chí, cơ quan chuyển đến", "ngày nhận", since(LAW, f"{LTC}, Điều 26.2", Limit(20)),
    ),
    rule(
        "TC-14", "chuyển hồ sơ có dấu hiệu tội phạm cho cơ quan điều tra, viện kiểm sát", "ngày phát hiện",
        since(LAW, f"{LTC}, Điều 27.1, 36.2", AT_ONCE),
    ),
    rule(
        "TC-15", "thanh tra báo cáo việc thực hiện kết luận", "–",
        since(date(2019, 5, 28), f"{ND31}, Điều 18.2", NoCount("hằng tháng, không có số ngày"), EVE), who="thanh tra",
        lacking=f"từ đó {ND156}, Điều 3 không ấn định kỳ báo cáo",
    ),
    rule(
        "TC-16", "tố cáo vi phạm trong lĩnh vực quản lý: không quá thời hạn xử phạt vi phạm hành chính", "–",
        since(LAW, f"{LTC}, Điều 42.2", NoCount("theo thời hạn của pháp luật xử phạt, không có số ngày riêng")),
    ),
    rule(
        "TC-17", "rút tố cáo", "–", since(LAW, f"{LTC}, Điều 33.1", NoCount("trước khi ra kết luận, không có số ngày")),
        who="người tố cáo",
    ),
)  # fmt: skip
