"""What can be done with reports and conferences."""

from .conference import call_conference, edit_conference, invite, mark_present, write_minutes
from .report import (
    compute,
    declare,
    freeze,
    mark_signed,
    open,
    remove_declared,
    take_in,
    unfreeze,
    write,
)

__all__ = [
    "call_conference", "compute", "declare", "edit_conference", "freeze", "invite", "mark_present", "mark_signed", "open",
    "remove_declared", "take_in", "unfreeze", "write", "write_minutes",
]  # fmt: skip
