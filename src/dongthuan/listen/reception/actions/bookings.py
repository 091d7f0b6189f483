"""Booking a place without an account, and cancelling it by its code."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

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
