"""PDF: its information, its metadata anywhere in it, names beside notes, earlier versions, and what its pictures say. Pure."""

import io
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from . import pictures
from .trouble import Unclean

TOLD = ("/Metadata", "/PieceInfo", "/LastModified", "/SpiderInfo")
NOTES = ("/T", "/M", "/CreationDate", "/NM", "/RC")


def clean(data: bytes) -> bytes:
    """Written anew from what its pages use; earlier versions kept by incremental saves are left behind."""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise Unclean
        writer = PdfWriter()
        writer.clone_document_from_reader(reader)
        for held in writer._objects:
            if isinstance(held, DictionaryObject):
                tidy(held)
        writer._root_object.pop("/Metadata", None)
        embedded = writer._root_object.get("/Names")
        if embedded is not None:
            embedded.get_object().pop("/EmbeddedFiles", None)  # files within the file keep their own authors: not taken
        writer.metadata = None
        sweep(writer)
        writer._ID = None
        out = io.BytesIO()
        writer.write(out)
        return out.getvalue()
    except Unclean:
        raise
    except Exception as error:  # whatever a damaged file makes the library say
        raise Unclean from error


def sweep(writer: PdfWriter) -> None:
    """Leave behind what no page leads to any more: files within the file, earlier versions, what was unhooked here."""
    seen: set[int] = set()
    waiting: list[Any] = [writer._root_object]
    while waiting:
        here = waiting.pop()
        if isinstance(here, IndirectObject):
            if here.idnum not in seen:
                seen.add(here.idnum)
                waiting.append(here.get_object())
        elif isinstance(here, DictionaryObject):
            waiting += [here.raw_get(name) for name in here]
        elif isinstance(here, ArrayObject):
            waiting += list(here)
    for number, held in enumerate(writer._objects, 1):
        if number not in seen and held is not writer._root_object:
            writer._objects[number - 1] = None


def tidy(held: DictionaryObject) -> None:
    for name in TOLD:
        held.pop(name, None)
    if held.get("/Type") == "/Annot" or ("/Subtype" in held and "/Rect" in held):
        for name in NOTES if held.get("/Subtype") != "/Widget" else ("/M",):
            held.pop(name, None)
    if (
        isinstance(held, StreamObject)
        and held.get("/Subtype") == "/Image"
        and only_filter(held.get("/Filter")) == "/DCTDecode"
    ):
        held._data = pictures.jpeg(held._data)


def only_filter(found: Any) -> str | None:
    if isinstance(found, IndirectObject):
        found = found.get_object()
    if isinstance(found, ArrayObject):
        return str(found[0]) if len(found) == 1 else None
    return str(found) if found is not None else None
