"""Checking by code how a Word or PDF paper looks, against the dated table in formats.py. Pure: no Django."""

from .check import Finding, check
from .facts import Facts, Line, Unreadable

__all__ = ["Facts", "Finding", "Line", "Unreadable", "check", "check_file", "docx_facts", "pdf_facts"]


def docx_facts(data: bytes) -> Facts:
    from . import docx  # what reads a file is read in with the first one, not at every start

    return docx.docx_facts(data)


def pdf_facts(data: bytes) -> Facts:
    from . import pdf

    return pdf.pdf_facts(data)


def check_file(data: bytes, system: str) -> list[Finding]:
    """The findings of a DOCX or PDF file; Unreadable if it is neither."""
    from ..formats import format_for

    facts = pdf_facts(data) if data.startswith(b"%PDF-") else docx_facts(data)
    return check(facts, format_for(system))
