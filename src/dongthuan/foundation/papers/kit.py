"""What papers lends its neighbours: being told of signatures, the words of a paper, blocks, a card to show."""

from .actions.draft import BlockSpec
from .callbacks import keep, on_freeze, on_signed
from .panels import card, show_on, tag
from .plain import plain_paper, system_of
from .render import Appendix, Clause, Column, PaperModel, Paragraph, SignatureBlock, Table, to_docx, typeset
from .rules import KINDS, date_line, number_line

__all__ = [
    "KINDS", "Appendix", "BlockSpec", "Clause", "Column", "PaperModel", "Paragraph", "SignatureBlock", "Table", "card",
    "date_line", "keep", "number_line", "on_freeze", "on_signed", "plain_paper", "show_on", "system_of", "tag", "to_docx", "typeset",
]  # fmt: skip
