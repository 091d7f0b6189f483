"""A posting, the opinions on it, the groups they stand in, the words that were released."""

from .charge import Block, Charge
from .enclosure import Enclosure, Mailed, SenderKey, Sent
from .group import Correction, Group, Moved
from .opinion import Giver, Intake, Opinion
from .posting import Posting
from .quote import Quote
from .referral import Referral

__all__ = [
    "Block", "Charge", "Correction", "Enclosure", "Giver", "Group", "Intake", "Mailed", "Moved", "Opinion", "Posting", "Quote", "Referral",
    "SenderKey",
    "Sent",
]  # fmt: skip
