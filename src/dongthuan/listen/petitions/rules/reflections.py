"""KP: recommendations and reflections (§4.4). Service levels of hotlines are another rule set."""

from datetime import date

from dongthuan.foundation.law import Confidence, Limit, Unit

from .instruments import LTCD, ND20, ND154
from .model import EVE, START, NoCount, rule, since

WD = Unit.WORKING
LAW = date(2014, 7, 1)
UNSET = NoCount("luật không ấn định; người tiếp phải nói rõ thời hạn và người liên hệ")

RULES = (
    rule(
        "KP-01", "trả lời lần đầu kiến nghị, phản ánh (như TCD-01)", "ngày tiếp nhận tại buổi tiếp",
        since(LAW, f"{LTCD}, Điều 28.1", Limit(10, WD), EVE),
        since(START, f"{LTCD}, Điều 28.1; {ND154}, Điều 10.4", Limit(10, WD), confidence=Confidence.INFER),
        note="Lời văn sau Luật 136/2025 chưa đối chiếu.",
    ),
    rule(
        "KP-02", "giải quyết xong kiến nghị, phản ánh", "–",
        since(LAW, f"{LTCD}, Điều 18.4", UNSET, EVE),
        since(START, f"{LTCD}, Điều 18.4; {ND154}, Điều 25.2–3", UNSET),
    ),
    rule(
        "KP-03", "chuyển phản ánh về quy định hành chính không thuộc thẩm quyền", "ngày nhận",
        since(date(2008, 3, 3), f"{ND20}, Điều 9.1.d", Limit(5, WD)), who="nơi nhận",
        note="Chưa kiểm tra nghị định này đã bị bãi bỏ chưa.",
    ),
    rule(
        "KP-04", "công khai kết quả xử lý phản ánh về quy định hành chính", "ngày quyết định",
        since(date(2008, 3, 3), f"{ND20}, Điều 14, 19", NoCount("công khai trên cổng, báo, thư; không có số ngày")),
    ),
)  # fmt: skip
