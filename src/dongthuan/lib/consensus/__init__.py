"""Groups of like-minded voters, and the statements on which the groups agree across their differences.

``votes`` builds the matrix, ``opinion`` finds the groups, ``statements`` says what marks and what joins them. The method and
its limits: docs/explanation/consensus.md.
"""

from .opinion import Groups, find
from .statements import result
from .votes import Votes, from_events

VERSION = "1"

__all__ = ["VERSION", "Groups", "Votes", "find", "from_events", "result"]
