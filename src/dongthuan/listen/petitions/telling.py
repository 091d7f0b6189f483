"""Telling the people of the office, in the transaction of what happened. A notice names a case by its number alone.

Whoever may not see the case is not told of it: the subject of a denunciation never hears that it exists.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from dongthuan.foundation.notify import actions as notify
from dongthuan.foundation.notify.kit import Tidings
from dongthuan.foundation.orgs.models import Post, Role
from dongthuan.foundation.people import queries as people
from dongthuan.foundation.people.models import User

from . import queries
from .models import Clock, Petition
from .models.petition import OPEN

REMIND_BEFORE = (3, 1, 0)  # days before a due day


def _holders(petition: Petition, *roles: str) -> list[User]:
    return list(people.holders(Post.objects.filter(organisation=petition.organisation, role__in=roles)))


def _tell(petition: Petition, users: Iterable[User | None], key: str, text: str) -> None:
    told = {u.pk: u for u in users if u is not None}
    seen = [u for u in told.values() if queries.visible_to(u).filter(pk=petition.pk).exists()]
    full = f"petitions.{key}:{petition.pk}"
    notify.tell_many(Tidings(u, full, petition.thing, f"{text}: {petition.code}", petition.due) for u in seen)


def received(petition: Petition) -> None:
    _tell(petition, _holders(petition, Role.RECEPTION_OFFICER), "received", "Có đơn mới cần vào sổ")


def to_lead(petition: Petition) -> None:
    _tell(petition, _holders(petition, Role.LEADER), "take_up", "Đơn thuộc thẩm quyền, chờ phân công và xem xét")


def assigned(petition: Petition) -> None:
    _tell(petition, [petition.officer], f"officer:{petition.officer_id}", "Được phân công giải quyết")
    _tell(petition, [petition.reader], f"reader:{petition.reader_id}", "Được phân công đọc thứ hai")


def accepted(petition: Petition) -> None:
    _tell(petition, [petition.officer], "accepted", "Đã thụ lý, cần xác minh")


def decided(petition: Petition) -> None:
    _tell(petition, [petition.registrar, petition.officer], "decided", "Đã gửi kết quả giải quyết")


def terminated(petition: Petition) -> None:
    _tell(petition, [petition.officer], "terminated", "Đã đình chỉ giải quyết")


def answered(petition: Petition) -> None:
    _tell(petition, [petition.registrar], "answered", "Đã trả lời")


def reopened(petition: Petition) -> None:
    people_ = [petition.officer, *_holders(petition, Role.LEADER)]
    _tell(petition, people_, "reopened", "Người gửi cho biết việc chưa được giải quyết")


def papers_added(petition: Petition) -> None:
    people_ = [petition.officer or petition.registrar, *_holders(petition, Role.RECEPTION_OFFICER)]
    _tell(petition, people_, f"papers:{petition.attachments.count()}", "Người gửi bổ sung giấy tờ")


def copied(petition: Petition) -> None:
    _tell(petition, _holders(petition, Role.RECEPTION_OFFICER), "copied", "Đơn này cũng được gửi đến cơ quan khác")


def withdrawal(petition: Petition) -> None:
    people_ = [petition.officer, *_holders(petition, Role.RECEPTION_OFFICER, Role.LEADER)]
    _tell(petition, people_, "withdrawal", "Người gửi báo rút đơn, chờ ký")


def due_reminders(day: date) -> Iterator[Tidings]:
    """Who has the case, shortly before a due day and on it; the head, the day after it passed."""
    days = [day + timedelta(days=n) for n in REMIND_BEFORE]
    rows = Clock.objects.filter(queries.DUTIES, suspended_on=None, petition__status__in=OPEN)
    for clock in rows.filter(due__in=[*days, day - timedelta(days=1)]).select_related(
        "petition__thing", "petition__officer"
    ):
        petition, left = clock.petition, (clock.due - day).days
        late = left < 0
        users = _holders(petition, Role.LEADER) if late else [petition.officer] if petition.officer else \
            _holders(petition, Role.RECEPTION_OFFICER)  # fmt: skip
        text = (
            f"Quá hạn {clock.rule}"
            if late
            else f"Còn {left} ngày đến hạn {clock.rule}"
            if left
            else f"Hôm nay là hạn {clock.rule}"
        )
        for user in users:
            if queries.visible_to(user).filter(pk=petition.pk).exists():
                key = f"petitions.due:{clock.pk}:{day}"
                yield Tidings(user, key, petition.thing, f"{text}: {petition.code}", clock.due)
