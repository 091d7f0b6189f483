"""A posting, the opinions on it, the groups they stand in."""

from .group import Correction, Group, Moved
from .opinion import Giver, Intake, Opinion
from .posting import Posting

__all__ = ["Correction", "Giver", "Group", "Intake", "Moved", "Opinion", "Posting"]
