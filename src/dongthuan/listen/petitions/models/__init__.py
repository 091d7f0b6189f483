"""A case, its words and persons, its clocks, its steps."""

from .clock import Clock, ClockChange
from .copy import Copy
from .letter import Letter
from .mine import Mine
from .oversight import Escalation, Opinion, Order
from .petition import Petition
from .protection import Protection
from .result import Result
from .steps import Reading, Step, Withdrawal
from .words import Attachment, Petitioner, Receipt, Statement

__all__ = [
    "Attachment",
    "Clock",
    "ClockChange",
    "Copy",
    "Escalation",
    "Letter",
    "Mine",
    "Opinion",
    "Order",
    "Petition",
    "Petitioner",
    "Protection",
    "Reading",
    "Receipt",
    "Result",
    "Statement",
    "Step",
    "Withdrawal",
]
