"""From a paper's content to PDF (typst) and DOCX. Pure: no Django, no database."""

from ..formats import Format
from .model import Appendix, Clause, Column, PaperModel, Paragraph, SignatureBlock, Table
from .pdf import Typeset, typeset

__all__ = [
    "Appendix", "Clause", "Column", "PaperModel", "Paragraph", "SignatureBlock", "Table", "Typeset", "to_docx", "typeset",
]  # fmt: skip


def to_docx(model: PaperModel, form: Format | None = None) -> bytes:
    from . import docx  # its library is read in with the first paper that is drawn so, not at every start

    return docx.to_docx(model, form)
