"""The receipt with its code. It is shown to the browser that sent the form, for a quarter of an hour, and never stored."""

import uuid

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dongthuan.web.kit import qr_svg

from .. import codes
from ..models import Petition

SENT, CASE = "dt-sent", "dt-case"  # cookies: the key of the form just sent; the case a code was typed for
MINUTES = 15


def remember(response: HttpResponse, sending: uuid.UUID) -> HttpResponse:
    return _keep(response, SENT, str(sending))


def _keep(response: HttpResponse, name: str, value: str) -> HttpResponse:
    response.set_signed_cookie(
        name, value, salt="dongthuan.petitions", max_age=MINUTES * 60, path="/petitions/", httponly=True,
        secure=settings.SESSION_COOKIE_SECURE, samesite="Strict",
    )  # fmt: skip
    return response


def kept(request: HttpRequest, name: str) -> str:
    try:
        return request.get_signed_cookie(name, "", salt="dongthuan.petitions", max_age=MINUTES * 60) or ""
    except signing.BadSignature:
        return ""


def open_case(response: HttpResponse, petition: Petition) -> HttpResponse:
    return _keep(response, CASE, str(petition.pk))


def sent_case(request: HttpRequest) -> tuple[Petition, str] | None:
    """The case of the form this browser has just sent, and its code."""
    if not (key := kept(request, SENT)):
        return None
    sending = uuid.UUID(key)
    found = Petition.objects.select_related("organisation").filter(sending=codes.hash_sending(sending)).first()
    return (found, codes.code_for(sending)) if found else None


def context_of(found: Petition, code: str) -> dict[str, object]:
    url = f"{settings.SITE_URL}{reverse('petitions:track')}#{code}"
    return {"petition": found, "code": code, "qr": qr_svg(url, code)}


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """To the sender: it arrived, here is the code. Nothing of what was written."""
    got = sent_case(request)
    if got is None:
        return redirect("petitions:track")
    return render(request, "petitions/sent.html", context_of(*got))


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Clear this browser: neither receipt nor case can be opened from it without the code."""
    response = redirect("petitions:choose")
    for name in (SENT, CASE):
        response.delete_cookie(name, path="/petitions/", samesite="Strict")
    return response
