"""Registers by which a page shows what its neighbours know, without importing them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_urlconf, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from .parts import Tag

AREAS = ("workspace", "public", "footer")
Text = Any  # a str, or a lazy translation that becomes one


def everyone(user: Any) -> bool:
    return True


@dataclass(frozen=True)
class NavItem:
    area: str
    group: Text
    label: Text
    url_name: str
    icon: str = ""
    visible: Callable[[Any], Any] = everyone
    count: Callable[[HttpRequest], int | None] | None = None
    order: int = 100


@dataclass
class Shown:
    """A navigation item as one reader sees it."""

    label: Text
    url: str
    icon: str
    count: int | None
    current: str = ""


@dataclass
class Group:
    label: str
    items: list[Shown] = field(default_factory=list)


@dataclass(frozen=True)
class Search:
    url_name: str
    label: Text
    example: Text


class Nav:
    """The items of the side navigation ("workspace"), the header ("public") and the footer ("footer")."""

    def __init__(self) -> None:
        self._items: dict[tuple[str, str], NavItem] = {}
        self._search: dict[str, Search] = {}

    def add(
        self,
        area: str,
        group: Text,
        label: Text,
        url_name: str,
        icon: str = "",
        *,
        visible: Callable[[Any], Any] = everyone,
        count: Callable[[HttpRequest], int | None] | None = None,
        order: int = 100,
    ) -> None:
        """Show `label` in `area`, under `group`, to whom `visible(user)` is true; `count(request)` stands beside it."""
        if area not in AREAS:
            raise ValueError(f"navigation area {area!r}: one of {', '.join(AREAS)}")
        self._items[area, url_name] = NavItem(area, group, label, url_name, icon, visible, count, order)

    def add_search(self, area: str, url_name: str, label: Text, example: Text = "") -> None:
        """Put a search box into the header of `area`; it sends `?q=` to `url_name`."""
        self._search[area] = Search(url_name, label, example)

    def search(self, area: str) -> Search | None:
        return self._search.get(area)

    def groups(self, area: str, request: HttpRequest) -> list[Group]:
        """What this reader may see, grouped; the item whose address leads to this page is marked."""
        user = getattr(request, "user", None)
        items = [i for i in self._items.values() if i.area == area and i.visible(user)]
        items.sort(key=lambda i: i.order)
        groups: dict[str, Group] = {}
        urlconf = get_urlconf() or settings.ROOT_URLCONF
        for item in items:
            name = str(item.group)
            count = item.count(request) if item.count else None
            shown = Shown(item.label, address(item.url_name, urlconf), item.icon, count)
            groups.setdefault(name, Group(name)).items.append(shown)
        mark_current([s for g in groups.values() for s in g.items], request.path)
        return list(groups.values())


@cache
def address(name: str, urlconf: Any) -> str:
    """Of a page without arguments. A score of them stand on every page, and they stay the same."""
    return reverse(name, urlconf=urlconf)


def mark_current(items: Iterable[Shown], path: str) -> None:
    """Mark the item with the longest address that begins `path`; the site's root only when it is the page itself.

    Else the only item of the same room: a plan under /programmes/plans/ lies behind the list at /programmes/work/.
    """
    items = list(items)
    leading = [i for i in items if path == i.url or (i.url != "/" and path.startswith(i.url.rstrip("/") + "/"))]
    if not leading:
        beside = [i for i in items if room(path) and room(i.url) == room(path)]
        leading = beside if len(beside) == 1 else []
    if leading:
        best = max(leading, key=lambda i: len(i.url))
        best.current = "page" if path == best.url else "true"


def room(path: str) -> str:
    """The first word of an address."""
    return path.strip("/").partition("/")[0]


def kind_of(obj: Any) -> str:
    """The kind under which things are registered; a page without an object names its own."""
    if isinstance(obj, str):
        return obj
    return getattr(obj, "KIND", None) or obj._meta.model_name


Drawn = str | SafeString | None


class Panels:
    """What others draw on the page of a thing: `fn(request, obj)` answers HTML, or None to stay away."""

    def __init__(self) -> None:
        self._panels: dict[tuple[str, str], dict[str, tuple[int, Callable[[HttpRequest, Any], Drawn]]]] = {}

    def add(self, kind: str, slot: str, fn: Callable[[HttpRequest, Any], Drawn], order: int = 100) -> None:
        self._panels.setdefault((kind, slot), {})[f"{fn.__module__}.{fn.__qualname__}"] = (order, fn)

    def draw(self, request: HttpRequest, obj: Any, slot: str) -> SafeString:
        entries = sorted(self._panels.get((kind_of(obj), slot), {}).values(), key=lambda e: e[0])
        drawn = (fn(request, None if isinstance(obj, str) else obj) for _, fn in entries)
        return format_html_join("\n", "{}", ((html,) for html in drawn if html))


class Badges:
    """Small facts others know about a thing: `fn(request, obj)` answers a Tag, or None."""

    def __init__(self) -> None:
        self._badges: dict[str, dict[str, Callable[[HttpRequest, Any], Tag | None]]] = {}

    def add(self, kind: str, fn: Callable[[HttpRequest, Any], Tag | None]) -> None:
        self._badges.setdefault(kind, {})[f"{fn.__module__}.{fn.__qualname__}"] = fn

    def of(self, request: HttpRequest, obj: Any) -> list[Tag]:
        drawn = (fn(request, obj) for fn in self._badges.get(kind_of(obj), {}).values())
        return [tag for tag in drawn if tag]


nav = Nav()
panels = Panels()
badges = Badges()
