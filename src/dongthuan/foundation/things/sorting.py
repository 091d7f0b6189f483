"""Sorting as Vietnamese readers expect, in the database: no server we run on knows Vietnamese collation.

The embedded PostgreSQL has no ICU and a real one need not have it, so the key is built by `translate`, which every
server has: the letters' places in the alphabet first (a ă â b … d đ …), then the tones, as `lib.vietnamese.sort_key`.
"""

from functools import cache

from django.db.models import CharField, F, Func, Value
from django.db.models.functions import Concat

from dongthuan.lib import vietnamese


@cache
def _maps() -> tuple[str, str, str]:
    """(every letter small and capital, their places in the alphabet, their tones), position by position."""
    rows = [(c, place, tone) for small, place, tone in vietnamese.letters() for c in (small, small.upper())]
    whole, places, tones = ("".join(column) for column in zip(*rows, strict=True))
    return whole, places, tones


def _translated(expression: F | Func, target: int) -> Func:
    maps = _maps()
    composed = Func(expression, function="normalize", template="%(function)s(%(expressions)s, NFC)")
    return Func(
        composed, Value(maps[0]), Value(maps[target]), function="translate", output_field=CharField(db_collation="C")
    )


def by_name(field: str) -> Func:
    """For `order_by`: the text in a Vietnamese dictionary's order, whatever the server's locale."""
    text = F(field)
    key = Concat(_translated(text, 1), Value("\x01"), _translated(text, 2), output_field=CharField())
    return Func(key, template='%(expressions)s COLLATE "C"', output_field=CharField())


def by_given_name(field: str) -> Func:
    """For `order_by` of persons: by the last word, the given name; put `by_name(field)` after it."""
    given = Func(F(field), Value(r"\S+$"), function="substring", output_field=CharField())
    key = Concat(_translated(given, 1), Value("\x01"), _translated(given, 2), output_field=CharField())
    return Func(key, template='%(expressions)s COLLATE "C"', output_field=CharField())
