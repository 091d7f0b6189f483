"""Finding cases by words, with or without marks: whole words in any order; the last one may still be being typed.

The index (migration 0019) holds every word of `folded` together with the body that has the case, so that a search within
one's own bodies never reads another's. Sealed cases have no words.
"""

import re
from collections.abc import Iterable

from django.db.models import BooleanField, F, Func, TextField, Value

from dongthuan.lib.vietnamese import fold

PARTS = re.compile(r"""[\s\x00.,;:!?"'()\[\]{}<>“”‘’…–]+""")
BETWEEN = r"""[ .,;:!?"'()\[\]{}<>“”‘’…–\t\n\r]"""  # what parts words in the index, for PostgreSQL
MOST, LONGEST = 12, 60  # words that are asked for; letters of a word
STEM = 3  # letters from which a word may be a beginning


def words_of(text: str) -> list[str]:
    """The words as the index holds them."""
    return list(dict.fromkeys(w[:LONGEST] for w in PARTS.split(fold(text)) if w))


def holds(words: Iterable[str], organisations: Iterable[int], *, begins: bool = False) -> Func:
    """A condition: the case is at one of the bodies and holds all the words (`begins`: the last may be a beginning)."""
    wanted = list(words)
    last = ":*" if begins and len(wanted[-1]) >= STEM else ""
    each = ([_quoted(f"{pk}:{word}") for word in wanted] for pk in sorted(organisations))
    return Func(
        Func(F("folded"), F("organisation"), function="petitions_body_words", output_field=TextField()),
        Value(" | ".join(f"({' & '.join(keys)}{last})" for keys in each)),
        template="(%(expressions)s::tsquery)", arg_joiner=" @@ ", output_field=BooleanField(),
    )  # fmt: skip


def walking(words: Iterable[str], *, begins: bool = False) -> tuple[str, list[str]]:
    """The same of a row's `folded` at hand, without the index, as SQL and its values. The letters are looked for first: that
    is cheap and mostly no; then the word between spaces, which is mostly yes; an expression costs ten times as much as either,
    and to make the row's words anew ten times as much again."""
    wanted = list(words)
    between: list[str] = []
    for number, word in enumerate(wanted, 1):
        open_end = len(word) == LONGEST or (begins and number == len(wanted) and len(word) >= STEM)
        letters = re.sub(r"(\W)", r"\\\1", word)
        between += [
            f" {word}" + ("" if open_end else " "),
            f"(^|{BETWEEN}){letters}" + ("" if open_end else f"({BETWEEN}|$)"),
        ]
    letter, whole = "strpos(folded, %s) > 0", "(strpos(folded, %s) > 0 OR folded ~ %s)"
    return " AND ".join([letter] * len(wanted) + [whole] * len(wanted)), [*wanted, *between]


def _quoted(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
