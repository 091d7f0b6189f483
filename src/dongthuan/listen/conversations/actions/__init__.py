"""The verbs of conversations."""

from .hold import add_statement, close, move_end, open
from .mapping import compute
from .statements import propose, refuse, release
from .voting import import_votes, vote

__all__ = [
    "add_statement", "close", "compute", "import_votes", "move_end", "open", "propose", "refuse", "release", "vote",
]  # fmt: skip
