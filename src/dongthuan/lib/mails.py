"""One letter as a mail server hands it on (RFC 5322): whom it is from and to, what the person wrote, which papers came with it.

Nothing of it is believed, and no words are lost: the text is kept whole but for what everyone's mail program adds below it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from html.parser import HTMLParser

from .charsets import decode
from .vietnamese import fold

MAX_BYTES = 25 * 2**20
MAX_PARTS = 200
TO = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To", "Cc", "Resent-To")
NOT_WORDS = {  # parts that programs add: signatures, cards, appointments
    "application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature", "text/vcard", "text/x-vcard",
    "text/calendar",
}  # fmt: skip
ENCRYPTED = {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}
LOGO = 8 * 2**10  # bytes; a picture inside an HTML text below this is decoration


class Unreadable(Exception):
    """Why a letter cannot be read: big, none, parts, encrypted, report."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Paper:
    name: str
    data: bytes
    inside: bool  # a picture within the text, not put beside it


@dataclass(frozen=True)
class Letter:
    id: str  # its Message-ID, empty if it has none that can be trusted to be one
    name: str
    address: str
    to: tuple[str, ...]
    subject: str
    sent: datetime | None
    text: str
    papers: tuple[Paper, ...]
    automatic: bool  # written by a program or to a list: nobody waits for an answer


def read(data: bytes) -> Letter:
    """Read one letter. Raises Unreadable."""
    if len(data) > MAX_BYTES:
        raise Unreadable("big")
    if data.startswith(b"From "):  # as mailboxes and some mail servers put it in front
        data = data.partition(b"\n")[2]
    try:
        found = message_from_bytes(data)
        parts = list(_parts(found))
    except RecursionError:
        raise Unreadable("parts") from None
    name, address = _sender(found)
    if not address or not any(_one(found, name) for name in ("Date", "Message-ID", "Received", "Subject")):
        raise Unreadable("none")
    if found.get_content_type() == "multipart/report":
        raise Unreadable("report")
    message_id = re.fullmatch(r"<[!-;=?-~]{3,250}>", _one(found, "Message-ID"))
    return Letter(
        id=message_id[0] if message_id else "", name=name, address=address,
        to=tuple(a.strip().lower() for to in TO for _name, a in getaddresses(_all(found, to)) if "@" in a),
        subject=unpacked(_one(found, "Subject")), sent=_day(found), text=without_added(_text(found)).strip(),
        papers=tuple(_papers(parts)), automatic=_automatic(found),
    )  # fmt: skip


# --- the head -------------------------------------------------------------------------------------------------------
def _all(found: Message, name: str) -> list[str]:
    """Every header of this name; bytes that stand unpacked in it read as the text they are."""
    values = [str(value) for key, value in found.raw_items() if key.lower() == name.lower()]
    return [v if v.isascii() else decode(v.encode("utf-8", "surrogateescape")) for v in values]


def _one(found: Message, name: str) -> str:
    return next(iter(_all(found, name)), "").strip()


def unpacked(text: str) -> str:
    """A header's words in one line, from whatever they were packed in."""
    try:
        found = decode_header(text) if text.isascii() else [(text, None)]
    except HeaderParseError:
        found = [(text, None)]
    return " ".join("".join(decode(p, charset) if isinstance(p, bytes) else p for p, charset in found).split())


def _sender(found: Message) -> tuple[str, str]:
    for name, address in getaddresses(_all(found, "From") + _all(found, "Sender")):
        if re.fullmatch(r"[^\s@<>,;]{1,64}@[^\s@<>,;]{1,189}", address):
            return unpacked(name), address
    return "", ""


def _day(found: Message) -> datetime | None:
    try:
        return parsedate_to_datetime(_one(found, "Date"))
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _automatic(found: Message) -> bool:
    """Answers of programs, letters to lists: an answer to them would go round for ever (RFC 3834)."""
    said = _one(found, "Auto-Submitted").split(";")[0].strip().lower()
    return (
        said not in ("", "no")
        or "<>" in [p.strip() for p in _all(found, "Return-Path")]
        or _one(found, "Precedence").lower() in {"bulk", "list", "junk", "auto_reply"}
        or any(_one(found, name) for name in ("List-Id", "List-Unsubscribe", "X-Autoreply", "X-Autorespond"))
    )


# --- the parts ------------------------------------------------------------------------------------------------------
def _parts(found: Message) -> Iterator[tuple[Message, bool]]:
    """Every part that holds no other, and whether it belongs to an HTML text. A letter within a letter is one part."""
    waiting, seen = [(found, False)], 0
    while waiting:
        part, inside = waiting.pop(0)
        seen += 1
        if seen > MAX_PARTS:
            raise Unreadable("parts")
        if part.get_content_type() in ENCRYPTED:
            raise Unreadable("encrypted")
        if _holds_parts(part):
            related = inside or part.get_content_type() == "multipart/related"
            waiting[:0] = [(p, related) for p in _held(part)]
        else:
            yield part, inside


def _holds_parts(part: Message) -> bool:
    return part.is_multipart() and part.get_content_maintype() == "multipart"


def _held(part: Message) -> list[Message]:
    return [p for p in part.get_payload() if isinstance(p, Message)]


def _is_text(part: Message) -> bool:
    return part.get_content_type() in ("text/plain", "text/html") and part.get_content_disposition() != "attachment"


def _text(part: Message) -> str:
    """What was written: the parts in their order, of several versions of one the first that says something."""
    if _holds_parts(part):
        texts = [t.strip("\n") for p in _held(part) if (t := _text(p)).strip()]
        return texts[0] if texts and part.get_content_type() == "multipart/alternative" else "\n\n".join(texts)
    if not _is_text(part):
        return ""
    text = decode(_bytes(part), part.get_content_charset()).replace("\r\n", "\n")
    return plain(text) if part.get_content_type() == "text/html" else text


def _bytes(part: Message) -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _papers(parts: list[tuple[Message, bool]]) -> Iterator[Paper]:
    for part, inside in parts:
        if _is_text(part) or part.get_content_type() in NOT_WORDS:
            continue
        data = _bytes(part)
        if not (inside and len(data) < LOGO):
            yield Paper(unpacked(part.get_filename() or "") or part.get_content_type(), data, inside)


# --- HTML -----------------------------------------------------------------------------------------------------------
BLOCKS = frozenset(
    ["address", "article", "blockquote", "center", "dd", "div", "dl", "dt", "fieldset", "form", "h1", "h2", "h3", "h4", "h5", "h6",
     "hr", "li", "ol", "p", "pre", "section", "table", "tr", "ul"]
)  # fmt: skip
UNSEEN = {"script", "style", "title", "template"}


class _Plain(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines, self.unseen = [""], 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unseen += tag in UNSEEN
        if tag == "br" or (tag in BLOCKS and self.lines[-1].strip()):
            self.lines.append("")
        if tag == "li":
            self.lines[-1] += "- "
        elif tag in ("td", "th") and self.lines[-1].strip():
            self.lines[-1] += "  "

    def handle_endtag(self, tag: str) -> None:
        self.unseen = max(self.unseen - (tag in UNSEEN), 0)
        if tag in BLOCKS and self.lines[-1].strip():
            self.lines += ["", ""] if tag == "p" else [""]

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            words = re.sub(r"\s+", " ", data)
            self.lines[-1] += words if self.lines[-1] else words.lstrip()


def plain(html: str) -> str:
    """The words of an HTML text, block by block."""
    reader = _Plain()
    reader.feed(html)
    reader.close()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in reader.lines)).strip()


# --- what programs add below ----------------------------------------------------------------------------------------
WROTE = re.compile(r"(on|vao|luc|ngay|trong) .*(wrote|viet):$")
SIGNATURE = 10  # lines below "-- " that are taken for one


def without_added(text: str) -> str:
    """Without the quoted letter at the very end and the signature below "-- ". Quotes between one's own lines stay, and all does
    if nothing else would be left."""
    lines = text.split("\n")
    end = len(lines)
    while end and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith(">")):
        end -= 1
    quoted, kept = any(line.strip() for line in lines[end:]), lines[:end]
    for n in (1, 2, 3) if quoted else ():  # "Vào ngày … đã viết:", over as many lines as the program broke it into
        if WROTE.match(fold(" ".join(" ".join(kept[-n:]).split()))):
            del kept[-n:]
            break
    marks = [n for n, line in enumerate(kept) if line in ("-- ", "--\u00a0")]
    if marks and len(kept) - marks[-1] <= SIGNATURE:
        del kept[marks[-1] :]
    return "\n".join(kept).strip() or text
