"""Pages of conversations."""

from .public import detail, index, map_, method, mine, propose, vote
from .staff import add, close, desk, import_votes, manage, move_end, open_, refuse, release

__all__ = [
    "add", "close", "desk", "detail", "import_votes", "index", "manage", "map_", "method", "mine", "move_end", "open_",
    "propose", "refuse", "release", "vote",
]  # fmt: skip
