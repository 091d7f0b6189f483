"""How often one address may try codes and send forms. An office behind one address has room; a guesser has none.

A code has 65 random bits, so that trying is hopeless anyway; the limit keeps the trying itself away. No address is stored:
what is counted is its keyed hash, for minutes.
"""

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

WRONG_CODES = (20, 600)  # tries that found nothing, seconds
SENDINGS = (60, 600)


def _key(request: HttpRequest, what: str) -> str:
    address = request.META.get("REMOTE_ADDR", "")
    return f"petitions:{what}:{salted_hmac('dongthuan.petitions.limits', address).hexdigest()[:32]}"


def spent(request: HttpRequest, what: str, limit: tuple[int, int]) -> bool:
    """Whether this address has used up what it may do for now."""
    return int(cache.get(_key(request, what), 0)) >= limit[0]


def count(request: HttpRequest, what: str, limit: tuple[int, int]) -> None:
    key = _key(request, what)
    if not cache.add(key, 1, limit[1]):
        try:
            cache.incr(key)
        except ValueError:  # it ran out between the two
            cache.add(key, 1, limit[1])
