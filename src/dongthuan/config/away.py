"""When the database is away: a page that needs it says so, and what was typed into a form comes back, ready to send again.

The page holds every field with the form's own key, so that sending again is safe: whatever the first sending did or did
not do, the key counts once. It is the answer to errors and not a middleware, because the database may fail in any of
them (reading the session, saving it) as well as in the view.
"""

import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException, UnreadablePostError
from django.template.loader import render_to_string
from django.views.defaults import server_error as plain_server_error

SECRET = ("password", "secret")  # never written into a page; the person types it again


def server_error(request: HttpRequest) -> HttpResponse:
    """The answer to an error nobody caught (handler500)."""
    return away(request) if is_away(sys.exc_info()[1]) else plain_server_error(request)


def is_away(error: BaseException | None) -> bool:
    """Whether the database was lost or could not answer, here or in what led here."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        if isinstance(error, OperationalError | InterfaceError):
            return True
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return False


def away(request: HttpRequest) -> HttpResponse:
    """503 in both languages. The template gets no request, so that nothing in it can ask the database."""
    context = {"path": request.get_full_path(), **typed(request)}
    response = HttpResponse(render_to_string("web/away.html", context), status=503)
    response["Retry-After"] = "10"
    response["Cache-Control"] = "no-store"
    return response


def typed(request: HttpRequest) -> dict[str, Any]:
    """What the form held: its fields in order, the names of its files and secrets, which a page cannot carry."""
    if request.method != "POST":
        return {}
    try:
        fields = [(name, value) for name, values in request.POST.lists() for value in values]
        files = [(name, file.name) for name, sent in request.FILES.lists() for file in sent]
    except (UnreadablePostError, RawPostDataException, OSError):
        return {"again": True, "lost": True}
    secret = {name for name, _ in fields if name != "csrfmiddlewaretoken" and any(s in name.lower() for s in SECRET)}
    return {
        "again": True,
        "fields": [(name, value) for name, value in fields if name not in secret],
        "files": [{"name": name, "was": was, "id": f"file-{n}"} for n, (name, was) in enumerate(files)],
        "secrets": [{"name": name, "id": f"secret-{n}"} for n, name in enumerate(sorted(secret))],
    }
