"""Word, Excel and PowerPoint: their properties, the names beside comments and changes, traces of the machine. Pure."""

import io
import re
import zipfile

from lxml import etree

from . import pictures
from .trouble import Unclean

MIMES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
MAINS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
MAX_UNPACKED = 300 * 2**20
NOBODY = "-"
EMPTY = {
    "docProps/core.xml": '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
}
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# Attributes that name a person, a time of editing or a session, wherever they stand.
NAMES = {
    "author",
    "initials",
    "lastModifiedBy",
    "userName",
    "userId",
    "displayName",
    "providerId",
    "lastEdited",
    "email",
}
TIMES = {"date", "dateUtc", "dT", "dt", "created", "modified"}
PEOPLE = re.compile(r"(comment|people|person|author|user)", re.IGNORECASE)  # parts that list who edited
TRACKED = {"ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange",
           "trPrChange", "tcPrChange", "numberingChange", "cellIns", "cellDel", "cellMerge", "comment", "moveFromRangeStart",
           "moveToRangeStart", "tblPrExChange"}  # fmt: skip
GONE = {"absPath", "rsids", "docVars", "fileSharing", "attachedTemplate"}


def kind(data: bytes) -> str | None:
    if not data.startswith(b"PK\x03\x04"):
        return None
    try:
        names = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    return next((found for main, found in MAINS.items() if main in names), None)


def clean(data: bytes, depth: int = 0) -> bytes:
    """The same document written anew: fixed times in the archive, empty properties, nobody's name."""
    out, total = io.BytesIO(), 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for entry in old.infolist():
                with old.open(entry) as opened:
                    content = opened.read(MAX_UNPACKED - total + 1)
                total += len(content)
                if total > MAX_UNPACKED:
                    raise Unclean
                if not dropped(entry.filename):
                    new.writestr(
                        zipfile.ZipInfo(entry.filename), part(entry.filename, content, depth), zipfile.ZIP_DEFLATED
                    )
    except Unclean:
        raise
    except Exception as error:  # whatever the unpacker or the parser says of a damaged file
        raise Unclean from error
    return out.getvalue()


def dropped(name: str) -> bool:
    """Parts that a document does without: its thumbnail, printers' settings."""
    return name.startswith("docProps/thumbnail") or "printerSettings" in name.rpartition("/")[2]


def part(name: str, content: bytes, depth: int) -> bytes:
    if name in EMPTY:
        return (HEAD + EMPTY[name]).encode()
    if name.endswith((".xml", ".rels", ".vml")):
        return xml(name, content)
    if content.startswith(b"\xff\xd8\xff"):
        return pictures.jpeg(content)
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return pictures.png(content)
    if kind(content):
        if depth > 3:
            raise Unclean
        return clean(content, depth + 1)
    return content


def xml(name: str, content: bytes) -> bytes:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    root = etree.fromstring(content, parser)
    lists_people = bool(PEOPLE.search(name.rpartition("/")[2]))
    for node in list(root.iter()):
        if not isinstance(node.tag, str):
            continue
        tag, above = etree.QName(node).localname, node.getparent()
        if above is not None and told_away(tag, node):
            above.remove(node)
            continue
        if tag == "author" and not len(node):  # Excel lists the names of who commented as text
            node.text = NOBODY
        for attribute in list(node.attrib):
            short = etree.QName(attribute).localname
            if short in NAMES or (lists_people and short == "name" and tag in {"person", "cmAuthor"}):
                node.set(attribute, NOBODY)
            elif short.startswith("rsid") or (short in TIMES and (lists_people or tag in TRACKED)):
                del node.attrib[attribute]
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def told_away(tag: str, node: etree._Element) -> bool:
    """Elements that tell of the machine, and links to what is dropped or lies on it."""
    if tag == "Relationship":
        return node.get("Type", "").rpartition("/")[2] in {"thumbnail", "printerSettings", "attachedTemplate"}
    return tag in GONE or (tag == "Override" and dropped(node.get("PartName", "")[1:]))
