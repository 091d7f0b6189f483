"""Telling the people of the office, in the transaction of what happened. A notice names a case by its number alone.

Whoever may not see the case is not told of it: the subject of a denunciation never hears that it exists.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from dongthuan.foundation.notify import actions as notify
from dongthuan.foundation.notify.kit import Tidings
from dongthuan.foundation.orgs.models import Organisation, Post, Role
from dongthuan.foundation.papers.models import Paper
from dongthuan.foundation.people import queries as people
from dongthuan.foundation.people.models import User
from dongthuan.foundation.vault import queries as vault

from . import queries
from .models import Clock, Escalation, Letter, Opinion, Order, Petition
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


def letter_signed(paper: Paper, by: User) -> None:
    """Who drafted a letter hears that it is signed: its step can be taken."""
    for letter in Letter.objects.filter(paper=paper).select_related("petition", "by"):
        _tell(letter.petition, [letter.by], f"letter:{letter.pk}", "Văn bản đã ký, ghi nhận bước tiếp theo")


# --- up and down ---------------------------------------------------------------------------------------------------
def _lead(organisation: Organisation, petition: Petition) -> list[User]:
    """The leaders of a body, without whom the denunciation is kept from."""
    found = people.officers_of(organisation, Role.LEADER)
    return [u for u in found if petition.dossier is None or not vault.is_excluded(u, petition.dossier)]


def escalated(up: Escalation) -> None:
    """The superior's leaders, who do not see the case, are told its number and its body; its own leader that it went up."""
    petition, body = up.petition, up.petition.organisation.short_name
    what = (
        "Báo động đỏ, đơn quá 45 ngày chưa xử lý"
        if up.reason == "red"
        else f"Cấp dưới quá hạn giải quyết {up.clock.rule}"
    )
    notify.tell_many(
        Tidings(u, f"petitions.escalate:{up.pk}", None, f"{what}: {petition.code}, {body}", up.due)
        for u in _lead(up.to, petition)
    )
    _tell(petition, _holders(petition, Role.LEADER), f"escalated:{up.pk}", f"{what}, đã báo {up.to.short_name}")


def ordered(order: Order) -> None:
    petition = order.petition
    people_ = [petition.officer, *_holders(petition, Role.LEADER)]
    _tell(
        petition,
        people_,
        f"order:{order.pk}:{order.due}",
        f"{order.issuer.short_name} đôn đốc, báo cáo trước {order.due:%d/%m/%Y}",
    )


def reported(order: Order) -> None:
    petition = order.petition
    notify.tell_many(
        Tidings(
            u, f"petitions.report:{order.pk}:{order.due}", None, f"{order.body.short_name} đã báo cáo: {petition.code}"
        )
        for u in _lead(order.issuer, petition)
    )


def opinion_asked(opinion: Opinion) -> None:
    text = f"{opinion.petition.organisation.short_name} lấy ý kiến phối hợp: {opinion.petition.code}"
    notify.tell_many(
        Tidings(u, f"petitions.opinion:{opinion.pk}", None, text, opinion.due)
        for u in people.officers_of(opinion.of, Role.SOLVER, Role.LEADER)
    )


def opinion_given(opinion: Opinion) -> None:
    _tell(
        opinion.petition,
        [opinion.petition.officer, opinion.asked_by],
        f"opinion:{opinion.pk}",
        f"{opinion.of.short_name} đã cho ý kiến",
    )


def due_below(day: date) -> Iterator[Tidings]:
    """Orders and questions, shortly before their day and the day after it."""
    days = [day + timedelta(days=n) for n in (*REMIND_BEFORE, -1)]
    for order in Order.objects.filter(status="given", due__in=days).select_related(
        "petition__thing", "petition__officer", "issuer", "body"
    ):
        petition = order.petition
        for user in {u.pk: u for u in [petition.officer, *_holders(petition, Role.LEADER)] if u}.values():
            if queries.visible_to(user).filter(pk=petition.pk).exists():
                text = f"Hạn báo cáo {order.issuer.short_name} ngày {order.due:%d/%m/%Y}: {petition.code}"
                yield Tidings(user, f"petitions.order:{order.pk}:{day}", petition.thing, text, order.due)
    for opinion in Opinion.objects.filter(status="asked", due__in=days).select_related("petition__organisation", "of"):
        text = f"Hạn cho ý kiến ngày {opinion.due:%d/%m/%Y}: {opinion.petition.code}"
        for user in people.officers_of(opinion.of, Role.SOLVER, Role.LEADER):
            yield Tidings(user, f"petitions.opinion:{opinion.pk}:{day}", None, text, opinion.due)


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
