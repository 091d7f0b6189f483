"""Reading a file from disk or from an upload into text: .docx, .txt and .md, whatever its name claims."""

from dataclasses import dataclass, field
from pathlib import Path

from .model import Node, OutlineError
from .tree import outline
from .word import read_word

MAX_BYTES = 64 * 1024 * 1024
SUFFIXES = (".docx", ".txt", ".md")


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a file, and what of the file is not in it (footnotes, comments…), by count."""

    text: str
    markdown: bool = False
    literal: frozenset[int] = frozenset()
    ignored: dict[str, int] = field(default_factory=dict)

    def outline(self) -> list[Node]:
        """The tree of provisions."""
        return outline(self.text, markdown=self.markdown, literal=self.literal)


def read_path(path: str | Path) -> Document:
    """Read a file; raises OutlineError with one sentence that names it."""
    path = Path(path)
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError as fault:
        raise OutlineError("%(name)s: no such file", name=path) from fault
    except IsADirectoryError as fault:
        raise OutlineError("%(name)s: this is a folder, not a file", name=path) from fault
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or fault
        raise OutlineError("%(name)s: cannot be read (%(reason)s)", name=path, reason=reason) from fault
    return read_bytes(data, path.name)


def read_bytes(data: bytes, name: str) -> Document:
    """Read the content of a file called ``name``."""
    suffix = Path(name).suffix.lower()
    if suffix not in SUFFIXES:
        raise OutlineError("%(name)s: only .docx, .txt and .md files can be read", name=name)
    if len(data) > MAX_BYTES:
        raise OutlineError("%(name)s: larger than %(limit)s MB", name=name, limit=MAX_BYTES // 1024 // 1024)
    _refuse_disguise(data, name, word=suffix == ".docx")
    if suffix == ".docx":
        lines = read_word(data, name)
        return Document("\n".join(lines.lines), literal=frozenset(lines.literal), ignored=lines.ignored)
    return Document(_decode(data, name), markdown=suffix == ".md")


def _refuse_disguise(data: bytes, name: str, *, word: bool) -> None:
    if data[:2] == b"MZ" or data[:4] in (b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe"):
        raise OutlineError("%(name)s: this is a program, not a document", name=name)
    if data[:4] == b"%PDF":
        raise OutlineError("%(name)s: this is a PDF; the Word file is needed", name=name)
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise OutlineError(
            "%(name)s: an old .doc or a password-protected file; save it as .docx without a password", name=name
        )
    if word and data[:2] != b"PK":
        raise OutlineError("%(name)s: not a Word file", name=name)
    if not word and data[:4] == b"PK\x03\x04":
        raise OutlineError("%(name)s: a zip or Word file with the wrong name", name=name)


def _decode(data: bytes, name: str) -> str:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise OutlineError(
            "%(name)s: not UTF-8 text (line %(line)s, byte %(byte)s)", name=name, line=line, byte=fault.start + 1
        ) from fault
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise OutlineError("%(name)s: not text, it holds a NUL character in line %(line)s", name=name, line=line)
    return text
