"""Everything that may be done with a task; one verb, one transaction, one record entry."""

from .due import answer_extension, ask_extension, move_due
from .issue import issue
from .obstacles import add_obstacle, escalate_obstacle, resolve_obstacle
from .report import Proof, accept, accept_many, report_progress, send_back, start
from .stop import ask_stop, consent_stop
from .transfer import hand_over, reassign, return_to_issuer, take_over_issuing, wind_up

__all__ = [
    "Proof", "accept", "accept_many", "add_obstacle", "answer_extension", "ask_extension", "ask_stop", "consent_stop",
    "escalate_obstacle", "hand_over", "issue", "move_due", "reassign", "report_progress", "resolve_obstacle",
    "return_to_issuer", "send_back", "start", "take_over_issuing", "wind_up",
]  # fmt: skip
