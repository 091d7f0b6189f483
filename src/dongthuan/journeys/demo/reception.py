"""Citizen reception in the demo: a posted schedule of late 2025 and a few invented visits."""

from datetime import date, time
from functools import partial
from typing import Any

from dongthuan.listen.reception import actions
from dongthuan.listen.reception.models import Place, Session

from .calendar import Calendar
from .world import World

OPENED = date(2025, 10, 27)
HELD, NEXT, LATER = date(2025, 11, 13), date(2025, 12, 18), date(2026, 1, 15)
REGULAR = date(2025, 12, 9)
HOURS = {"starts": time(8, 0), "ends": time(11, 30)}
# who, address, kinds, content, wish
VISITS: list[tuple[str, str, list[str], str, str]] = [
    (
        "Đỗ Văn Mẫu",
        "Thôn 2, xã mẫu",
        ["KN"],
        "Khiếu nại mức hỗ trợ khi thu hồi đất làm đường.",
        "Xem xét lại mức hỗ trợ.",
    ),
    ("Phạm Thị Mẫu", "Tổ 5, phường mẫu", ["KNghi"], "Kiến nghị sửa cống thoát nước đầu ngõ.", "Sửa trước mùa mưa."),
]
LATE_VISITS: list[tuple[str, str, list[str], str, str]] = [
    ("Ngô Văn Mẫu", "Thôn 7, xã mẫu", ["PA"], "Phản ánh xe tải chạy giờ cấm qua khu dân cư.", "Tăng cường kiểm tra."),
    ("Bùi Thị Mẫu", "Thôn 1, xã mẫu", ["TC"], "Tố cáo việc thu khoản đóng góp không có biên lai.", "Xác minh, trả lời."),
]  # fmt: skip


def write(world: World, calendar: Calendar) -> None:
    """Put the events on the calendar."""
    on = calendar.on
    on(OPENED, partial(open_and_post, world))
    on(HELD, partial(leaders_day, world))
    on(date(2025, 11, 20), partial(answer_all, world))
    on(date(2025, 12, 8), partial(post_next, world))
    on(REGULAR, partial(regular_day, world))


def officer(world: World) -> Any:
    return world.user("tiepdan")


def place() -> Place:
    return Place.objects.get(organisation__code="ubnd")


def open_and_post(world: World) -> None:
    o, by = world.o, officer(world)
    hall = actions.open_place(
        o["ubnd"], unit=o["vp"], name="Trụ sở Tiếp công dân tỉnh Ninh Bình", address="Thành phố Hoa Lư, tỉnh Ninh Bình (mẫu)",
        hours="Thứ Hai đến thứ Sáu: 07:30–11:30, 13:30–17:00", telephone="0229 000 000",
        rules="Xuất trình giấy tờ tùy thân. Giữ trật tự. Trình bày trung thực.", by=world.user("chutich"),
    )  # fmt: skip
    leader = world.user("chutich").acting.posts[0]
    told = {"participants": "Chánh Văn phòng, Thanh tra tỉnh, Sở Tư pháp", "seats": 6}
    actions.plan(
        hall, kind="periodic", days=[HELD], leader=leader, topics="Đất đai, giải phóng mặt bằng", by=by, **HOURS, **told
    )
    actions.post_schedule(hall, until=HELD, by=by)
    actions.plan(
        hall, kind="periodic", days=[NEXT, LATER], leader=leader, topics="Môi trường, đất đai", by=by, **HOURS, **told
    )


def visit(world: World, session: Session, who: tuple[str, str, list[str], str, str]) -> Any:
    name, address, kinds, content, wish = who
    by = officer(world)
    came = actions.arrive(session, protected="TC" in kinds, by=by)
    came = actions.identify(came, full_name=name, address=address, by=by)
    came = actions.receive(came, by=by)
    return actions.record_visit(came, content=content, wish=wish, kinds=kinds, competent=True, by=by)


def leaders_day(world: World) -> None:
    session = actions.hold(Session.objects.get(day=HELD), by=officer(world))
    for who in VISITS:
        visit(world, session, who)
    rows = [
        {
            "organisation": world.o["tt"],
            "what": "Kiểm tra mức hỗ trợ, báo cáo Chủ tịch",
            "due": date(2025, 12, 15),
            "contact": "",
        }
    ]
    actions.conclude(session, conclusion="Giao Thanh tra tỉnh kiểm tra; trả lời công dân bằng văn bản.", commitments=rows,
                     by=world.user("chutich"))  # fmt: skip
    actions.send_conclusion(session, by=officer(world))


def answer_all(world: World) -> None:
    for came in Session.objects.get(day=HELD).visits.all():
        actions.answer(came, answer="accepted", by=officer(world))


def post_next(world: World) -> None:
    actions.post_schedule(place(), until=NEXT, by=officer(world))
    actions.book(Session.objects.get(day=NEXT), name="Lê Văn Mẫu", telephone="0900 000 000", topic="Đường vào thôn")


def regular_day(world: World) -> None:
    by = officer(world)
    session = actions.open_regular(place(), by=by)
    for who in LATE_VISITS:
        visit(world, session, who)
    actions.refuse(
        actions.arrive(session, by=by), ground="TCD9.2", why="Đe dọa người phục vụ, không chấp hành nội quy.", by=by
    )
