"""What is done with a case: one verb is one function, one transaction, one record entry of the same name."""

from .accept import accept, assign, inspect, not_accept, not_handle
from .again import complain_again, denounce_again
from .calendar import excuse, reckon_again
from .copies import note_copy
from .end import (
    act_on,
    archive,
    close,
    conclude,
    decide,
    enforce,
    finish_enforcing,
    follow,
    inform,
    publish,
    send,
    take_effect,
    write_conclusion,
)
from .intake import (
    ask_to_complete,
    classify,
    complete,
    file_away,
    guide,
    join,
    refuse,
    register,
    send_back,
    split,
    take_up,
    transfer,
)
from .letters import draft_letter, hand_out
from .mine import keep
from .opinions import ask_opinion, give_opinion, withdraw_opinion
from .oversight import escalate, give_order, report_order, return_order, settle_order
from .protection import (
    apply_protection,
    change_protection,
    decide_protection,
    end_protection,
    refuse_protection,
    request_protection,
)
from .receive import Received, receive
from .reflect import answer, assess, not_receive, pool, promise, take_from_pool
from .result import note_result
from .sender import add_papers, say_solved
from .succession import pass_on
from .withdraw import announce_withdrawal, effect_withdrawal, lapse_withdrawal
from .work import extend, give_reading, hold_dialogue, notify, resume, suspend, terminate, verify

__all__ = [
    "Received",
    "accept",
    "act_on",
    "add_papers",
    "announce_withdrawal",
    "answer",
    "apply_protection",
    "archive",
    "ask_opinion",
    "ask_to_complete",
    "assess",
    "assign",
    "change_protection",
    "classify",
    "close",
    "complain_again",
    "complete",
    "conclude",
    "decide",
    "decide_protection",
    "denounce_again",
    "draft_letter",
    "effect_withdrawal",
    "end_protection",
    "enforce",
    "escalate",
    "excuse",
    "extend",
    "file_away",
    "finish_enforcing",
    "follow",
    "give_opinion",
    "give_order",
    "give_reading",
    "guide",
    "hand_out",
    "hold_dialogue",
    "inform",
    "inspect",
    "join",
    "keep",
    "lapse_withdrawal",
    "not_accept",
    "not_handle",
    "not_receive",
    "note_copy",
    "note_result",
    "notify",
    "pass_on",
    "pool",
    "promise",
    "publish",
    "receive",
    "reckon_again",
    "refuse",
    "refuse_protection",
    "register",
    "report_order",
    "request_protection",
    "resume",
    "return_order",
    "say_solved",
    "send",
    "send_back",
    "settle_order",
    "split",
    "suspend",
    "take_effect",
    "take_from_pool",
    "take_up",
    "terminate",
    "transfer",
    "verify",
    "withdraw_opinion",
    "write_conclusion",
]  # fmt: skip
