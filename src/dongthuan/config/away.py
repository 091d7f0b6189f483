"""When the database is away, or the disk is full: the page says so, and what was typed comes back, ready to send again.

The page holds every field with the form's own key, so that sending again is safe: whatever the first sending did or did
not do, the key counts once. It is the answer to errors and not a middleware, because the database may fail in any of
them (reading the session, saving it) as well as in the view.
"""

import errno
import sys
from collections.abc import Iterator
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException, UnreadablePostError
from django.template.loader import render_to_string
from django.views.defaults import server_error as plain_server_error
from psycopg.errors import DiskFull

GONE = (OperationalError, InterfaceError)
NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
SECRET = ("password", "secret")  # never written into a page; the person types it again


def server_error(request: HttpRequest) -> HttpResponse:
    """The answer to an error nobody caught (handler500)."""
    chain = list(led_to(sys.exc_info()[1]))
    if any(isinstance(error, DiskFull) or getattr(error, "errno", None) in NO_ROOM for error in chain):
        return away(request, full=True)
    return away(request) if any(isinstance(e, GONE) for e in chain) else plain_server_error(request)


def led_to(error: BaseException | None) -> Iterator[BaseException]:
    """The error and those that led to it."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        yield error
        seen.add(id(error))
        error = error.__cause__ or error.__context__


def away(request: HttpRequest, *, full: bool = False) -> HttpResponse:
    """503 (507 when the disk is full) in both languages. The template gets no request, so that nothing in it can ask
    the database."""
    context = {"path": request.get_full_path(), "full": full, **typed(request)}
    response = HttpResponse(render_to_string("web/away.html", context), status=507 if full else 503)
    response["Retry-After"] = "600" if full else "10"
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
