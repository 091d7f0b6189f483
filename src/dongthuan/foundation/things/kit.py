"""What things lends its neighbours: the register of kinds, locking, refusals, today, clean text, guards."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import register_converter
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from dongthuan.lib.unseen import without_unseen
from dongthuan.web.kit.clock import at_day, today

from .keys import Keys
from .models import HasThing, Thing
from .question import Question
from .receipts import Receipts
from .sorting import by_given_name, by_name
from .together import asked, together

__all__ = [
    "YES",
    "CleanCharField",
    "CleanTextField",
    "HasThing",
    "Keys",
    "Kind",
    "No",
    "Question",
    "Receipts",
    "Refused",
    "Thing",
    "asked",
    "at_day",
    "by_given_name",
    "by_name",
    "clean_text",
    "kind_of",
    "kinds",
    "lock",
    "register",
    "resolve",
    "say",
    "shared_sentences",
    "today",
    "together",
]  # fmt: skip

M = TypeVar("M", bound=models.Model)


# --- refusals -----------------------------------------------------------------------------------------------------
class Refused(Exception):
    """An action that may not happen. The message is one clear sentence naming the place; `field` names the form's field."""

    is_refusal = True

    def __init__(self, reason: str | Promise, *, field: str | None = None, link: str | None = None):
        super().__init__(str(reason))
        self.reason, self.field, self.link = str(reason), field, link


@dataclass(frozen=True)
class No:
    """The answer no, with its reason; false in a condition, and the page shows the reason beside the greyed button."""

    reason: str

    def __bool__(self) -> bool:
        return False


YES = True


def must(answer: "bool | No") -> None:
    """Turn may_x's answer into check_may_x: raise the reason unless the answer is yes."""
    if not answer:
        raise Refused(answer.reason if isinstance(answer, No) else _("This post does not allow it."))


# --- the register of kinds ----------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Kind:
    """What the house must know of a kind of thing. `sentences`: record verb -> Vietnamese sentence part."""

    key: str
    model: str
    label: str | Promise
    url: Callable[[Any], str]
    title: Callable[[Any], str]
    visible_to: Callable[[Any], models.QuerySet]  # user -> queryset of the objects that person may see
    sentences: Mapping[str, Any] = field(default_factory=dict)
    search_text: Callable[[Any], str] | None = None
    related: tuple[str, ...] = ()  # select_related that `title`, `url`, `within`, `whence` and `parties` need
    within: Callable[[Any], Any] | None = (
        None  # object -> the object it is a part of (a plan row's plan): lists group by it
    )
    whence: Callable[[Any], Iterable[Thing | None]] | None = None  # object -> the things it came from, nearest first
    parties: Callable[[Any], Iterable[Any]] | None = None  # object -> the organisations that agreed to it
    may_order: Callable[[Any], Any] | None = (
        None  # object -> whether tasks may be given because of it: True or No(reason)
    )

    def model_class(self) -> type[HasThing]:
        return apps.get_model(self.model)  # type: ignore[return-value]


kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    if kind.key in kinds and kinds[kind.key].model != kind.model:
        raise ValueError(f"kind {kind.key!r} is registered twice")
    kinds[kind.key] = kind


Sentence = str | Callable[[dict], str]
shared_sentences: dict[str, Sentence] = {}


def say(sentences: Mapping[str, Sentence]) -> None:
    """History sentences of verbs that are written on things of any kind (a file was attached to it)."""
    shared_sentences.update(sentences)


def kind_of(thing: Thing) -> Kind:
    return kinds[thing.kind]


def resolve(things: Iterable[Thing | None]) -> dict[int, Any]:
    """Thing id -> object, one query per kind however many things."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for thing in things:
        if thing is not None:
            wanted[thing.kind].add(thing.pk)
    found: dict[int, Any] = {}
    for key, ids in wanted.items():
        rows = kinds[key].model_class()._default_manager.filter(thing_id__in=ids).select_related(*kinds[key].related)
        found.update({row.thing_id: row for row in rows})
    return found


def object_of(thing: Thing) -> Any:
    return resolve([thing])[thing.pk]


def visible(user: Any, thing: Thing) -> Any | None:
    """The thing's object if this person may see it, else None."""
    return kind_of(thing).visible_to(user).filter(thing_id=thing.pk).first()


@cache
def _locked(model: type[models.Model], related: tuple[str, ...]) -> Question:
    rows = model._default_manager.select_for_update(of=("self",) if related else ())
    return Question(lambda pk: (rows.select_related(*related) if related else rows).filter(pk=pk), pk=int)


def lock(obj: M, *related: str) -> M:
    """The row again, locked until the transaction ends (SELECT … FOR UPDATE), so that two people cannot both move it.

    `related`: what it points at and will be asked for, read with it and not locked.
    """
    model: Any = obj.__class__
    if not (rows := _locked(model, related)(pk=obj.pk)):
        raise model.DoesNotExist(f"{model.__name__} {obj.pk}")
    found: M = rows[0]
    if isinstance(obj, HasThing) and isinstance(found, HasThing):
        found.thing = obj.thing  # the record asks for it; it never changes
    return found


# --- text ---------------------------------------------------------------------------------------------------------
def clean_text(value: str) -> str:
    """NFC on the way in, without control characters. NUL and lone surrogates are refused: the person did not mean them."""
    if "\x00" in value:
        raise ValidationError(
            _("Character %(n)s is a NUL, which no text may hold. Delete it.") % {"n": value.index("\x00") + 1}
        )
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise ValidationError(
            _("Character %(n)s is half of a broken character. Type it again.") % {"n": error.start + 1}
        ) from None
    return unicodedata.normalize("NFC", without_unseen(value)).replace("\r\n", "\n")


class Clean:
    """Text cleaned on every way into the database. What cannot be stored is a refusal, so that a form keeps what was typed."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)  # type: ignore[misc]
        return clean_text(value) if isinstance(value, str) else value

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        try:
            value = super().get_db_prep_save(value, connection)  # type: ignore[misc]
        except ValidationError as error:
            raise Refused(error.messages[0]) from None
        limit = getattr(self, "max_length", None)
        if limit and isinstance(value, str) and len(value) > limit:
            says = _("“%(start)s…” has %(n)s characters; %(limit)s is the most that is kept here. Shorten it.")
            raise Refused(says % {"start": value[:40], "n": len(value), "limit": limit})
        return value


class CleanCharField(Clean, models.CharField):
    """A line of text."""


class CleanTextField(Clean, models.TextField):
    """Text of any length."""


class PkConverter:
    """A row's number in an address: at most 18 digits, so that it always fits a bigint."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: object) -> str:
        return str(value)


register_converter(PkConverter, "pk")
