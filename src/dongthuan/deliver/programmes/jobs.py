"""The day after its last, a programme is no longer in force."""

from dongthuan.foundation.jobs.kit import job
from dongthuan.foundation.things.kit import today

from . import actions
from .models import Programme
from .states import Status


@job("programmes.end_those_that_are_over", daily="00:20")
def end_those_that_are_over() -> None:
    """End every programme in force whose window is over; an amendment on its way is left to people."""
    for programme in Programme.objects.filter(status=Status.IN_FORCE, until__lt=today()):
        actions.end(programme, by=None)
