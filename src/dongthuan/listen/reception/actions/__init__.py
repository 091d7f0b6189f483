"""Publishing where and when people are received, holding a session, receiving a person, concluding, following up."""

from .bookings import book, cancel_booking, forget_bookings
from .calendar import excuse, reckon_again
from .conclusion import close, conclude, report_commitment, send_conclusion
from .places import change_place, open_place
from .schedule import change_session, plan, post_schedule, postpone
from .sessions import call_unscheduled, hold, note_online, open_regular
from .visits import (
    answer,
    arrive,
    give_receipt,
    hand_over,
    identify,
    issue_notice,
    look,
    receive,
    record_visit,
    refuse,
)

__all__ = [
    "answer", "arrive", "book", "call_unscheduled", "cancel_booking", "change_place", "change_session", "close", "conclude",
    "excuse", "forget_bookings",
    "give_receipt", "hand_over", "hold", "identify", "issue_notice", "look", "note_online", "open_place", "open_regular",
    "plan", "post_schedule", "postpone", "receive", "reckon_again", "record_visit", "refuse", "report_commitment", "send_conclusion",
]  # fmt: skip
