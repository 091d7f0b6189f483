"""Opinions by e-mail: which call a letter is for, which clause it names, whether it says that its writer agrees.

Only what is said clearly counts: in doubt the opinion is on the whole draft, and its stance is left open.
"""

import re
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from dongthuan.foundation.things.kit import Refused
from dongthuan.lib import mails, sheets

from . import queries
from .models import Posting
from .sheet import SAID, Places
from .states import Stance

CODE = re.compile(r"\[\s*yk[\s-]*([0-9]{1,18})\s*\]", re.I)
TAG = re.compile(r"yk-?([0-9]{1,18})", re.I)
OF_ANOTHER = r"(?!\s*(?:cua )?(?:bo luat|luat|nghi dinh|thong tu|hien phap|phap lenh|nghi quyet|quyet dinh|chi thi))"
REFERENCES = (
    re.compile(r"(?:diem (?P<diem>[a-ce-z])[\s,]+)?(?:khoan (?P<khoan>\d+)[\s,]+)?dieu (?P<dieu>\d+[a-z]?)\b" + OF_ANOTHER),
    re.compile(r"dieu (?P<dieu>\d+[a-z]?)\b[\s,]+khoan (?P<khoan>\d+)\b(?:[\s,]+diem (?P<diem>[a-ce-z])\b)?" + OF_ANOTHER),
    re.compile(r"(?P<muc>muc (?:[ivx]+|\d+)(?:\.\d+)*)\b" + OF_ANOTHER),
)  # fmt: skip
SEVERAL = re.compile(r"(?:dieu|khoan) \d+\w?\s*(?:,|va|den|hoac|-)\s*(?:dieu |khoan )?\d")
FIRST_LINE = 200  # characters; a longer one is a paragraph and no heading


@dataclass(frozen=True)
class About:
    """What a letter says of itself: the clause (nothing: the whole), the stance, the words that are the opinion."""

    clause: int | None
    stance: str
    words: str


# --- where to write -------------------------------------------------------------------------------------------------
def code_of(posting: Posting) -> str:
    """What stands in brackets in the subject of a letter on this call."""
    return f"YK{posting.pk}"


def address_of(posting: Posting) -> str:
    """The call's own address; empty where the installation receives no mail."""
    local, _at, domain = settings.OPINIONS_MAIL.partition("@")
    return f"{local}+{code_of(posting).lower()}@{domain}" if domain else ""


def is_ours(address: str) -> bool:
    """Whether letters from this address are our own."""
    return _plain(address) in {_plain(settings.OPINIONS_MAIL), _plain(settings.DEFAULT_FROM_EMAIL)}


def _plain(address: str) -> str:
    local, _at, domain = address.strip().lower().partition("@")
    return f"{local.partition('+')[0]}@{domain}"


# --- which call -----------------------------------------------------------------------------------------------------
def posting_of(letter: mails.Letter, envelope: str = "") -> Posting:
    """The call a letter is for: by the address the mail server names (`envelope`), else by an address of ours in its head, else
    by the code in its subject. Refused if there is none, or more than one."""
    ours = [a for a in letter.to if settings.OPINIONS_MAIL and _plain(a) == settings.OPINIONS_MAIL]
    for numbers in (_tags([envelope]), _tags(ours), set(map(int, CODE.findall(letter.subject)))):
        if len(numbers) > 1:
            raise Refused(_("The letter names several drafts. Send one letter for each."))
        if numbers:
            posting = queries.posted().filter(pk=numbers.pop()).first()
            if posting is None:
                raise Refused(_("There is no draft of this number that can be spoken about."))
            return posting
    raise Refused(_("The letter does not say which draft it is about. Write its code, like [YK12], in the subject."))


def _tags(addresses: list[str]) -> set[int]:
    tags = (TAG.fullmatch(a.partition("@")[0].partition("+")[2]) for a in addresses)
    return {int(tag[1]) for tag in tags if tag}


# --- what it says ---------------------------------------------------------------------------------------------------
def subject_of(letter: mails.Letter) -> str:
    """The subject without the code and what mail programs put before it."""
    text = CODE.sub(" ", letter.subject)
    while (shorter := re.sub(r"^\s*(?:re|fwd?|tl|tr|trả lời|chuyển tiếp)\s*:\s*", "", text, flags=re.I)) != text:
        text = shorter
    return " ".join(text.split())


def about(letter: mails.Letter, posting: Posting) -> About:
    """The words are kept whole; a letter without a text is heard by its subject."""
    subject, text = subject_of(letter), letter.text.strip()
    words = text or subject
    if not words:
        raise Refused(_("The letter has no text."))
    first = text.partition("\n")[0].strip()
    lines = [subject, first if len(first) <= FIRST_LINE else ""]
    places = Places([p for _n, p in queries.places(posting).values()])
    clause = next((c for line in lines if (c := clause_in(line, places)) is not None), None)
    stance = next((s for line in reversed(lines) if (s := stance_in(line))), Stance.UNSAID)
    alone = stance in (Stance.AGREE, Stance.DISAGREE) and stance_in(words) == stance
    return About(clause, stance, "" if alone else words)


def clause_in(line: str, places: Places) -> int | None:
    """The one clause of the draft that a line names; nothing if it names none or several, or another text's."""
    plain = sheets.fold(line)
    if SEVERAL.search(plain) or max(len(re.findall(rf"\b{word} \d", plain)) for word in ("dieu", "khoan")) > 1:
        return None
    for pattern in reversed(REFERENCES[:2]):
        if found := pattern.search(plain):
            parts = [f"{name} {found[name]}" for name in ("diem", "khoan", "dieu") if found[name]]
            return places.find(" ".join(parts))
    found = REFERENCES[2].search(plain)
    return places.find(found["muc"]) if found else None


def stance_in(line: str) -> str:
    """The stance of a line that says nothing else, but for the clause and a heading before it."""
    plain = sheets.fold(line)
    for pattern in reversed(REFERENCES):
        plain = pattern.sub(" ", plain)
    plain = re.sub(r"\b(?:y kien chung|y kien|gop y|ve|voi|du thao|toi|xin|kinh gui|la)\b|[.:;!]", " ", plain)
    return SAID.get(" ".join(plain.split()).strip(" ,-"), "")
