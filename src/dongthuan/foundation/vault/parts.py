"""What the page of a dossier shows of each piece and each request: state, next step, and why not."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from . import permissions, queries, tables
from .grounds import worded
from .models import Dossier, Item, Request
from .states import Status


@dataclass(frozen=True)
class ItemLine:
    item: Item
    name: str
    may_look: Any
    takes_two: bool


@dataclass(frozen=True)
class RequestLine:
    request: Request
    name: str
    ground: str
    may_answer: Any
    mine: bool
    ready: bool  # approved, mine, and its hour is not over


def item_lines(user: Any, dossier: Dossier) -> list[ItemLine]:
    rows = dossier.items.select_related("dossier__thing")
    return [
        ItemLine(item, tables.piece(item), permissions.may_look(user, item), queries.takes_two(user, item))
        for item in rows
    ]


def request_lines(user: Any, dossier: Dossier) -> list[RequestLine]:
    found = []
    for asked in queries.requests_in(user, dossier).filter(status__in=(Status.ASKED, Status.APPROVED)):
        mine = asked.person_id == user.pk
        ready = mine and asked.status == Status.APPROVED and asked.expires_at > timezone.now()
        may_answer = permissions.may_answer(user, asked)
        found.append(RequestLine(asked, tables.piece(asked.item), worded(asked.ground), may_answer, mine, ready))
    return found
