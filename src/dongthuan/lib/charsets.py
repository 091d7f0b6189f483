"""Bytes as Vietnamese text, whatever charset they were written in and whatever a letter says it is.

Python knows UTF-8 and windows-1258, which writes tones as marks of their own. TCVN 5712, in which offices wrote for twenty years,
it does not: its upper half stands here.
"""

import codecs
import unicodedata
from functools import cache

from .vietnamese import letters, nfc

# TCVN 5712:1993 from 0x80 on; the tones of 0xB0 to 0xB4 go with the letter before them.
TCVN = (
    "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ"
    "\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ"
    "ẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịò"
    "ỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)
TCVN_LOW = {
    1: "Ú", 2: "Ụ", 4: "Ừ", 5: "Ử", 6: "Ữ", 17: "Ứ", 18: "Ự", 19: "Ỳ", 20: "Ỷ", 21: "Ỹ", 22: "Ý", 23: "Ỵ",
}  # fmt: skip
TCVN_NAMES = ("tcvn", "viet-tcvn")
WEAK = {"ascii", "iso8859-1", "cp1252", "latin_1"}  # what programs say when they do not know


def decode(data: bytes, said: str | None = None) -> str:
    """The bytes as composed text. `said`: the charset the letter names; where it names none, an unknown one or one that
    Vietnamese does not fit into, the charset in which most letters are Vietnamese. What cannot be read becomes U+FFFD."""
    text = _decoded(data, (said or "").strip().lower())
    return text.encode("utf-8", "replace").decode().replace("\0", "")


def _decoded(data: bytes, name: str) -> str:
    if any(tcvn in name for tcvn in TCVN_NAMES):
        return _tcvn(data)
    known = _known(name)
    if known and known not in WEAK:
        try:
            return nfc(data.decode(known))
        except ValueError:
            pass  # it is not what it says
    try:
        return nfc(data.decode())
    except ValueError:
        found = [nfc(data.decode(c, "replace")) for c in ("cp1258", "cp1252")] + [_tcvn(data)]
        best = min(found, key=_strange)
        return best if known in (*WEAK, "") or _strange(best) == 0 else nfc(data.decode(known, "replace"))


def _known(name: str) -> str:
    try:
        found = codecs.lookup(name)
        return found.name if found._is_text_encoding else ""  # type: ignore[attr-defined]
    except (LookupError, ValueError):
        return ""


def _tcvn(data: bytes) -> str:
    return nfc("".join(TCVN[b - 0x80] if b >= 0x80 else TCVN_LOW.get(b, chr(b)) for b in data))


@cache
def _vietnamese() -> frozenset[str]:
    small = {letter for letter, _order, _tone in letters()}
    return frozenset(small | {letter.upper() for letter in small})


def _strange(text: str) -> int:
    """How many signs no Vietnamese text holds."""
    return sum(c > "\x7f" and c not in _vietnamese() and unicodedata.category(c)[0] not in "PZ" for c in text)
