"""The verbs of a paper, from its draft to its last signature."""

from .draft import BlockSpec, draft_paper, freeze, number, redraft, void
from .sign import sign_with_installation_key, take_in_paper_signed, upload_signed

__all__ = [
    "BlockSpec", "draft_paper", "freeze", "number", "redraft", "sign_with_installation_key", "take_in_paper_signed",
    "upload_signed", "void",
]  # fmt: skip
