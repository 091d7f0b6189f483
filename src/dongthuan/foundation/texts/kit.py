"""What texts lends its neighbours: who owns a text, and what a new version changes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from dongthuan.foundation.things.kit import No
from dongthuan.foundation.things.models import Thing

from .models import Clause


@dataclass(frozen=True)
class Owner:
    """What a kind of owner says about its texts."""

    visible_to: Callable[[Any], QuerySet]  # user -> the owners whose texts that person may see
    may_edit: Callable[[Any, Any], bool | No]  # (user, owner) -> whether they may change the words of its draft
    versions_visible_to: Callable[[Any], QuerySet] | None = None  # user -> the versions of its texts they may see


owners: dict[str, Owner] = {}


def register_owner(
    kind: str,
    visible_to: Callable[[Any], QuerySet],
    may_edit: Callable[[Any, Any], bool | No],
    versions_visible_to: Callable[[Any], QuerySet] | None = None,
) -> None:
    """Say who may see and change the texts owned by things of this kind (`Text.owner`).

    Without `versions_visible_to`, whoever sees the owner sees its frozen versions, and staff its drafts too.
    """
    owners[kind] = Owner(visible_to, may_edit, versions_visible_to)


@dataclass(frozen=True)
class Edit:
    """Other words for a clause; None leaves what is there. `source`: the decision they come from."""

    clause: Clause
    text: str | None = None
    title: str | None = None
    number: str | None = None
    source: Thing | None = None


@dataclass(frozen=True)
class Addition:
    """A new clause: after its sibling `after`, else as the last one in `inside`, else at the end; `parts` under it."""

    kind: str
    text: str
    number: str = ""
    title: str = ""
    after: Clause | None = None
    inside: Clause | None = None
    source: Thing | None = None
    parts: tuple["Addition", ...] = ()


@dataclass(frozen=True)
class Removal:
    """A clause that goes, with all that stands under it."""

    clause: Clause
