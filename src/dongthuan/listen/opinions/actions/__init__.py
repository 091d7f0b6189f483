"""Posting a draft, speaking on it, bringing opinions in, grouping and correcting, deciding, answering."""

from .answer import approve, approve_all, close, propose
from .collect import bring_paper, bring_sheet, read_rows
from .correct import merge, move, name, undo
from .give import give, withdraw
from .group import ask_to_group, regroup
from .post import extend, post, prepare, prepare_on, start_deciding
from .quote import release_quote, take_quote_back

__all__ = [
    "approve",
    "approve_all",
    "ask_to_group",
    "bring_paper",
    "bring_sheet",
    "close",
    "extend",
    "give",
    "merge",
    "move",
    "name",
    "post",
    "prepare",
    "prepare_on",
    "propose",
    "read_rows",
    "regroup",
    "release_quote",
    "start_deciding",
    "take_quote_back",
    "undo",
    "withdraw",
]  # fmt: skip
