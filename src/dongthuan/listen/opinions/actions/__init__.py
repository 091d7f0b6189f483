"""Posting a draft, speaking on it, bringing opinions in, grouping and correcting, deciding, answering."""

from .answer import approve, approve_all, close, mail_answers, propose, propose_many
from .charge import change_block, charge, retire_block, write_block
from .collect import bring_paper, bring_sheet, read_rows
from .correct import merge, move, name, undo
from .give import give, withdraw
from .group import ask_to_group, join_known, regroup
from .keys import give_for, issue_key, revoke_key
from .mail import take_mail
from .post import extend, post, prepare, prepare_on, start_deciding
from .quote import release_quote, take_quote_back
from .refer import answer_referral, refer, take_referral_back

__all__ = [
    "answer_referral",
    "approve",
    "approve_all",
    "ask_to_group",
    "bring_paper",
    "bring_sheet",
    "change_block",
    "charge",
    "close",
    "extend",
    "give",
    "give_for",
    "issue_key",
    "join_known",
    "mail_answers",
    "merge",
    "move",
    "name",
    "post",
    "prepare",
    "prepare_on",
    "propose",
    "propose_many",
    "read_rows",
    "refer",
    "regroup",
    "release_quote",
    "retire_block",
    "revoke_key",
    "start_deciding",
    "take_mail",
    "take_quote_back",
    "take_referral_back",
    "undo",
    "withdraw",
    "write_block",
]  # fmt: skip
