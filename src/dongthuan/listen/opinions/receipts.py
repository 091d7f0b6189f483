"""The receipt with its code: shown to the browser that sent the form, for a quarter of an hour, and never stored."""

import uuid

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from . import codes
from .models import Opinion

SENT, OPENED = "dt-said", "dt-opinion"  # cookies: the key of the form just sent; the opinion a code was typed for
MINUTES = 15
SALT, PATH = "dongthuan.opinions", "/opinions/"


def keep(response: HttpResponse, name: str, value: str) -> HttpResponse:
    response.set_signed_cookie(
        name, value, salt=SALT, max_age=MINUTES * 60, path=PATH, httponly=True, secure=settings.SESSION_COOKIE_SECURE,
        samesite="Strict",
    )  # fmt: skip
    return response


def kept(request: HttpRequest, name: str) -> str:
    try:
        return request.get_signed_cookie(name, "", salt=SALT, max_age=MINUTES * 60) or ""
    except signing.BadSignature:
        return ""


def clear(response: HttpResponse) -> HttpResponse:
    for name in (SENT, OPENED):
        response.delete_cookie(name, path=PATH, samesite="Strict")
    return response


def sent(request: HttpRequest) -> tuple[Opinion, str] | None:
    """The opinion of the form this browser has just sent, and its code."""
    if not (key := kept(request, SENT)):
        return None
    sending = uuid.UUID(key)
    rows = Opinion.objects.select_related("posting__organiser", "clause")
    found = rows.filter(sending=codes.hash_sending(sending)).first()
    return (found, codes.code_for(sending)) if found else None
