"""A holiday or a law changed: the open clocks of petitions and the days of open visits are reckoned again, old and new recorded
with the reason."""

from dongthuan.foundation.calendar.kit import Change, on_change
from dongthuan.foundation.jobs.kit import enqueue
from dongthuan.listen.petitions import kit as petitions
from dongthuan.listen.reception import kit as reception


def changed(change: Change) -> None:
    """The work is enqueued in the transaction of the change; nothing late is ever excused by it without a person."""
    enqueue(petitions.reckon_again, reason=change.reason)
    enqueue(reception.reckon_again, reason=change.reason)


def ready() -> None:
    on_change(changed)
