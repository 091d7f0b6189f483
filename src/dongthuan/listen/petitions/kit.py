"""What petitions lends the journeys: the job that reckons the open clocks again, and the receipt of a form just sent."""

from .jobs import reckon_again
from .views.receipt import remember

__all__ = ["reckon_again", "remember"]
