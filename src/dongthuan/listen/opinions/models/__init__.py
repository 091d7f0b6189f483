"""A posting, the opinions on it, the groups they stand in, the words that were released."""

from .group import Correction, Group, Moved
from .opinion import Giver, Intake, Opinion
from .posting import Posting
from .quote import Quote

__all__ = ["Correction", "Giver", "Group", "Intake", "Moved", "Opinion", "Posting", "Quote"]
