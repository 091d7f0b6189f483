"""Reading a page changes nothing: GET and HEAD run in a read-only transaction that is always rolled back."""

from collections.abc import Callable

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve


def readonly_get(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware. It stands inside the session's, which saves what it must before and after, outside this transaction.

    A view with `no_database = True` (a health probe) is let through, so that it answers when the database is away; so is
    one with `writes_on_get = True` (a library's page that notes it was seen). Who asks is settled before: a session that
    is no longer valid is deleted then. In a test, inside an outer transaction, the savepoint's rollback also takes back
    READ ONLY.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or is_let_through(request):
            return get_response(request)
        bool(getattr(request, "user", None))  # reads the person behind the lazy object
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION READ ONLY")
            response = get_response(request)
            transaction.set_rollback(True)
        return response

    return middleware


def is_let_through(request: HttpRequest) -> bool:
    try:
        view = resolve(request.path_info, getattr(request, "urlconf", None)).func
    except Resolver404:
        return False
    marked = (view, getattr(view, "view_class", None))
    return any(getattr(v, name, False) for v in marked for name in ("no_database", "writes_on_get"))
