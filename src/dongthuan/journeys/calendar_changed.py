"""A holiday or a law changed: the open clocks of petitions are reckoned again, old and new recorded with the reason."""

from dongthuan.foundation.calendar.kit import Change, on_change
from dongthuan.foundation.jobs.kit import enqueue
from dongthuan.listen.petitions.kit import reckon_again


def changed(change: Change) -> None:
    """The work is enqueued in the transaction of the change; a late case is never excused by it without a person."""
    enqueue(reckon_again, reason=change.reason)


def ready() -> None:
    on_change(changed)
