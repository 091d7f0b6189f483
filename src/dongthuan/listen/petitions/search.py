"""Finding cases by words, with or without marks: whole words in any order; the last one may still be being typed.

The index (migration 0015) holds every word of `folded` and the body that has the case, so that a search within one's own
bodies never reads another's. Sealed cases have no words.
"""

import re
from collections.abc import Iterable

from django.db.models import BooleanField, F, Func, TextField, Value

from dongthuan.lib.vietnamese import fold

PARTS = re.compile(r"""[\s.,;:!?"'()\[\]{}<>“”‘’…–]+""")
MOST, LONGEST, STEM = (
    12,
    60,
    3,
)  # words that are asked for; letters of a word; letters from which a word may be a beginning


def words_of(text: str) -> list[str]:
    """The words as the index holds them."""
    return list(dict.fromkeys(w[:LONGEST] for w in PARTS.split(fold(text)) if w))


def holds(words: Iterable[str], organisations: Iterable[int], *, begins: bool = False) -> Func:
    """A condition: the case is at one of the bodies and holds all the words (`begins`: the last may be a beginning)."""
    wanted = [_quoted(w) for w in words]
    if begins and wanted and len(wanted[-1]) >= STEM + 2:
        wanted[-1] += ":*"
    bodies = " | ".join(_quoted(f"@{pk}") for pk in sorted(organisations))
    query = " & ".join([f"({bodies})", *wanted] if bodies else wanted)
    return Func(
        Func(F("folded"), F("organisation"), function="petitions_words", output_field=TextField()),
        Value(query), template="(%(expressions)s::tsquery)", arg_joiner=" @@ ", output_field=BooleanField(),
    )  # fmt: skip


def _quoted(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
