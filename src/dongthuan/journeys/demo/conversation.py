"""Conversations in the demo: one that ended, with the ballots of a village meeting, and one that is open to whoever tries it."""

from datetime import date
from functools import partial
from typing import Any

from dongthuan.listen.conversations import actions
from dongthuan.listen.conversations.models import Conversation

from .calendar import Calendar
from .world import World

OPENED, MET, ENDED = date(2025, 10, 6), date(2025, 10, 24), date(2025, 11, 5)
NOW, LAST = date(2025, 12, 1), date(2026, 1, 31)
TOPIC = "Làm thủ tục hành chính ở xã sau khi không còn cấp huyện"
# Each statement, and how the two minds among the sixty lean: 1 for, -1 against.
STATEMENTS: list[tuple[str, int, int]] = [
    ("Bộ phận một cửa của xã nên mở cả sáng thứ Bảy.", 1, 1),
    ("Tiến độ giải quyết từng hồ sơ cần được công khai trên mạng.", 1, 1),
    ("Mọi thủ tục nên nộp qua mạng, không nhận hồ sơ giấy nữa.", 1, -1),
    ("Mỗi thôn cần một người giúp bà con nộp hồ sơ qua mạng.", 1, 1),
    ("Nên thay họp thôn bằng nhóm trò chuyện trên mạng.", 1, -1),
    ("Cán bộ xã nên về thôn nhận hồ sơ mỗi tháng một lần.", -1, 1),
    ("Người nộp hồ sơ qua mạng nên được giảm phí.", 1, -1),
    ("Trụ sở xã mới xa quá, cần giữ một điểm tiếp nhận ở xã cũ.", -1, 1),
    ("Xã phải trả lời bằng văn bản khi hồ sơ bị trễ.", 1, 1),
    ("Chữ ký số nên được cấp miễn phí cho mọi người dân.", 1, -1),
    ("Giấy xác nhận tình trạng hôn nhân nên bỏ hẳn.", 1, -1),
    ("Biển chỉ dẫn ở trụ sở xã cần chữ to và dễ hiểu hơn.", 1, 1),
]
OPEN_TOPIC = "Năm tới hai bên nên tập trung vào việc gì?"
OPEN_STATEMENTS = [
    "Lãnh đạo xã nên đối thoại với người dân ít nhất hai lần mỗi năm.",
    "Kết quả giải quyết kiến nghị cần được đọc tại họp thôn.",
    "Mô hình “Dân vận khéo” nên do người dân bình chọn.",
    "Nên ưu tiên xử lý rác thải trước khi mở rộng đường.",
    "Nhà văn hóa thôn cần mở cửa hằng ngày.",
    "Góp ý của người dân nên nhận cả qua điện thoại.",
    "Tổ hòa giải cần được tập huấn luật mỗi năm.",
    "Người cao tuổi cần có quầy riêng khi làm thủ tục.",
]


def write(world: World, calendar: Calendar) -> None:
    """Put the events on the calendar."""
    on = calendar.on
    on(OPENED, partial(open_one, world, TOPIC, [text for text, _a, _b in STATEMENTS], ENDED))
    on(MET, partial(bring_ballots, world))
    on(ENDED, partial(close, world))
    on(NOW, partial(open_one, world, OPEN_TOPIC, OPEN_STATEMENTS, LAST))
    on(NOW, propose)


def officer(world: World) -> Any:
    return world.user("daumoi.ubnd")


def open_one(world: World, topic: str, statements: list[str], closes: date) -> None:
    by = officer(world)
    opens = OPENED if topic == TOPIC else NOW
    actions.open(
        organiser=by.acting.posts[0].organisation, topic=topic, opens=opens, closes=closes, statements=statements, by=by,
        audience="Người dân và cán bộ trong tỉnh (dữ liệu mẫu)",
        explanation="Câu trả lời được dùng khi soạn chương trình của năm sau. Không cần tài khoản, không ghi tên.",
    )  # fmt: skip


def ballots() -> list[tuple[str, str, int]]:
    """Sixty invented people of two minds: each leans as theirs does, and now and then passes or thinks otherwise."""
    found = []
    for voter in range(60):
        mind = 0 if voter < 34 else 1
        for number, (_text, *sides) in enumerate(STATEMENTS, 1):
            turn = (voter * 7 + number * 11) % 13
            value = 0 if turn == 0 else -sides[mind] if turn == 5 else sides[mind]
            found.append((str(voter + 1), str(number), value))
    return found


def bring_ballots(world: World) -> None:
    c = Conversation.objects.get(topic=TOPIC)
    actions.import_votes(
        c, ballots=ballots(), meeting="Họp liên thôn, nhà văn hóa xã mẫu, 24/10/2025", digest="demo", by=officer(world)
    )


def close(world: World) -> None:
    actions.close(Conversation.objects.get(topic=TOPIC), by=officer(world))


def propose() -> None:
    """One proposal waits for whoever tries the officer's side."""
    c = Conversation.objects.get(topic=OPEN_TOPIC)
    actions.propose(c, key="demo", text="Bác Mẫu ở thôn 3 nhận giúp hồ sơ rất tốt, thôn nào cũng nên có người như vậy.")
