"""How often one address may ask, and one key may send. An office behind one address has room; a flood has none.

What only reads is counted in the memory of the process, because reading writes nothing; what is sent is counted in the
shared cache. No address is stored: what is counted is its keyed hash, for a minute.
"""

from django.core.cache import BaseCache, cache
from django.core.cache.backends.locmem import LocMemCache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from dongthuan.web.kit import address_of

READS = (600, 60)  # answers, seconds: per address and process
WRONG_KEYS = (20, 600)
memory = LocMemCache("service_requests.limits", {"OPTIONS": {"MAX_ENTRIES": 20_000}})


def address(request: HttpRequest) -> str:
    return salted_hmac("dongthuan.service_requests.limits", address_of(request)).hexdigest()[:32]


def spent(what: str, limit: tuple[int, int], store: BaseCache = cache) -> bool:
    """Whether this has used up what it may do for now."""
    return int(store.get(f"service_requests:{what}", 0)) >= limit[0]


def count(what: str, limit: tuple[int, int], store: BaseCache = cache) -> None:
    key = f"service_requests:{what}"
    if not store.add(key, 1, limit[1]):
        try:
            store.incr(key)
        except ValueError:  # it ran out between the two
            store.add(key, 1, limit[1])
