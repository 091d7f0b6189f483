"""Is it alive, is it ready: two pages for whoever watches the server."""

from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.urls import path


def alive(request: HttpRequest) -> HttpResponse:
    """/healthz: the process answers. Asks nothing of the database."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


def ready(request: HttpRequest) -> HttpResponse:
    """/readyz: the database answers and holds this version's tables."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return _not_yet("the database does not answer")
    return _not_yet(f"{len(waiting)} migrations wait: run `dongthuan upgrade`") if waiting else alive(request)


def _not_yet(why: str) -> HttpResponse:
    return HttpResponse(f"not ready: {why}\n", status=503, content_type="text/plain; charset=utf-8")


def _open(view: Any) -> Any:
    view.no_database = True  # no transaction is opened round it
    return view


urlpatterns = [path("healthz", _open(alive), name="healthz"), path("readyz", _open(ready), name="readyz")]
