"""What may be done with the vault. Each stands in the record of the thing, without content."""

from .dossiers import end_protection, exclude, hand_over, lift_exclusion, open_dossier, protect
from .grants import end_grant, grant
from .looks import answer_no, answer_yes, ask, look
from .redacting import release_redacted
from .sealing import seal

__all__ = [
    "answer_no", "answer_yes", "ask", "end_grant", "end_protection", "exclude", "grant", "hand_over",
    "lift_exclusion", "look", "open_dossier", "protect", "release_redacted", "seal",
]  # fmt: skip
