"""Checking by code how a Word or PDF paper looks, against the dated table in formats.py. Pure: no Django."""

from .check import Finding, check
from .docx import docx_facts
from .facts import Facts, Line, Unreadable
from .pdf import pdf_facts

__all__ = ["Facts", "Finding", "Line", "Unreadable", "check", "check_file", "docx_facts", "pdf_facts"]


def check_file(data: bytes, system: str) -> list[Finding]:
    """The findings of a DOCX or PDF file; Unreadable if it is neither."""
    from ..formats import format_for

    facts = pdf_facts(data) if data.startswith(b"%PDF-") else docx_facts(data)
    return check(facts, format_for(system))
