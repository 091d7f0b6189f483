"""The people's opinions in the demo: a scheme that is open to everyone, with what some invented people said so far."""

from datetime import date
from functools import partial
from typing import Any

from dongthuan.foundation.texts.models import Clause
from dongthuan.lib import outline
from dongthuan.listen.opinions import actions
from dongthuan.listen.opinions.models import Posting

from .calendar import Calendar
from .world import World

PREPARED, POSTED, UNTIL = date(2025, 11, 17), date(2025, 11, 24), date(2026, 1, 31)
SPOKEN, MORE = date(2025, 11, 28), date(2025, 12, 5)
TITLE = "Đề án nâng cao hiệu quả hoạt động của nhà văn hóa thôn, tổ dân phố giai đoạn 2026 - 2030"
DRAFT = """\
I. MỤC TIÊU
1. Đến năm 2027, 100% thôn, tổ dân phố có nhà văn hóa mở cửa thường xuyên.
2. Mỗi nhà văn hóa có một điểm tiếp nhận ý kiến của Nhân dân.
II. NHIỆM VỤ
1. Nhà văn hóa mở cửa từ 7 giờ đến 17 giờ các ngày trong tuần.
2. Mỗi nhà văn hóa có một người trông coi, hưởng hỗ trợ từ ngân sách xã.
3. Trang bị tủ sách, máy tính nối mạng, loa truyền thanh.
III. KINH PHÍ
1. Ngân sách tỉnh hỗ trợ 50%, ngân sách xã bảo đảm phần còn lại.
"""
# Number of the clause's heading and of the clause ("" for the whole), stance, words. Of everyday wording, some nearly the same.
OPENING = "Đề nghị mở cửa đến 21 giờ để bà con sinh hoạt văn nghệ buổi tối sau giờ làm đồng"
FIRST: list[tuple[str, str, str]] = [
    ("II.1", "changes", f"{OPENING}."),
    ("II.1", "changes", f"{OPENING} ạ."),
    ("II.1", "changes", f"{OPENING}, mong cơ quan xem xét."),
    ("II.1", "changes", "Nên mở cửa buổi tối đến 9 giờ tối cho bà con tập văn nghệ."),
    ("II.1", "changes", "Chủ nhật cũng nên mở cửa cho các cháu thiếu nhi đến chơi."),
    ("II.2", "agree", ""),
    ("II.2", "changes", "Nên giao cho chi hội phụ nữ hoặc cựu chiến binh luân phiên trông coi."),
    ("II.2", "disagree", "Thôn tự quản được, không cần thêm người hưởng hỗ trợ."),
    ("III.1", "changes", "Xã miền núi khó khăn, đề nghị ngân sách tỉnh hỗ trợ 70%."),
    ("III.1", "changes", "Đề nghị tỉnh hỗ trợ 70% cho các xã miền núi còn khó khăn."),
    ("", "agree", ""),
    ("", "agree", "Rất mong đề án sớm được thực hiện."),
]
SECOND: list[tuple[str, str, str]] = [
    ("II.1", "changes", f"{OPENING}."),
    ("II.3", "changes", "Thêm dụng cụ thể thao ngoài trời cho người cao tuổi."),
    ("II.3", "changes", "Đề nghị thêm dụng cụ tập thể dục ngoài trời cho người cao tuổi."),
    ("I.2", "agree", "Điểm tiếp nhận ý kiến nên có sổ ghi và ngày trả lời."),
    ("III.1", "disagree", ""),
    ("", "agree", ""),
]


def write(world: World, calendar: Calendar) -> None:
    """Put the events on the calendar."""
    calendar.on(PREPARED, partial(prepare, world))
    calendar.on(POSTED, partial(post, world))
    calendar.on(SPOKEN, partial(speak, FIRST))
    calendar.on(MORE, partial(speak, SECOND))
    calendar.on(MORE, partial(have_grouped, world))


def officer(world: World) -> Any:
    return world.user("daumoi.ubnd")


def posting() -> Posting:
    return Posting.objects.get(title=TITLE)


def prepare(world: World) -> None:
    actions.prepare(
        title=TITLE, document="programme", organiser=world.o["ubnd"], nodes=outline.outline(DRAFT), by=officer(world),
        explanation="Nhiều nhà văn hóa xây xong nhưng ít mở cửa. Đề án đặt ra giờ mở cửa, người trông coi và kinh phí.",
        concerns="Người dân các thôn, tổ dân phố; Ủy ban nhân dân cấp xã.",
    )  # fmt: skip


def post(world: World) -> None:
    actions.post(posting(), until=UNTIL, by=officer(world))


def speak(said: list[tuple[str, str, str]]) -> None:
    call = posting()
    for place, stance, words in said:
        actions.give(call, clause=clause_at(call, place), stance=stance, words=words, by=None)


def have_grouped(world: World) -> None:
    """The worker does it, a moment after the demo starts: loading the engine here would keep who waits for the demo waiting."""
    actions.ask_to_group(posting(), by=officer(world))


def clause_at(call: Posting, place: str) -> Clause | None:
    """ "II.1": the first provision under heading II."""
    if not place:
        return None
    heading, _dot, number = place.partition(".")
    rows = call.version.clauses.select_related("clause")
    return rows.get(number=number, parent__number=heading).clause
