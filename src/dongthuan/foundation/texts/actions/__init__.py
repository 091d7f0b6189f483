"""What is done to a text. `create_text`, `new_version` and `freeze` are the owner's tools: the owner's own verb has asked
who may. The verbs on one clause, `import_words` and `restart` are for people, and ask."""

from .clauses import add_clause, delete_clause, edit_clause, move_clause
from .versions import create_text, freeze, import_words, new_version, restart

__all__ = [
    "add_clause", "create_text", "delete_clause", "edit_clause", "freeze", "import_words", "move_clause", "new_version",
    "restart",
]  # fmt: skip
