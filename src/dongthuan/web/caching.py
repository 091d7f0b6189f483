"""Who may keep a copy of a page: of what was drawn for one person, nobody; of what everyone reads, whoever asks again first."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

PERSONAL = "private, no-store"  # no shared computer shows it again by its button "back", no proxy hands it on
COMMON = (
    "public, no-cache"  # may be kept, and is asked for again each time: what was corrected is never shown uncorrected
)


def caching(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware, outside the session's. It judges by the cookies, so that it asks nothing of the database.

    A page is common only when its reader brought no cookie that knows them (session, messages, a form's secret) and it
    gave none. A view that has said its own Cache-Control is left alone.
    """
    knows = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages"}

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        told = knows & set(request.COOKIES) or response.cookies or request.method not in ("GET", "HEAD")
        common = not told and response.status_code == 200 and "Content-Disposition" not in response.headers
        response.headers.setdefault("Cache-Control", COMMON if common else PERSONAL)
        return response

    return middleware
