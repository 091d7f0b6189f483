"""Conversations for tests, through the actions people use; voters of two minds who agree on some things."""

from datetime import timedelta
from typing import Any

from dongthuan.foundation.things.kit import today
from dongthuan.listen.conversations import actions
from dongthuan.listen.conversations.models import Conversation, Statement, VotesImport
from tests.factories import World

STATEMENTS = [
    "Nên mở bộ phận một cửa vào sáng thứ Bảy.",
    "Nên công khai tiến độ giải quyết hồ sơ trên mạng.",
    "Nên bỏ hẳn việc nộp hồ sơ giấy.",
    "Nên thu phí cao hơn để làm nhanh hơn.",
    "Mỗi thôn cần một người giúp nộp hồ sơ qua mạng.",
    "Họp thôn nên tổ chức vào buổi tối.",
    "Nên thay họp thôn bằng nhóm trò chuyện trên mạng.",
    "Trụ sở xã cần có lối đi cho người khuyết tật.",
]
# Of each statement: how a voter of the one mind answers, and one of the other. 1, 2, 5 and 8 join them.
MINDS = {1: (1, 1), 2: (1, 1), 3: (1, -1), 4: (1, -1), 5: (1, 1), 6: (-1, 1), 7: (1, -1), 8: (1, 1)}


def make_conversation(world: World, **other: Any) -> Conversation:
    values: dict[str, Any] = {
        "organiser": world.snv, "topic": "Làm thủ tục ở xã", "explanation": "Góp ý để cải tiến bộ phận một cửa.",
        "audience": "Mọi người dân trong tỉnh", "opens": today(), "closes": today() + timedelta(days=20),
        "statements": STATEMENTS, "by": world.users["department_officer"],
    }  # fmt: skip
    return actions.open(**values | other)


def minds(first: int, second: int, start: int = 0) -> list[tuple[str, str, int]]:
    """Ballots of so many people of each mind; every fifth of them passes on one statement."""
    found = []
    for voter in range(start, start + first + second):
        mind = 0 if voter - start < first else 1
        for number, sides in MINDS.items():
            value = 0 if voter % 5 == 0 and number == 1 + voter % 8 else sides[mind]
            found.append((f"p{voter}", str(number), value))
    return found


def bring(world: World, conversation: Conversation, ballots: list, meeting: str = "Họp thôn 3, 12/3") -> VotesImport:
    by = world.users["department_officer"]
    return actions.import_votes(conversation, ballots=ballots, meeting=meeting, digest=meeting, by=by)


def statement(conversation: Conversation, number: int) -> Statement:
    return conversation.statements.select_related("conversation__thing").get(number=number)
