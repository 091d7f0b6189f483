"""Long lists: pages, and filters that are links."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, QueryDict

PER_PAGE = 50


def paginate(request: HttpRequest, rows: Any, per_page: int = PER_PAGE, total: int | None = None) -> Page:
    """The page that `?page=` asks for; a number that is none, or too large, falls to the nearest page there is.

    `total`: how many rows there are, where it is known already or was not counted to the end.
    """
    paginator = Paginator(rows, per_page)
    if total is not None:
        paginator.__dict__["count"] = total  # what the paginator itself keeps once it has counted
    return paginator.get_page(request.GET.get("page", "1"))


def with_query(request: HttpRequest, **changes: Any) -> str:
    """The query string of this page with some values set, or removed when None."""
    query = QueryDict(request.GET.urlencode(), mutable=True)
    for key, value in changes.items():
        if value is None:
            query.pop(key, None)
        else:
            query[key] = str(value)
    return f"?{query.urlencode()}"


@dataclass(frozen=True)
class Chip:
    """A filter: a link with its number inside."""

    label: Any
    url: str
    count: int | None = None
    current: bool = False
    icon: str = ""


def chips_for(
    request: HttpRequest, name: str, choices: Iterable[tuple[str, Any]], counts: dict[str, int] | None = None
) -> list[Chip]:
    """Chips that set `?name=`; a choice of "" stands for all. Filtering starts again on the first page."""
    chosen = request.GET.get(name, "")
    return [
        Chip(
            label,
            with_query(request, **{name: value or None, "page": None, "format": None}),
            None if counts is None else counts.get(value, 0),
            chosen == value,
        )
        for value, label in choices
    ]
