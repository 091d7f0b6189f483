"""Booking a place without an account, and cancelling it by its code."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, lock, today

from .. import codes, queries, states
from ..models import Booking, Session
from ..states import BookingStatus, SessionStatus


@dataclass(frozen=True)
class Citizen:
    """Who has no account. The record keeps no name of theirs."""

    pk: None = None

    def record_name(self) -> str:
        return "người dân"

    def record_post(self) -> str:
        return "không có tài khoản"


CITIZEN = Citizen()


def is_open(session: Session) -> str:
    """Why the session cannot be booked any more; empty while it can."""
    if session.status != SessionStatus.POSTED:
        return _("This session takes no bookings.")
    begins = timezone.localtime()
    if session.day < today() or (
        session.day == today() and today() == begins.date() and session.starts <= begins.time()
    ):
        return _("This session has begun. Come without a booking; you are received in turn.")
    if not queries.seats_left(session):
        return _("All places of this session are booked. Choose another day, or come without a booking.")
    return ""


@transaction.atomic
def book(
    session: Session, *, name: str, telephone: str, people: int = 1, topic: str = "", by: Any = CITIZEN
) -> tuple[Booking, str]:  # fmt: skip
    """Book a place. Answers the booking and its code, which is kept nowhere and shown once."""
    session = lock(session)
    if reason := is_open(session):
        raise Refused(reason)
    code = codes.new_code()
    booking = Booking.objects.create(
        session=session, code_hash=codes.hash_of(code), name=name, telephone=telephone, people=people, topic=topic
    )
    record.append("reception.book", subject=session.thing, by=by, data={"booking": booking.pk, "people": people})
    return booking, code


@transaction.atomic
def cancel_booking(booking: Booking, *, by: Any = CITIZEN) -> Booking:
    """Cancel by whoever holds the code. What was typed is erased: it serves nothing any more."""
    booking = lock(booking)
    states.check_booking(booking.status, BookingStatus.CANCELLED)
    booking.status, booking.name, booking.telephone, booking.topic = BookingStatus.CANCELLED, "–", "", ""
    booking.save(update_fields=["status", "name", "telephone", "topic"])
    record.append("reception.cancel_booking", subject=booking.session.thing, by=by, data={"booking": booking.pk})
    return booking


def forget_bookings(*, by: User | None = None) -> int:
    """Erase what people typed to book a place, so many days after their session (the job's, every night); the rows stay for
    the counts. Answers how many were erased. Run again, nothing is erased twice.

    No law names the days; personal data is kept no longer than its purpose asks: `BOOKINGS_KEPT_DAYS`, a default of ours.
    """
    first = today() - timedelta(days=settings.BOOKINGS_KEPT_DAYS)
    rows = Booking.objects.filter(session__day__lt=first, forgotten_on=None)
    sessions = Session.objects.filter(pk__in=rows.values("session")).order_by("pk")
    return sum(_forget("reception.forget_bookings", session, by) for session in sessions)


@transaction.atomic
def _forget(verb: str, session: Session, by: User | None) -> int:
    session = lock(session)
    rows = Booking.objects.filter(session=session, forgotten_on=None)
    erased = rows.update(name="–", telephone="", topic="", forgotten_on=today())
    if erased:
        record.append(verb, subject=session.thing, by=by, data={"bookings": erased})
    return erased
