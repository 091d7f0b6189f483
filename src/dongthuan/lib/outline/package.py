"""Opening a Word package without trusting it: a .docx is a zip that a stranger made."""

import posixpath
import zipfile
from io import BytesIO

from lxml import etree

from .model import OutlineError

MAX_ENTRIES = 5_000
MAX_PART = 48 * 1024 * 1024
MAX_RATIO = 400
_SMALL = 1024 * 1024
_CHUNK = 1024 * 1024
_MAIN = "/officeDocument"


def tag(element: etree._Element) -> str:
    """The local name: Word writes two namespaces for the same words (transitional and strict)."""
    name = element.tag
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def attribute(element: etree._Element | None, name: str) -> str | None:
    """An attribute by its local name."""
    if element is None:
        return None
    return next((v for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name), None)  # type: ignore[misc]


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first descendant along a path of local names."""
    for name in path:
        if element is None:
            return None
        element = next((c for c in element if tag(c) == name), None)
    return element


class Package:
    """The XML parts of one Word file, each read with a limit."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError) as fault:
            raise OutlineError(
                "%(name)s: the Word file is damaged, its zip directory cannot be read", name=name
            ) from fault
        if len(entries) > MAX_ENTRIES:
            raise OutlineError(
                "%(name)s: refused, it holds %(count)s parts; a Word file has at most %(limit)s",
                name=name, count=len(entries), limit=MAX_ENTRIES,
            )  # fmt: skip
        for entry in entries:
            squeezed = entry.file_size > _SMALL and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)
            if squeezed or (entry.file_size > MAX_PART and entry.filename.endswith((".xml", ".rels"))):
                raise self._bomb(entry.filename)
        self._names = {e.filename for e in entries}

    def _bomb(self, part: str) -> OutlineError:
        return OutlineError(
            "%(name)s: refused, the part %(part)s unpacks to far more than a Word file needs (a zip bomb)",
            name=self.name, part=part,
        )  # fmt: skip

    def main(self) -> str:
        """The name of the main document part."""
        for relation in self._relations("_rels/.rels"):
            if (relation.get("Type") or "").endswith(_MAIN):
                return (relation.get("Target") or "").lstrip("/")
        return "word/document.xml"

    def related(self, part: str, kind: str) -> etree._Element | None:
        """The part that ``part`` points at with a relation of this kind ("/numbering", "/styles")."""
        folder, file = posixpath.split(part)
        for relation in self._relations(posixpath.join(folder, "_rels", f"{file}.rels")):
            if (relation.get("Type") or "").endswith(kind):
                target = relation.get("Target") or ""
                full = (
                    target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                )
                return self.xml(full) if full in self._names else None
        return None

    def _relations(self, part: str) -> list[etree._Element]:
        return [e for e in self.xml(part) if tag(e) == "Relationship"] if part in self._names else []

    def has(self, part: str) -> bool:
        return part in self._names

    def xml(self, part: str) -> etree._Element:
        """One part, parsed without entities, network or DTD."""
        data = self._read(part)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
        )
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as fault:
            line = fault.position[0] if fault.position else 0
            raise OutlineError(
                "%(name)s: the part %(part)s is not well-formed XML (line %(line)s)",
                name=self.name,
                part=part,
                line=line,
            ) from fault
        if root.getroottree().docinfo.doctype:
            raise OutlineError("%(name)s: refused, the part %(part)s declares entities", name=self.name, part=part)
        return root

    def _read(self, part: str) -> bytes:
        chunks, size = [], 0
        try:
            with self._zip.open(part) as stream:
                while chunk := stream.read(_CHUNK):
                    size += len(chunk)
                    if size > MAX_PART:
                        raise self._bomb(part)
                    chunks.append(chunk)
        except (
            zipfile.BadZipFile,
            KeyError,
            OSError,
            EOFError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ) as fault:
            raise OutlineError("%(name)s: the part %(part)s is damaged", name=self.name, part=part) from fault
        except Exception as fault:
            if type(fault).__module__ in ("zlib", "lzma"):
                raise OutlineError("%(name)s: the part %(part)s is damaged", name=self.name, part=part) from fault
            raise
        return b"".join(chunks)
