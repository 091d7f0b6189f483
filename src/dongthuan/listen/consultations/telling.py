"""Telling the people concerned, in the transaction of what happened; reminders to who has not answered."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db.models import QuerySet

from dongthuan.foundation.notify import actions as notify
from dongthuan.foundation.notify.kit import Tidings
from dongthuan.foundation.orgs.models import Organisation, Post, Role
from dongthuan.foundation.people import queries as people
from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import today

from .models import Consultation, Opinion
from .permissions import ANSWERS
from .states import Status

REMIND_BEFORE = (3, 1, 0)  # days before the day to answer by


def _officers(organisations: Iterable[int], *roles: str) -> QuerySet[User]:
    return people.holders(Post.objects.filter(organisation__in=list(organisations), role__in=roles))


def _tell(users: Iterable[User], verb: str, consultation: Consultation, text: str) -> None:
    key = f"consultations.{verb}:{consultation.pk}"
    notify.tell_many(
        Tidings(user, key, consultation.thing, text, consultation.due, consultation.about) for user in users
    )


def _asked(consultation: Consultation) -> set[int]:
    return set(consultation.invitations.values_list("organisation_id", flat=True))


def silent_ids(consultation: Consultation) -> set[int]:
    return _asked(consultation) - set(consultation.opinions.values_list("organisation_id", flat=True))


def asked(consultation: Consultation) -> None:
    """Everyone who answers for an organisation that is asked."""
    text = f"Xin ý kiến đến hết ngày {consultation.due:%d/%m/%Y}: {consultation.title}"
    _tell(_officers(_asked(consultation), *ANSWERS), "open", consultation, text)


def due_moved(consultation: Consultation) -> None:
    text = f"Dời hạn góp ý sang ngày {consultation.due:%d/%m/%Y}: {consultation.title}"
    _tell(_officers(silent_ids(consultation), *ANSWERS), f"move_due:{consultation.due}", consultation, text)


def to_decide(consultation: Consultation, but: Organisation | None) -> None:
    """The focal officers of the other parties, once a day."""
    units = {pk for d in consultation.deciders.all() if but is None or d.organisation_id != but.pk
             for pk in (d.organisation_id, d.focal_id) if pk}  # fmt: skip
    text = f"Có ý kiến cần quyết định: {consultation.title}"
    _tell(_officers(units, Role.FOCAL_OFFICER), f"to_decide:{today()}", consultation, text)


def answered(consultation: Consultation) -> None:
    """Everyone in whose organisation's name a view was given."""
    gave = Opinion.objects.filter(consultation=consultation).values_list("organisation_id", flat=True)
    _tell(_officers(set(gave), *ANSWERS), "close", consultation, f"Ý kiến đã được trả lời: {consultation.title}")


def due_reminders(day: date) -> Iterator[Tidings]:
    """Who answers for an organisation that is asked and silent: shortly before, and on the last day."""
    days = [day + timedelta(days=n) for n in REMIND_BEFORE]
    for c in Consultation.objects.filter(status=Status.OPEN, due__in=days).select_related("thing", "about"):
        left = (c.due - day).days
        text = f"Còn {left} ngày để góp ý: {c.title}" if left else f"Hôm nay là hạn góp ý: {c.title}"
        for user in _officers(silent_ids(c), *ANSWERS):
            yield Tidings(user, f"consultations.due:{c.pk}:{day}", c.thing, text, c.due, c.about)
