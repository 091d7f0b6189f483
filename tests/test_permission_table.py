"""Every address of the project × every role: who gets the page, who is refused, who is sent to sign in."""

import copy
import importlib
import pkgutil
from collections import Counter
from collections.abc import Iterator
from http.cookies import SimpleCookie

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests import permission_rows
from tests.factories import ROLES, World, make_world
from tests.permission_rows import Laid, Row, taken_back


def rows() -> list[Row]:
    modules = [
        importlib.import_module(f"tests.permission_rows.{m.name}")
        for m in pkgutil.iter_modules(permission_rows.__path__)
    ]
    found = [row for module in modules for row in module.ROWS]
    first: dict[object, int] = {}
    for row in found:
        first.setdefault(row.kwargs, len(first))
    return sorted(found, key=lambda row: first[row.kwargs])  # those about the same thing stand together


def addresses(patterns: list, namespace: str = "", route: str = "") -> Iterator[tuple[str, str]]:
    """(name, route) of every address of the project."""
    for pattern in patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern.url_patterns, inner, here)
        elif isinstance(pattern, URLPattern):
            yield (f"{namespace}{pattern.name}" if pattern.name else "", here)


ALL = list(addresses(get_resolver().url_patterns))


def test_every_address_has_a_name():
    assert [route for name, route in ALL if not name] == []


def test_every_address_has_a_row_and_every_row_an_address():
    named, covered = {name for name, _ in ALL if name}, Counter(row.name for row in rows())
    assert sorted(named - set(covered)) == [], "addresses without a row in tests/permission_rows/<app>.py"
    assert sorted(set(covered) - named) == [], "rows without an address"


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def cookies(world: World) -> dict[str, SimpleCookie]:
    """Everyone signed in once: to sign in for each of the five thousand questions would take a quarter of their time."""
    clients = {role: Client() for role in ROLES}
    for role, client in clients.items():
        if role != "anonymous":
            client.force_login(world.users[role])
    return {role: client.cookies for role, client in clients.items()}


@pytest.fixture(scope="module")
def nothing_kept_near() -> None:
    """Everyone here is the same person throughout: what this process keeps of them for a minute stays true."""
    caches["near"].clear()


def ask(row: Row, kwargs: dict, cookies: SimpleCookie) -> HttpResponse:
    client = Client(raise_request_exception=True)
    client.cookies = copy.deepcopy(cookies)
    url = reverse(row.name, kwargs=kwargs) + row.query
    return client.get(url) if row.post is None else client.post(url, row.post)


def outcome(response: HttpResponse) -> str:
    if response.status_code in {301, 302, 303}:
        return "sign in" if response["Location"].startswith(resolve_url(settings.LOGIN_URL)) else "page"
    return "page" if response.status_code == 200 else str(response.status_code)


def expected(row: Row, role: str) -> str:
    if role in row.exact:
        return "page" if row.exact[role] == 200 else str(row.exact[role])
    if role in row.who:
        return "page"
    return "sign in" if role == "anonymous" else str(row.refused)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.name + row.query)
def test_who_may_open(row: Row, laid: Laid, cookies: dict[str, SimpleCookie]):
    got, arguments = {}, laid.arguments(row)
    for role in ROLES:
        with taken_back():
            got[role] = outcome(ask(row, arguments, cookies[role]))
    assert got == {role: expected(row, role) for role in ROLES}
