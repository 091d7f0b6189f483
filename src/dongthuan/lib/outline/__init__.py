"""Outline of Vietnamese official documents: chương, mục, điều, khoản, điểm; I., 1., -, a); phần, phụ lục."""

from .files import MAX_BYTES, Document, read_bytes, read_path
from .model import KINDS, Node, OutlineError, join, walk
from .tree import outline
from .wording import label, wording

__all__ = [
    "KINDS",
    "MAX_BYTES",
    "Document",
    "Node",
    "OutlineError",
    "join",
    "label",
    "outline",
    "read_bytes",
    "read_path",
    "walk",
    "wording",
]
