"""How often one address may try codes and send forms. An office behind one address has room; a guesser has none.

A code has 65 random bits, so that trying is hopeless anyway; the limit keeps the trying itself away. No address is stored:
what is counted is its keyed hash, for minutes.
"""

from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from .address import address_of


@dataclass(frozen=True)
class Limit:
    """So many of something from one address, within so many seconds."""

    what: str
    most: int
    seconds: int

    def _key(self, request: HttpRequest) -> str:
        return f"limit:{self.what}:{salted_hmac('dongthuan.limits', address_of(request)).hexdigest()[:32]}"

    def spent(self, request: HttpRequest) -> bool:
        """Whether this address has used up what it may do for now."""
        return int(cache.get(self._key(request), 0)) >= self.most

    def count(self, request: HttpRequest) -> None:
        key = self._key(request)
        if not cache.add(key, 1, self.seconds):
            try:
                cache.incr(key)
            except ValueError:  # it ran out between the two
                cache.add(key, 1, self.seconds)
