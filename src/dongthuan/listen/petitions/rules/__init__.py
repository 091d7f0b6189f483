"""The law of petitions as rules by their ID: `find`, `deadline`, `all_rules`. Pure; sentences are Vietnamese.

deadline("KN-04", date(2026, 7, 6), calendar, suspended=((date(2026, 7, 16), date(2026, 8, 3)),))
"""

from .clock import NoDayCount, again, deadline, left
from .model import Conflict, NoCount, Rule
from .table import all_rules, find, rows, version

__all__ = [
    "Conflict",
    "NoCount",
    "NoDayCount",
    "Rule",
    "again",
    "all_rules",
    "deadline",
    "find",
    "left",
    "rows",
    "version",
]
