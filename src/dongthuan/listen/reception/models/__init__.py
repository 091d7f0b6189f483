"""Where citizens are received, when, who came, and what became of it."""

from .booking import Booking
from .change import DueChange
from .place import Place
from .session import Commitment, Session
from .visit import PaperTaken, Representative, Visit, Visitor

__all__ = ["Booking", "Commitment", "DueChange", "PaperTaken", "Place", "Representative", "Session", "Visit", "Visitor"]
