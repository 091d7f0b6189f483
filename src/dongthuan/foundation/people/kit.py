"""What people lend their neighbours: names for invented people."""

from .names import invent

__all__ = ["invent"]
