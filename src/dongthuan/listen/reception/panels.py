"""What reception shows in the navigation and on the desk.

What a visit becomes is drawn by others into the slot "next" of a visit's page; reception knows no case.
"""

from collections.abc import Callable, Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dongthuan.foundation.notify.kit import DeskRow, ManyRows, desk
from dongthuan.foundation.people.models import User
from dongthuan.web.kit import nav

from . import permissions, queries
from .models import Session, Visit


def to_post(user: User) -> Iterable[DeskRow]:
    """One row a place: the first planned session that must be posted."""
    if not permissions.works(user):
        return
    seen: dict[int, list] = {}
    for session in queries.to_post(user).select_related("place__thing"):
        seen.setdefault(session.place_id, []).append(session)
    for sessions in seen.values():
        place, url = sessions[0].place, reverse("reception:post", args=[sessions[0].place_id])
        n = len(sessions)
        what = ngettext("Schedule of %(place)s, %(n)s session", "Schedule of %(place)s, %(n)s sessions", n)
        what %= {"place": place.name, "n": n}
        why = _("The first is on %(day)s.") % {"day": f"{sessions[0].day:%d/%m/%Y}"}
        yield DeskRow(sessions[0].post_by, what, url, _("Post the schedule"), url, why=why, group=place.thing)


def today_row(session: Session) -> DeskRow:
    url = reverse("reception:session", args=[session.pk])
    why = f"{session.starts:%H:%M}, {session.place.name}"
    return DeskRow(
        session.day, session.vietnamese_title, url, _("Open the session"), url, why=why, group=session.place.thing
    )


def notice_row(visit: Visit) -> DeskRow:
    return _row(visit, visit.notice_due, _("Issue the notice"), _("A refusal in writing has its days."))


def answer_row(visit: Visit) -> DeskRow:
    return _row(visit, visit.answer_due, _("Answer"), _("Received, and not answered yet."))


def _row(visit: Visit, due: object, step: str, why: str) -> DeskRow:
    url = reverse("reception:visit", args=[visit.pk])
    return DeskRow(due, visit.vietnamese_title, url, step, url, why=why, group=visit.session.place.thing)  # type: ignore[arg-type]


def _of_workers(rows_for: Callable[[User], QuerySet]) -> Callable[[User], QuerySet]:
    """Nothing for whoever does not receive people; the desk then asks nothing at all."""
    return lambda user: rows_for(user) if permissions.works(user) else rows_for(user).none()


def register() -> None:
    desk.add(to_post, _of_workers(queries.to_post), due="post_by")
    desk.add_many("reception.today", ManyRows(_of_workers(queries.today_of), today_row, due="day"))
    desk.add_many("reception.notices", ManyRows(_of_workers(queries.notices_due), notice_row, due="notice_due"))
    desk.add_many("reception.answers", ManyRows(_of_workers(queries.to_answer), answer_row, due="answer_due"))
    group = gettext_lazy("Listening")
    nav.add("public", "", gettext_lazy("Citizen reception"), "reception:schedule", "people", order=40)
    nav.add("workspace", group, gettext_lazy("Citizen reception"), "reception:sessions", "people",
            visible=permissions.works, order=60)  # fmt: skip
    nav.add("workspace", group, gettext_lazy("Reception register"), "reception:register", "book",
            visible=permissions.works, order=61)  # fmt: skip
    nav.add("workspace", group, gettext_lazy("Leaders' reception duty"), "reception:duty", "chart",
            visible=permissions.reads_numbers, order=62)  # fmt: skip
