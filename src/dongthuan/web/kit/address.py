"""From which address a request comes, as our own proxies saw it."""

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The peer; behind N proxies of our own (`DONGTHUAN_PROXIES`), what the outermost of them wrote. What a client claims
    before that is not believed.
    """
    peer = str(request.META.get("REMOTE_ADDR", ""))
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    hops = [h.strip() for h in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if h.strip()]
    return hops[-proxies] if proxies and len(hops) >= proxies else peer
