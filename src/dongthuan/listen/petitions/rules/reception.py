"""TCD: receiving citizens and first handling (§4.1)."""

from datetime import date

from dongthuan.foundation.law import Confidence, Kind, Limit, Unit

from .instruments import LTCD, ND154, TT05_2021, TT07_2014
from .model import EVE, START, NoCount, rule, since

LAW = date(2014, 7, 1)
WD, BACK = Unit.WORKING, Kind.BACKWARD
RECEIVED = "ngày tiếp nhận nội dung tại buổi tiếp"

RULES = (
    rule(
        "TCD-01", "trả lời người được tiếp: thụ lý, cần thêm thời gian xác minh, từ chối, chuyển", RECEIVED,
        since(LAW, f"{LTCD}, Điều 28.1", Limit(10, WD), EVE),
        since(START, f"{LTCD}, Điều 28.1; {ND154}, Điều 10.4", Limit(10, WD), confidence=Confidence.INFER),
        who="cơ quan tiếp công dân",
        note="NĐ 154 Điều 10.4 vẫn dẫn Điều 28; lời văn sau Luật 136/2025 chưa đối chiếu.",
    ),
    rule(
        "TCD-02", "báo kết quả cho cơ quan, đại biểu dân cử, Ban tiếp công dân đã chuyển đến", "ngày giải quyết xong",
        since(LAW, f"{LTCD}, Điều 27.2", Limit(7, WD)), who="cơ quan có thẩm quyền",
    ),
    rule(
        "TCD-02/resolved", "báo kết quả khi vụ việc đã được giải quyết từ trước", "ngày nhận văn bản chuyển",
        since(LAW, f"{LTCD}, Điều 27.2", NoCount("trả lời ngay, không có số ngày")), who="cơ quan có thẩm quyền",
    ),
    rule(
        "TCD-03", "thông báo cho công dân khi có yêu cầu", "ngày nhận thông báo kết quả (TCD-02)",
        since(LAW, f"{LTCD}, Điều 28.2", Limit(5, WD)), who="nơi đã chuyển đến",
    ),
    rule(
        "TCD-04", "niêm yết lịch tiếp công dân", "ngày tiếp công dân",
        since(LAW, f"{LTCD}, Điều 24.4", Limit(5, WD, BACK)), who="cơ quan tiếp công dân",
    ),
    rule(
        "TCD-05/schedule", "đại biểu Quốc hội gửi lịch tiếp công dân", "ngày tiếp công dân",
        since(LAW, f"{LTCD}, Điều 21.1", Limit(10, WD, BACK)), who="đại biểu Quốc hội",
    ),
    rule(
        "TCD-05/absence", "đại biểu Quốc hội báo không tiếp được theo lịch", "ngày tiếp công dân",
        since(LAW, f"{LTCD}, Điều 21.1", Limit(5, WD, BACK)), who="đại biểu Quốc hội",
    ),
    rule(
        "TCD-06", "ra thông báo từ chối tiếp (Mẫu 01/TCD)", "ngày đủ căn cứ từ chối",
        since(START, f"{ND154}, Điều 4.3", Limit(3, WD)), who="thủ trưởng cơ quan tiếp công dân",
        note="Chỉ cho Luật Tiếp công dân Điều 9.3 và NĐ 154 Điều 4.1.h.",
        lacking="trước đó luật đòi thông báo bằng văn bản nhưng không cho số ngày",
    ),
    rule(
        "TCD-07/notify", "thông báo cho các bên về buổi tiếp trực tuyến", "ngày tiếp trực tuyến",
        since(START, f"{ND154}, Điều 23.1", Limit(5, WD, BACK)), who="cơ quan tiếp công dân",
        lacking="trước đó chưa có tiếp công dân trực tuyến",
    ),
    rule(
        "TCD-07/test", "thử đường truyền của buổi tiếp trực tuyến", "ngày tiếp trực tuyến",
        since(START, f"{ND154}, Điều 23.1", Limit(1, WD, BACK)), who="cơ quan tiếp công dân",
        lacking="trước đó chưa có tiếp công dân trực tuyến",
    ),
    rule(
        "TCD-07/connect", "kết nối buổi tiếp trực tuyến", "ngày tiếp trực tuyến",
        since(START, f"{ND154}, Điều 23.1", Limit(1, Unit.HOURS, BACK)), who="cơ quan tiếp công dân",
        warning="Hạn tính bằng giờ: kết nối ít nhất 01 giờ trước giờ bắt đầu, ngay trong ngày tiếp.",
        lacking="trước đó chưa có tiếp công dân trực tuyến",
    ),
    rule(
        "TCD-08", "báo động đỏ: đơn không được xử lý mà không có lý do chính đáng", "ngày nhận đơn",
        since(START, f"{ND154}, Điều 41.3.b", Limit(45, Unit.DAYS, Kind.ALARM)), who="người đứng đầu",
        note="Căn cứ xử lý cách chức, bãi nhiệm.",
        lacking="trước đó không có mức báo động 45 ngày",
    ),
    rule(
        "TCD-09", "bộ phận xử lý đơn hướng dẫn, chuyển, trả đơn", "ngày nhận đơn",
        since(
            date(2021, 11, 15), TT05_2021, NoCount("không thấy hạn riêng; áp dụng TCD-01, TC-01, TC-02, KN-02 (KN-03)"),
            confidence=Confidence.MEMORY_LOW,
        ),
        who="bộ phận xử lý đơn",
    ),
    rule(
        "TCD-10", "hướng dẫn khiếu nại không thuộc thẩm quyền một lần; chuyển tố cáo một lần cho mỗi nội dung", "–",
        since(date(2014, 12, 15), f"{TT07_2014}, Điều 8.1", NoCount("một lần, không có số ngày"), date(2021, 11, 14)),
        since(date(2021, 11, 15), f"{TT05_2021}, Điều 14.1", NoCount("một lần, không có số ngày")),
        who="bộ phận xử lý đơn",
    ),
)  # fmt: skip
