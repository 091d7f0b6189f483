"""What the verbs share: checking what was typed, holding a posting, making an opinion's row."""

import hashlib
from datetime import date
from typing import Any

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from dongthuan.foundation.files import actions as files
from dongthuan.foundation.files.kit import MIMES
from dongthuan.foundation.texts.models import Clause, ClauseVersion
from dongthuan.foundation.things.kit import Refused, clean_text, today
from dongthuan.foundation.vault import kit as vault
from dongthuan.lib.vietnamese import fold

from .. import queries
from ..models import Enclosure, Giver, Opinion, Posting
from ..states import Stance

LONG = 20_000
MAX_PAPER = 10 * 2**20  # bytes of a paper beside an opinion
ENCLOSED = "giay-to-kem-y-kien"
ENDINGS = {MIMES["pdf"]: "pdf", MIMES["docx"]: "docx", "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


def hold(posting: Posting) -> Posting:
    """The posting again, for one hand at a time; opinions keep coming in meanwhile."""
    rows = Posting.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("thing", "organiser", "version__text", "text").get(pk=posting.pk)


def line(text: str, limit: int) -> str:
    return " ".join(clean_text(text).split())[:limit]


def text_key(words: str, wording: str) -> str:
    """Equal for texts that read the same: case, marks and blanks aside."""
    return hashlib.blake2b(" ".join(fold(f"{words}\n{wording}").split()).encode(), digest_size=16).hexdigest()


def person_key(contact: str) -> str:
    """By which one person is told from another: the contact they gave, as a keyed hash. Without one, nothing."""
    plain = "".join(fold(contact).split())
    digits = "".join(c for c in plain if c.isdigit())
    if "@" not in plain and len(digits) >= 9:
        plain = digits[-9:]
    return salted_hmac("dongthuan.opinions.person", plain, algorithm="sha256").hexdigest() if plain else ""


def said(
    posting: Posting, clause: Clause | None, stance: str, words: str, wording: str, *, may_leave_open: bool = False
) -> tuple[str, str]:
    """The words and the own wording as they are kept; an untouched wording of the draft is none."""
    words, wording = clean_text(words).strip(), clean_text(wording).strip()
    if stance not in Stance.values or (stance == Stance.UNSAID and not may_leave_open):
        raise Refused(_("Say whether you agree."), field="stance")
    if clause and not ClauseVersion.objects.filter(version=posting.version_id, clause=clause).exists():
        raise Refused(_("This clause does not stand in the draft."), field="clause")
    if clause and "".join(wording.split()) == "".join(queries.words_of(posting, clause).split()):
        wording = ""
    if stance == Stance.CHANGES and not (words or wording):
        raise Refused(_("Write what should be changed."), field="words")
    for field, text in (("words", words), ("wording", wording)):
        if len(text) > LONG:
            raise Refused(_("%(limit)s characters is the most. Shorten the text.") % {"limit": LONG}, field=field)
    return words, wording


def fresh(posting: Posting, clause: Clause | None, stance: str, words: str, wording: str, **more: Any) -> Opinion:
    """An opinion that is not saved yet."""
    values = {"given_on": today()} | more
    for key in ("behalf", "authority"):
        values[key] = line(str(values.get(key) or ""), 200)
    if clause is not None:
        values["clause"] = clause
    return Opinion(
        posting=posting, stance=stance, words=words, wording=wording, text_key=text_key(words, wording), **values
    )


def giver(opinion: Opinion, name: str, contact: str) -> Giver | None:
    """Who gave it, if they said anything."""
    name, contact = line(name, 120), line(contact, 200)
    return Giver(opinion=opinion, name=name, contact=contact, key=person_key(contact)) if name or contact else None


def enclose(opinion: Opinion, paper: Any) -> Enclosure:
    """Keep the paper under a name of ours: the name it came with may tell who sent it."""
    data = files.read(paper, ENCLOSED, "paper")
    if len(data) > MAX_PAPER:
        limit = MAX_PAPER // 2**20
        raise Refused(_("The paper is larger than %(limit)s MB. Send a smaller one.") % {"limit": limit}, field="paper")
    ending = ENDINGS.get(vault.mime_of(data))
    if ending is None:
        raise Refused(_("Send PDF, Word or a picture."), field="paper")
    try:
        clean, _mime = vault.strip(data, ENCLOSED)
    except Refused as refusal:
        raise Refused(refusal.reason, field="paper") from None
    made = Enclosure.objects.create(opinion=opinion)
    made.file = files.store(
        clean, name=f"{ENCLOSED}.{ending}", thing=made.thing, by=None, accept={"pdf", "docx", "image"}, field="paper"
    )
    made.save(update_fields=["file"])
    return made


def day_of(day: date | None, posting: Posting) -> date:
    """The day something was said on paper: not in the future."""
    if day and day > today():
        raise Refused(_("This day has not come yet."), field="held_on")
    return day or today()
