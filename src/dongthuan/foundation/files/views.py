"""Handing out stored files."""

from typing import Any
from urllib.parse import quote

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from dongthuan.web.kit import gone

from . import queries
from .models import Damaged, StoredFile


def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The file, for saving. A stranger is sent to sign in; who may not see it learns nothing."""
    stored = get_object_or_404(StoredFile.objects.select_related("thing"), pk=pk)
    if not queries.may_read(request.user, stored):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise Http404
    return send(request, stored)


def send(request: HttpRequest, stored: StoredFile, name: str = "") -> HttpResponse:
    """The bytes, checked against their SHA-256, as a download that no browser runs."""
    try:
        return attachment(stored.bytes(), stored.mime, name or stored.name)
    except Damaged:
        why = _("The stored file “%(name)s” is missing or damaged. Ask the administrator to restore it from a backup.")
        return gone(request, why % {"name": stored.name})


def attachment(data: bytes, mime: str, name: str) -> HttpResponse:
    plain = "".join(c if c.isascii() and c.isprintable() and c not in '"\\' else "_" for c in name)
    headers: dict[str, Any] = {
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(data, content_type=mime, headers=headers)
