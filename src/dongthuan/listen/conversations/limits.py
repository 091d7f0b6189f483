"""How often one address may vote, begin anew and propose. A meeting hall behind one address has room; a script has none.

No address is stored: what is counted is its keyed hash, for an hour at most.
"""

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

VOTES = (3000, 600)  # times, seconds
BEGINNINGS = (300, 3600)  # new participants: what keeps one person from voting as hundreds
PROPOSALS = (30, 600)


def _key(request: HttpRequest, what: str) -> str:
    address = request.META.get("REMOTE_ADDR", "")
    return f"conversations:{what}:{salted_hmac('dongthuan.conversations.limits', address).hexdigest()[:32]}"


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
