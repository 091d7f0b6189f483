"""What petitions lends the journeys: the job that reckons the open clocks again."""

from .jobs import reckon_again

__all__ = ["reckon_again"]
