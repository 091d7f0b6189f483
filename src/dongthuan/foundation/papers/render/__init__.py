"""From a paper's content to PDF (typst) and DOCX. Pure: no Django, no database."""

from .docx import to_docx
from .model import Appendix, Clause, Column, PaperModel, Paragraph, SignatureBlock, Table
from .pdf import Typeset, typeset

__all__ = [
    "Appendix", "Clause", "Column", "PaperModel", "Paragraph", "SignatureBlock", "Table", "Typeset", "to_docx", "typeset",
]  # fmt: skip
