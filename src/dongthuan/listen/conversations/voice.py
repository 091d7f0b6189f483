"""Who takes part: a random number in a signed cookie, for one conversation only, so that nothing joins two of them.

What the database keeps is its hash under the installation's secret: neither its reader nor a thief of its copy can say
which browser voted what.
"""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import salted_hmac

from .models import Conversation

COOKIE, SALT = "dt-voice", "dongthuan.conversations.voice"
DAYS = 180


def secret_of(request: HttpRequest) -> str:
    """The random number this browser holds for the conversation of the address; empty if it has none yet."""
    try:
        return request.get_signed_cookie(COOKIE, "", salt=SALT, max_age=DAYS * 86_400) or ""
    except signing.BadSignature:
        return ""


def fresh() -> str:
    return secrets.token_urlsafe(24)


def keep(response: HttpResponse, conversation: Conversation, secret: str) -> HttpResponse:
    response.set_signed_cookie(
        COOKIE, secret, salt=SALT, max_age=DAYS * 86_400, path=reverse("conversations:detail", args=[conversation.pk]),
        httponly=True, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax",
    )  # fmt: skip
    return response


def key_of(conversation: Conversation, secret: str) -> str:
    """What is kept of a browser's number."""
    return salted_hmac(SALT, f"{conversation.pk}:{secret}", algorithm="sha256").hexdigest()


def ballot_key(conversation: Conversation, meeting: str, ballot: str) -> str:
    """What is kept of a ballot of a meeting: the same one again is the same participant."""
    words = f"{conversation.pk}:{meeting.casefold()}:{ballot}"
    return salted_hmac("dongthuan.conversations.ballot", words, algorithm="sha256").hexdigest()
