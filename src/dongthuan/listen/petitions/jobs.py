"""Thin jobs, safe to run twice."""

from dongthuan.foundation.jobs.kit import job

from . import actions


@job("petitions.reckon_again")
def reckon_again(reason: str) -> None:
    """Reckon all open clocks again; what was reckoned already is not moved twice."""
    actions.reckon_again(reason=reason, by=None)


@job("petitions.escalate", daily="05:30")
def escalate() -> None:
    """Limits that ran out go up to the superior; what went up already does not go twice."""
    actions.escalate(by=None)


@job("petitions.pass_on", daily="00:40")
def pass_on() -> None:
    """What a merged body still had passes to its successor; what passed already does not pass twice."""
    actions.pass_on()
