"""How often one address may book or try codes. Codes are not guessed; the limits keep a hall from being booked out."""

from allauth.core.internal import ratelimit
from django.http import HttpRequest

# A village may stand behind one address, so a figure no crowd reaches by hand and a script soon does.
RATES = {"book": "20/h/ip", "code": "30/h/ip"}


def may(request: HttpRequest, action: str) -> bool:
    """Count this request; no when the address has used up its hour."""
    return bool(ratelimit.consume(request, app="reception", action=action, config=RATES))


def too_many(request: HttpRequest):
    return ratelimit.respond_429(request)
