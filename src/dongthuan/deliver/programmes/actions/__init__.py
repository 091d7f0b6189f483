"""Everything that may be done with a programme; one verb, one transaction, one record entry."""

from .plan import add_row, drop_row, edit_row, open_plan, set_focus
from .plan_file import bring_file, take_over
from .plan_sign import number_plan, send_plan, sign_plan, take_in_plan_signed_on_paper, withdraw_plan
from .programme import amend, close_gathering, create, drop_amendment, edit_facts, end, start_gathering
from .seed import Piece, add_lesson, carry_over
from .sign import come_into_force, number, send, take_in_signed_on_paper, withdraw
from .word import create_from_word

__all__ = [
    "Piece", "add_lesson", "add_row", "amend", "bring_file", "carry_over", "close_gathering", "come_into_force", "create",
    "create_from_word", "drop_amendment", "drop_row", "edit_facts", "edit_row", "end", "number", "number_plan",
    "open_plan", "send", "send_plan", "set_focus", "sign_plan", "start_gathering", "take_in_plan_signed_on_paper",
    "take_in_signed_on_paper", "take_over", "withdraw", "withdraw_plan",
]  # fmt: skip
