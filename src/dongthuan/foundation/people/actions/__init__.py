"""What may be done to accounts, assignments and delegations."""

from .accounts import create_account, deactivate, enrol_citizen, invite, reactivate, set_language, set_password
from .assignments import assign, delegate, end_assignment, revoke
from .keys import add_key, change_password, drop_key
from .recovery import confirm_recovery, request_recovery, withdraw_recovery

__all__ = [
    "add_key",
    "assign",
    "change_password",
    "confirm_recovery",
    "create_account",
    "deactivate",
    "delegate",
    "drop_key",
    "end_assignment",
    "enrol_citizen",
    "invite",
    "reactivate",
    "request_recovery",
    "revoke",
    "set_language",
    "set_password",
    "withdraw_recovery",
]
