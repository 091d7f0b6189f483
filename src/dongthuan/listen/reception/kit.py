"""What reception lends the journeys: the job that reckons the days of open visits again."""

from .jobs import reckon_again

__all__ = ["reckon_again"]
