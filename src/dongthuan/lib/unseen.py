"""Characters that nobody sees and that Word, Excel and PDF cannot hold. Pure: no Django."""

# A soft line break as Word pastes it (VT, FF) becomes a line. NUL is left for whoever refuses it with its place.
_UNSEEN = {n: None for n in (*range(1, 0x20), 0xFFFE, 0xFFFF) if n not in (9, 10, 13)} | {0x0B: "\n", 0x0C: "\n"}


def without_unseen(text: str) -> str:
    """The text without control characters other than tab and line break."""
    return text.translate(_UNSEEN)
