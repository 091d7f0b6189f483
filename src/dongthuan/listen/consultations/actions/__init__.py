"""Asking for views, giving one, deciding on it, closing."""

from .answer import answer, withdraw
from .ask import close, move_due, open, start_deciding
from .decide import consent, note_agreements, propose_decision

__all__ = ["answer", "close", "consent", "move_due", "note_agreements", "open", "propose_decision", "start_deciding",
           "withdraw"]  # fmt: skip
