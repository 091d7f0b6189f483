"""What a hostile or careless hand sends to any page: never an error of ours, never a change by looking."""

from collections.abc import Iterator, Sequence
from html.parser import HTMLParser

import pytest
from django.core.cache import caches
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.factories import World, make_world
from tests.permission_rows import Laid, Row, taken_back
from tests.test_permission_table import rows

# Every word that a page of the house reads from its address, and the usual guesses of a stranger.
NAMES = [
    "page",
    "sort",
    "order",
    "q",
    "show",
    "kind",
    "status",
    "state",
    "level",
    "year",
    "since",
    "until",
    "format",
    "by",
    "area",
    "organisation",
    "clause",
    "parent",
    "because",
    "measure",
    "base",
    "all",
    "lang",
    "next",
    "id",
]
VALUES = [
    "-1", "0", "abc", "99999999999999999999999", "%00", "%FF%FE", "%ED%A0%80", "2021-02-31", "password", "'%22<b>",
    "%CC%81" * 40, "1e400", "%25s{0}", "%D9%A3",  # ٣ is a digit to Python and to no database
]  # fmt: skip
TYPED = [
    "\x00", "a\x00b", "-1", "99999999999999999999999", "2021-02-31", "31/02/2021", "00/00/0000", "NaN", "1e400", "٣",
    "=1+1", "<script>alert(1)</script>", "ă" * 100_000, "\u202e\ufeff", "a\x0b\x1b\ufffe", "on", "{0}%s",
]  # fmt: skip


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def nothing_kept_near() -> None:
    """Everyone here is the same person throughout: what this process keeps of them for a minute stays true."""
    caches["near"].clear()


def who(row: Row) -> str:
    """A role that gets the page; one who can do most of them where several do."""
    may = set(row.who) | {role for role, status in row.exact.items() if status == 200}
    return next((role for role in ("focal_officer", "administrator", "leader", *sorted(may)) if role in may), "leader")


def client_of(row: Row, world: World) -> Client:
    client = Client(raise_request_exception=False)
    if (role := who(row)) != "anonymous":
        client.force_login(world.users[role])
    return client


def mixed(names: Sequence[str], values: Sequence[str], rounds: int) -> list[dict[str, str]]:
    """In each round every name has a value, another one each time."""
    step = max(len(values) // rounds, 1)
    return [{name: values[(at + turn * step) % len(values)] for at, name in enumerate(names)} for turn in range(rounds)]


def queries(rounds: int) -> list[str]:
    """Odd values under every name at once; at the end each name twice."""
    found = ["&".join(f"{name}={value}" for name, value in odd.items()) for odd in mixed(NAMES, VALUES, rounds)]
    return [*found, "&".join(f"{name}=%00&{name}={'9' * 30}" for name in NAMES)]


class Inputs(HTMLParser):
    """The forms of a page that are sent by POST: where to, and the names of what they hold."""

    def __init__(self, page: str):
        super().__init__()
        self.forms: list[tuple[str, dict[str, str]]] = []
        self.inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        found = dict(attrs)
        if tag == "form":
            self.inside = found.get("method", "").lower() == "post"
            if self.inside:
                self.forms.append((found.get("action") or "", {}))
        elif self.inside and tag in {"input", "textarea", "select", "button"} and found.get("name"):
            self.forms[-1][1].setdefault(found["name"], found.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False


def faults(client: Client, asked: list[tuple[str, dict[str, str] | None]]) -> list[str]:
    """The requests that were answered by an error of ours; each is rolled back."""
    found = []
    for url, fields in asked:
        with taken_back():
            answer: HttpResponse = client.get(url) if fields is None else client.post(url, fields)
        if answer.status_code >= 500:
            found.append(
                f"{answer.status_code} {url[:200]} {str(fields or '')[:200]} {getattr(answer, 'exc_info', [''])[:2]}"
            )
    return found


def in_addresses(url: str, page: HttpResponse) -> list[str]:
    """What to ask of the page by its address: a list, which reads many words, more often, and as a file."""
    context = page.context or {}
    if "page" not in context and "table" not in context:
        return [f"{url}?{query}" for query in queries(1)]
    odd = queries(len(VALUES) // 2)
    return [f"{url}?{query}" for query in odd] + [f"{url}?{query}&format=xlsx" for query in odd[::3]]


def in_forms(url: str, page: HttpResponse) -> list[tuple[str, dict[str, str]]]:
    """What to send to every form of the page: odd values everywhere, and in one field while the others keep theirs."""
    asked = []
    for action, held in Inputs(page.content.decode()).forms:
        names = [name for name in held if name not in {"csrfmiddlewaretoken", "form_key"}]
        asked += [(action or url, odd) for odd in mixed(names, TYPED, 3)]
        asked += [(action or url, held | {name: odd[name]}) for odd in mixed(names, TYPED, 1) for name in names[:4]]
    return asked


@pytest.mark.parametrize("row", [row for row in rows() if row.post is None], ids=lambda row: row.name + row.query)
def test_odd_words_are_no_errors_of_ours(row: Row, world: World, laid: Laid):
    url = reverse(row.name, kwargs=laid.arguments(row))
    with taken_back():
        client = client_of(row, world)
        page = client.get(url)
        asked: list = [(address, None) for address in in_addresses(url, page)]
        if page["Content-Type"].startswith("text/html"):
            asked += in_forms(url, page)
        found = faults(client, asked)
    assert found == []
